package dev.sterna.app;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.report.Result;
import dev.sterna.report.RunReport;
import dev.sterna.report.RunState;
import dev.sterna.step.CommandDescriptor;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Workspace;

/** The command {@code report}. */
final class ReportCommand implements Command {
    private static final CommandDescriptor DESCRIPTOR = new RunInspection.Descriptor(
            "report",
            "Shows the last result of a run and where its report lies; writes and checks evidence of it.",
            EvidenceReport.OPTIONS);

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
        if (EvidenceReport.isAskedFor(call.invocation().own())) {
            return new EvidenceReport(call).result();
        }
        Draft draft = call.draft();
        Output output = call.output();
        RunInspection run = new RunInspection(call);
        RunState state = run.state();
        Workspace workspace = run.workspace();
        String look = "Look at: "
                + call.invocation()
                        .next(StatusCommand.DESCRIPTOR, OptionValues.NONE, state.runId(), Invocation.Execute.NO);
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
}
