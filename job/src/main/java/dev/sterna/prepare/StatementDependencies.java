package dev.sterna.prepare;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each statement of the second half has to wait for, and so which of them may run at the same time: counters, then
 * keys and indexes, checks, foreign keys and their validation, by table; then everything else in its order.
 */
final class StatementDependencies {
    private static final int COUNTERS = 0;
    private static final int INDEXES = 1;
    private static final int CHECKS = 2;
    private static final int FOREIGN_KEYS = 3;
    private static final int VALIDATIONS = 4;
    private static final int REST = 5;

    /** What all statements touch that run in order. */
    private static final TableName ALL = new TableName("", "");

    private final ObjectNeeds needs;
    private final Map<TableName, TableDefinition> tables = new HashMap<>();

    StatementDependencies(Schema schema, ObjectNeeds needs) {
        this.needs = needs;
        schema.tables().forEach(table -> tables.put(table.name(), table));
    }

    List<StatementSchedule.Task> of(List<PlannedStatement> statements) {
        List<StatementSchedule.Task> tasks = new ArrayList<>();
        Set<ObjectName> seen = new HashSet<>();
        for (PlannedStatement statement : statements) {
            int phase = phase(statement, !seen.add(statement.key()) || !statement.creates());
            tasks.add(new StatementSchedule.Task(statement, phase, touches(statement, phase), needs.of(statement)));
        }
        return tasks;
    }

    private int phase(PlannedStatement statement, boolean second) {
        ObjectName object = statement.object();
        boolean onTable = object.table() != null && tables.containsKey(table(object));
        return switch (object.kind()) {
            case SEQUENCE, IDENTITY -> COUNTERS;
            case PRIMARY_KEY, UNIQUE_CONSTRAINT, EXCLUSION, INDEX -> onTable ? INDEXES : REST;
            case CHECK -> onTable ? CHECKS : REST;
            case FOREIGN_KEY -> second ? VALIDATIONS : FOREIGN_KEYS;
            default -> REST;
        };
    }

    private Set<TableName> touches(PlannedStatement statement, int phase) {
        ObjectName object = statement.object();
        if (phase == COUNTERS && object.table() == null) {
            return Set.of(new TableName(object.schema(), object.name()));
        }
        if (phase == REST) {
            return Set.of(ALL);
        }
        Set<TableName> touches = new HashSet<>(Set.of(root(table(object))));
        if (phase == FOREIGN_KEYS && tables.containsKey(table(object))) {
            // The server locks both tables, in an order of its own.
            tables.get(table(object)).foreignKeys().stream()
                    .filter(foreign -> foreign.name().equals(object.name()))
                    .forEach(foreign -> touches.add(root(foreign.target())));
        }
        return touches;
    }

    /** The table that a partition belongs to: a partition gets and locks what that table does. */
    private TableName root(TableName table) {
        TableDefinition definition = tables.get(table);
        return definition == null || definition.partition() == null
                ? table
                : root(definition.partition().of());
    }

    private static TableName table(ObjectName object) {
        return new TableName(object.schema(), object.table());
    }
}
