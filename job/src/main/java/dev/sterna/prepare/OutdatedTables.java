package dev.sterna.prepare;

import dev.sterna.ledger.LoadedChunks;
import dev.sterna.migration.ExcludedObjects;
import dev.sterna.migration.Migration;
import dev.sterna.migration.OwnRows;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.migration.SchemaComparison.Difference;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.SetAside;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * Tables that the run has made by an earlier form of its plan, and that are empty: they are dropped, to be made as the
 * plan wants them now.
 */
final class OutdatedTables {
    private OutdatedTables() {}

    /** The target tables among those that differ. */
    static List<TableName> of(Migration migration, Plan plan, SchemaChanges changes, List<TablePlan> tables) {
        List<TablePlan> differing = tables.stream()
                .filter(table -> plan.renewals().stream()
                                        .anyMatch(renewal -> renewal.tables().contains(table.name()))
                                && differs(changes, table)
                        || leavesOutChecks(migration, changes, table))
                .filter(table -> changes.made().hasMade(changes.table(table)))
                .toList();
        if (differing.isEmpty()) {
            return List.of();
        }
        Map<String, LoadedChunks> loaded = migration.ledger().progress(plan.runId());
        return differing.stream()
                .filter(table -> !loaded.containsKey(table.name()))
                .map(TablePlan::target)
                .filter(table -> isEmpty(migration, table))
                .map(Table::name)
                .toList();
    }

    /** Also where the rows would fit into the columns that are there: the settings ask for others. */
    private static boolean differs(SchemaChanges changes, TablePlan table) {
        ObjectName own = SetAside.table(table.target().name());
        return changes.obstacles().stream()
                        .anyMatch(obstacle -> obstacle.object().equals(own))
                || changes.comparison().differences().stream()
                        .filter(difference -> difference.object().kind() == ObjectKind.COLUMN)
                        .filter(difference -> difference.kind() == Difference.Kind.DIFFERENT)
                        .anyMatch(difference ->
                                SchemaComparison.owner(difference.object()).equals(changes.table(table)));
    }

    /** Whether a check that it was made with is one that the settings leave out by now. */
    private static boolean leavesOutChecks(Migration migration, SchemaChanges changes, TablePlan table) {
        ExcludedObjects excluded = new ExcludedObjects(migration.settings().excludedObjects());
        TableName source = table.source().name();
        return changes.comparison().differences().stream()
                .filter(difference -> difference.kind() == Difference.Kind.DIFFERENT
                        && difference.object().kind() == ObjectKind.COLUMN
                        && difference.present() != null
                        && difference.present().contains(ColumnDefinition.DOCUMENT + "=")
                        && SchemaComparison.owner(difference.object()).equals(changes.table(table)))
                .anyMatch(difference -> excluded.contains(new ObjectName(
                        ObjectKind.CHECK,
                        source.schema(),
                        source.name(),
                        difference.object().name())));
    }

    /** Whether it has no rows of its own, those of its heirs apart. */
    static boolean isEmpty(Migration migration, Table table) {
        Table there = OwnRows.of(migration.target(), List.of(table)).get(0);
        String sql = "SELECT COUNT(*)" + migration.target().dialect().sql().ownRows(there);
        // In a session in which rows that a policy hides are an error and not none.
        return migration.target().readAsSource().ask("count the rows of " + table.name(), connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1) == 0;
            }
        });
    }

    /** Drops them; what is somebody else's and needs them makes that fail. */
    static void drop(Migration migration, List<TableName> tables) {
        for (TableName table : tables) {
            migration
                    .target()
                    .execute(
                            "drop table " + table + ", to make it anew",
                            null,
                            List.of("DROP TABLE "
                                    + migration.target().dialect().sql().quote(table)));
        }
    }
}
