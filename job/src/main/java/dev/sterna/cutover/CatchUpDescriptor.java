package dev.sterna.cutover;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.CommandOption;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import dev.sterna.sync.SyncDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was written to the source since its backup, as a part of a whole run. */
public final class CatchUpDescriptor implements StepDescriptor {
    static final String WORD = "catch-up";

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Brings what was written to the source since its backup.";
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(
                Trait.WRITES,
                Trait.LOCKS,
                Trait.NEEDS_PLAN,
                Trait.PREVIEWS_AHEAD,
                Trait.TAKES_ALL,
                Trait.NOTES_RUN,
                Trait.CHANGES_TARGET);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.BIG_BANG, Strategy.PARALLEL, Strategy.PHASED);
    }

    @Override
    public Optional<String> wish() {
        return Optional.of("parallel, or sterna.cutover.in-run = on");
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.strategy() == Strategy.PARALLEL || settings.cutsOver();
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
    public Step step(OptionValues own) {
        return new CatchUpStep(SyncDescriptor.deletes(own));
    }

    @Override
    public Step stepOfRun(OptionValues own) {
        return step(own);
    }
}
