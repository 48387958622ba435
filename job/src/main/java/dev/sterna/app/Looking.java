package dev.sterna.app;

import dev.sterna.config.Settings;
import dev.sterna.config.SettingsLoader;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.Side;
import dev.sterna.report.LoadedChunks;
import dev.sterna.report.Result;
import dev.sterna.report.RunReport;
import dev.sterna.report.RunState;
import dev.sterna.report.RunStatus;
import dev.sterna.report.StatusReader;
import dev.sterna.report.StatusText;
import dev.sterna.step.Outcome;
import dev.sterna.step.Workspace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** {@code status} and {@code report}: what runs left behind. Neither server has to be there. */
final class Looking {
    private final Invocation invocation;
    private final Output output;
    private final Draft draft;
    private final Settings settings;
    private final Runs runs;

    Looking(Invocation invocation, Output output, Draft draft) {
        this.invocation = invocation;
        this.output = output;
        this.draft = draft;
        this.settings = new SettingsLoader(new Hadoop()).load(invocation.config(), invocation.settings());
        this.runs = new Runs(settings, Hadoop.configuration(settings.spark()));
    }

    Result status() {
        RunState state = find();
        Workspace workspace = runs.workspace(state.runId());
        Dialect dialect = Dialects.forUrl(settings.target().url(), Side.TARGET);
        Connector connector = dialect.connector(settings.target(), Side.TARGET);
        Map<String, LoadedChunks> loaded = loaded(dialect, connector, state.runId());
        StatusReader reader = new StatusReader(state.runId(), workspace, loaded);
        Ledger ledger = loaded == null ? null : new Ledger(dialect, connector);
        RunStatus status = reader.read(state, new Liveness(state, ledger).alive());
        reader.problems().forEach(draft::add);
        draft.status(status);
        if (RunReport.exists(workspace)) {
            draft.report(workspace.uri(RunReport.FILE));
        }
        StatusText.lines(state.runId(), status).forEach(output::say);
        return draft.end(Outcome.DONE);
    }

    Result report() {
        RunState state = find();
        Workspace workspace = runs.workspace(state.runId());
        String look = "Look at: " + invocation.next(Command.STATUS, state.runId(), Invocation.Execute.NO);
        RunReport.Last last = RunReport.read(workspace)
                .orElseThrow(() -> SternaException.of(
                        Category.REFUSED,
                        "no-report",
                        null,
                        "Cannot find a report of run " + state.runId()
                                + ": its first command still runs, or was killed",
                        look));
        draft.report(workspace.uri(RunReport.FILE));
        if (state.state().equals(RunState.RUNNING)) {
            draft.add(Problem.warning(
                    "report-outdated",
                    null,
                    "This is the report of the command before: " + state.command() + " has begun at " + state.updated()
                            + " and has not said how it ended",
                    look));
        }
        output.say("Report of run " + state.runId() + ", written " + last.written() + ": "
                + workspace.uri(RunReport.FILE));
        last.result().steps().stream().map(output.summary()::step).forEach(output::say);
        output.say(output.summary().verdict(last.result()));
        return draft.repeat(last);
    }

    /** The run that is meant: the one named, else the last one. */
    private RunState find() {
        RunState state = invocation.runId() == null ? runs.last(draft::add) : runs.named(invocation.runId());
        draft.run(state.runId());
        return state;
    }

    /** What the ledger says, or null with a warning when the target does not answer. */
    private Map<String, LoadedChunks> loaded(Dialect dialect, Connector connector, String runId) {
        try (Connection connection = connector.open()) {
            return LoadedChunks.read(connection, dialect, runId);
        } catch (SQLException failure) {
            dialect.explain(failure, Side.TARGET, "read the ledger", null).problems().stream()
                    .map(problem -> Problem.warning(
                            problem.code(),
                            null,
                            problem.message(),
                            "What is loaded is not known without it. " + problem.remedy()))
                    .forEach(draft::add);
            return null;
        }
    }
}
