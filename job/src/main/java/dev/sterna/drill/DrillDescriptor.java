package dev.sterna.drill;

import dev.sterna.config.CutoverSettings;
import dev.sterna.config.DrillSettings.InRun;
import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.Optional;
import java.util.Set;

/** The command {@code drill}. It is a part of a whole run where the settings say so. */
public final class DrillDescriptor implements StepDescriptor {
    static final String WORD = "drill";

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String summary() {
        return "Restores the backup into a scratch schema, compares it with the manifest, and says how long that took.";
    }

    @Override
    public String note() {
        return """
                The source is not reached. Without --execute it says what it would make, and how old the last drill is.
                A run has a drill between backup and load with sterna.drill.in-run = on. docs/drill.md has more.""";
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.WRITES, Trait.REACHES_ITSELF, Trait.STARTS_SPARK, Trait.AFTER_WAVES);
    }

    @Override
    public Set<Strategy> strategies() {
        return Set.of(Strategy.BIG_BANG, Strategy.PARALLEL, Strategy.PHASED);
    }

    @Override
    public Optional<String> wish() {
        return Optional.of("sterna.drill.in-run or sterna.cutover.in-run = on");
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.drill().inRun() == InRun.ON
                || settings.cutsOver() && settings.cutover().drill() == CutoverSettings.Drill.REQUIRED;
    }

    /** A run that goes on does not try out once more what it has tried out. */
    @Override
    public Step stepOfRun() {
        return DrillStep.unlessFresh();
    }

    @Override
    public Step step(OptionValues own) {
        return new DrillStep();
    }
}
