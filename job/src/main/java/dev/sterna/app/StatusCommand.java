package dev.sterna.app;

import dev.sterna.report.Result;
import dev.sterna.report.RunReport;
import dev.sterna.report.RunState;
import dev.sterna.report.RunStatus;
import dev.sterna.report.StatusReader;
import dev.sterna.report.StatusText;
import dev.sterna.step.CommandDescriptor;
import dev.sterna.step.Outcome;
import dev.sterna.step.Workspace;

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
        StatusReader reader = new StatusReader(
                state, workspace, run.settings().source(), run.settings().target());
        RunStatus status = reader.read();
        reader.problems().forEach(draft::add);
        draft.answer(status);
        if (RunReport.exists(workspace)) {
            draft.report(workspace.uri(RunReport.FILE));
        }
        StatusText.lines(state.runId(), status).forEach(call.output()::say);
        return draft.end(Outcome.DONE);
    }
}
