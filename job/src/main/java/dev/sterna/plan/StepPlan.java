package dev.sterna.plan;

import dev.sterna.error.SternaException;
import dev.sterna.step.RunContext;
import java.util.List;

/**
 * The plan that a step carries out. For steps alone, like the context that it comes from.
 *
 * @param tables those that the command line chooses of the plan
 */
public record StepPlan(Plan plan, List<TablePlan> tables) {
    public StepPlan {
        tables = List.copyOf(tables);
    }

    /**
     * Loads the plan of a run.
     *
     * @throws SternaException (REFUSED) when the run has none, or when it is not the one that was written
     */
    public static StepPlan of(RunContext run) {
        Plan plan = new PlanStore(run.workspace()).load(run.runId());
        return new StepPlan(plan, plan.select(run.only()));
    }

    /**
     * Loads the plan of a run, and checks that the source still has its tables as they were planned.
     *
     * @throws SternaException (REFUSED) also naming every table that changed
     */
    public static StepPlan unchanged(RunContext run) {
        StepPlan planned = of(run);
        PlanCheck.check(run.migration(), run.only(), planned.plan(), planned.tables(), run.warnings());
        return planned;
    }
}
