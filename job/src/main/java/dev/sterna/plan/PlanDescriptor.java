package dev.sterna.plan;

import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.Optional;
import java.util.Set;

/** The command {@code plan}. */
public final class PlanDescriptor implements StepDescriptor {
    static final String WORD = "plan";

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Chooses tables, order and chunks, and writes them to plan.json, to be read and kept.";
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.PLANS, Trait.LOCKS);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.BIG_BANG, Strategy.PARALLEL, Strategy.PHASED);
    }

    @Override
    public Optional<String> mark() {
        return Optional.of(Plan.FILE);
    }

    @Override
    public Step step(OptionValues own) {
        return new PlanStep();
    }

    @Override
    public Next next(Outcome outcome, OptionValues own) {
        return switch (outcome) {
            case DONE, NOTHING_TO_DO -> Next.Destination.ALL;
            case PREVIEW, FAILED, DIFFERS, REJECTED, REFUSED -> StepDescriptor.super.next(outcome, own);
        };
    }
}
