package dev.sterna.prepare;

import dev.sterna.error.SternaException;
import dev.sterna.migration.FailureScope;
import dev.sterna.migration.Migration;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Events;
import dev.sterna.step.SetAsideRegister;
import dev.sterna.transfer.progress.NoProgress;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Makes the keys and indexes of large tables as soon as their rows are in, while the rows of others are still loading: the
 * server that builds one has the time in which those are decoded and sent. What cannot be made here is left to
 * {@link FinishStep}, which tries it again and tells why. Thread-safe.
 */
public final class EarlyIndexes {
    /** The second half is as fast with fewer rows than the catalogues are read. */
    public static final long FEWEST_ROWS = 500_000;

    private static final Set<ObjectKind> KINDS =
            EnumSet.of(ObjectKind.PRIMARY_KEY, ObjectKind.UNIQUE_CONSTRAINT, ObjectKind.EXCLUSION, ObjectKind.INDEX);

    private final Migration migration;
    private final StepPlan planned;
    private final SetAsideRegister aside;
    private final Events events;
    private final AtomicInteger loading;
    private final AtomicInteger building = new AtomicInteger();
    private final StatementResults results = new StatementResults();
    // All of these under "this".
    private SchemaChanges changes;
    private boolean over;

    /** @param loading how many tables have rows to load */
    public EarlyIndexes(Migration migration, StepPlan planned, SetAsideRegister aside, Events events, int loading) {
        this.migration = migration;
        this.planned = planned;
        this.aside = aside;
        this.events = events;
        this.loading = new AtomicInteger(loading);
    }

    /**
     * All rows of one of the tables are in. Returns when its indexes are made, or need not be. To be called by a thread that
     * may hold one connection to the target.
     */
    public void loaded(TablePlan table, long rows) {
        boolean others = loading.decrementAndGet() > 0 || building.get() > 0;
        if (!others || rows < FEWEST_ROWS) {
            return;
        }
        building.incrementAndGet();
        long start = System.nanoTime();
        try {
            List<PlannedStatement> statements = begun(table);
            if (!statements.isEmpty()) {
                make(statements);
                events.record(
                        "indexes-made",
                        Map.of(
                                "table", table.name(),
                                "statements", statements.size(),
                                "seconds", (System.nanoTime() - start) / 1e9));
            }
        } catch (SternaException failure) {
            giveUp(table, failure);
        } finally {
            building.decrementAndGet();
        }
    }

    /** Notes how the target describes what was made. To be called when no table is loading any more. */
    public synchronized void end() {
        over = true;
        if (changes == null || results.succeeded() == 0) {
            return;
        }
        changes.end(migration.target(), results);
    }

    private synchronized List<PlannedStatement> begun(TablePlan table) {
        if (over) {
            return List.of();
        }
        if (changes == null) {
            changes = SchemaChanges.of(migration, planned.plan(), planned.chosen());
        }
        if (!changes.obstacles().isEmpty() && !aside.goesOn()) {
            return List.of();
        }
        List<PlannedStatement> statements = of(table.target().name());
        changes.beginOf(statements);
        return statements;
    }

    /** What stands on this table alone, and on nothing that is still to come. */
    private List<PlannedStatement> of(TableName table) {
        boolean divided = changes.conversion().schema().tables().stream()
                .filter(definition -> definition.name().equals(table))
                .anyMatch(EarlyIndexes::isDivided);
        if (divided) {
            return List.of();
        }
        ObjectNeeds needs = changes.needs();
        Set<ObjectName> missing = new HashSet<>(changes.unavailable(aside));
        changes.obstacles().forEach(obstacle -> missing.add(obstacle.object()));
        changes.before().forEach(statement -> missing.add(statement.key()));
        changes.after().stream()
                .filter(statement -> !isIndexOf(statement, table))
                .forEach(statement -> missing.add(statement.key()));
        return changes.after().stream()
                .filter(statement -> isIndexOf(statement, table))
                .filter(statement -> needs.missing(statement, missing).isEmpty())
                .toList();
    }

    private static boolean isDivided(TableDefinition table) {
        return table.partition() != null
                || table.partitioning() != null
                || !table.parents().isEmpty();
    }

    private static boolean isIndexOf(PlannedStatement statement, TableName table) {
        ObjectName object = statement.object();
        return statement.creates()
                && !statement.ownSession()
                && KINDS.contains(object.kind())
                && table.schema().equals(object.schema())
                && table.name().equals(object.table());
    }

    private void make(List<PlannedStatement> statements) {
        SchemaChanges all = current();
        List<StatementSchedule.Task> tasks =
                new StatementDependencies(all.conversion().schema(), all.needs()).of(statements);
        new ParallelExecution(
                        migration.target(),
                        new NoProgress(),
                        events,
                        new StatementSchedule(tasks, Set.of()),
                        new JoinedStatements(
                                statements, migration.target().dialect().schemaDdl()),
                        results,
                        new UncheckedConstraints(
                                migration.target(),
                                new SourceConstraints(
                                        migration.source(), migration.target(), planned.plan(), all.conversion())),
                        failure -> FailureScope.isOwn(failure, List.of(migration.source(), migration.target())))
                .run("indexes", 1);
    }

    private synchronized SchemaChanges current() {
        return changes;
    }

    private synchronized void giveUp(TablePlan table, SternaException failure) {
        over = true;
        events.record(
                "indexes-later",
                Map.of(
                        "table",
                        table.name(),
                        "codes",
                        failure.problems().stream()
                                .map(problem -> problem.code())
                                .distinct()
                                .collect(Collectors.joining(","))));
    }
}
