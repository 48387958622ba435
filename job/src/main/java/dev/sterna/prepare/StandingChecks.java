package dev.sterna.prepare;

import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Migration;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.migration.SchemaComparison.Difference;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that stand in the target for new rows only, as an earlier run has left them because the source's own rows are
 * against them: they would refuse these rows when they come again. So they are dropped before, and made again with all else
 * that comes after the load.
 */
final class StandingChecks {
    private final Migration migration;
    private final SchemaChanges changes;
    private final Set<ObjectName> notValidated;

    private StandingChecks(Migration migration, SchemaChanges changes) {
        this.migration = migration;
        this.changes = changes;
        this.notValidated = changes.comparison().differences().stream()
                .filter(difference -> difference.kind() == Difference.Kind.DIFFERENT)
                .filter(difference -> "validated".equals(difference.property()) && "false".equals(difference.present()))
                .map(Difference::object)
                .collect(Collectors.toSet());
    }

    /** One of them. */
    private record Standing(TableDefinition table, Check check) {
        ObjectName name() {
            return StandingChecks.name(table, check);
        }
    }

    /** Those of tables whose rows are yet to come. */
    static List<ObjectName> of(Migration migration, Plan plan, SchemaChanges changes) {
        return new StandingChecks(migration, changes)
                .standing(plan).stream().map(Standing::name).toList();
    }

    /** Drops them; returns those that are gone. */
    static List<ObjectName> drop(Migration migration, Plan plan, SchemaChanges changes) {
        StandingChecks checks = new StandingChecks(migration, changes);
        return checks.standing(plan).stream()
                .filter(checks::drop)
                .map(Standing::name)
                .toList();
    }

    private List<Standing> standing(Plan plan) {
        Map<TableName, TablePlan> there = new HashMap<>();
        changes.fitting().forEach(table -> there.put(table.target().name(), table));
        List<Standing> standing = changes.conversion().schema().tables().stream()
                .filter(table -> there.containsKey(table.name()))
                .flatMap(table -> table.checks().stream()
                        .filter(check -> isForNewRows(table, check))
                        .map(check -> new Standing(table, check)))
                .toList();
        if (standing.isEmpty()) {
            return standing;
        }
        Set<String> loaded = migration.ledger().progress(plan.runId()).keySet();
        boolean emptied = migration.settings().existingRows() == ExistingRows.TRUNCATE;
        Map<TableName, Boolean> waiting = new HashMap<>();
        for (Standing one : standing) {
            TablePlan table = there.get(one.table().name());
            waiting.computeIfAbsent(
                    one.table().name(),
                    name -> !loaded.contains(table.name())
                            && (emptied || OutdatedTables.isEmpty(migration, table.target())));
        }
        return standing.stream().filter(one -> waiting.get(one.table().name())).toList();
    }

    /** What the source has not validated, what the target has not, or what this or an earlier run made unchecked. */
    private boolean isForNewRows(TableDefinition table, Check check) {
        ObjectName object = name(table, check);
        SchemaComparison comparison = changes.comparison();
        return check.enforced()
                && comparison.has(object)
                && (!check.validated()
                        || notValidated.contains(comparison.key(object))
                        || changes.made().isUnchecked(object));
    }

    /** One that cannot be dropped stays. */
    private boolean drop(Standing standing) {
        try {
            migration
                    .target()
                    .execute(
                            "drop " + standing.name() + ", to make it again after the load",
                            null,
                            List.of(migration
                                    .target()
                                    .dialect()
                                    .schemaDdl()
                                    .dropCheck(standing.table(), standing.check())));
            return true;
        } catch (SternaException stays) {
            // The load tells which row it refuses.
            return false;
        }
    }

    private static ObjectName name(TableDefinition table, Check check) {
        return new ObjectName(
                ObjectKind.CHECK, table.name().schema(), table.name().name(), check.name());
    }
}
