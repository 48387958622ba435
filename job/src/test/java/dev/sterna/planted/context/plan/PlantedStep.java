package dev.sterna.planted.context.plan;

import dev.sterna.planted.context.step.RunContext;
import dev.sterna.planted.context.step.Step;

/** A step, whose context is its own. */
public final class PlantedStep implements Step {
    @Override
    public void execute(RunContext run) {
        new TakesTheContext(run).plan();
    }
}
