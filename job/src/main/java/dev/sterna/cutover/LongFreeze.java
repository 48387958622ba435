package dev.sterna.cutover;

import dev.sterna.error.Problem;
import dev.sterna.ledger.Ledger;
import dev.sterna.step.Beside;
import java.util.Optional;

/**
 * The freeze of a source that stands still while a run moves it: from before its backup until the cutover takes it over. Where the
 * run ends before that, the source is written to again.
 */
final class LongFreeze implements Beside.Companion {
    private final CutRun run;
    private final Thaw thaw;
    private final Ledger.Lock lock;
    private final Backup backup;
    private volatile boolean standsNoMore;

    /** What the backup shows. */
    enum Backup {
        /** The source as it stands in this freeze. */
        OF_THIS_FREEZE,
        /** It was begun before, and rows may have been written since. */
        OLDER
    }

    /** @param lock by which no two processes cut over one run; it is given back at the end */
    LongFreeze(CutRun run, Thaw thaw, Ledger.Lock lock, Backup backup) {
        this.run = run;
        this.thaw = thaw;
        this.lock = lock;
        this.backup = backup;
    }

    Backup backup() {
        return backup;
    }

    /** Makes sure that the lock is held still. */
    void hold() {
        lock.hold();
    }

    /** Somebody else lets the source be written to again from now on, or does not. */
    void handOver() {
        standsNoMore = true;
    }

    @Override
    public Optional<Problem> left() {
        return standsNoMore ? Optional.empty() : Optional.of(CutoverState.stillFrozen(run.runId()));
    }

    @Override
    public void end(String why) {
        try (lock) {
            if (!standsNoMore) {
                letGo(why);
            }
        }
    }

    private void letGo(String why) {
        IllegalStateException end = new IllegalStateException(why);
        Thaw.Ended ended = thaw.go(end);
        standsNoMore = true;
        ended.problems().forEach(run.warnings());
        if (ended.state() == Thaw.State.ANOTHERS) {
            run.say("freeze: left as it is: " + ended.problems().get(0).message());
            return;
        }
        boolean thawed = ended.state() == Thaw.State.WRITTEN_TO;
        if (thawed) {
            run.warnings()
                    .accept(Problem.warning(
                            "source-let-go",
                            null,
                            "There was no switch, and the source is written to again: the backup is not all of it any more",
                            "The same command freezes it again, and brings what was written meanwhile before it compares and"
                                    + " switches"));
        }
        run.say("freeze: there was no switch; the source is " + (thawed ? "written to again" : "STILL FROZEN"));
        thaw.tell(CutoverStep.hooks(run), why, end);
    }
}
