package dev.sterna.sync;

import dev.sterna.error.Category;
import dev.sterna.error.FewNames;
import dev.sterna.error.SternaException;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import java.util.List;
import java.util.function.Consumer;

/** The tables of a phased migration whose waves are not in yet: what would be brought of them, their load would bring once more. */
final class LaterWaves {
    private static final int NAMED = 5;

    private LaterWaves() {}

    /**
     * The plan without them, which is said.
     *
     * @param loaded the tables that are in
     * @throws SternaException (REFUSED) when none is
     */
    static StepPlan leftOut(StepPlan planned, List<TablePlan> loaded, Consumer<String> output) {
        String runId = planned.plan().runId();
        if (loaded.isEmpty()) {
            throw SternaException.of(
                    Category.REFUSED,
                    "not-loaded",
                    null,
                    "Cannot sync: no wave of run " + runId + " is loaded yet",
                    "Load the first: sterna run --wave 1 --run-id " + runId + " --execute");
        }
        List<String> later = planned.tables().stream()
                .filter(table -> !loaded.contains(table))
                .map(TablePlan::name)
                .toList();
        if (!later.isEmpty()) {
            output.accept("sync leaves out " + later.size() + (later.size() == 1 ? " table" : " tables")
                    + " of waves that are not loaded yet: " + FewNames.of(later, NAMED));
        }
        return new StepPlan(planned.plan(), planned.chosen(), loaded);
    }
}
