package dev.sterna.cutover;

import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a frozen source be written to again because there is no switch.
 *
 * @param record how the freeze is taken back
 */
record Thaw(CutRun run, Freezer source, String record) {

    /**
     * Does it, and returns what of it failed: an error where the source is still frozen.
     *
     * @param failure because of which it is done
     */
    List<Problem> go(Throwable failure) {
        List<Problem> problems = new ArrayList<>();
        try {
            source.undo(record, run.warnings());
        } catch (RuntimeException frozen) {
            failure.addSuppressed(frozen);
            problems.add(Problem.error(
                    "source-still-frozen",
                    null,
                    "The source is still frozen: " + frozen.getMessage(),
                    "Once it answers: sterna cutover --run-id " + run.runId() + " --rollback --execute; or by hand: "
                            + Freezer.undone(record)));
            return problems;
        }
        try {
            run.ledger().cutover().forget(run.runId());
        } catch (RuntimeException unnoted) {
            failure.addSuppressed(unnoted);
            problems.add(Problem.warning(
                    "thaw-not-noted",
                    null,
                    "The source is written to again, but the target's ledger still says that it is frozen: "
                            + unnoted.getMessage(),
                    "Once the target answers: sterna cutover --run-id " + run.runId() + " --rollback --execute"));
        }
        return problems;
    }

    /** Calls the hooks that want to know of it. */
    void tell(Hooks hooks, String reason, Throwable failure) {
        hooks.know("reason", reason);
        try {
            hooks.call(Hooks.When.ON_FAILURE);
        } catch (SternaException hook) {
            failure.addSuppressed(hook);
            hook.problems()
                    .forEach(problem -> run.warnings()
                            .accept(Problem.warning(problem.code(), null, problem.message(), problem.remedy())));
        }
    }
}
