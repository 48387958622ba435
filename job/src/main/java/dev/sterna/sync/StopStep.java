package dev.sterna.sync;

import dev.sterna.dialect.log.LogObject;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.FollowLedger;
import dev.sterna.ledger.FollowRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.LogObjectsLeft;
import dev.sterna.migration.QuietTriggers;
import dev.sterna.model.Table;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends that a run follows the source's log: has whoever follows bring what has changed by now, waits for that, and drops what
 * following has made on the source.
 */
public final class StopStep implements Step {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    @Override
    public String name() {
        return SyncDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        List<LogObject> left = left(run);
        for (LogObject object : left) {
            run.say("sync --stop would drop on the source: " + object.kind() + " " + object.name());
            object.drop().forEach(run::sayStatement);
        }
        if (left.isEmpty()) {
            run.say("sync --stop would find nothing of this run on the source");
        }
        return StepReport.Previewed.of(name());
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        run.ledger().create();
        FollowLedger ledger = run.ledger().follow();
        try (Ledger.Lock lock = locked(run, ledger)) {
            lock.hold();
            Optional<FollowRow> row = ledger.find(run.runId());
            // What a killed follower has turned off in the target.
            List<TablePlan> tables = StepPlan.of(run).tables();
            QuietTriggers triggers = SyncStep.triggers(run.target(), tables);
            triggers.during(false, problem -> run.warnings().accept(Rounds.weighed(problem)), () -> null);
            List<LogObject> dropped = left(run);
            for (LogObject object : dropped) {
                SourceObjects.drop(run.source(), object);
                run.say("sync: dropped the " + object.kind() + " " + object.name() + " on the source");
            }
            ledger.forget(run.runId());
            boolean notDrained = row.isPresent() && !row.get().phase().equals(FollowRow.STOPPED);
            if (notDrained) {
                run.warnings().accept(undrained(run, row.get()));
            } else if (row.isPresent()) {
                run.say("sync: everything was in up to " + row.get().position());
            }
            Outcome outcome = row.isEmpty() && dropped.isEmpty() ? Outcome.NOTHING_TO_DO : Outcome.DONE;
            return new StepReport.Worked(StepReport.Ended.since(began, name(), outcome, List.of()), 0, 0);
        }
    }

    private static Problem undrained(RunContext run, FollowRow row) {
        return Problem.warning(
                "follow-ended-before",
                null,
                "Nobody followed the log any more, and what changed at the source after "
                        + (row.position().isEmpty() ? "the beginning" : row.position()) + " is not in the target",
                "Compare and bring it: sterna sync --run-id " + run.runId() + " --execute");
    }

    private static List<LogObject> left(RunContext run) {
        List<Table> tables =
                StepPlan.of(run).plan().tables().stream().map(TablePlan::source).toList();
        return LogObjectsLeft.of(run.source(), run.runId(), tables);
    }

    /** Waits until whoever follows has ended. */
    private static Ledger.Lock locked(RunContext run, FollowLedger ledger) {
        long told = 0;
        while (true) {
            try {
                return run.ledger().lock(run.runId());
            } catch (SternaException taken) {
                if (taken.category() != Category.LOCKED || !ledger.wish(run.runId(), FollowRow.STOP)) {
                    throw taken;
                }
            }
            if (told == 0 || System.nanoTime() - told >= BETWEEN_LINES.toNanos()) {
                told = System.nanoTime();
                run.say("sync: waits until whoever follows has brought what has changed by now");
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw SternaException.of(
                        Category.INTERRUPTED,
                        "interrupted",
                        null,
                        "Interrupted while waiting for whoever follows the log; it ends all the same",
                        "Give the same command with the same run id again: it drops what is left on the source",
                        interrupted);
            }
        }
    }
}
