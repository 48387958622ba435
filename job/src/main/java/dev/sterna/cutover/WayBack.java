package dev.sterna.cutover;

import dev.sterna.changes.Deletes;
import dev.sterna.config.OnConflict;
import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.CutoverRow.Phase;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.sync.SyncStep;
import dev.sterna.transfer.Failpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From a target that was written to back to the source. */
final class WayBack {
    private final CutRun run;
    private final CutoverRow row;
    private final Freezer source;
    private final Freezer target;
    private final Deletes deletes;

    WayBack(CutRun run, CutoverRow row, Freezer source, Freezer target, Deletes deletes) {
        this.run = run;
        this.row = row;
        this.source = source;
        this.target = target;
        this.deletes = deletes;
    }

    /** How it has ended. */
    record Ended(Outcome outcome, List<Problem> problems) {}

    Ended go(OnConflict onConflict) {
        Optional<List<String>> toTarget = target.ownWrites(row.targetFreeze());
        if (toTarget.isEmpty()) {
            run.warnings()
                    .accept(Problem.warning(
                            "target-not-frozen",
                            null,
                            "The target is not frozen on the way back: its server would refuse this user's notes as well",
                            "See to it that nobody writes to the target until this command has ended"));
        }
        Optional<List<String>> toSource = source.ownWrites(row.sourceFreeze());
        // The ledger is in a target that takes no writes of others.
        CutRun own = run.with(
                run.source().saying(toSource.orElse(List.of())),
                run.target().saying(toTarget.orElse(List.of())),
                onConflict);
        String frozen = row.targetFreeze() != null
                ? row.targetFreeze()
                : toTarget.isPresent() ? target.plan(run.warnings()) : null;
        own.ledger().cutover().note(run.runId(), Phase.RETURNING, row.sourceFreeze(), frozen);
        // It tells of a switch, and by it a run counts as finished.
        Receipt.forget(run.workspace());
        Failpoint.RETURN_NOTED.reached(run.runId());
        if (frozen != null) {
            freeze(frozen);
            Failpoint.TARGET_FROZEN.reached(run.runId());
        }
        if (toSource.isEmpty()) {
            // There is no way past such a freeze.
            source.undo(row.sourceFreeze(), run.warnings());
            run.say(
                    "cutover: the source can be written to again; see to it that nobody does before this command has ended");
        }
        StepReport.Synced synced = back(own);
        if (!isIn(synced)) {
            return notIn(synced, toSource.isPresent(), frozen != null);
        }
        Failpoint.BROUGHT_BACK.reached(run.runId());
        // Whoever goes on from here must not compare any more: what the source has then was written there since.
        own.ledger().cutover().note(run.runId(), Phase.RETURNED, row.sourceFreeze(), frozen);
        thaw(own, frozen);
        return new Ended(Outcome.DONE, synced.problems());
    }

    /** Ends what was cut off when everything was back. */
    void end() {
        thaw(
                run.with(
                        run.source(),
                        run.target().saying(target.ownWrites(row.targetFreeze()).orElse(List.of())),
                        run.settings().sync().onConflict()),
                row.targetFreeze());
    }

    private void thaw(CutRun own, String frozen) {
        source.undo(row.sourceFreeze(), run.warnings());
        Failpoint.SOURCE_THAWED.reached(run.runId());
        if (frozen != null) {
            target.undo(frozen, run.warnings());
        }
        Failpoint.TARGET_THAWED.reached(run.runId());
        own.ledger().cutover().forget(run.runId());
        run.say("cutover: the source is the one to write to again, with everything that was written to the target");
    }

    private void freeze(String frozen) {
        target.act(frozen, run.settings().cutover().maxFreeze());
        FreezeProbe now = target.probe(frozen);
        if (now.outcome() == FreezeProbe.Outcome.TAKEN) {
            throw SternaException.of(
                    Category.REFUSED,
                    "freeze-does-not-hold",
                    null,
                    "The target takes writes although it was frozen: " + now.statement(),
                    "See who lets it be written to; then give the same command again");
        }
        run.say("cutover: the target is frozen: " + Freezer.words(frozen));
    }

    private StepReport.Synced back(CutRun own) {
        try {
            return own.locked(() -> (StepReport.Synced) own.execute(SyncStep.reverse(deletes)));
        } catch (SternaException failure) {
            run.say(
                    "cutover: what was written to the target is not all in the source, and both stay as they are; to go on: "
                            + again());
            throw failure;
        }
    }

    private String again() {
        return "sterna cutover --run-id " + run.runId() + " --rollback --execute";
    }

    private boolean isIn(StepReport.Synced synced) {
        return (synced.outcome() == Outcome.DONE || synced.outcome() == Outcome.NOTHING_TO_DO)
                && run.aside().things().isEmpty();
    }

    private Ended notIn(StepReport.Synced synced, boolean sourceIsFrozen, boolean targetIsFrozen) {
        List<Problem> problems = new ArrayList<>(synced.problems());
        problems.add(Problem.error(
                "not-all-back",
                null,
                "Not all that was written to the target is in the source"
                        + (sourceIsFrozen && targetIsFrozen
                                ? "; both are still frozen"
                                : targetIsFrozen ? "; the target is still frozen" : "")
                        + (synced.summary().left() > 0 ? "; " + synced.summary().left() + " rows differ" : ""),
                "Give it again once that is mended: " + again()
                        + (deletes == Deletes.ALLOWED
                                ? "; rows that both may have changed: with -D sterna.sync.on-conflict=target-wins or source-wins"
                                : "; with --deletes, rows go that were deleted in the target")));
        boolean failed = synced.outcome() == Outcome.DONE || synced.outcome() == Outcome.NOTHING_TO_DO;
        return new Ended(failed ? Outcome.FAILED : synced.outcome(), problems);
    }
}
