package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the catalogue has of a followed table, as far as the log does not tell when it changes.
 *
 * @param number under which rows come; another one is another table
 * @param published whether the log tells of it
 * @param definition columns, key and publication, as one text
 * @param parts the table itself and its partitions, by number
 */
record FollowedState(long number, boolean published, String definition, Map<Long, Part> parts) {

    /**
     * What holds rows.
     *
     * @param file where they are; another one after TRUNCATE, and when all of them were written anew
     * @param columns changes whenever a column is altered
     * @param isOwn whether it was made as a partition, and all its rows came as such
     */
    record Part(long file, String columns, boolean isOwn) {}

    /** Takes no lock on a table: a definition that is being changed must not make the reader wait. */
    private static final String QUERY = """
            WITH RECURSIVE followed (nspname, relname, key) AS (VALUES %s),
            part (root, oid, attached) AS (
                SELECT c.oid, c.oid, NULL::xid FROM followed f
                JOIN pg_catalog.pg_namespace n ON n.nspname = f.nspname::name
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = f.relname::name
                UNION ALL
                SELECT p.root, i.inhrelid, i.xmin FROM part p
                JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid
                JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relispartition)
            SELECT n.nspname, r.relname, p.root::bigint, p.oid::bigint, c.relfilenode::bigint,
                (SELECT pg_catalog.md5(pg_catalog.string_agg(a.attnum || ' ' || a.xmin::text, ',' ORDER BY a.attnum))
                    FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0),
                c.relfilenode IN (0, c.oid) AND EXISTS (
                    SELECT FROM pg_catalog.pg_type t WHERE t.oid = c.reltype AND t.xmin = p.attached),
                x.published IS NOT NULL,
                CASE WHEN p.oid = p.root THEN pg_catalog.concat_ws(' ', c.relkind, c.relpersistence, x.published,
                    (SELECT pg_catalog.md5(pg_catalog.string_agg(pg_catalog.concat_ws(' ', a.attnum, a.attname, a.atttypid,
                            a.atttypmod, a.attnotnull, a.attgenerated, a.attcollation,
                            (SELECT pg_catalog.string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
                                FROM pg_catalog.pg_enum e WHERE e.enumtypid = a.atttypid)), ',' ORDER BY a.attnum))
                        FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
                    EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid
                        AND i.indpred IS NULL AND f.key = (SELECT pg_catalog.array_agg(a.attname::text ORDER BY a.attname::text)
                            FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid
                            AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])))) END
            FROM part p JOIN pg_catalog.pg_class c ON c.oid = p.oid JOIN pg_catalog.pg_class r ON r.oid = p.root
            JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
            JOIN followed f ON f.nspname::name = n.nspname AND f.relname::name = r.relname
            LEFT JOIN LATERAL (SELECT pg_catalog.md5(b::text || o::text) AS published FROM pg_catalog.pg_publication b
                JOIN pg_catalog.pg_publication_rel o ON o.prpubid = b.oid AND o.prrelid = p.root
                WHERE b.pubname = %s AND b.pubviaroot AND b.pubinsert AND b.pubupdate AND b.pubdelete AND b.pubtruncate)
                x ON true
            """;

    /** Of the tables that are there. */
    static Map<TableName, FollowedState> of(Connection connection, String publication, List<FollowedTable> tables)
            throws SQLException {
        String followed =
                tables.stream().map(FollowedState::literals).distinct().collect(Collectors.joining(", "));
        Map<TableName, FollowedState> states = new HashMap<>();
        Map<TableName, Map<Long, Part>> parts = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(String.format(QUERY, followed, Literals.string(publication)))) {
            while (rows.next()) {
                TableName name = new TableName(rows.getString(1), rows.getString(2));
                Map<Long, Part> own = parts.computeIfAbsent(name, table -> new HashMap<>());
                own.put(rows.getLong(4), new Part(rows.getLong(5), rows.getString(6), rows.getBoolean(7)));
                if (rows.getLong(3) == rows.getLong(4)) {
                    states.put(name, new FollowedState(rows.getLong(3), rows.getBoolean(8), rows.getString(9), own));
                }
            }
        }
        return states;
    }

    private static String literals(FollowedTable followed) {
        TableName name = followed.table().name();
        return "(" + Literals.string(name.schema()) + ", " + Literals.string(name.name()) + ", "
                + followed.key().stream()
                        .sorted()
                        .map(Literals::string)
                        .collect(Collectors.joining(", ", "ARRAY[", "]::text[])"));
    }

    /** Whether the log, read on, tells all of a table that is so now, or null where it is gone. */
    boolean goesOnAs(FollowedState now) {
        return now != null
                && now.number == number
                && now.published
                && now.definition.equals(definition)
                && now.hasRowsOf(parts);
    }

    /** Whether it has the rows that were in these parts, and others only as far as they stand in the log. */
    boolean hasRowsOf(Map<Long, Part> before) {
        return before.entrySet().stream().allMatch(part -> keeps(part.getKey(), part.getValue()))
                && parts.entrySet().stream()
                        .allMatch(part -> before.containsKey(part.getKey())
                                || part.getValue().isOwn());
    }

    /** Of the table itself TRUNCATE is in the log, and VACUUM FULL leaves the rows what they are. */
    private boolean keeps(long part, Part before) {
        Part after = parts.get(part);
        return after != null
                && (after.file == before.file || part == number && after.columns.startsWith(before.columns));
    }
}
