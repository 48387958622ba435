package dev.sterna.app;

import dev.sterna.report.Result;
import dev.sterna.step.CommandDescriptor;
import dev.sterna.step.OptionValues;
import dev.sterna.step.StepDescriptor;
import java.util.List;
import java.util.Optional;

/** One command of the list: what it says of itself, and how it is carried out. */
interface Command {

    CommandDescriptor descriptor();

    default String word() {
        return descriptor().word();
    }

    /** What the list of commands says of it. */
    default String listing() {
        return descriptor().summary();
    }

    /** A command line that works, given the databases of the example configuration. */
    default String example() {
        return commandLines().get(0);
    }

    /** All such command lines. */
    default List<String> commandLines() {
        return descriptor().examples().stream()
                .map(options -> ("sterna " + word() + " " + options).strip())
                .toList();
    }

    /** The step that it is, if it is one. */
    default Optional<StepDescriptor> step() {
        return Optional.empty();
    }

    /**
     * Looks at the values of the options that only this command has.
     *
     * @throws dev.sterna.error.SternaException (USAGE) when one means nothing
     */
    default void check(OptionValues own) {}

    /** Whether it only answers a question about runs: nobody resumes it, or wants to hear that asking went well. */
    default boolean onlyAnswers() {
        return false;
    }

    /** Does what is asked; a failure is thrown. */
    Result carryOut(CommandCall call);
}
