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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command {@code run}: all steps of the strategy. It needs what any of them needs, and has the options that some of them heed. */
final class RunCommand implements Command, RunWork {
    static final CommandOption WAVE = CommandOption.valued(
            "--wave",
            "N",
            "Only the tables of this wave, of a phased migration: plan says which there are. Without it all waves one after the"
                    + " other, beginning at the first that is not done.");

    private final List<StepDescriptor> steps;
    private final CommandDescriptor descriptor;

    /** @param all of any strategy, in their order */
    RunCommand(List<StepDescriptor> all) {
        steps = all.stream().filter(step -> !step.strategies().isEmpty()).toList();
        descriptor = new Descriptor(steps);
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
    public List<Step> first(StepOrder order) {
        return order.beforeThePlan().stream().map(StepDescriptor::stepOfRun).toList();
    }

    @Override
    public Optional<String> outline(StepOrder order) {
        return Optional.of("run would go through: "
                + order.steps().stream().map(StepDescriptor::word).collect(Collectors.joining(", ")));
    }

    @Override
    public List<Step> executed(StepOrder order, OptionValues own) {
        return order.afterThePlan().stream().map(step -> step.stepOfRun(own)).toList();
    }

    @Override
    public List<Step> previewed(StepOrder order, OptionValues own) {
        return order.afterThePlan().stream()
                .filter(step -> step.has(Trait.PREVIEWS_AHEAD))
                .map(step -> step.stepOfRun(own))
                .toList();
    }

    @Override
    public void requireUse(StepOrder order, OptionValues own) {
        for (CommandOption option : descriptor.options()) {
            List<StepDescriptor> heeding = steps.stream()
                    .filter(step -> step.optionsOfRun().contains(option))
                    .toList();
            if (own.has(option) && !heeding.isEmpty() && heeding.stream().noneMatch(order.steps()::contains)) {
                throw own.invalid(
                        option,
                        "left out: no step of this run heeds it, only "
                                + heeding.stream()
                                        .map(step -> step.word()
                                                + step.wish()
                                                        .map(wish -> " (" + wish + ")")
                                                        .orElse(""))
                                        .collect(Collectors.joining(" and ")));
            }
        }
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
            return "Walks through the steps of the strategy: "
                    + steps.stream()
                            .filter(step -> step.wish().isEmpty())
                            .map(CommandDescriptor::word)
                            .collect(Collectors.joining(", "))
                    + "; with others where the settings say so.";
        }

        @Override
        public String note() {
            return CommandDescriptor.super.note() + "\nSteps by the settings:"
                    + steps.stream()
                            .flatMap(step ->
                                    step.wish().stream().map(wish -> String.format("%n  %-10s%s", step.word(), wish)))
                            .collect(Collectors.joining());
        }

        @Override
        public List<CommandOption> options() {
            return Stream.concat(Stream.of(WAVE), steps.stream().flatMap(step -> step.optionsOfRun().stream()))
                    .distinct()
                    .toList();
        }

        @Override
        public Set<Trait> traits() {
            Set<Trait> all = EnumSet.noneOf(Trait.class);
            steps.forEach(step -> all.addAll(step.traits()));
            all.removeAll(Set.of(
                    Trait.PLANS,
                    Trait.PROVES,
                    Trait.REACHES_ITSELF,
                    Trait.ONLY_IN_RUN,
                    Trait.TAKES_ALL,
                    Trait.SWITCHES));
            return all;
        }

        @Override
        public Next next(Outcome outcome, OptionValues own) {
            return switch (outcome) {
                case DONE, NOTHING_TO_DO -> Next.Destination.NOTHING;
                case DIFFERS, REJECTED -> Next.Destination.AS_LAST_STEP;
                case REFUSED -> Next.Destination.AGAIN;
                case PREVIEW, FAILED -> CommandDescriptor.super.next(outcome, own);
            };
        }
    }
}
