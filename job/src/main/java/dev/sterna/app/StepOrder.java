package dev.sterna.app;

import dev.sterna.config.Settings;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import java.util.List;
import java.util.Optional;

/** The steps of one strategy, in their order. */
record StepOrder(List<StepDescriptor> steps) {
    static final StepOrder NONE = new StepOrder(List.of());

    StepOrder {
        steps = List.copyOf(steps);
    }

    /** Those that the settings want in a run. */
    StepOrder wanted(Settings settings) {
        return new StepOrder(
                steps.stream().filter(step -> step.isWanted(settings)).toList());
    }

    /** Those that come before the plan. */
    List<StepDescriptor> beforeThePlan() {
        return planning().isEmpty()
                ? List.of()
                : steps.stream().takeWhile(step -> !step.has(Trait.PLANS)).toList();
    }

    /** Those that carry it out. */
    List<StepDescriptor> afterThePlan() {
        return planning().isEmpty()
                ? steps
                : steps.stream()
                        .dropWhile(step -> !step.has(Trait.PLANS))
                        .skip(1)
                        .toList();
    }

    /** Those alone that make the target the one to write to. */
    StepOrder switching() {
        return new StepOrder(
                steps.stream().filter(step -> step.has(Trait.SWITCHES)).toList());
    }

    Optional<StepDescriptor> first() {
        return steps.stream().findFirst();
    }

    Optional<StepDescriptor> named(String word) {
        return steps.stream().filter(step -> step.word().equals(word)).findFirst();
    }

    /** The step after the one of this name, of those that can be typed. */
    Optional<StepDescriptor> after(String word) {
        return steps.stream()
                .dropWhile(step -> !step.word().equals(word))
                .skip(1)
                .filter(step -> !step.has(Trait.ONLY_IN_RUN))
                .findFirst();
    }

    /** The step that makes the plan. */
    Optional<StepDescriptor> planning() {
        return having(Trait.PLANS);
    }

    /** The step that proves the others. */
    Optional<StepDescriptor> proof() {
        return having(Trait.PROVES);
    }

    private Optional<StepDescriptor> having(Trait trait) {
        return steps.stream().filter(step -> step.has(trait)).findFirst();
    }
}
