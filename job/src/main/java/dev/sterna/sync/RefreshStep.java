package dev.sterna.sync;

import dev.sterna.changes.Deletes;
import dev.sterna.error.Problem;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.util.List;

/** Brings the tables of all waves that are in to the source: a key that crosses two of them needs the rows of both. */
final class RefreshStep implements Step {
    private final Deletes deletes;

    RefreshStep(Deletes deletes) {
        this.deletes = deletes;
    }

    @Override
    public String name() {
        return RefreshDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        run.say(
                "refresh would compare all tables that are in, and bring what was written to the source since they came");
        return StepReport.Previewed.of(name());
    }

    @Override
    public StepReport execute(RunContext run) {
        StepReport.Synced synced = (StepReport.Synced) SyncStep.forward(deletes).execute(run.ofWave(0));
        StepReport.Ended ended = synced.ended();
        // That later waves are to come goes without saying in an earlier one.
        List<Problem> problems = ended.problems().stream()
                .filter(problem -> !problem.code().equals(SyncStep.LEFT_OUT))
                .toList();
        return new StepReport.Synced(
                new StepReport.Ended(name(), ended.outcome(), ended.seconds(), problems),
                synced.rows(),
                synced.tables(),
                synced.summary());
    }
}
