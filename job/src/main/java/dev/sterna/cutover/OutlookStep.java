package dev.sterna.cutover;

import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.EventLog;
import dev.sterna.step.Outcome;
import dev.sterna.step.ReadOnlyStep;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The end of a run that leaves the cutover to somebody: what is lacking, how long the source would stand still, and what comes next. */
final class OutlookStep implements ReadOnlyStep {

    @Override
    public String name() {
        return OutlookDescriptor.WORD;
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        StepPlan planned = StepPlan.of(run);
        CutRun own = CutoverStep.alone(run);
        List<Problem> problems = new ArrayList<>();
        if (run.only().isEmpty()) {
            CutoverStep.tell(run, Requirements.of(own, planned));
        }
        Optional<CutoverRow> known = run.ledger().cutover().find(run.runId());
        if (known.isPresent()) {
            run.say("outlook: " + CutoverState.words(known.get(), run.runId()));
            return ended(began, problems);
        }
        if (run.only().isEmpty()) {
            tryFreeze(run, own, planned, problems);
        }
        FreezeForecast.of(EventLog.last(run.workspace()))
                .ifPresent(forecast -> run.say("outlook: " + forecast.words()));
        String id = " --run-id " + run.runId();
        run.say("outlook: next: sterna sync" + id
                + " --follow --execute, which goes on bringing what is written; then sterna"
                + " cutover" + id + " --execute; or all in one: sterna run" + id
                + " --execute -D sterna.cutover.in-run=on");
        return ended(began, problems);
    }

    private StepReport ended(long began, List<Problem> problems) {
        return new StepReport.Worked(StepReport.Ended.since(began, name(), Outcome.NOTHING_TO_DO, problems), 0, 0);
    }

    /** How long it takes to ask the source for the means that a freeze would take; what it lacks is told, and no failure. */
    private static void tryFreeze(RunContext run, CutRun own, StepPlan planned, List<Problem> problems) {
        long began = System.nanoTime();
        try {
            CutoverStep.source(own, planned).plan(problem -> {});
            run.events().record("freeze-tried", Map.of("seconds", (System.nanoTime() - began) / 1e9));
        } catch (SternaException lacking) {
            lacking.problems().stream().map(Problem::asWarning).forEach(problems::add);
        }
    }
}
