package dev.sterna.cutover;

import dev.sterna.changes.Deletes;
import dev.sterna.config.SyncSettings.Changes;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.sync.FollowStep;
import dev.sterna.sync.SyncStep;
import java.util.List;

/**
 * Brings what was written to the source since its backup. Of a source that stands still that is nothing, unless it was let go since;
 * one that lives is followed by its log where that can be, until little is left, or else compared in rounds.
 */
final class CatchUpStep implements Step {
    /** Of a source that lives they are no failure: the cutover brings them. */
    private static final String DIFFERS = "rows-differ";

    private final Deletes deletes;

    CatchUpStep(Deletes deletes) {
        this.deletes = deletes;
    }

    @Override
    public String name() {
        return CatchUpDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        run.say("catch-up would bring what is written to the source after the backup has begun: "
                + (CutoverStep.isStill(run)
                        ? "nothing, unless the source was let go since"
                        : "by its log until the target is behind by no more than sterna.sync.max-lag, or where the log cannot"
                                + " be followed in rounds of comparing"));
        return StepReport.Previewed.of(name());
    }

    @Override
    public StepReport execute(RunContext run) {
        if (CutoverStep.isStill(run)) {
            boolean whole = run.beside()
                    .find(LongFreeze.class)
                    .filter(freeze -> freeze.backup() == LongFreeze.Backup.OF_THIS_FREEZE)
                    .isPresent();
            return whole
                    ? nothing(run, "the source stands still since before the backup")
                    : named(SyncStep.forward(deletes).execute(run));
        }
        if (CutoverState.isFrozen(run.ledger(), run.runId())) {
            return nothing(run, "the source is frozen already, and the cutover brings the rest");
        }
        return named(lenient(run, live(run)));
    }

    private StepReport nothing(RunContext run, String why) {
        run.say("catch-up: nothing to bring: " + why);
        return new StepReport.Worked(
                StepReport.Ended.since(System.nanoTime(), name(), Outcome.NOTHING_TO_DO, List.of()), 0, 0);
    }

    private StepReport live(RunContext run) {
        try {
            return FollowStep.untilLag(deletes).execute(run);
        } catch (SternaException failure) {
            if (failure.category() != Category.REFUSED || run.settings().sync().changes() == Changes.LOG) {
                throw failure;
            }
            run.say("catch-up: the source's log is not followed: " + failure.getMessage());
            run.say("catch-up: so both sides are compared in rounds, and once more within the freeze. "
                    + failure.problems().get(0).remedy());
            return SyncStep.forward(deletes).execute(run);
        }
    }

    /** That a source which lives is not caught is no reason to end. */
    private static StepReport.Synced lenient(RunContext run, StepReport report) {
        StepReport.Synced synced = (StepReport.Synced) report;
        boolean onlyLive = synced.outcome() == Outcome.DIFFERS
                && synced.problems().stream()
                        .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                        .allMatch(problem -> problem.code().equals(DIFFERS));
        if (!onlyLive) {
            return synced;
        }
        run.say("catch-up: " + synced.summary().left()
                + " rows differ still, which the source's users write; the cutover" + " brings them");
        List<Problem> problems = synced.problems().stream()
                .map(problem -> problem.severity() == Problem.Severity.ERROR
                        ? Problem.warning(
                                problem.code(),
                                problem.table(),
                                problem.message(),
                                "The cutover brings them, once nobody writes")
                        : problem)
                .toList();
        return new StepReport.Synced(
                new StepReport.Ended(synced.name(), Outcome.DONE, synced.seconds(), problems),
                synced.rows(),
                synced.tables(),
                synced.summary());
    }

    private StepReport named(StepReport report) {
        StepReport.Synced synced = (StepReport.Synced) report;
        return new StepReport.Synced(
                new StepReport.Ended(name(), synced.outcome(), synced.seconds(), synced.problems()),
                synced.rows(),
                synced.tables(),
                synced.summary());
    }
}
