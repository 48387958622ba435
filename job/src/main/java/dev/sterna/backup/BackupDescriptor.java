package dev.sterna.backup;

import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.Set;

/** The command {@code backup}. */
public final class BackupDescriptor implements StepDescriptor {
    static final String WORD = "backup";

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Stages every chunk of the source as Parquet, with a manifest.";
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.LOCKS, Trait.NEEDS_PLAN, Trait.PREVIEWS_AHEAD, Trait.STARTS_SPARK);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.BIG_BANG, Strategy.PARALLEL, Strategy.PHASED);
    }

    @Override
    public Step step(OptionValues own) {
        return new BackupStep();
    }
}
