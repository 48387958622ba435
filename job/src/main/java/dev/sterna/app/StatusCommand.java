package dev.sterna.app;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.error.Problem;
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
import dev.sterna.step.CommandDescriptor;
import dev.sterna.step.Outcome;
import dev.sterna.step.Workspace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The command {@code status}. */
final class StatusCommand implements Command {
    /** What it says of itself. */
    static final CommandDescriptor DESCRIPTOR = new RunInspection.Descriptor(
            "status", "Shows how far a run is, table by table, whether it still runs or not.");

    @Override
    public CommandDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public boolean onlyAnswers() {
        return true;
    }

    @Override
    public Result carryOut(CommandCall call) {
        Draft draft = call.draft();
        RunInspection run = new RunInspection(call);
        RunState state = run.state();
        Workspace workspace = run.workspace();
        Dialect dialect = Dialects.forUrl(run.settings().target().url(), Side.TARGET);
        Connector connector = dialect.connector(run.settings().target(), Side.TARGET);
        Map<String, LoadedChunks> loaded = loaded(draft, dialect, connector, state.runId());
        StatusReader reader = new StatusReader(state.runId(), workspace, loaded);
        Ledger ledger = loaded == null ? null : new Ledger(dialect, connector);
        RunStatus status = reader.read(state, new Liveness(state, ledger).alive());
        reader.problems().forEach(draft::add);
        draft.answer(status);
        if (RunReport.exists(workspace)) {
            draft.report(workspace.uri(RunReport.FILE));
        }
        StatusText.lines(state.runId(), status).forEach(call.output()::say);
        return draft.end(Outcome.DONE);
    }

    /** What the ledger says, or null with a warning when the target does not answer. */
    private static Map<String, LoadedChunks> loaded(Draft draft, Dialect dialect, Connector connector, String runId) {
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
