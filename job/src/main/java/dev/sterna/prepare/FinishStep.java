package dev.sterna.prepare;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The second half of the target's schema, which is quicker or only possible to make when the rows are in: keys, indexes,
 * constraints, foreign keys, views, the next values of sequences, comments, privileges. A failure leaves all else built,
 * and a second execution makes the rest.
 */
public final class FinishStep implements Step {
    /** Where the statements and their results are written. */
    public static final String FILE = "finish.sql";

    @Override
    public String name() {
        return FinishDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        long start = System.nanoTime();
        Preparation preparation = preparation(run);
        PrepareStep.say(run, preparation.before());
        PrepareStep.say(run, preparation.after());
        new ScriptFile(run)
                .add("After the load", all(preparation), new Results())
                .write(run.workspace(), FILE);
        return report(
                Outcome.PREVIEW,
                start,
                ByHand.note(run, preparation.conversion().verdicts()));
    }

    @Override
    public StepReport execute(RunContext run) {
        long start = System.nanoTime();
        Preparation preparation = preparation(run);
        List<Work> works = all(preparation);
        if (works.isEmpty()) {
            return report(Outcome.NOTHING_TO_DO, start, List.of());
        }
        Results results = new Results();
        Build build = new Build(
                run,
                new Tasks(preparation.conversion().schema(), preparation.comparison()::key).of(preparation.after()),
                results);
        preparation.begin(works);
        SchemaComparison now;
        try {
            FirstHalf.give(run, preparation.before(), results);
            build.run(name(), preparation.after().size());
            now = preparation.end(run);
        } finally {
            new ScriptFile(run).add("After the load", works, results).write(run.workspace(), FILE);
        }
        Failures failures = new Failures(run, now);
        works.forEach(work -> results.failure(work).ifPresent(why -> failures.add(work, why)));
        build.schedule().skipped().forEach(failures::skip);
        run.events().record("finished", Map.of("statements", works.size(), "failed", failures.count()));
        run.say("Built " + results.count() + " of " + works.size() + " statements' objects after the load: "
                + run.workspace().uri(FILE));
        failures.throwIfAny();
        return report(results.count() == 0 ? Outcome.NOTHING_TO_DO : Outcome.DONE, start, failures.warnings());
    }

    private static List<Work> all(Preparation preparation) {
        List<Work> works = new ArrayList<>(preparation.before());
        works.addAll(preparation.after());
        return works;
    }

    /** With no table to make: rows would be missing in it. */
    private static Preparation preparation(RunContext run) {
        Plan plan = new PlanStore(run.workspace()).load(run.runId());
        List<TablePlan> tables = PrepareStep.planned(run, plan);
        Preparation preparation = Preparation.of(run, plan, tables);
        List<Problem> missing = new ArrayList<>();
        for (Work work : preparation.before()) {
            ObjectName object = work.statement().object();
            if (object.kind() == ObjectKind.TABLE && work.creates()) {
                missing.add(Problem.error(
                        "target-table-missing",
                        work.table() == null ? null : work.table().toString(),
                        "Cannot finish the schema: the target has no " + object,
                        "Create and load it: sterna prepare and sterna load, with --run-id " + run.runId()
                                + " --execute"));
            }
        }
        if (!missing.isEmpty()) {
            throw new SternaException(Category.REFUSED, missing, null);
        }
        return preparation;
    }

    private StepReport report(Outcome outcome, long start, List<Problem> problems) {
        return new StepReport.Finished(StepReport.Ended.since(start, name(), outcome, problems));
    }
}
