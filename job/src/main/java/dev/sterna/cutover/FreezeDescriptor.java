package dev.sterna.cutover;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.Optional;
import java.util.Set;

/** The freeze of a source that stands still until the switch, as a part of a whole run. */
public final class FreezeDescriptor implements StepDescriptor {
    static final String WORD = "freeze";

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Keeps others from writing to the source, until the switch.";
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.NEEDS_PLAN, Trait.ONLY_IN_RUN, Trait.PREVIEWS_AHEAD);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.BIG_BANG);
    }

    @Override
    public Optional<String> wish() {
        return Optional.of("sterna.cutover.in-run = on");
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.cutsOver();
    }

    @Override
    public StepDescriptor command() {
        return new CutoverDescriptor();
    }

    @Override
    public Step step(OptionValues own) {
        return new FreezeStep();
    }
}
