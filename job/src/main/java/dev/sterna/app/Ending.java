package dev.sterna.app;

import dev.sterna.app.Invocation.Execute;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.report.Result;
import dev.sterna.step.Beside;
import java.util.ArrayList;
import java.util.List;

/** How one command ends, whatever ends it: with a result on every way out, and with what to type next. */
final class Ending implements AutoCloseable {
    private final Commands commands;
    private final String resultFile;
    private final Output output;
    private final Draft draft;
    private final Interrupts interrupts;
    private volatile Invocation invocation;
    private volatile StepOrder order = StepOrder.NONE;
    private volatile Beside beside = new Beside();

    /** From here on signals are answered. */
    Ending(Commands commands, Output output, Draft draft, String... args) {
        this.commands = commands;
        this.resultFile = ResultFile.wanted(args);
        this.output = output;
        this.draft = draft;
        this.interrupts = new Interrupts(this::lastWords);
        interrupts.onInterrupt(
                () -> output.say("Interrupted: ending what is under way; once more, and it ends at once"));
    }

    /** What the command line meant, once that is known. */
    void of(Invocation understood) {
        invocation = understood;
        interrupts.allow(InterruptGrace.given());
    }

    /** The steps of the run's strategy, once that is known. */
    void follow(StepOrder steps) {
        order = steps;
    }

    /** What goes on beside the steps, of which the last words have to tell. */
    void beside(Beside companions) {
        beside = companions;
    }

    /** Has something called at an interrupt that ends what an interrupt of the thread does not. */
    void onInterrupt(Runnable stop) {
        interrupts.onInterrupt(stop);
    }

    /** The work is over, and how it ended is written down. */
    void calm() {
        interrupts.calm();
    }

    /** What to tell of a failure. Work that is interrupted fails in many ways; they all mean the interrupt. */
    SternaException understood(Throwable failure) {
        output.trace(failure);
        return interrupts.happened()
                ? new SternaException(Category.INTERRUPTED, Failures.interrupted(resume()), failure)
                : Failures.understood(failure);
    }

    /** Tells everybody, and returns the exit code. */
    int tell(Result result) {
        interrupts.claimLastWords();
        return write(result);
    }

    /** For a command that does not end by itself: the process ends right after. */
    private void lastWords() {
        List<Problem> problems = new ArrayList<>(Failures.interrupted(resume()));
        problems.addAll(beside.left());
        write(draft.fail(Category.INTERRUPTED, problems));
    }

    private int write(Result result) {
        Result last = result;
        if (resultFile != null) {
            try {
                ResultFile.write(resultFile, result, draft.files());
            } catch (RuntimeException failure) {
                output.trace(failure);
                last = ResultFile.failed(result, resultFile, failure);
            }
        }
        output.result(last, lines(last));
        return last.exitCode();
    }

    /** The command line that goes on; null when there is no run to go on with. */
    private String resume() {
        Invocation known = invocation;
        String id = draft.runId();
        return known == null || id == null || known.command().onlyAnswers()
                ? null
                : known.again(id, known.execute() ? Execute.YES : Execute.NO);
    }

    /** How it ended and what comes next; who only looked at a run does not want to hear that looking went well. */
    private List<String> lines(Result result) {
        Invocation known = invocation;
        boolean looked = known != null && known.command().onlyAnswers();
        List<String> lines = new ArrayList<>();
        if (!looked || result.exitCode() != 0) {
            lines.addAll(List.of("", output.summary().verdict(result)));
        }
        if (known != null) {
            lines.addAll(new NextCommand(commands, order).after(known, result));
        }
        return lines;
    }

    @Override
    public void close() {
        interrupts.close();
    }
}
