package dev.sterna.cutover;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.CutoverRow.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a frozen source be written to again because there is no switch, unless another process has taken the freeze over since.
 *
 * @param record how the freeze is taken back
 * @param hold makes sure that no other process cuts over the run
 */
record Thaw(CutRun run, Freezer source, String record, Runnable hold) {

    /** What has become of the source. */
    enum State {
        WRITTEN_TO,
        FROZEN,
        /** Whether it is frozen is another process's matter by now, and nothing was touched. */
        ANOTHERS
    }

    /** @param problems what of it failed: an error where the source is still frozen */
    record Ended(State state, List<Problem> problems) {}

    /**
     * Does it.
     *
     * @param failure because of which it is done
     */
    Ended go(Throwable failure) {
        Optional<Problem> another = unlessUnknown(failure);
        if (another.isPresent()) {
            return new Ended(State.ANOTHERS, List.of(another.get()));
        }
        try {
            source.undo(record, run.warnings());
        } catch (RuntimeException frozen) {
            failure.addSuppressed(frozen);
            return new Ended(
                    State.FROZEN,
                    List.of(Problem.error(
                            "source-still-frozen",
                            null,
                            "The source is still frozen: " + frozen.getMessage(),
                            "Once it answers: sterna cutover --run-id " + run.runId()
                                    + " --rollback --execute; or by hand: " + Freezer.undone(record))));
        }
        List<Problem> problems = new ArrayList<>();
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
        return new Ended(State.WRITTEN_TO, problems);
    }

    /** A source that could be written to must not stand still because the target does not answer. */
    private Optional<Problem> unlessUnknown(Throwable failure) {
        try {
            return another();
        } catch (RuntimeException unknown) {
            failure.addSuppressed(unknown);
            return Optional.empty();
        }
    }

    /** That another process has the freeze by now, or has ended it; empty where it is this one's still. */
    private Optional<Problem> another() {
        try {
            hold.run();
        } catch (SternaException locked) {
            if (locked.category() != Category.LOCKED) {
                throw locked;
            }
            return Optional.of(
                    takenOver(
                            "another process cuts over the run or goes back by now, or the target has not ended this one's session yet"));
        }
        Optional<CutoverRow> row = run.ledger().cutover().find(run.runId());
        if (row.isEmpty()) {
            return Optional.of(takenOver("another process has let the source be written to again"));
        }
        if (row.get().phase() != Phase.FROZEN) {
            return Optional.of(
                    takenOver(CutoverState.warning(row.get(), run.runId()).message()));
        }
        return row.get().sourceFreeze().equals(record)
                ? Optional.empty()
                : Optional.of(takenOver("another process has frozen the source anew"));
    }

    private Problem takenOver(String how) {
        return Problem.warning(
                "freeze-taken-over",
                null,
                "The freeze of this process is not its own any more, and nothing of it is touched: " + how,
                "See how it stands, and what to do: sterna status --run-id " + run.runId());
    }

    /** @throws SternaException (LOCKED) where another process has the freeze by now, or has ended it */
    void requireOwn() {
        Optional<Problem> another = another();
        if (another.isPresent()) {
            throw SternaException.of(
                    Category.LOCKED,
                    another.get().code(),
                    null,
                    another.get().message(),
                    another.get().remedy());
        }
    }

    /** Calls the hooks that want to know of it. */
    void tell(Hooks hooks, String reason, Throwable failure) {
        hooks.know("reason", reason);
        try {
            hooks.call(Hooks.When.ON_FAILURE);
        } catch (SternaException hook) {
            failure.addSuppressed(hook);
            hook.problems().stream().map(Problem::asWarning).forEach(run.warnings());
        }
    }
}
