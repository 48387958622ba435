package dev.sterna.dialect.postgres.sql;

import dev.sterna.dialect.Identifiers;
import dev.sterna.dialect.convert.NameRegister;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Names of up to 63 octets, of any characters; two are one only if they are equal.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">SQL Syntax, Identifiers</a>
 */
public final class PostgresIdentifiers implements Identifiers {
    /** NAMEDATALEN - 1; the server cuts off what is longer, and would make one name of two. */
    static final int OCTETS = 63;

    /** Words that the server quotes where they are names: all keywords that may not be any name. */
    private static final Set<String> QUOTED_WORDS = Set.of(("all analyse analyze and any array as asc asymmetric"
                    + " authorization between bigint binary bit boolean both case cast char character check coalesce"
                    + " collate collation column concurrently constraint create cross current_catalog current_date"
                    + " current_role current_schema current_time current_timestamp current_user dec decimal default"
                    + " deferrable desc distinct do else end except exists extract false fetch float for foreign freeze"
                    + " from full grant greatest group grouping having ilike in initially inner inout int integer"
                    + " intersect interval into is isnull join json json_array json_arrayagg json_exists json_object"
                    + " json_objectagg json_query json_scalar json_serialize json_table json_value lateral leading"
                    + " least left like limit localtime localtimestamp merge_action national natural nchar none normalize"
                    + " not notnull null nullif numeric offset on only or order out outer overlaps overlay placing"
                    + " position precision primary real references returning right row select session_user setof"
                    + " similar smallint some substring symmetric system_user table tablesample then time timestamp to"
                    + " trailing treat trim true union unique user using values varchar variadic verbose when where"
                    + " window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi"
                    + " xmlroot xmlserialize xmltable")
            .split(" "));

    private static final Set<String> SYSTEM_COLUMNS = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    @Override
    public String fit(String name) {
        if (octets(name) <= OCTETS) {
            return name;
        }
        String end = "_" + NameRegister.hash(name);
        String start = name;
        while (octets(start) + end.length() > OCTETS) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return start + end;
    }

    /** @see <a href="https://www.postgresql.org/docs/current/ddl-system-columns.html">System Columns</a> */
    @Override
    public boolean allowsColumn(String name) {
        return !SYSTEM_COLUMNS.contains(name);
    }

    @Override
    public String folded(String name) {
        return name;
    }

    /** A name as the server itself writes it: quoted only where it has to be. */
    public static String bare(String name) {
        boolean bare = name.length() <= OCTETS && name.matches("[a-z_][a-z0-9_]*") && !QUOTED_WORDS.contains(name);
        return bare ? name : Literals.identifier(name);
    }

    private static int octets(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
