package dev.sterna.app;

import dev.sterna.app.Invocation.Execute;
import dev.sterna.error.Category;
import dev.sterna.report.Result;
import dev.sterna.step.CommandDescriptor;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.List;
import java.util.Optional;

/**
 * What a user would type after a command has ended: the command says where to go on, the strategy's order which command
 * that is.
 */
record NextCommand(Commands commands, StepOrder order) {

    /** Lines for the end of what is shown; empty when there is nothing to suggest. */
    List<String> after(Invocation invocation, Result result) {
        if (result.runId() == null || isClear(result)) {
            return List.of();
        }
        if (!result.setAside().isEmpty()) {
            return List.of("The rest, once its causes are mended: "
                    + result.setAside().get(0).next());
        }
        CommandDescriptor command = invocation.command().descriptor();
        CommandDescriptor last =
                lastStep(result).map(CommandDescriptor.class::cast).orElse(command);
        Next next = command.next(result.outcome(), invocation.own());
        if (next == Next.Destination.AS_LAST_STEP && last != command) {
            next = last.next(result.outcome(), OptionValues.NONE);
        }
        return line(next, last, invocation, result).map(words -> lead(result.outcome()) + words).stream()
                .toList();
    }

    private Optional<StepDescriptor> lastStep(Result result) {
        return result.steps().isEmpty()
                ? Optional.empty()
                : order.named(result.steps().get(result.steps().size() - 1).name());
    }

    private Optional<String> line(Next next, CommandDescriptor last, Invocation invocation, Result result) {
        String id = result.runId();
        if (next instanceof Next.Command given) {
            return Optional.of(line(given.step(), given.own(), invocation, id));
        }
        return switch ((Next.Destination) next) {
            case NOTHING, AS_LAST_STEP -> Optional.empty();
            case AGAIN ->
                Optional.of(invocation.again(
                        id, result.outcome() == Outcome.PREVIEW || invocation.execute() ? Execute.YES : Execute.NO));
            case FIRST -> order.first().map(step -> line(step.command(), OptionValues.NONE, invocation, id));
            case FOLLOWING ->
                order.after(last.word()).map(step -> line(step.command(), OptionValues.NONE, invocation, id));
            case PROOF -> order.proof().map(step -> line(step.command(), OptionValues.NONE, invocation, id));
            case ALL -> Optional.of(invocation.next(commands.run().descriptor(), OptionValues.NONE, id, Execute.NO));
        };
    }

    private static String line(CommandDescriptor command, OptionValues own, Invocation invocation, String id) {
        return invocation.next(command, own, id, command.has(Trait.WRITES) ? Execute.YES : Execute.NO);
    }

    private static String lead(Outcome outcome) {
        return switch (outcome) {
            case PREVIEW, DONE, NOTHING_TO_DO, DIFFERS, REFUSED -> "Next: ";
            case FAILED -> "Then resume: ";
            case REJECTED -> "Once the target takes the refused rows: ";
        };
    }

    /**
     * Whether the problems themselves say all that is to be done. Else, after their remedies, a failure wants the run id:
     * without one the same words would begin a new run.
     */
    private static boolean isClear(Result result) {
        boolean wrongWords = result.exitCode() == Category.USAGE.exitCode()
                || result.exitCode() == Category.CONFIGURATION.exitCode();
        // The remedy of an interrupt is the command that resumes.
        boolean saidAlready = result.exitCode() == Category.INTERRUPTED.exitCode();
        boolean waits = result.exitCode() == Category.LOCKED.exitCode();
        return waits || result.outcome() == Outcome.FAILED && (wrongWords || saidAlready);
    }
}
