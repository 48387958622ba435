package dev.sterna.diff;

import dev.sterna.error.Problem;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanCheck;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.util.List;

/**
 * Compares the two sides by digests that each database computes itself, and names the rows that differ. It writes to no
 * database, so a preview compares too.
 */
public final class DiffStep implements Step {
    @Override
    public String name() {
        return "diff";
    }

    @Override
    public StepReport preview(RunContext run) {
        return execute(run);
    }

    @Override
    public StepReport execute(RunContext run) {
        long start = System.nanoTime();
        Plan plan = new PlanStore(run.workspace()).load(run.runId());
        List<TablePlan> tables = plan.select(run.only());
        PlanCheck.check(run, plan, tables);
        Comparison comparison = new Comparison(run, plan);
        List<TableVerdict> verdicts = comparison.compare(tables);
        long different =
                verdicts.stream().filter(verdict -> !verdict.diff().identical()).count();
        run.say("source and target: " + (tables.size() - different) + " of " + tables.size()
                + " tables identical; source and backup: "
                + comparison.sameAsBackup() + " identical");
        List<Problem> problems = verdicts.stream()
                .flatMap(verdict -> verdict.problems().stream())
                .toList();
        return new StepReport(
                "diff",
                different == 0 ? Outcome.DONE : Outcome.DIFFERS,
                (System.nanoTime() - start) / 1e9,
                verdicts.stream()
                        .mapToLong(verdict -> Math.max(0, verdict.sourceRows()))
                        .sum(),
                0,
                verdicts.stream().map(TableVerdict::report).toList(),
                problems);
    }
}
