package dev.sterna.prepare;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

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

    private final UnaryOperator<ObjectName> key;
    private final Map<TableName, TableDefinition> tables = new HashMap<>();
    private final Map<ObjectName, Set<ObjectName>> needs = new HashMap<>();

    /** @param key the name by which {@link PlannedStatement#key} calls an object */
    StatementDependencies(Schema schema, UnaryOperator<ObjectName> key) {
        this.key = key;
        schema.tables().forEach(table -> tables.put(table.name(), table));
        schema.dependencies().forEach(dependency -> need(dependency.object(), dependency.needs()));
        schema.views()
                .forEach(view -> view.uses()
                        .forEach(used -> need(
                                name(view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW, view.name()),
                                name(ObjectKind.VIEW, used))));
        schema.tables().forEach(table -> table.foreignKeys().forEach(foreign -> needKey(table, foreign)));
    }

    List<StatementSchedule.Task> of(List<PlannedStatement> statements) {
        List<StatementSchedule.Task> tasks = new ArrayList<>();
        Set<ObjectName> seen = new HashSet<>();
        for (PlannedStatement statement : statements) {
            int phase = phase(statement, !seen.add(statement.key()) || !statement.creates());
            Set<ObjectName> needed = new HashSet<>(needs.getOrDefault(statement.key(), Set.of()));
            needed.add(statement.key());
            tasks.add(new StatementSchedule.Task(statement, phase, touches(statement, phase), needed));
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

    private void needKey(TableDefinition table, ForeignKey foreign) {
        ObjectName object = new ObjectName(
                ObjectKind.FOREIGN_KEY, table.name().schema(), table.name().name(), foreign.name());
        TableDefinition other = tables.get(foreign.target());
        if (other == null) {
            return;
        }
        if (other.primaryKey() != null && isOn(other.primaryKey(), foreign)) {
            need(object, in(ObjectKind.PRIMARY_KEY, other, other.primaryKey().name()));
        }
        other.uniques().stream()
                .filter(unique -> isOn(unique, foreign))
                .forEach(unique -> need(object, in(ObjectKind.UNIQUE_CONSTRAINT, other, unique.name())));
    }

    private static boolean isOn(UniqueConstraint unique, ForeignKey foreign) {
        List<String> columns = unique.columns().stream().map(Index.Part::column).toList();
        return columns.size() == foreign.referenced().size() && columns.containsAll(foreign.referenced());
    }

    private void need(ObjectName object, ObjectName needed) {
        needs.computeIfAbsent(key.apply(object), other -> new HashSet<>()).add(key.apply(needed));
    }

    private static ObjectName in(ObjectKind kind, TableDefinition table, String name) {
        return new ObjectName(kind, table.name().schema(), table.name().name(), name);
    }

    private static ObjectName name(ObjectKind kind, TableName name) {
        return new ObjectName(kind, name.schema(), null, name.name());
    }

    private static TableName table(ObjectName object) {
        return new TableName(object.schema(), object.table());
    }
}
