package dev.sterna.census;

import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.CommandOption;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.List;
import java.util.Set;

/** The command {@code census}. */
public final class CensusDescriptor implements StepDescriptor {
    static final String WORD = "census";

    private static final CommandOption FAIL_AFTER =
            CommandOption.valued("--fail-after", "TABLES", "Fails once so many tables are counted.");
    private static final CommandOption TWICE = CommandOption.flag("--twice", "Counts every table twice.");

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Counts the rows of every table in the source, and notes them in the target.";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(FAIL_AFTER, TWICE);
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.LOCKS, Trait.NEEDS_PLAN, Trait.PREVIEWS_AHEAD);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.BIG_BANG);
    }

    @Override
    public Step step(OptionValues own) {
        int tables = own.value(FAIL_AFTER).map(text -> number(own, text)).orElse(Integer.MAX_VALUE);
        return new CensusStep(tables, own.has(TWICE) ? 2 : 1);
    }

    private static int number(OptionValues own, String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw own.invalid(FAIL_AFTER, "a number");
        }
        return Integer.parseInt(text);
    }
}
