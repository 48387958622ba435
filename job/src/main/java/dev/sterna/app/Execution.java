package dev.sterna.app;

import dev.sterna.config.Settings;
import dev.sterna.config.SettingsLoader;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.Ledger;
import dev.sterna.report.Result;
import dev.sterna.report.RunReport;
import dev.sterna.report.RunState;
import dev.sterna.step.EventLog;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.Workspace;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** One command of one run, from the configuration to the result. */
final class Execution {
    private final Invocation invocation;
    private final Output output;
    private final Draft draft;
    private final Settings settings;
    private final String runId;
    private final Workspace workspace;

    /** Reads the configuration; everything that comes later is {@link #run}'s. */
    Execution(Invocation invocation, Output output, Draft draft) {
        this.invocation = invocation;
        this.output = output;
        this.draft = draft;
        this.settings = new SettingsLoader(new Hadoop()).load(invocation.config(), invocation.settings());
        this.runId = invocation.runId() == null ? RunId.now(Clock.systemUTC()) : invocation.runId();
        draft.run(runId);
        Configuration hadoop = Hadoop.configuration(settings.spark());
        this.workspace = new Workspace(settings.workspace() + "/" + runId, hadoop);
    }

    Result run() {
        if (settings.strategy() != Settings.Strategy.BIG_BANG) {
            throw SternaException.of(
                    Category.REFUSED,
                    "strategy-not-built",
                    null,
                    "Cannot follow the strategy " + settings.strategy().name().toLowerCase(java.util.Locale.ROOT)
                            + ": only big-bang exists so far",
                    "Set sterna.strategy = big-bang");
        }
        Optional<RunState> before = RunState.read(workspace);
        before.ifPresent(this::refuseOtherMigration);
        if (invocation.command() == Command.RUN
                && before.filter(RunState::finished).isPresent()) {
            output.say("Run " + runId + " is finished: nothing to do");
            draft.report(workspace.uri(RunReport.FILE));
            return draft.end(Outcome.NOTHING_TO_DO);
        }
        String name = "sterna " + invocation.command().word() + " " + runId;
        try (SparkStart spark = new SparkStart(name, invocation.master(), settings.spark());
                Interrupts interrupts = new Interrupts(spark::cancelJobs)) {
            if (invocation.writes() && invocation.command() != Command.PREPARE) {
                spark.begin();
            }
            return connected(spark, started(before), interrupts);
        }
    }

    private Result connected(SparkStart spark, String started, Interrupts interrupts) {
        Ends ends = probe(interrupts);
        draft.servers(ends.source().server().label(), ends.target().server().label());
        output.say("run " + runId + ": " + ends.source().server().label() + " to "
                + ends.target().server().label());
        if (!invocation.writes()) {
            return recorded(spark, ends, started, interrupts);
        }
        Ledger ledger = new Ledger(ends.target().dialect(), ends.target().connector());
        try (Ledger.Lock lock = ledger.lock("sterna:" + runId)) {
            return recorded(spark, ends, started, interrupts);
        }
    }

    /** With the run's state, events and report kept, however it ends. */
    private Result recorded(SparkStart spark, Ends ends, String started, Interrupts interrupts) {
        state(RunState.RUNNING, started);
        draft.report(workspace.uri(RunReport.FILE));
        try (EventLog events = EventLog.open(workspace, runId)) {
            events.record(
                    "run-started", Map.of("command", invocation.command().word(), "execute", invocation.execute()));
            Result result;
            try {
                result = draft.end(walk(context(spark, ends, events)));
            } catch (RuntimeException | Error failure) {
                output.trace(failure);
                SternaException known = understood(failure, interrupts);
                result = draft.fail(known.category(), known.problems());
            }
            events.record("run-ended", Map.of("outcome", result.outcome().label(), "exitCode", result.exitCode()));
            RunReport.write(workspace, result, settings, null, now());
            state(result.outcome().label(), started);
            return result;
        }
    }

    private Ends probe(Interrupts interrupts) {
        try {
            return Ends.probe(settings);
        } catch (RuntimeException failure) {
            throw understood(failure, interrupts);
        }
    }

    /** Work that is cancelled fails in many ways; they all mean the interrupt. */
    private SternaException understood(Throwable failure, Interrupts interrupts) {
        if (!interrupts.happened()) {
            return Failures.understood(failure);
        }
        String resume = invocation.next(
                invocation.command(), runId, invocation.execute() ? Invocation.Execute.YES : Invocation.Execute.NO);
        return new SternaException(Category.INTERRUPTED, Failures.interrupted(resume), failure);
    }

    private Outcome walk(RunContext run) {
        Pipeline pipeline = new Pipeline(run, report -> {
            draft.add(report);
            output.say(output.summary().step(report));
        });
        Command command = invocation.command();
        List<Step> steps = new ArrayList<>(command == Command.RUN ? Steps.all() : List.of(Steps.of(command)));
        Step planning = Steps.of(Command.PLAN);
        if (command != Command.PLAN) {
            steps.removeIf(step -> step.name().equals(planning.name()));
            pipeline.plan(planning);
        }
        if (!command.writes() || invocation.execute()) {
            return pipeline.execute(steps);
        }
        // There is nothing to compare yet, and comparing is no preview.
        steps.removeIf(step -> step.name().equals(Command.DIFF.word()));
        return pipeline.preview(steps);
    }

    private RunContext context(SparkStart spark, Ends ends, EventLog events) {
        return new RunContext(
                runId,
                settings,
                invocation.tables(),
                workspace,
                events,
                output.progress(),
                ends.source(),
                ends.target(),
                spark,
                output::say,
                draft::add);
    }

    private void refuseOtherMigration(RunState known) {
        boolean same = known.source().equals(settings.source().url())
                && known.target().equals(settings.target().url());
        if (!same) {
            throw SternaException.of(
                    Category.REFUSED,
                    "other-migration",
                    null,
                    "Cannot go on with run " + runId + ": it belongs to the migration from " + known.source() + " to "
                            + known.target(),
                    "Give this migration a --run-id of its own, or its configuration the run's URLs");
        }
    }

    private static String started(Optional<RunState> before) {
        return before.map(RunState::started).orElseGet(Execution::now);
    }

    private void state(String state, String started) {
        new RunState(
                        1,
                        runId,
                        state,
                        invocation.command().word(),
                        invocation.writes(),
                        settings.source().url(),
                        settings.target().url(),
                        started,
                        now())
                .write(workspace);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
