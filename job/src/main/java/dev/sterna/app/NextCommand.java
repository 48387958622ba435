package dev.sterna.app;

import dev.sterna.app.Invocation.Execute;
import dev.sterna.error.Category;
import dev.sterna.prepare.FinishStep;
import dev.sterna.report.Result;
import java.util.List;

/** What a user would type after a command has ended. */
final class NextCommand {
    private NextCommand() {}

    /** Lines for the end of what is shown; empty when there is nothing to suggest. */
    static List<String> after(Invocation invocation, Result result) {
        String id = result.runId();
        if (id == null || invocation.command().kind() == Command.Kind.LOOKING) {
            return List.of();
        }
        return switch (result.outcome()) {
            case PREVIEW -> List.of("Next: " + invocation.next(invocation.command(), id, Execute.YES));
            case DONE, NOTHING_TO_DO -> afterSuccess(invocation, result, id);
            case FAILED -> afterFailure(invocation, result);
            case REJECTED -> List.of("Once the target takes the refused rows: " + invocation.retry(id));
            case DIFFERS, REFUSED -> List.of();
        };
    }

    private static List<String> afterSuccess(Invocation invocation, Result result, String id) {
        return switch (invocation.command()) {
            case ASSESS -> List.of("Next: " + invocation.next(Command.PLAN, id, Execute.NO));
            case PLAN -> List.of("Next: " + invocation.next(Command.RUN, id, Execute.NO));
            case PREPARE ->
                List.of(
                        isFinished(result)
                                ? "Next: " + invocation.next(Command.DIFF, id, Execute.NO)
                                : "Next: " + invocation.next(Command.BACKUP, id, Execute.YES));
            case BACKUP -> List.of("Next: " + invocation.next(Command.LOAD, id, Execute.YES));
            case LOAD ->
                List.of("Next: "
                        + (invocation.retryRejects()
                                ? invocation.next(Command.DIFF, id, Execute.NO)
                                : invocation.next(Command.PREPARE, id, Execute.YES)));
            default -> List.of();
        };
    }

    /** Whether it was the second half that was prepared. */
    private static boolean isFinished(Result result) {
        String finish = new FinishStep().name();
        return result.steps().stream().anyMatch(step -> step.name().equals(finish));
    }

    /** After the remedies, and with the run id: without one the same words would begin a new run. */
    private static List<String> afterFailure(Invocation invocation, Result result) {
        boolean wrongWords = result.exitCode() == Category.USAGE.exitCode()
                || result.exitCode() == Category.CONFIGURATION.exitCode();
        // The remedy of an interrupt is the command that resumes.
        boolean saidAlready = result.exitCode() == Category.INTERRUPTED.exitCode();
        return wrongWords || saidAlready
                ? List.of()
                : List.of("Then resume: "
                        + invocation.next(
                                invocation.command(), result.runId(), invocation.execute() ? Execute.YES : Execute.NO));
    }
}
