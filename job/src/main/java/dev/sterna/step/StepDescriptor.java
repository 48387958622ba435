package dev.sterna.step;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a step says of itself: the one entry that the list of commands has of it. Instances have no state. */
public interface StepDescriptor extends CommandDescriptor {

    /**
     * The step that its command means.
     *
     * @throws dev.sterna.error.SternaException (USAGE) when the value of an option means nothing
     */
    Step step(OptionValues own);

    /** The step as a part of a whole run that gives it no options. */
    default Step stepOfRun() {
        return step(OptionValues.NONE);
    }

    /** The same with those of {@link #optionsOfRun}. */
    default Step stepOfRun(OptionValues own) {
        return stepOfRun();
    }

    /** The options that a whole run has for its sake. */
    default List<CommandOption> optionsOfRun() {
        return List.of();
    }

    /** The strategies that it is a part of, at its place in the list of commands. */
    default Set<Strategy> strategies() {
        return Set.of();
    }

    /** The setting without which a run of its strategies does not have it; empty where every one has. */
    default Optional<String> wish() {
        return Optional.empty();
    }

    /** Whether a run of its strategies has it, as the settings are. */
    default boolean isWanted(Settings settings) {
        return true;
    }

    /** The command that is typed for it: itself, unless it is a part of another. */
    default StepDescriptor command() {
        return this;
    }

    /** The file in a run's workspace by which it is known to have been done; empty when only the step itself can tell. */
    default Optional<String> mark() {
        return Optional.empty();
    }
}
