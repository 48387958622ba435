package dev.sterna.app;

import dev.sterna.config.Settings.OnFailure;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.report.Detail;
import dev.sterna.report.Result;
import dev.sterna.report.Result.ProblemLine;
import dev.sterna.report.Result.StepLine;
import dev.sterna.report.RunReport;
import dev.sterna.report.TableLine;
import dev.sterna.step.Outcome;
import dev.sterna.step.SetAsideRegister;
import dev.sterna.step.StepReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A result as far as it is known, so that a failure at any point leaves one. Thread-safe. */
final class Draft {
    private final long began = System.nanoTime();
    private final String command;
    private final List<StepReport> steps = new ArrayList<>();
    private final List<Detail> answers = new ArrayList<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    private String runId;
    private String source;
    private String target;
    private String report;
    private SetAsideRegister aside = new SetAsideRegister(OnFailure.STOP);
    private String restCommand;
    private Map<String, String> files = Map.of();

    Draft(String command) {
        this.command = command;
    }

    synchronized void run(String id) {
        runId = id;
    }

    synchronized void servers(String sourceLabel, String targetLabel) {
        source = sourceLabel;
        target = targetLabel;
    }

    /** Spark's properties, which say how file systems are reached. */
    synchronized void files(Map<String, String> spark) {
        files = Map.copyOf(spark);
    }

    synchronized Map<String, String> files() {
        return files;
    }

    synchronized void report(String uri) {
        report = uri;
    }

    /**
     * What the command sets aside.
     *
     * @param rest the command line that does it once its causes are mended
     */
    synchronized void aside(SetAsideRegister register, String rest) {
        aside = register;
        restCommand = rest;
    }

    /** What a command answers that only looks. */
    synchronized void answer(Detail detail) {
        answers.add(detail);
    }

    synchronized void add(StepReport step) {
        steps.add(step);
        problems.addAll(step.problems());
    }

    synchronized void add(Problem problem) {
        problems.add(problem);
    }

    synchronized String runId() {
        return runId;
    }

    /** The result of a command that has ended well, or as one of its steps said; of what failed the first decides. */
    synchronized Result end(Outcome outcome) {
        boolean told = switch (outcome) {
            case DIFFERS, REFUSED -> true;
            case DONE, NOTHING_TO_DO, PREVIEW, REJECTED, FAILED -> false;
        };
        return aside.category()
                .filter(category -> !told)
                .map(category -> end(ExitCodes.outcome(category), category.exitCode()))
                .orElseGet(() -> end(outcome, ExitCodes.of(outcome)));
    }

    /** The result of a command that failed. */
    synchronized Result fail(Category category, List<Problem> why) {
        problems.addAll(why);
        return end(ExitCodes.outcome(category), category.exitCode());
    }

    /** The result of a command that repeats what another came to. */
    synchronized Result repeat(RunReport.Last last) {
        Result own = end(Outcome.DONE);
        Result other = last.result();
        List<ProblemLine> all = new ArrayList<>(own.problems());
        all.addAll(other.problems());
        List<Detail> details = new ArrayList<>(other.details());
        details.add(
                new Result.Last(other.command(), other.outcome(), other.exitCode(), other.seconds(), last.written()));
        return new Result(
                command,
                runId,
                own.outcome(),
                own.exitCode(),
                own.seconds(),
                other.source(),
                other.target(),
                other.tables(),
                other.steps(),
                all,
                report,
                details);
    }

    private Result end(Outcome outcome, int exitCode) {
        List<Detail> details = new ArrayList<>(answers);
        steps.stream().map(Detail::of).flatMap(Optional::stream).forEach(details::add);
        Detail.NotDone.of(aside.things(), restCommand).ifPresent(details::add);
        return new Result(
                command,
                runId,
                outcome,
                exitCode,
                (System.nanoTime() - began) / 1e9,
                source,
                target,
                TableLine.merge(steps),
                steps.stream().map(StepLine::of).toList(),
                problems.stream().map(ProblemLine::of).toList(),
                report,
                details);
    }
}
