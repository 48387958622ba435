package dev.sterna.prepare;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which objects of the target an execution makes: those of the tables that it chose, and all others in the first half or
 * when it chose every table. Of tables that are in by other waves it makes only what they lack for want of its own.
 */
final class ChosenObjects {
    private final Map<TableName, TableName> counters = new HashMap<>();
    private final boolean all;
    private final Map<TableName, TableName> sources = new HashMap<>();
    private final Set<TableName> chosen = new HashSet<>();
    private final Set<TableName> own = new HashSet<>();
    private final Map<TableName, TableDefinition> tables = new HashMap<>();

    /**
     * @param chosenTables those that are in when it ends
     * @param ownTables those of them that it is for
     */
    ChosenObjects(Plan plan, List<TablePlan> chosenTables, List<TablePlan> ownTables, Schema schema) {
        this.all = chosenTables.size() == plan.tables().size();
        plan.tables()
                .forEach(table ->
                        sources.put(table.target().name(), table.source().name()));
        chosenTables.forEach(table -> chosen.add(table.target().name()));
        ownTables.forEach(table -> own.add(table.target().name()));
        schema.tables().forEach(table -> tables.put(table.name(), table));
        schema.sequences().stream()
                .filter(sequence -> sequence.ownedBy() != null)
                .forEach(sequence -> counters.put(sequence.name(), sequence.ownedBy()));
        for (TableDefinition table : schema.tables()) {
            table.columns().stream()
                    .filter(column -> column.identity() != null
                            && column.identity().sequence() != null
                            && column.identity().sequence().name() != null)
                    .forEach(column -> counters.put(column.identity().sequence().name(), table.name()));
        }
    }

    /** Whether the object is made in the first half. */
    boolean isBefore(ObjectName object) {
        TableName table = table(object);
        return table == null || isIn(own, table) || all && !isIn(chosen, table);
    }

    /** Whether the object is made in the second half: of some tables only what needs no other table. */
    boolean isAfter(ObjectName object) {
        TableName table = table(object);
        if (table == null || !isIn(chosen, table)) {
            return all;
        }
        boolean complete = targets(object, table).stream().allMatch(target -> isIn(chosen, target));
        if (isIn(own, table)) {
            return all || complete;
        }
        boolean waited = targets(object, table).stream().anyMatch(target -> isIn(own, target));
        return complete ? waited || isCounter(object) : all;
    }

    /** Which goes on with the rows, whichever wave they come by. */
    private static boolean isCounter(ObjectName object) {
        return object.kind() == ObjectKind.SEQUENCE || object.kind() == ObjectKind.IDENTITY;
    }

    /** The source table that an object belongs to, or null. */
    TableName source(ObjectName object) {
        TableName table = table(object);
        return table == null ? null : sources.get(root(table));
    }

    /** What a foreign key refers to; nothing of any other object. */
    private List<TableName> targets(ObjectName object, TableName table) {
        if (object.kind() != ObjectKind.FOREIGN_KEY || !tables.containsKey(table)) {
            return List.of();
        }
        return tables.get(table).foreignKeys().stream()
                .filter(key -> key.name().equals(object.name()))
                .map(ForeignKey::target)
                .toList();
    }

    private boolean isIn(Set<TableName> some, TableName table) {
        return some.contains(table) || some.contains(root(table));
    }

    private TableName root(TableName table) {
        TableDefinition definition = tables.get(table);
        return definition == null || definition.partition() == null || sources.containsKey(table)
                ? table
                : root(definition.partition().of());
    }

    /** The table that an object is or belongs to, or null. */
    private TableName table(ObjectName object) {
        if (object.schema() == null) {
            return null;
        }
        TableName name = new TableName(object.schema(), object.table() == null ? object.name() : object.table());
        if (object.kind() == ObjectKind.SEQUENCE && object.table() == null) {
            return counters.get(name);
        }
        boolean own = object.table() != null
                || switch (object.kind()) {
                    case TABLE, COMMENT, OWNER, GRANT -> true;
                    default -> false;
                };
        return own && tables.containsKey(name) ? name : null;
    }
}
