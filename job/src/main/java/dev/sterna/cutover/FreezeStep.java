package dev.sterna.cutover;

import dev.sterna.backup.Manifest;
import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.CutoverRow.Phase;
import dev.sterna.ledger.Ledger;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Freezes the source of a run that moves it while it stands still: from here until the switch, or until the run ends. */
final class FreezeStep implements Step {

    @Override
    public String name() {
        return FreezeDescriptor.WORD;
    }

    @Override
    public void requireReady(RunContext run) {
        CutoverStep.requireAll(run);
        // Refuses where this user may not.
        CutoverStep.source(CutoverStep.alone(run), StepPlan.of(run)).ownWrites();
    }

    @Override
    public StepReport preview(RunContext run) {
        CutoverStep.requireAll(run);
        if (CutoverState.isFrozen(run.ledger(), run.runId())) {
            run.say("freeze would go on in the freeze that stands");
        } else {
            CutoverStep.source(CutoverStep.alone(run), StepPlan.of(run))
                    .tell(run.output(), run::sayStatement, run.warnings());
        }
        run.say(
                "freeze would last from before the backup until the switch; a run that ends before lets the source be written"
                        + " to again");
        return StepReport.Previewed.of(name());
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        CutoverStep.requireAll(run);
        StepPlan planned = StepPlan.of(run);
        CutRun own = CutoverStep.alone(run);
        Ledger.Lock lock = run.ledger().lock(CutoverState.lock(run.runId()));
        try {
            lock.hold();
            // Until now another process may have switched.
            CutoverState.requireNotCutOver(run.ledger(), run.runId());
            Optional<CutoverRow> known = run.ledger().cutover().find(run.runId());
            run.ledger().create();
            requireByHand(own, planned);
            Freezer source = CutoverStep.source(own, planned);
            String record = known.map(CutoverRow::sourceFreeze).orElseGet(() -> source.plan(run.warnings()));
            LongFreeze.Backup backup =
                    known.isEmpty() && !hasBackup(run) ? LongFreeze.Backup.OF_THIS_FREEZE : LongFreeze.Backup.OLDER;
            freeze(
                    run,
                    source,
                    record,
                    known,
                    new LongFreeze(own, new Thaw(own, source, record, lock::hold), lock, backup));
        } catch (RuntimeException | Error failure) {
            if (run.beside().find(LongFreeze.class).isEmpty()) {
                lock.close();
            }
            throw failure;
        }
        return new StepReport.Worked(StepReport.Ended.since(began, name(), Outcome.DONE, List.of()), 0, 0);
    }

    /** Hours of standing still are not to end with what can be seen now. */
    private static void requireByHand(CutRun run, StepPlan planned) {
        Requirement byHand = Requirements.byHand(run, planned);
        if (!byHand.isMet()) {
            throw new SternaException(Category.REFUSED, List.of(CutoverStep.refusal(byHand)), null);
        }
    }

    private static boolean hasBackup(RunContext run) {
        return run.workspace().exists(Manifest.FILE)
                || !run.workspace().directories("backup").isEmpty();
    }

    private static void freeze(
            RunContext run, Freezer source, String record, Optional<CutoverRow> known, LongFreeze freeze) {
        Receipt.noteFreeze(run.workspace(), record);
        if (known.isEmpty()) {
            run.ledger().cutover().note(run.runId(), Phase.FROZEN, record, null);
        }
        run.beside().begin(freeze);
        source.act(record, run.settings().cutover().maxFreeze().dividedBy(2));
        FreezeProbe now = source.requireHolds(record);
        run.events()
                .record("source-frozen", Map.of("probe", now.outcome().name().toLowerCase(Locale.ROOT)));
        run.say("freeze: the source is frozen until the switch: " + Freezer.words(record));
    }
}
