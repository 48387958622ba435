package dev.sterna.app;

import dev.sterna.report.Result;
import dev.sterna.step.CommandDescriptor;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import java.util.List;
import java.util.Optional;

/** A command that is one step. */
record StepCommand(StepDescriptor entry) implements Command, RunWork {

    @Override
    public CommandDescriptor descriptor() {
        return entry;
    }

    @Override
    public Optional<StepDescriptor> step() {
        return Optional.of(entry);
    }

    @Override
    public void check(OptionValues own) {
        entry.step(own);
    }

    @Override
    public Result carryOut(CommandCall call) {
        return new Execution(call, this).run();
    }

    @Override
    public List<Step> executed(StepOrder order, OptionValues own) {
        return List.of(entry.step(own));
    }

    @Override
    public List<Step> previewed(StepOrder order, OptionValues own) {
        return executed(order, own);
    }

    @Override
    public boolean isWhole() {
        return false;
    }
}
