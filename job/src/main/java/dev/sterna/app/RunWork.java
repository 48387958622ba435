package dev.sterna.app;

import dev.sterna.step.OptionValues;
import dev.sterna.step.Step;
import java.util.List;

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

    /** Whether nothing is left of a run of all tables when it has ended well. */
    boolean isWhole();
}
