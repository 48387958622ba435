package dev.sterna.cutover;

import dev.sterna.changes.Deletes;
import dev.sterna.config.OnConflict;
import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.CutoverRow.Phase;
import dev.sterna.ledger.Ledger;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.CutoverSummary;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.sync.SyncStep;
import java.util.List;
import java.util.Optional;

/**
 * Makes the source the one to write to again. After the switch that goes in this order: the target is frozen, the source is let be
 * written to, what was written to the target goes there, and the target is let be written to again. Killed at any place, the same
 * command goes on.
 */
final class RollbackStep implements Step {
    private final Deletes deletes;

    RollbackStep(Deletes deletes) {
        this.deletes = deletes;
    }

    @Override
    public String name() {
        return CutoverDescriptor.WORD;
    }

    private static Freezer target(RunContext run, StepPlan planned) {
        return new Freezer(
                run.target(),
                planned.plan().tables().stream()
                        .map(table -> table.target().name())
                        .toList());
    }

    @Override
    public StepReport preview(RunContext run) {
        CutoverStep.requireAll(run);
        Optional<CutoverRow> known = run.ledger().cutover().find(run.runId());
        if (known.isEmpty()) {
            run.say("cutover --rollback would find nothing to do: run " + run.runId() + " is not cut over");
            return StepReport.Previewed.of(name());
        }
        CutoverRow row = known.get();
        run.say(CutoverState.words(row, run.runId()));
        String undone = Freezer.undone(row.sourceFreeze());
        if (row.phase() == Phase.FROZEN) {
            run.say("cutover --rollback would let the source be written to again:");
        } else {
            target(run, StepPlan.of(run)).tell(run);
            run.say(
                    "cutover --rollback would then bring what was written to the target to the source, and before that let it be"
                            + " written to again:");
        }
        run.sayStatement(undone);
        return StepReport.Previewed.of(name());
    }

    /** The ledger is in a target that takes no writes of others. */
    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        CutoverStep.requireAll(run);
        StepPlan planned = StepPlan.of(run);
        Optional<CutoverRow> known = run.ledger().cutover().find(run.runId());
        if (known.isEmpty()) {
            run.say("cutover: run " + run.runId() + " is not cut over: nothing to go back from");
            return report(began, Outcome.NOTHING_TO_DO, List.of());
        }
        try (Ledger.Lock alone = run.ledger().lock(CutoverStep.lock(run.runId()))) {
            alone.hold();
            CutoverRow row = known.get();
            if (row.phase() == Phase.FROZEN) {
                CutoverStep.source(run, planned).undo(row.sourceFreeze(), run.warnings());
                run.ledger().cutover().forget(run.runId());
                run.say("cutover: the source is written to again; it had not come to the switch");
                return report(began, Outcome.DONE, List.of());
            }
            Freezer target = target(run, planned);
            Optional<List<String>> ownWrites = target.ownWrites();
            if (ownWrites.isEmpty()) {
                run.warnings()
                        .accept(Problem.warning(
                                "target-not-frozen",
                                null,
                                "The target is not frozen on the way back: its server would refuse this user's notes as well",
                                "See to it that nobody writes to the target until this command has ended"));
            }
            RunContext writing =
                    CutoverStep.with(run, run.source(), run.target().saying(ownWrites.orElse(List.of())), policy(run));
            return back(writing, planned, row, ownWrites.isPresent() ? target : null, began);
        }
    }

    /** Since the switch nobody could write to the source, so that what differs was written to the target. */
    private static OnConflict policy(RunContext run) {
        OnConflict own = run.settings().sync().onConflict();
        return own.equals(OnConflict.FAIL) ? new OnConflict(OnConflict.Winner.TARGET, null) : own;
    }

    /** @param target null where it is not to be frozen */
    private StepReport back(RunContext run, StepPlan planned, CutoverRow row, Freezer target, long began) {
        String frozen = target == null || row.targetFreeze() != null ? row.targetFreeze() : target.plan(run.warnings());
        run.ledger().cutover().note(run.runId(), Phase.RETURNING, row.sourceFreeze(), frozen);
        if (frozen != null) {
            freeze(run, target, frozen);
        }
        CutoverStep.source(run, planned).undo(row.sourceFreeze(), run.warnings());
        run.say("cutover: the source can be written to again; what was written to the target goes there");
        StepReport.Synced synced;
        try (Ledger.Lock lock = run.ledger().lock(run.runId())) {
            lock.hold();
            synced = (StepReport.Synced) SyncStep.reverse(deletes).execute(run);
        }
        boolean same = synced.outcome() == Outcome.DONE || synced.outcome() == Outcome.NOTHING_TO_DO;
        if (!same || !run.aside().things().isEmpty()) {
            run.say("cutover: not all that is in the target is in the source"
                    + (frozen == null ? "" : "; it stays frozen"));
            return report(began, same ? Outcome.FAILED : synced.outcome(), synced.problems());
        }
        if (frozen != null) {
            target.undo(frozen, run.warnings());
        }
        run.ledger().cutover().forget(run.runId());
        run.say("cutover: the source is the one to write to again, with everything that was written to the target");
        return report(began, Outcome.DONE, synced.problems());
    }

    private static void freeze(RunContext run, Freezer target, String frozen) {
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

    private StepReport report(long began, Outcome outcome, List<Problem> problems) {
        return new StepReport.CutOver(
                StepReport.Ended.since(began, name(), outcome, problems),
                new CutoverSummary(
                        outcome == Outcome.DONE ? "returned" : "unchanged", null, null, null, false, null, List.of()));
    }
}
