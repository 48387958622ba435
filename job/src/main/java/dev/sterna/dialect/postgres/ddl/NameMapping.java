package dev.sterna.dialect.postgres.ddl;

import dev.sterna.model.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What everything is called that has a qualified name in SQL. */
final class NameMapping {
    private final Map<String, String> moved;
    private final Map<TableName, TableName> relations = new HashMap<>();
    private final Set<TableName> routines = new HashSet<>();
    private final Set<TableName> gone = new HashSet<>();
    private final Set<String> changed = new TreeSet<>();

    /** @param moved schemas that move as a whole */
    NameMapping(Map<String, String> moved) {
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
}
