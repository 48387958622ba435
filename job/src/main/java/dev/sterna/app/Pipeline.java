package dev.sterna.app;

import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.StepReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Walks through the steps of one command, and stops at the first that fails as a whole or finds a difference. */
final class Pipeline {
    private final RunContext run;
    private final Consumer<StepReport> done;

    /** @param done hears of every step that has ended */
    Pipeline(RunContext run, Consumer<StepReport> done) {
        this.run = run;
        this.done = done;
    }

    /** Really does the steps, unless a later one can tell already that it would refuse. */
    Outcome execute(List<Step> steps) {
        steps.stream().skip(1).forEach(step -> step.requireReady(run));
        Outcome worst = Outcome.NOTHING_TO_DO;
        for (Step step : steps) {
            Outcome outcome = work(step, () -> step.execute(run));
            worst = worse(worst, outcome);
            if (stops(outcome)) {
                break;
            }
        }
        return worst;
    }

    /** Only says what the steps would do. */
    Outcome preview(List<Step> steps) {
        for (Step step : steps) {
            work(step, () -> step.preview(run));
        }
        return Outcome.PREVIEW;
    }

    /**
     * Executes what comes before a step, unless that has left its mark.
     *
     * @return whether one of them stops it
     */
    Optional<Outcome> before(StepDescriptor mark, List<Step> first) {
        boolean isMarked =
                mark.mark().filter(file -> run.workspace().exists(file)).isPresent();
        for (Step step : isMarked ? List.<Step>of() : first) {
            Outcome outcome = work(step, () -> step.execute(run));
            if (stops(outcome)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    /** Executes a step unless it has left its mark; what it says is shown either way. */
    void once(StepDescriptor step) {
        if (!isKept(step)) {
            Step made = step.stepOfRun();
            work(made, () -> made.execute(run));
        }
    }

    /** The same; what is kept follows the settings. */
    void onceInLine(StepDescriptor step) {
        Step made = step.stepOfRun();
        if (isKept(step)) {
            made.renew(run).ifPresent(report -> work(made, () -> report));
        } else {
            work(made, () -> made.execute(run));
        }
    }

    private boolean isKept(StepDescriptor step) {
        Optional<String> mark =
                step.mark().filter(file -> run.workspace().read(file).isPresent());
        mark.ifPresent(
                file -> run.say(step.word() + ": kept, " + run.workspace().uri(file)));
        return mark.isPresent();
    }

    private Outcome work(Step step, Work work) {
        if (Thread.currentThread().isInterrupted()) {
            // A step may end in spite of an interrupt; the next one must not begin.
            throw new IllegalStateException("Interrupted before " + step.name());
        }
        run.events().record("step-started", Map.of("step", step.name()));
        StepReport report = work.run();
        done.accept(report);
        run.events()
                .record(
                        "step-ended",
                        Map.of(
                                "step",
                                step.name(),
                                "outcome",
                                report.outcome().label(),
                                "rows",
                                report.rows(),
                                "bytes",
                                report.bytes(),
                                "seconds",
                                report.seconds()));
        return report.outcome();
    }

    /** A step that reports a failure, and does not throw it, has left others to go on with. */
    private static boolean stops(Outcome outcome) {
        return switch (outcome) {
            case DIFFERS, REFUSED -> true;
            case DONE, NOTHING_TO_DO, PREVIEW, REJECTED, FAILED -> false;
        };
    }

    static Outcome worse(Outcome left, Outcome right) {
        return badness(left) >= badness(right) ? left : right;
    }

    private static int badness(Outcome outcome) {
        return switch (outcome) {
            case NOTHING_TO_DO -> 0;
            case PREVIEW -> 1;
            case DONE -> 2;
            case REJECTED -> 3;
            case FAILED -> 4;
            case DIFFERS -> 5;
            case REFUSED -> 6;
        };
    }

    private interface Work {
        StepReport run();
    }
}
