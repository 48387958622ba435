package dev.sterna.step;

/**
 * What a user does after a command. A step does not know the names of those that come after it: it says where to go on,
 * and the strategy's order of steps says which command that is.
 */
public sealed interface Next {

    /** Places in the strategy. */
    enum Destination implements Next {
        /** There is nothing to suggest. */
        NOTHING,
        /** The same command with the same options: to execute what was previewed, or to resume what failed. */
        AGAIN,
        /** The strategy's first step. */
        FIRST,
        /** The step after the one that ran last. */
        FOLLOWING,
        /** The step that proves the others. */
        PROOF,
        /** All steps of the strategy in one command. */
        ALL,
        /** Where the step that ran last says. */
        AS_LAST_STEP
    }

    /** A certain command, with options of its own. */
    record Command(StepDescriptor step, OptionValues own) implements Next {}
}
