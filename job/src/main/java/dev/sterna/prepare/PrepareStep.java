package dev.sterna.prepare;

import dev.sterna.dialect.SchemaDdl;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Creates the first half of the target's schema, which the load needs: schemas, types, sequences, tables, the ledger. It
 * leaves alone what exists and is equal, so that it can be executed again after a failure.
 */
public final class PrepareStep implements Step {
    /** The file that takes the statements and their results. */
    public static final String FILE = "prepare.sql";

    @Override
    public String name() {
        return PrepareDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        long start = System.nanoTime();
        StepPlan planned = StepPlan.unchanged(run);
        List<TablePlan> tables = planned.tables();
        SchemaChanges changes =
                SchemaChanges.of(run.migration(), planned.plan(), tables).requireNoObstacle();
        changes.fitting().forEach(table -> run.say("-- " + table.target().name() + " exists already and fits"));
        StandingChecks.of(run.migration(), planned.plan(), changes)
                .forEach(check ->
                        run.say("-- " + check + " would refuse rows: it is dropped, and made again after the load"));
        say(run, changes.before());
        run.say("-- after the load:");
        SchemaDdl ddl = run.target().dialect().schemaDdl();
        for (TablePlan table : tables) {
            ddl.finishTable(table.target()).forEach(sql -> run.sayStatement(sql + ";"));
        }
        say(run, changes.after());
        write(run, changes, new StatementResults());
        List<Problem> problems = new ArrayList<>(changes.warnings());
        changes.begun().ifPresent(problems::add);
        problems.addAll(ByHandFiles.write(run.workspace(), changes.conversion()));
        return report(Outcome.PREVIEW, start, planned, problems);
    }

    @Override
    public StepReport execute(RunContext run) {
        return SharedSessions.during(() -> prepared(run));
    }

    private static StepReport prepared(RunContext run) {
        long start = System.nanoTime();
        StepPlan planned = StepPlan.unchanged(run);
        SchemaChanges changes = changes(run, planned);
        List<Problem> problems = new ArrayList<>(
                changes.obstacles().stream().map(Obstacle::problem).toList());
        if (!run.aside().goesOn()) {
            changes.requireNoObstacle();
        }
        changes.obstacles().forEach(obstacle -> run.aside().add(obstacle.beforeLoad(planned.tables())));
        changes.begun().ifPresent(problems::add);
        problems.addAll(changes.warnings());
        planned.requireTablesLeft(run.aside(), problems);
        if (changes.before().isEmpty()) {
            if (!run.workspace().exists(FILE)) {
                // Another run has made everything, but nothing that was left to a person.
                problems.addAll(ByHandFiles.write(run.workspace(), changes.conversion()));
                write(run, changes, new StatementResults());
            }
            Outcome outcome = outcome(problems);
            return report(outcome == Outcome.DONE ? Outcome.NOTHING_TO_DO : outcome, start, planned, problems);
        }
        problems.addAll(ByHandFiles.write(run.workspace(), changes.conversion()));
        problems.addAll(make(run, planned, changes));
        planned.requireTablesLeft(run.aside(), problems);
        return report(outcome(problems), start, planned, problems);
    }

    /**
     * What is outstanding, once tables are gone that the run has made by other settings and not filled, and checks that would
     * refuse the source's rows.
     */
    private static SchemaChanges changes(RunContext run, StepPlan planned) {
        SchemaChanges changes = SchemaChanges.of(run.migration(), planned.plan(), planned.chosen());
        List<TableName> outdated = OutdatedTables.of(run.migration(), planned.plan(), changes, planned.tables());
        OutdatedTables.drop(run.migration(), outdated);
        List<ObjectName> checks = StandingChecks.drop(run.migration(), planned.plan(), changes);
        if (outdated.isEmpty() && checks.isEmpty()) {
            return changes.settled();
        }
        if (!outdated.isEmpty()) {
            run.say("Dropped, to make them by the settings as they are now: " + named(outdated));
        }
        if (!checks.isEmpty()) {
            run.say("Dropped, to make them again when the rows are in that they would refuse: " + named(checks));
        }
        return SchemaChanges.of(run.migration(), planned.plan(), planned.chosen())
                .settled();
    }

    private static String named(List<?> dropped) {
        return dropped.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /** Executes what is outstanding; returns what could not be made. */
    private static List<Problem> make(RunContext run, StepPlan planned, SchemaChanges changes) {
        StatementResults results = new StatementResults();
        SequentialExecution execution = new SequentialExecution(
                run.target(),
                run.progress(),
                changes.needs(),
                failure -> run.aside().goesOn() && run.isOwn(failure));
        try {
            changes.begin(execution, changes.before(), results);
            execution.run(changes.beforeButLedger(), changes.unavailable(run.aside()), results);
        } catch (SternaException failure) {
            List<Problem> all = results.problems(changes.before());
            throw changes.telling(all.isEmpty() ? failure : new SternaException(failure.category(), all, failure));
        } finally {
            write(run, changes, results);
        }
        UnmadeObjects unmade = new UnmadeObjects(run.workspace(), changes.end(run.target(), results), run.aside())
                .add(changes.before(), results);
        unmade.beforeLoad(planned.tables(), changes.before()).forEach(run.aside()::add);
        run.events()
                .record(
                        "prepared",
                        Map.of(
                                "tables",
                                planned.tables().size(),
                                "statements",
                                changes.before().size(),
                                "failed",
                                unmade.count(),
                                "fitting",
                                changes.fitting().size()));
        run.say("Gave " + changes.before().size() + " statements to the target, "
                + changes.fitting().size() + " tables were there already; "
                + changes.after().size() + " statements are for after the load: "
                + run.workspace().uri(FILE));
        return unmade.problems();
    }

    private static Outcome outcome(List<Problem> problems) {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR)
                ? Outcome.FAILED
                : Outcome.DONE;
    }

    static void say(RunContext run, List<PlannedStatement> statements) {
        statements.forEach(
                statement -> run.sayStatement(run.target().dialect().schemaDdl().forClient(statement.sql())));
    }

    private static void write(RunContext run, SchemaChanges changes, StatementResults results) {
        new ScriptFile(run.runId(), run.target())
                .add("Before the load", changes.before(), results)
                .add("After the load", changes.after(), results)
                .write(run.workspace(), FILE);
    }

    private static StepReport report(Outcome outcome, long start, StepPlan planned, List<Problem> problems) {
        return new StepReport.Prepared(
                StepReport.Ended.since(start, PrepareDescriptor.WORD, outcome, problems),
                planned.tables().stream()
                        .map(table ->
                                new TableReport.Prepared(table.target().name().toString()))
                        .toList());
    }
}
