package dev.sterna.prepare;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Creates the second half of the target's schema, which is quicker or only possible to make when the rows are in: keys,
 * indexes, constraints, foreign keys, views, the next values of sequences, comments, privileges. After a failure it makes
 * all else, and a second execution makes the rest.
 */
public final class FinishStep implements Step {
    /** The file that takes the statements and their results. */
    public static final String FILE = "finish.sql";

    @Override
    public String name() {
        return FinishDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        long start = System.nanoTime();
        SchemaChanges changes = changes(run);
        PrepareStep.say(run, changes.before());
        PrepareStep.say(run, changes.after());
        new ScriptFile(run.runId(), run.target())
                .add("After the load", all(changes), new StatementResults())
                .write(run.workspace(), FILE);
        return report(Outcome.PREVIEW, start, ByHandFiles.write(run.workspace(), changes.conversion()));
    }

    @Override
    public StepReport execute(RunContext run) {
        long start = System.nanoTime();
        SchemaChanges changes = changes(run);
        List<PlannedStatement> statements = all(changes);
        if (statements.isEmpty()) {
            return report(Outcome.NOTHING_TO_DO, start, List.of());
        }
        StatementResults results = new StatementResults();
        ParallelExecution execution = new ParallelExecution(
                run.target(),
                run.progress(),
                run.events(),
                new StatementDependencies(changes.conversion().schema(), changes.comparison()::key).of(changes.after()),
                results);
        changes.begin(statements);
        SchemaComparison now;
        try {
            SequentialExecution.execute(run.target(), run.progress(), changes.before(), results);
            execution.run(name(), changes.after().size());
            now = changes.end(run.target());
        } finally {
            new ScriptFile(run.runId(), run.target())
                    .add("After the load", statements, results)
                    .write(run.workspace(), FILE);
        }
        FinishFailures failures = new FinishFailures(run.runId(), run.workspace(), now);
        statements.forEach(statement -> results.failure(statement).ifPresent(why -> failures.add(statement, why)));
        execution.schedule().skipped().forEach(failures::skip);
        run.events().record("finished", Map.of("statements", statements.size(), "failed", failures.count()));
        run.say("Built " + results.succeeded() + " of " + statements.size() + " statements' objects after the load: "
                + run.workspace().uri(FILE));
        failures.throwIfAny();
        return report(results.succeeded() == 0 ? Outcome.NOTHING_TO_DO : Outcome.DONE, start, failures.warnings());
    }

    private static List<PlannedStatement> all(SchemaChanges changes) {
        List<PlannedStatement> statements = new ArrayList<>(changes.before());
        statements.addAll(changes.after());
        return statements;
    }

    /** The changes, none of which makes a table: rows would be missing in it. */
    private static SchemaChanges changes(RunContext run) {
        StepPlan planned = StepPlan.unchanged(run);
        SchemaChanges changes = SchemaChanges.of(run.migration(), run.workspace(), planned.plan(), planned.tables());
        List<Problem> missing = new ArrayList<>();
        for (PlannedStatement statement : changes.before()) {
            ObjectName object = statement.object();
            if (object.kind() == ObjectKind.TABLE && statement.creates()) {
                missing.add(Problem.error(
                        "target-table-missing",
                        statement.table() == null ? null : statement.table().toString(),
                        "Cannot finish the schema: the target has no " + object,
                        "Create and load it: sterna prepare and sterna load, with --run-id " + run.runId()
                                + " --execute"));
            }
        }
        if (!missing.isEmpty()) {
            throw new SternaException(Category.REFUSED, missing, null);
        }
        return changes;
    }

    private StepReport report(Outcome outcome, long start, List<Problem> problems) {
        return new StepReport.Finished(StepReport.Ended.since(start, name(), outcome, problems));
    }
}
