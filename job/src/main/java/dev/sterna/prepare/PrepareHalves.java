package dev.sterna.prepare;

import dev.sterna.ledger.Ledger;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.util.Map;
import java.util.Set;

/** The command {@code prepare}: the first half, or the second one when the ledger says that all planned tables are loaded. */
public final class PrepareHalves implements Step {
    private final boolean afterLoad;

    /** @param afterLoad whether it is to be the second half whatever the ledger says */
    public PrepareHalves(boolean afterLoad) {
        this.afterLoad = afterLoad;
    }

    @Override
    public String name() {
        return PrepareDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        return half(run).preview(run);
    }

    @Override
    public StepReport execute(RunContext run) {
        return half(run).execute(run);
    }

    private Step half(RunContext run) {
        return afterLoad || isLoaded(run) ? new FinishStep() : new PrepareStep();
    }

    private static boolean isLoaded(RunContext run) {
        if (!TargetPrerequisites.ledger(run.target()).isEmpty()) {
            return false;
        }
        StepPlan planned = StepPlan.of(run);
        Ledger ledger = run.ledger();
        if (ledger.find(run.runId()).isEmpty()) {
            return false;
        }
        Map<String, Set<Integer>> chunks = ledger.loadedChunks(run.runId());
        return planned.tables().stream()
                .allMatch(table -> chunks.getOrDefault(table.name(), Set.of()).size()
                        >= table.chunks().size());
    }
}
