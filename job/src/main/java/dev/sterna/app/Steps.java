package dev.sterna.app;

import dev.sterna.step.Step;
import java.util.List;

/** The list of steps: adding one is one entry. */
final class Steps {
    private static final List<String> CLASSES = List.of(
            "dev.sterna.plan.PlanStep",
            "dev.sterna.prepare.PrepareStep",
            "dev.sterna.backup.BackupStep",
            "dev.sterna.load.LoadStep",
            "dev.sterna.diff.DiffStep");

    private Steps() {}

    /** All steps of the big-bang strategy, in order. */
    static List<Step> all() {
        return CLASSES.stream().map(Steps::create).toList();
    }

    /** The step of a command. */
    static Step of(Command command) {
        return all().stream()
                .filter(step -> step.name().equals(command.word()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Cannot find the step " + command.word()));
    }

    private static Step create(String name) {
        try {
            return (Step) Class.forName(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("Cannot create the step " + name, failure);
        }
    }
}
