package dev.sterna.cutover;

import dev.sterna.changes.Deletes;
import dev.sterna.config.OnConflict;
import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.error.Problem;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.CutoverRow.Phase;
import dev.sterna.ledger.Ledger;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.CutoverSummary;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.util.List;
import java.util.Optional;

/**
 * Makes the source the one to write to again. After the switch that goes in this order: the target is frozen, what was written to
 * it goes to the source, which takes writes of nobody else meanwhile, the source is let be written to, and then the target. Killed
 * at any place, the same command goes on.
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

    static Freezer target(RunContext run, StepPlan planned) {
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
        if (row.phase() == Phase.FROZEN) {
            run.say("cutover --rollback would let the source be written to again:");
        } else if (row.phase() == Phase.RETURNED) {
            run.say("cutover --rollback would let both be written to again:");
        } else {
            target(run, StepPlan.of(run)).tell(run.output(), run::sayStatement, run.warnings());
            run.say("cutover --rollback would then bring what was written to the target to the source"
                    + (deletes == Deletes.ALLOWED
                            ? ""
                            : ", but for rows that were deleted there, which --deletes removes")
                    + ", and let that be written to again:");
        }
        run.sayStatement(Freezer.undone(row.sourceFreeze()));
        if (row.phase() == Phase.RETURNED && row.targetFreeze() != null) {
            run.sayStatement(Freezer.undone(row.targetFreeze()));
        }
        return StepReport.Previewed.of(name());
    }

    /** No statement that a frozen target would refuse comes before it is known whether it is. */
    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        CutoverStep.requireAll(run);
        StepPlan planned = StepPlan.of(run);
        try (Ledger.Lock alone = run.ledger().lock(CutoverState.lock(run.runId()))) {
            alone.hold();
            Optional<CutoverRow> known = run.ledger().cutover().find(run.runId());
            if (known.isEmpty()) {
                run.say("cutover: run " + run.runId() + " is not cut over: nothing to go back from");
                return report(began, Outcome.NOTHING_TO_DO, List.of());
            }
            CutoverState.requireNotRetired(run.workspace(), run.runId());
            CutoverRow row = known.get();
            Freezer source = CutoverStep.source(CutoverStep.alone(run), planned);
            if (row.phase() == Phase.FROZEN) {
                source.undo(row.sourceFreeze(), run.warnings());
                run.ledger().cutover().forget(run.runId());
                run.say("cutover: the source is written to again; it had not come to the switch");
                return report(began, Outcome.DONE, List.of());
            }
            WayBack way = new WayBack(CutoverStep.alone(run), row, source, target(run, planned), deletes);
            if (row.phase() == Phase.RETURNED) {
                way.end();
                return report(began, Outcome.DONE, List.of());
            }
            WayBack.Ended ended = way.go(policy(run, row, source));
            return report(began, ended.outcome(), ended.problems());
        }
    }

    /** Where nobody could write to the source since the switch, what differs was written to the target. */
    private static OnConflict policy(RunContext run, CutoverRow row, Freezer source) {
        OnConflict own = run.settings().sync().onConflict();
        if (!own.equals(OnConflict.FAIL)) {
            return own;
        }
        boolean open = source.probe(row.sourceFreeze()).outcome() == FreezeProbe.Outcome.TAKEN
                || !source.isStill(row.sourceFreeze());
        // Where there is no way past the freeze, an earlier process has let the source go before it brought rows.
        boolean held = !open
                && (row.phase() == Phase.SWITCHED
                        || source.ownWrites(row.sourceFreeze()).isPresent());
        if (open) {
            run.warnings()
                    .accept(Problem.warning(
                            "source-was-written-to",
                            null,
                            "The source takes writes, though the cutover froze it: rows may have been written there since",
                            "Where rows differ, say whose stay: sterna cutover --run-id " + run.runId()
                                    + " --rollback --execute -D sterna.sync.on-conflict=target-wins, or source-wins"));
        }
        return held ? new OnConflict(OnConflict.Winner.TARGET, null) : own;
    }

    private StepReport report(long began, Outcome outcome, List<Problem> problems) {
        return new StepReport.CutOver(
                StepReport.Ended.since(began, name(), outcome, problems),
                new CutoverSummary(
                        outcome == Outcome.DONE ? "returned" : "unchanged", null, null, false, null, List.of()));
    }
}
