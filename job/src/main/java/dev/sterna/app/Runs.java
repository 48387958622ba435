package dev.sterna.app;

import dev.sterna.config.Nearest;
import dev.sterna.config.Settings;
import dev.sterna.config.ShownUrl;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.report.RunState;
import dev.sterna.step.CommandDescriptor;
import dev.sterna.step.Workspace;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** The runs of one migration, as its workspace has them. */
final class Runs {
    private static final int SHOWN = 5;

    private final Settings settings;
    private final Configuration hadoop;
    private final Workspace all;
    private final String beginning;

    Runs(Settings settings, Configuration hadoop, StepOrder order) {
        this.settings = settings;
        this.beginning = "sterna " + order.first().map(CommandDescriptor::word).orElse("--help");
        this.hadoop = hadoop;
        this.all = new Workspace(settings.workspace(), hadoop);
    }

    /** The files of a run. */
    Workspace workspace(String runId) {
        return new Workspace(settings.workspace() + "/" + runId, hadoop);
    }

    /** @throws SternaException (CONFIGURATION) when there is no such run; (REFUSED) when it is another migration's */
    RunState named(String runId) {
        RunState state = RunState.read(workspace(runId)).orElseThrow(() -> unknown(runId));
        refuseOtherMigration(state, settings);
        return state;
    }

    /**
     * The run that changed last.
     *
     * @param warnings hears of runs that cannot be read
     * @throws SternaException (CONFIGURATION) when there is none
     */
    RunState last(Consumer<Problem> warnings) {
        return all.directories().stream()
                .map(name -> readable(name, warnings))
                .flatMap(Optional::stream)
                .filter(this::ours)
                .max(Comparator.comparing(RunState::updated).thenComparing(RunState::runId))
                .orElseThrow(this::none);
    }

    /** @throws SternaException (REFUSED) when the run belongs to other databases than the settings name */
    static void refuseOtherMigration(RunState known, Settings settings) {
        if (!same(known, settings)) {
            throw SternaException.of(
                    Category.REFUSED,
                    "other-migration",
                    null,
                    "Cannot go on with run " + known.runId() + ": it belongs to the migration from "
                            + ShownUrl.of(known.source()) + " to " + ShownUrl.of(known.target()),
                    "Give this migration a --run-id of its own, or its configuration the run's URLs");
        }
    }

    private boolean ours(RunState state) {
        return same(state, settings);
    }

    private static boolean same(RunState known, Settings settings) {
        return Objects.equals(ShownUrl.of(known.source()), settings.source().shownUrl())
                && Objects.equals(ShownUrl.of(known.target()), settings.target().shownUrl());
    }

    private Optional<RunState> readable(String name, Consumer<Problem> warnings) {
        try {
            return RunState.read(workspace(name));
        } catch (SternaException damaged) {
            damaged.problems().stream().map(Problem::asWarning).forEach(warnings);
            return Optional.empty();
        }
    }

    private SternaException none() {
        return SternaException.of(
                Category.CONFIGURATION,
                "no-run",
                null,
                "Cannot find any run from " + settings.source().shownUrl() + " to "
                        + settings.target().shownUrl() + " in the workspace " + all.uri(""),
                "Correct sterna.workspace, or begin a run: " + beginning);
    }

    private SternaException unknown(String runId) {
        List<String> known = all.directories().stream()
                .filter(name -> RunState.exists(workspace(name)))
                .sorted(Comparator.reverseOrder())
                .toList();
        if (known.isEmpty()) {
            return SternaException.of(
                    Category.CONFIGURATION,
                    "unknown-run",
                    null,
                    "Cannot find run " + runId + ": the workspace " + all.uri("") + " has no runs",
                    "Correct sterna.workspace, or begin the run: " + beginning + " --run-id " + runId);
        }
        String some = String.join(", ", known.subList(0, Math.min(SHOWN, known.size())));
        return SternaException.of(
                Category.CONFIGURATION,
                "unknown-run",
                null,
                "Cannot find run " + runId + " in the workspace " + all.uri(""),
                Nearest.to(runId, known)
                        .map(near -> "Did you mean --run-id " + near + "?")
                        .orElse((known.size() > SHOWN ? "There are, among others: " : "There are: ") + some
                                + "; without --run-id the last one is shown"));
    }
}
