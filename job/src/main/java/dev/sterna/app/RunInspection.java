package dev.sterna.app;

import dev.sterna.config.Settings;
import dev.sterna.config.SettingsLoader;
import dev.sterna.report.RunState;
import dev.sterna.step.CommandDescriptor;
import dev.sterna.step.CommandOption;
import dev.sterna.step.Next;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.Workspace;
import java.util.List;

/** A look at what one run left behind. Neither server has to be there. */
final class RunInspection {
    private final Settings settings;
    private final RunState state;
    private final Workspace workspace;

    /** Finds the run that is meant: the one named, else the last one. */
    RunInspection(CommandCall call) {
        Invocation invocation = call.invocation();
        Draft draft = call.draft();
        settings = new SettingsLoader(new Hadoop()).load(invocation.config(), invocation.settings());
        StepOrder order = call.commands().order(settings.strategy());
        Runs runs = new Runs(settings, Hadoop.configuration(settings.spark()), order);
        state = invocation.runId() == null ? runs.last(draft::add) : runs.named(invocation.runId());
        draft.run(state.runId());
        workspace = runs.workspace(state.runId());
    }

    Settings settings() {
        return settings;
    }

    RunState state() {
        return state;
    }

    Workspace workspace() {
        return workspace;
    }

    /** What a command says of itself that looks at runs. */
    record Descriptor(String word, String summary, List<CommandOption> options) implements CommandDescriptor {
        Descriptor(String word, String summary) {
            this(word, summary, List.of());
        }

        @Override
        public List<String> examples() {
            return List.of(CommandDescriptor.super.examples().get(0) + " --json");
        }

        @Override
        public Next next(Outcome outcome, OptionValues own) {
            return Next.Destination.NOTHING;
        }
    }
}
