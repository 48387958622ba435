package dev.sterna.prepare;

import dev.sterna.error.Problem;
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
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.NoProgress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Makes the keys and indexes of large tables as soon as their rows are in, while the rows of others are still loading: the
 * server that builds one has the time in which those are decoded and sent. One table at a time, so that the threads that
 * load are left to it, and no longer than others load: then {@link FinishStep} goes on, with all connections. What
 * cannot be made here is left to it too; it tries that again and tells why. Thread-safe.
 */
public final class EarlyIndexes {
    /** The second half is as fast with fewer rows than the catalogues are read. */
    public static final long FEWEST_ROWS = 500_000;

    /** The file that takes the statements and their results. */
    public static final String FILE = "indexes.sql";

    private static final Set<ObjectKind> KINDS =
            EnumSet.of(ObjectKind.PRIMARY_KEY, ObjectKind.UNIQUE_CONSTRAINT, ObjectKind.EXCLUSION, ObjectKind.INDEX);

    /** How long an interrupted statement may take to end. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Migration migration;
    private final StepPlan planned;
    private final SetAsideRegister aside;
    private final Told told;
    private final StatementResults results = new StatementResults();
    // All of these under "this".
    private final Set<String> loading;
    private final List<PlannedStatement> tried = new ArrayList<>();
    private SchemaChanges changes;
    private StatementSchedule schedule;
    private boolean building;
    private boolean over;

    /** Where is written and said what is done. */
    public record Told(Workspace workspace, Events events, Consumer<Problem> warnings) {}

    /** @param loading the tables that have rows to load; none where nothing is to be made early */
    public EarlyIndexes(
            Migration migration, StepPlan planned, SetAsideRegister aside, Told told, Collection<String> loading) {
        this.migration = migration;
        this.planned = planned;
        this.aside = aside;
        this.told = told;
        this.loading = new HashSet<>(loading);
    }

    /**
     * All rows of one of the tables are in. Returns when its indexes are made, or left to the second half. To be called by a
     * thread that may hold one connection to the target.
     */
    public void loaded(TablePlan table, long rows) {
        if (!begins(table, rows)) {
            return;
        }
        try {
            make(table);
        } catch (RuntimeException failure) {
            giveUp(table, failure);
        } finally {
            built();
        }
    }

    /** No more rows come of a table; nothing of it is made. */
    public synchronized void failed(String table) {
        loading.remove(table);
        if (loading.isEmpty() && schedule != null) {
            schedule.stop();
        }
    }

    private synchronized boolean begins(TablePlan table, long rows) {
        failed(table.name());
        if (loading.isEmpty() || building || over || rows < FEWEST_ROWS) {
            return false;
        }
        building = true;
        return true;
    }

    private synchronized void built() {
        building = false;
        schedule = null;
        notifyAll();
    }

    /** Notes how the target describes what was made. To be called when no table is loading any more, also after a failure. */
    public synchronized void end() {
        over = true;
        if (!isBuilt() || tried.isEmpty()) {
            return;
        }
        try {
            new ScriptFile(planned.plan().runId(), migration.target())
                    .add("While other tables were loading", tried, results)
                    .write(told.workspace(), FILE);
            changes.end(migration.target(), results);
        } catch (RuntimeException failure) {
            // The rows are in. Who comes next takes what is there for what was begun.
            told.events().record("indexes-not-noted", Map.of("codes", codes(failure)));
        }
    }

    /** Whether nobody is building; waits a little for one who was interrupted. */
    private boolean isBuilt() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        boolean interrupted = false;
        while (building && deadline - System.nanoTime() > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !building;
    }

    private void make(TablePlan table) {
        long start = System.nanoTime();
        List<PlannedStatement> statements = begun(table);
        if (statements.isEmpty()) {
            return;
        }
        execution(statements).run("indexes", 1);
        long made = statements.stream()
                .filter(statement -> results.seconds(statement).isPresent())
                .count();
        if (made > 0) {
            told.events()
                    .record(
                            "indexes-made",
                            Map.of(
                                    "table",
                                    table.name(),
                                    "statements",
                                    made,
                                    "seconds",
                                    (System.nanoTime() - start) / 1e9));
        }
    }

    private synchronized List<PlannedStatement> begun(TablePlan table) {
        if (changes == null) {
            planned.requireUnchanged(migration);
            changes = SchemaChanges.of(migration, planned.plan(), planned.chosen())
                    .settled();
            changes.begun().ifPresent(told.warnings());
        }
        if (!changes.obstacles().isEmpty() && !aside.goesOn()) {
            return List.of();
        }
        List<PlannedStatement> statements = of(table.target().name());
        changes.beginOf(statements);
        tried.addAll(statements);
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
                .filter(statement -> isIndexOf(statement, table) && !sharesItsName(statement))
                .filter(statement -> needs.missing(statement, missing).isEmpty())
                .toList();
    }

    /** Of keys of one name the second half knows which of them comes first and gets it. */
    private boolean sharesItsName(PlannedStatement statement) {
        ObjectName object = statement.object();
        return changes.after().stream()
                .map(PlannedStatement::object)
                .anyMatch(other -> KINDS.contains(other.kind())
                        && object.schema().equals(other.schema())
                        && object.name().equals(other.name())
                        && !object.equals(other));
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

    private synchronized ParallelExecution execution(List<PlannedStatement> statements) {
        List<StatementSchedule.Task> tasks =
                new StatementDependencies(changes.conversion().schema(), changes.needs()).of(statements);
        schedule = new StatementSchedule(tasks, Set.of());
        if (loading.isEmpty()) {
            schedule.stop();
        }
        return new ParallelExecution(
                migration.target(),
                new NoProgress(),
                told.events(),
                schedule,
                new JoinedStatements(statements, migration.target().dialect().schemaDdl()),
                results,
                new UncheckedConstraints(
                        migration.target(),
                        new SourceConstraints(
                                migration.source(), migration.target(), planned.plan(), changes.conversion())),
                failure -> FailureScope.isOwn(failure, List.of(migration.source(), migration.target())));
    }

    private synchronized void giveUp(TablePlan table, RuntimeException failure) {
        over = true;
        told.events().record("indexes-later", Map.of("table", table.name(), "codes", codes(failure)));
    }

    private static String codes(RuntimeException failure) {
        return failure instanceof SternaException known
                ? known.problems().stream().map(Problem::code).distinct().collect(Collectors.joining(","))
                : failure.getClass().getSimpleName();
    }
}
