package dev.sterna.validate;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.Optional;
import java.util.Set;

/** The command {@code validate}. */
public final class ValidateDescriptor implements StepDescriptor {
    static final String WORD = "validate";

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Looks at gates: schema, counts, digests, constraints, sequences, views, refused rows and your own queries.";
    }

    @Override
    public String note() {
        return """
                It writes to no table of yours. What each gate came to is noted in the target's ledger, where there
                is one; that needs no --execute.""";
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.NEEDS_PLAN, Trait.AFTER_WAVES);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.BIG_BANG, Strategy.PARALLEL, Strategy.PHASED);
    }

    @Override
    public Optional<String> wish() {
        return Optional.of("parallel, phased, or sterna.cutover.in-run = on");
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.strategy() != Strategy.BIG_BANG || settings.cutsOver();
    }

    @Override
    public Step step(OptionValues own) {
        return new ValidateStep();
    }

    /** Where a run goes on to the switch, rows are compared by other steps. */
    @Override
    public Step stepOfRun() {
        return ValidateStep.ofRun();
    }

    @Override
    public Next next(Outcome outcome, OptionValues own) {
        return Next.Destination.NOTHING;
    }
}
