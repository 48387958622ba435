package dev.sterna.prepare;

import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.CommandOption;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.List;
import java.util.Set;

/** The command {@code prepare}; of a whole run it is the first half only. */
public final class PrepareDescriptor implements StepDescriptor {
    static final String WORD = "prepare";

    private static final CommandOption AFTER_LOAD = CommandOption.flag(
            "--after-load", "The second half of the schema, also where the ledger does not say that all is in.");

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Creates the target's schema: before the load tables, after it keys, indexes, constraints, views.";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(AFTER_LOAD);
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.LOCKS, Trait.NEEDS_PLAN, Trait.PREVIEWS_AHEAD, Trait.CHANGES_TARGET);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.BIG_BANG, Strategy.PARALLEL, Strategy.PHASED);
    }

    @Override
    public Step step(OptionValues own) {
        return new PrepareHalves(own.has(AFTER_LOAD));
    }

    @Override
    public Step stepOfRun() {
        return new PrepareStep();
    }
}
