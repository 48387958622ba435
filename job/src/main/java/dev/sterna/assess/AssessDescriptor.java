package dev.sterna.assess;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.CommandOption;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The command {@code assess}. */
public final class AssessDescriptor implements StepDescriptor {
    static final String WORD = "assess";

    private static final CommandOption FULL = CommandOption.flag("--full", "Look at every row, not at a sample.");
    private static final CommandOption SHOW_VALUES = CommandOption.flag(
            "--show-values", "Tell the values that will not arrive too, and not only the keys of their rows.");

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Says of every object whether it converts, converts with loss, by hand, or cannot.";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(FULL, SHOW_VALUES);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.BIG_BANG, Strategy.PARALLEL);
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
    public Step step(OptionValues own) {
        return new AssessStep(new Depth(
                own.has(FULL) ? Depth.Rows.ALL : Depth.Rows.SAMPLE,
                own.has(SHOW_VALUES) ? Depth.Showing.VALUES : Depth.Showing.KEYS));
    }

    @Override
    public Next next(Outcome outcome, OptionValues own) {
        return switch (outcome) {
            case DONE, NOTHING_TO_DO -> Next.Destination.FIRST;
            case PREVIEW, FAILED, DIFFERS, REJECTED, REFUSED -> StepDescriptor.super.next(outcome, own);
        };
    }
}
