package dev.sterna.load;

import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.CommandOption;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.List;
import java.util.Set;

/** The command {@code load}. */
public final class LoadDescriptor implements StepDescriptor {
    static final String WORD = "load";

    private static final CommandOption RETRY_REJECTS = CommandOption.flag(
            "--retry-rejects", "Only the rows that the target refused before and that were set aside.");

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Writes the staged chunks to the target, each exactly once.";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(RETRY_REJECTS);
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(
                Trait.WRITES,
                Trait.LOCKS,
                Trait.NEEDS_PLAN,
                Trait.PREVIEWS_AHEAD,
                Trait.STARTS_SPARK,
                Trait.NOTES_RUN,
                Trait.CHANGES_TARGET);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.BIG_BANG, Strategy.PARALLEL, Strategy.PHASED);
    }

    @Override
    public Step step(OptionValues own) {
        return own.has(RETRY_REJECTS) ? new RetryStep() : new LoadStep();
    }

    @Override
    public Step stepOfRun() {
        return LoadStep.ofRun();
    }

    @Override
    public Next next(Outcome outcome, OptionValues own) {
        return switch (outcome) {
            case REJECTED -> retry();
            case DONE, NOTHING_TO_DO -> own.has(RETRY_REJECTS) ? Next.Destination.PROOF : Next.Destination.FOLLOWING;
            case PREVIEW, FAILED, DIFFERS, REFUSED -> StepDescriptor.super.next(outcome, own);
        };
    }

    /** The command that loads the rows which the target refused, for when it takes them. */
    public static Next retry() {
        return new Next.Command(new LoadDescriptor(), OptionValues.of(RETRY_REJECTS));
    }
}
