package dev.sterna.cutover;

import dev.sterna.error.Problem;
import dev.sterna.ledger.Ledger;
import dev.sterna.step.Beside;
import java.util.List;

/**
 * The freeze of a source that stands still while a run moves it: from before its backup until the cutover takes it over. Where the
 * run ends before that, the source is written to again.
 */
final class LongFreeze implements Beside.Companion {
    private final CutRun run;
    private final Thaw thaw;
    private final Ledger.Lock lock;
    private final Backup backup;
    private volatile boolean handedOver;

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
        handedOver = true;
    }

    @Override
    public void end() {
        try (lock) {
            if (!handedOver) {
                letGo();
            }
        }
    }

    private void letGo() {
        IllegalStateException end = new IllegalStateException("The run has ended before the switch");
        List<Problem> left = thaw.go(end);
        boolean thawed = left.stream().noneMatch(problem -> problem.severity() == Problem.Severity.ERROR);
        left.forEach(run.warnings());
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
        thaw.tell(CutoverStep.hooks(run), end.getMessage(), end);
    }
}
