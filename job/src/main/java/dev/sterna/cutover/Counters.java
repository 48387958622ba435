package dev.sterna.cutover;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.prepare.FinishDescriptor;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;

/** Lets the target's counters and sequences go on where the source's stand now, as the second half of the preparation does. */
record Counters(CutRun run) {

    /** @throws SternaException (REFUSED) where something of the target's schema is not what it should be */
    void set() {
        StepReport finished = run.locked(() -> run.execute(new FinishDescriptor().stepOfRun()));
        if (finished.outcome() != Outcome.DONE && finished.outcome() != Outcome.NOTHING_TO_DO) {
            finished.problems().forEach(run.warnings());
            throw SternaException.of(
                    Category.REFUSED,
                    "counters-not-set",
                    null,
                    "The target's sequences could not be set behind the source's",
                    "See what is wrong: sterna prepare --after-load --run-id " + run.runId() + " --execute");
        }
    }
}
