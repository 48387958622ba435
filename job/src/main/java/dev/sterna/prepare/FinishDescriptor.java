package dev.sterna.prepare;

import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.Set;

/**
 * The second half of {@code prepare} as a part of a whole run. Before the load there is nothing to finish, and the first
 * half's preview shows it all, so it has none.
 */
public final class FinishDescriptor implements StepDescriptor {
    static final String WORD = "finish";

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Creates what is quicker or only possible to make when the rows are in.";
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.LOCKS, Trait.NEEDS_PLAN, Trait.CHANGES_TARGET);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.BIG_BANG, Strategy.PARALLEL, Strategy.PHASED);
    }

    @Override
    public StepDescriptor command() {
        return new PrepareDescriptor();
    }

    @Override
    public Step step(OptionValues own) {
        return new FinishStep();
    }
}
