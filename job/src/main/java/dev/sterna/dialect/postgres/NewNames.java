package dev.sterna.dialect.postgres;

import dev.sterna.model.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What everything is called that has a qualified name in SQL. */
final class NewNames {
    private static final int LONGEST_BARE = 63;
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

    private final Map<String, String> moved;
    private final Map<TableName, TableName> relations = new HashMap<>();
    private final Set<TableName> routines = new HashSet<>();
    private final Set<TableName> gone = new HashSet<>();
    private final Set<String> changed = new TreeSet<>();

    /** @param moved schemas that move as a whole */
    NewNames(Map<String, String> moved) {
        this.moved = Map.copyOf(moved);
        moved.keySet().forEach(schema -> changed.add(schema.toLowerCase(Locale.ROOT)));
    }

    String schema(String schema) {
        return schema == null ? null : moved.getOrDefault(schema, schema);
    }

    boolean isMoved(String schema) {
        return moved.containsKey(schema);
    }

    /** A relation, a type, or anything else whose name no routine has. */
    void add(TableName old, TableName now) {
        relations.put(old, now);
        addChanged(old, now);
    }

    /** What goes with its schema, unless a table has the name. */
    void add(TableName old) {
        if (!relations.containsKey(old)) {
            add(old, new TableName(schema(old.schema()), old.name()));
        }
    }

    void addRoutine(TableName old) {
        routines.add(old);
        addChanged(old, new TableName(schema(old.schema()), old.name()));
    }

    private void addChanged(TableName old, TableName now) {
        if (!old.equals(now)) {
            changed.add(old.name().toLowerCase(Locale.ROOT));
        }
    }

    void remove(TableName old) {
        gone.add(old);
        changed.add(old.name().toLowerCase(Locale.ROOT));
    }

    boolean isGone(TableName old) {
        return gone.contains(old);
    }

    /** The new name of a relation or type, which goes with its schema where it is not known. */
    TableName relation(TableName old) {
        TableName now = relations.get(old);
        return now != null ? now : new TableName(schema(old.schema()), old.name());
    }

    /** Null for what is not known, such as an extension's own. */
    TableName find(TableName old, boolean called) {
        if (called && routines.contains(old) || !relations.containsKey(old) && routines.contains(old)) {
            return new TableName(schema(old.schema()), old.name());
        }
        return relations.get(old);
    }

    /** Whether a word is, in any case, a name that means something else now. */
    boolean isChanged(String word) {
        return changed.contains(word.toLowerCase(Locale.ROOT));
    }

    Set<String> changed() {
        return changed;
    }

    /** As the server writes a name. */
    static String quote(String name) {
        boolean bare =
                name.length() <= LONGEST_BARE && name.matches("[a-z_][a-z0-9_]*") && !QUOTED_WORDS.contains(name);
        return bare ? name : Literals.identifier(name);
    }
}
