package dev.sterna.app;

import dev.sterna.report.Result;
import dev.sterna.step.CommandDescriptor;
import dev.sterna.step.CommandOption;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Step;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command {@code run}: all steps of the strategy. It needs what any of them needs. */
final class RunCommand implements Command, RunWork {
    static final CommandOption WAVE = CommandOption.valued(
            "--wave",
            "N",
            "Only the tables of this wave, of a phased migration: plan says which there are. Without it all waves one after the"
                    + " other, beginning at the first that is not done.");

    private final CommandDescriptor descriptor;

    /** @param steps of any strategy, in their order */
    RunCommand(List<StepDescriptor> steps) {
        descriptor = new Descriptor(
                steps.stream().filter(step -> !step.strategies().isEmpty()).toList());
    }

    @Override
    public CommandDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Result carryOut(CommandCall call) {
        return new Execution(call, this).run();
    }

    @Override
    public List<Step> executed(StepOrder order, OptionValues own) {
        return afterThePlan(order).map(StepDescriptor::stepOfRun).toList();
    }

    @Override
    public List<Step> previewed(StepOrder order, OptionValues own) {
        return afterThePlan(order)
                .filter(step -> step.has(Trait.PREVIEWS_AHEAD))
                .map(StepDescriptor::stepOfRun)
                .toList();
    }

    private static Stream<StepDescriptor> afterThePlan(StepOrder order) {
        return order.steps().stream().filter(step -> !step.has(Trait.PLANS));
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public void check(OptionValues own) {
        if (own.value(WAVE).filter(text -> !text.matches("[1-9][0-9]{0,3}")).isPresent()) {
            throw own.invalid(WAVE, "the number of a wave, as in 1");
        }
    }

    @Override
    public int wave(OptionValues own) {
        return own.value(WAVE).map(Integer::parseInt).orElse(WaveWalk.ALL);
    }

    private record Descriptor(List<StepDescriptor> steps) implements CommandDescriptor {
        @Override
        public String word() {
            return "run";
        }

        @Override
        public String summary() {
            return "Walks through all steps of the strategy: "
                    + steps.stream()
                            .map(step -> step.word()
                                    + step.wish()
                                            .map(wish -> " (with " + wish + ")")
                                            .orElse(""))
                            .collect(Collectors.joining(", "))
                    + ".";
        }

        @Override
        public List<CommandOption> options() {
            return List.of(WAVE);
        }

        @Override
        public Set<Trait> traits() {
            Set<Trait> all = EnumSet.noneOf(Trait.class);
            steps.forEach(step -> all.addAll(step.traits()));
            all.removeAll(Set.of(Trait.PLANS, Trait.PROVES, Trait.REACHES_ITSELF));
            return all;
        }

        @Override
        public Next next(Outcome outcome, OptionValues own) {
            return switch (outcome) {
                case DONE, NOTHING_TO_DO -> Next.Destination.NOTHING;
                case DIFFERS, REJECTED, REFUSED -> Next.Destination.AS_LAST_STEP;
                case PREVIEW, FAILED -> CommandDescriptor.super.next(outcome, own);
            };
        }
    }
}
