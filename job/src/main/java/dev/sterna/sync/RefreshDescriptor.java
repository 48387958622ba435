package dev.sterna.sync;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.CommandOption;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rounds of {@code sync} as a part of each wave of a phased run whose source lives: before the keys are made, of which some cross
 * waves.
 */
public final class RefreshDescriptor implements StepDescriptor {
    static final String WORD = "refresh";

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Brings all tables that are in to the source, before the keys of a wave are made.";
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.LOCKS, Trait.NEEDS_PLAN, Trait.NOTES_RUN, Trait.CHANGES_TARGET);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.PHASED);
    }

    @Override
    public Optional<String> wish() {
        return Optional.of("sterna.waves.source = live");
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.hasLiveWaves();
    }

    @Override
    public StepDescriptor command() {
        return new SyncDescriptor();
    }

    @Override
    public List<CommandOption> optionsOfRun() {
        return List.of(SyncDescriptor.DELETES);
    }

    @Override
    public Step stepOfRun(OptionValues own) {
        return step(own);
    }

    @Override
    public Step step(OptionValues own) {
        return new RefreshStep(SyncDescriptor.deletes(own));
    }
}
