package dev.sterna.migration;

import dev.sterna.config.ValuePolicy.RangeChecks;
import dev.sterna.dialect.SchemaDdl;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tries the computed columns of a table at the target, in a temporary table that nobody else sees: what an expression is
 * refused for no list tells of every version of a server.
 */
final class ComputedTrial {
    private final Migration migration;
    private final SchemaDdl ddl;

    ComputedTrial(Migration migration) {
        this.migration = migration;
        this.ddl = migration.target().dialect().schemaDdl();
    }

    /**
     * The computed columns that the target's server refuses, by their names in the source; none where nobody can tell.
     *
     * @param target what becomes of the table
     */
    Set<String> refused(TableDefinition source, Table target) {
        Set<String> lasting = source.columns().stream()
                .filter(column -> column.column().generated() == Column.Generated.COMPUTED
                        && column.generation().lasting())
                .map(column -> column.column().name())
                .collect(Collectors.toSet());
        if (lasting.isEmpty()) {
            return Set.of();
        }
        Set<String> refused = new HashSet<>(withoutExtension(source));
        Map<String, String> names = new ComputedNames(migration).of(source.table());
        List<ColumnDefinition> wanted = wanted(source, target, names);
        String schema = target.name().schema();
        if (ddl.temporary(schema, wanted) != null) {
            Set<String> there = migration
                    .target()
                    .ask(
                            "try the computed columns of " + target.name(),
                            connection -> tried(connection, schema, wanted));
            names.forEach((name, now) -> {
                if (there.contains(now)) {
                    refused.add(name);
                }
            });
        }
        refused.retainAll(lasting);
        return refused;
    }

    /** Those that call a function of an extension that the target does not have, nor may make. */
    private Set<String> withoutExtension(TableDefinition source) {
        List<ColumnDefinition> calling = source.columns().stream()
                .filter(column -> column.generation() != null
                        && !column.generation().extensions().isEmpty())
                .toList();
        if (calling.isEmpty() || !migration.withinOneEngine()) {
            return Set.of();
        }
        Database target = migration.target();
        Set<String> there = target.ask("look for extensions", target.dialect().schemas()::rights)
                .extensions();
        return calling.stream()
                .filter(column -> !there.containsAll(column.generation().extensions()))
                .map(column -> column.column().name())
                .collect(Collectors.toSet());
    }

    /** The columns of the table at the target, without what computed columns have no need of. */
    private List<ColumnDefinition> wanted(TableDefinition source, Table target, Map<String, String> names) {
        Schema alone = Schema.of(migration.source().server().product(), source);
        Database to = migration.target();
        return to
                .dialect()
                .converter()
                .convert(
                        alone,
                        alone,
                        migration.source().dialect(),
                        Map.of(source.name(), target.catalogued()),
                        Map.of(source.name(), names),
                        to.server(),
                        RangeChecks.LOSS)
                .schema()
                .tables()
                .stream()
                .filter(table -> table.name().equals(target.name()))
                .flatMap(table -> table.columns().stream())
                .map(ComputedTrial::bare)
                .toList();
    }

    private static ColumnDefinition bare(ColumnDefinition column) {
        Column itself = column.column();
        return new ColumnDefinition(
                column.generation() == null ? itself.by(Column.Generated.NO).orNull() : itself,
                null,
                column.generation(),
                null,
                null,
                null);
    }

    /** By their names at the target. */
    private Set<String> tried(Connection connection, String schema, List<ColumnDefinition> columns)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (failure(statement, schema, columns) == null) {
                return Set.of();
            }
            List<ColumnDefinition> stored = columns.stream()
                    .filter(column -> column.generation() == null)
                    .toList();
            // What is wrong with other columns says nothing of these.
            if (stored.isEmpty() || failure(statement, schema, stored) != null) {
                return Set.of();
            }
            Set<String> refused = new HashSet<>();
            for (ColumnDefinition column : columns) {
                if (column.generation() != null) {
                    List<ColumnDefinition> with = new ArrayList<>(stored);
                    with.add(column);
                    SQLException failure = failure(statement, schema, with);
                    boolean awaits = failure != null && migration.withinOneEngine() && ddl.isAwaiting(failure);
                    if (failure != null && !awaits) {
                        refused.add(column.column().name());
                    }
                }
            }
            return refused;
        }
    }

    /** Null when the table can be made. */
    private SQLException failure(Statement statement, String schema, List<ColumnDefinition> columns)
            throws SQLException {
        try {
            statement.execute(ddl.temporary(schema, columns));
        } catch (SQLException failure) {
            return failure;
        }
        statement.execute(ddl.dropTemporary(schema));
        return null;
    }
}
