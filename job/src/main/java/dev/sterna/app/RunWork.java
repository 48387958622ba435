package dev.sterna.app;

import dev.sterna.step.OptionValues;
import dev.sterna.step.Step;
import java.util.List;
import java.util.Optional;

/** What a command does in a run, once the run's strategy is known. */
interface RunWork {

    /** The steps that it executes, in their order. */
    List<Step> executed(StepOrder order, OptionValues own);

    /** The steps that it previews. */
    List<Step> previewed(StepOrder order, OptionValues own);

    /** The wave of a phased run that it is to take; {@link WaveWalk#ALL} for all. */
    default int wave(OptionValues own) {
        return WaveWalk.ALL;
    }

    /** Those that come before the run has a plan; they are executed in any case, and so write to no database. */
    default List<Step> first(StepOrder order) {
        return List.of();
    }

    /** Refuses options that no step of this order heeds: they must not be taken for some that work. */
    default void requireUse(StepOrder order, OptionValues own) {}

    /** In a line what the command goes through, for who asks what it would do; empty where that is plain. */
    default Optional<String> outline(StepOrder order) {
        return Optional.empty();
    }

    /** Whether nothing is left of a run of all tables when it has ended well. */
    boolean isWhole();
}
