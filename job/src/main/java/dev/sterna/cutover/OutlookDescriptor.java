package dev.sterna.cutover;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.Optional;
import java.util.Set;

/** The end of a whole run that leaves the cutover to somebody. */
public final class OutlookDescriptor implements StepDescriptor {
    static final String WORD = "outlook";

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Says what a cutover lacks, and how long the source would stand still.";
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.NEEDS_PLAN, Trait.ONLY_IN_RUN);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.PARALLEL);
    }

    @Override
    public Optional<String> wish() {
        return Optional.of("parallel, with sterna.cutover.in-run = off");
    }

    @Override
    public boolean isWanted(Settings settings) {
        return !settings.cutsOver();
    }

    @Override
    public StepDescriptor command() {
        return new CutoverDescriptor();
    }

    @Override
    public Step step(OptionValues own) {
        return new OutlookStep();
    }
}
