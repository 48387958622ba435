package dev.sterna.app;

import dev.sterna.assess.AssessDescriptor;
import dev.sterna.backup.BackupDescriptor;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.cutover.CatchUpDescriptor;
import dev.sterna.cutover.CutoverDescriptor;
import dev.sterna.cutover.FreezeDescriptor;
import dev.sterna.cutover.OutlookDescriptor;
import dev.sterna.decommission.DecommissionDescriptor;
import dev.sterna.diff.DiffDescriptor;
import dev.sterna.drill.DrillDescriptor;
import dev.sterna.load.LoadDescriptor;
import dev.sterna.monitor.MonitorDescriptor;
import dev.sterna.plan.PlanDescriptor;
import dev.sterna.prepare.FinishDescriptor;
import dev.sterna.prepare.PrepareDescriptor;
import dev.sterna.restore.RestoreDescriptor;
import dev.sterna.step.CommandOption;
import dev.sterna.step.StepDescriptor;
import dev.sterna.sync.RefreshDescriptor;
import dev.sterna.sync.SyncDescriptor;
import dev.sterna.validate.ValidateDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands of the grammar, built or not, in the order of help. Adding a step is one entry. */
final class Commands {
    /** All but those that go through the others, or look at what these left. A strategy has its steps in this order. */
    static final List<Command> ENTRIES = List.of(
            new LauncherCommand("demo", "Migrates a real database between two embedded servers, to try Sterna out."),
            new StepCommand(new AssessDescriptor()),
            new StepCommand(new PlanDescriptor()),
            new StepCommand(new PrepareDescriptor()),
            new StepCommand(new FreezeDescriptor()),
            new StepCommand(new BackupDescriptor()),
            new StepCommand(new DrillDescriptor()),
            new StepCommand(new LoadDescriptor()),
            new StepCommand(new RefreshDescriptor()),
            new StepCommand(new FinishDescriptor()),
            new StepCommand(new CatchUpDescriptor()),
            new StepCommand(new DiffDescriptor()),
            new StepCommand(new SyncDescriptor()),
            new StepCommand(new ValidateDescriptor()),
            new StepCommand(new CutoverDescriptor()),
            new StepCommand(new OutlookDescriptor()),
            new StepCommand(new MonitorDescriptor()),
            new StepCommand(new DecommissionDescriptor()),
            new StepCommand(new RestoreDescriptor()));

    private final List<Command> typed = new ArrayList<>();
    private final List<StepDescriptor> steps;
    private final RunCommand run;

    /** @throws IllegalArgumentException when two commands mean different things by the same word */
    Commands(List<Command> entries) {
        steps = entries.stream().flatMap(entry -> entry.step().stream()).toList();
        run = new RunCommand(steps);
        entries.stream()
                .filter(entry -> entry.step().map(Commands::isTyped).orElse(true))
                .forEach(typed::add);
        typed.addAll(List.of(run, new StatusCommand(), new ReportCommand()));
        requireOneMeaning();
    }

    static Commands all() {
        return new Commands(ENTRIES);
    }

    /** Those that can be typed. */
    List<Command> typed() {
        return List.copyOf(typed);
    }

    Optional<Command> find(String word) {
        return typed.stream().filter(command -> command.word().equals(word)).findFirst();
    }

    List<String> words() {
        return typed.stream().map(Command::word).toList();
    }

    /** The command that goes through all steps. */
    Command run() {
        return run;
    }

    /** The steps of a strategy. */
    StepOrder order(Strategy strategy) {
        return new StepOrder(steps.stream()
                .filter(step -> step.strategies().contains(strategy))
                .toList());
    }

    /** The strategies that have steps. */
    List<Strategy> strategies() {
        return Arrays.stream(Strategy.values())
                .filter(strategy -> !order(strategy).steps().isEmpty())
                .toList();
    }

    /** The commands that have an option of this name as one of their own. */
    List<Command> having(String option) {
        return typed.stream()
                .filter(command -> command.descriptor().options().stream()
                        .anyMatch(own -> own.name().equals(option)))
                .toList();
    }

    /** All options that not every command has, each name once. */
    List<CommandOption> options() {
        Map<String, CommandOption> byName = new LinkedHashMap<>();
        typed.stream()
                .flatMap(command -> command.descriptor().options().stream())
                .forEach(option -> byName.putIfAbsent(option.name(), option));
        return List.copyOf(byName.values());
    }

    private static boolean isTyped(StepDescriptor step) {
        return step.command().word().equals(step.word());
    }

    /** Where the words of a command line belong must be plain before they are understood. */
    private void requireOneMeaning() {
        if (words().stream().distinct().count() < typed.size()) {
            throw new IllegalArgumentException("Cannot have two commands of one name: " + words());
        }
        Map<String, Boolean> valued = new HashMap<>();
        for (Command command : typed) {
            for (CommandOption option : command.descriptor().options()) {
                Boolean other = valued.put(option.name(), option.hasValue());
                if (other != null && other != option.hasValue()) {
                    throw new IllegalArgumentException(
                            "Cannot take " + option.name() + " with a value for one command and without for another");
                }
            }
        }
    }
}
