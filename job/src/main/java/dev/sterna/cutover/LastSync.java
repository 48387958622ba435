package dev.sterna.cutover;

import dev.sterna.changes.Deletes;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.GateLedger;
import dev.sterna.ledger.GateRow;
import dev.sterna.model.LogPosition;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.sync.Following;
import dev.sterna.sync.StopStep;
import dev.sterna.sync.SyncStep;
import java.util.List;
import java.util.Optional;

/**
 * Brings what has changed until nobody wrote any more, and proves that both sides are the same: by whoever follows the log, who
 * has compared everything by then, or else by comparing everything.
 */
final class LastSync {
    private final CutRun run;
    private final StepPlan planned;
    private final Deletes deletes;
    private final Optional<Following> followed;

    /** @param followed whoever follows in this process, if somebody does */
    LastSync(CutRun run, StepPlan planned, Deletes deletes, Optional<Following> followed) {
        this.run = run;
        this.planned = planned;
        this.deletes = deletes;
        this.followed = followed;
    }

    /** How it was proven, in words, and whether by comparing everything. */
    record Proof(String words, boolean compared) {}

    /**
     * Returns how it was proven.
     *
     * @param frozenAt where the source's log ended when nobody could write any more; empty where it does not tell
     * @param mayDrop whether what following has made on the source can be dropped, though that takes no writes
     * @throws SternaException (DIFFERS, REJECTED or REFUSED) where it is not proven
     */
    Proof prove(boolean mayDrop, Optional<LogPosition> frozenAt) {
        if (run.ledger().follow().find(run.runId()).isPresent()) {
            Optional<String> proven = byTheLog(mayDrop, frozenAt);
            if (proven.isPresent()) {
                return new Proof(proven.get(), false);
            }
            run.say("cutover: whoever followed the log has not proven it, so everything is compared");
        }
        return new Proof(byRounds(), true);
    }

    private Optional<String> byTheLog(boolean mayDrop, Optional<LogPosition> frozenAt) {
        long began = System.nanoTime();
        StopStep stop = mayDrop ? new StopStep() : StopStep.leavingObjects();
        StepReport stopped = run.execute(run.held().isPresent() ? stop.ofRun(followed) : stop);
        stopped.problems().stream().map(Problem::asWarning).forEach(run.warnings());
        long seconds = (System.nanoTime() - began) / 1_000_000_000L + 1;
        return run.ledger().gates().read(run.runId()).stream()
                .filter(gate -> gate.gate().equals(GateLedger.PROOF))
                .filter(GateRow::passed)
                .filter(gate -> gate.planHash().equals(planned.plan().hash()))
                // One of before would say nothing of what came since.
                .filter(gate -> gate.age().toSeconds() <= seconds)
                .filter(gate -> frozenAt.isEmpty()
                        || gate.position() != null
                                && LogPosition.of(gate.position()).isAtOrAfter(frozenAt.get()))
                .map(GateRow::looked)
                .findFirst();
    }

    private String byRounds() {
        StepReport.Synced synced = run.locked(() -> (StepReport.Synced) run.execute(SyncStep.forward(deletes)));
        if (!run.aside().things().isEmpty()) {
            throw SternaException.of(
                    Category.REFUSED,
                    "not-proven",
                    null,
                    "Not all tables could be compared: " + run.aside().things().size() + " set aside",
                    "See what they lack: sterna sync --run-id " + run.runId());
        }
        if (synced.problems().stream().anyMatch(problem -> problem.code().equals(SyncStep.IN_FLIGHT))) {
            throw SternaException.of(
                    Category.REFUSED,
                    "not-proven",
                    null,
                    "Rows changed while they were compared, though the source was frozen",
                    "See who writes there in spite of it; then give the same command again");
        }
        if (synced.problems().stream().anyMatch(problem -> problem.code().equals(SyncStep.LEFT_OUT))) {
            throw SternaException.of(
                    Category.REFUSED,
                    "not-proven",
                    null,
                    "Not all tables were compared: there are waves that are not loaded",
                    "Go on with them: sterna run --run-id " + run.runId() + " --execute");
        }
        return switch (synced.outcome()) {
            case DONE, NOTHING_TO_DO -> "all rows of " + planned.plan().tables().size() + " tables compared";
            case DIFFERS, REJECTED, REFUSED, FAILED, PREVIEW -> throw differs(synced);
        };
    }

    private SternaException differs(StepReport.Synced synced) {
        List<Problem> errors = synced.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
        errors.stream().map(Problem::asWarning).forEach(run.warnings());
        return SternaException.of(
                synced.outcome() == Outcome.REJECTED ? Category.REJECTED : Category.DIFFERS,
                "not-proven",
                null,
                "Both sides are not the same: "
                        + (synced.summary().left() > 0
                                ? synced.summary().left() + " rows differ"
                                : errors.isEmpty()
                                        ? "the comparison failed"
                                        : errors.get(0).message()),
                "See which: sterna diff --run-id " + run.runId());
    }
}
