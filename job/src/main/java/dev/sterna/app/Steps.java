package dev.sterna.app;

import dev.sterna.assess.AssessStep;
import dev.sterna.backup.BackupStep;
import dev.sterna.diff.DiffStep;
import dev.sterna.diff.SchemaDiffStep;
import dev.sterna.diff.SelfTestStep;
import dev.sterna.load.LoadStep;
import dev.sterna.load.RetryStep;
import dev.sterna.plan.PlanStep;
import dev.sterna.prepare.FinishStep;
import dev.sterna.prepare.PrepareHalves;
import dev.sterna.prepare.PrepareStep;
import dev.sterna.step.Step;
import java.util.List;
import java.util.function.Supplier;

/** The list of steps: adding one is one entry. */
final class Steps {
    private static final List<Entry> ALL = List.of(
            new Entry(Command.PLAN, PlanStep::new),
            new Entry(Command.PREPARE, PrepareStep::new),
            new Entry(Command.BACKUP, BackupStep::new),
            new Entry(Command.LOAD, LoadStep::new),
            new Entry(Command.RUN, FinishStep::new),
            new Entry(Command.DIFF, DiffStep::new));

    private Steps() {}

    /** All steps of the big-bang strategy, in order. */
    static List<Step> all() {
        return ALL.stream().map(entry -> entry.step().get()).toList();
    }

    /** The step that a command line means. */
    static Step of(Invocation invocation) {
        return switch (invocation.command()) {
            case ASSESS -> new AssessStep(invocation.depth());
            case PREPARE -> new PrepareHalves(invocation.afterLoad());
            case LOAD -> invocation.retryRejects() ? new RetryStep() : new LoadStep();
            case DIFF -> diff(invocation.diff());
            default -> of(invocation.command());
        };
    }

    private static Step diff(DiffMode mode) {
        return switch (mode) {
            case ROWS -> new DiffStep();
            case ROWS_AND_BACKUP -> DiffStep.withBackup();
            case SCHEMA -> new SchemaDiffStep();
            case SELF_TEST -> new SelfTestStep();
        };
    }

    /** The step of a command. */
    static Step of(Command command) {
        return ALL.stream()
                .filter(entry -> entry.command() == command)
                .map(entry -> entry.step().get())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Cannot find the step " + command.word()));
    }

    /** @param command the one that gives the step, {@code run} where no other does */
    private record Entry(Command command, Supplier<Step> step) {}
}
