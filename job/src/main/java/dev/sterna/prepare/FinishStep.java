package dev.sterna.prepare;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Creates the second half of the target's schema, which is quicker or only possible to make when the rows are in: keys,
 * indexes, constraints, foreign keys, views, the next values of sequences, comments, privileges. After a failure it makes
 * all else, and a second execution makes the rest.
 */
public final class FinishStep implements Step {
    /** The file that takes the statements and their results. */
    public static final String FILE = "finish.sql";

    /** The code of a warning: what was restored is of several moments, and a foreign key holds for new rows only. */
    public static final String ACROSS_WAVES = "key-across-waves";

    private final BiPredicate<String, String> apart;

    public FinishStep() {
        this((table, other) -> false);
    }

    /** @param apart whether two tables of the source, by their names, come from a backup of different moments */
    public FinishStep(BiPredicate<String, String> apart) {
        this.apart = apart;
    }

    @Override
    public String name() {
        return FinishDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        long start = System.nanoTime();
        StepPlan own = StepPlan.unchanged(run);
        StepPlan planned = own.withOtherWaves(run);
        SchemaChanges changes = withoutTables(
                        run, SchemaChanges.of(run.migration(), planned.plan(), planned.chosen(), own.chosen()))
                .requireNoObstacle();
        tellWaiting(run, planned, changes);
        PrepareStep.say(run, changes.before());
        PrepareStep.say(run, changes.after());
        new ScriptFile(run.runId(), run.target())
                .add("After the load", all(changes), new StatementResults())
                .write(run.workspace(), FILE);
        List<Problem> problems = new ArrayList<>();
        changes.begun().ifPresent(problems::add);
        problems.addAll(ByHandFiles.write(run.workspace(), changes.conversion()));
        return report(Outcome.PREVIEW, start, problems);
    }

    @Override
    public StepReport execute(RunContext run) {
        return SharedSessions.during(() -> finished(run));
    }

    private StepReport finished(RunContext run) {
        long start = System.nanoTime();
        StepPlan own = StepPlan.unchanged(run);
        StepPlan planned = own.withOtherWaves(run);
        SchemaChanges changes = withoutTables(
                run,
                SchemaChanges.of(run.migration(), planned.plan(), planned.chosen(), own.chosen())
                        .settled());
        List<Problem> problems = new ArrayList<>(
                changes.obstacles().stream().map(Obstacle::problem).toList());
        if (!run.aside().goesOn()) {
            changes.requireNoObstacle();
        }
        changes.begun().ifPresent(problems::add);
        tellWaiting(run, planned, changes);
        changes.obstacles().forEach(obstacle -> run.aside().add(obstacle.afterLoad()));
        List<PlannedStatement> statements = all(changes);
        StatementResults results = new StatementResults();
        UncheckedConstraints unchecked = new UncheckedConstraints(
                run.target(),
                new SourceConstraints(run.source(), run.target(), planned.plan(), changes.conversion(), apart));
        if (!statements.isEmpty()) {
            problems.addAll(make(run, changes, statements, results, unchecked));
            unchecked.tellOfOthers(
                    changes.conversion().schema(),
                    planned.plan(),
                    table -> run.aside().holds(table) || !planned.takes(table));
            changes.made().leaveUnchecked(unchecked.constraints());
        }
        problems.addAll(new StandingKeys(
                        run.target(), run.aside(), planned, own.chosen(), unchecked, changes.made(), run::isOwn)
                .check(results));
        problems.addAll(unchecked.warnings());
        problems.addAll(DroppedKeys.bringBack(run.migration(), planned, run.aside()));
        boolean failed = problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        if (failed && !run.aside().goesOn()) {
            throw new SternaException(Category.TARGET, problems, null);
        }
        Outcome good = results.succeeded() == 0 ? Outcome.NOTHING_TO_DO : Outcome.DONE;
        return report(failed ? Outcome.FAILED : good, start, problems);
    }

    /** Executes what is outstanding; returns what could not be made. */
    private List<Problem> make(
            RunContext run,
            SchemaChanges changes,
            List<PlannedStatement> statements,
            StatementResults results,
            UncheckedConstraints unchecked) {
        ObjectNeeds needs = changes.needs();
        SchemaComparison now;
        try {
            Set<ObjectName> unavailable = new HashSet<>(changes.unavailable(run.aside()));
            var sequential = new SequentialExecution(run.target(), run.progress(), needs, run::isOwn);
            changes.begin(sequential, statements, results);
            sequential.run(changes.beforeButLedger(), unavailable, results);
            unavailable.addAll(results.unmade());
            List<StatementSchedule.Task> tasks =
                    new StatementDependencies(changes.conversion().schema(), needs).of(changes.after());
            new ParallelExecution(
                            run.target(),
                            run.progress(),
                            run.events(),
                            new StatementSchedule(tasks, unavailable),
                            new JoinedStatements(
                                    changes.after(), run.target().dialect().schemaDdl()),
                            results,
                            unchecked,
                            run::isOwn)
                    .run(name(), changes.after().size());
            now = changes.end(run.target(), results);
            changes.noteFilled(now, results);
        } catch (SternaException failure) {
            throw changes.telling(failure);
        } finally {
            new ScriptFile(run.runId(), run.target())
                    .add("After the load", statements, results)
                    .write(run.workspace(), FILE);
        }
        UnmadeObjects unmade = new UnmadeObjects(run.workspace(), now, run.aside()).add(statements, results);
        if (run.aside().goesOn()) {
            unmade.aside().forEach(run.aside()::add);
        }
        run.events().record("finished", Map.of("statements", statements.size(), "failed", unmade.count()));
        run.say("Built " + results.succeeded() + " of " + statements.size() + " statements' objects after the load: "
                + run.workspace().uri(FILE));
        return unmade.problems();
    }

    private static void tellWaiting(RunContext run, StepPlan planned, SchemaChanges changes) {
        if (run.wave() != 0) {
            WaitingKeys.words(planned, changes.conversion().schema()).ifPresent(run::say);
        }
    }

    private static List<PlannedStatement> all(SchemaChanges changes) {
        List<PlannedStatement> statements = new ArrayList<>(changes.before());
        statements.addAll(changes.after());
        return statements;
    }

    /** The changes, none of which makes a table: rows would be missing in it. */
    private static SchemaChanges withoutTables(RunContext run, SchemaChanges changes) {
        List<Problem> missing = new ArrayList<>();
        for (PlannedStatement statement : changes.before()) {
            ObjectName object = statement.object();
            boolean table = object.kind() == ObjectKind.TABLE && statement.creates();
            if (table && (statement.table() == null || !run.aside().holds(statement.table()))) {
                missing.add(Problem.error(
                        "target-table-missing",
                        statement.table() == null ? null : statement.table().toString(),
                        "Cannot finish the schema: the target has no " + object,
                        (run.wave() == 0
                                        ? "Create and load it: sterna prepare and sterna load, with --run-id "
                                        : "Create and load it: sterna run --wave " + run.wave() + " --run-id ")
                                + run.runId() + " --execute"));
            }
        }
        if (!missing.isEmpty()) {
            throw changes.telling(new SternaException(Category.REFUSED, missing, null));
        }
        return changes;
    }

    private StepReport report(Outcome outcome, long start, List<Problem> problems) {
        return new StepReport.Finished(StepReport.Ended.since(start, name(), outcome, problems));
    }
}
