package dev.sterna.app;

import dev.sterna.config.Settings;
import dev.sterna.config.SettingsLoader;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Migration;
import dev.sterna.plan.OwnSource;
import dev.sterna.prepare.FinishStep;
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
    private final Ending ending;
    private final Settings settings;
    private final String runId;
    private final Workspace workspace;
    private boolean besides;
    private String finished;

    /** Reads the configuration; everything that comes later is {@link #run}'s. */
    Execution(Invocation invocation, Output output, Draft draft, Ending ending) {
        this.invocation = invocation;
        this.output = output;
        this.draft = draft;
        this.ending = ending;
        this.settings = new SettingsLoader(new Hadoop()).load(invocation.config(), invocation.settings());
        this.runId = invocation.runId() == null ? RunId.now(Clock.systemUTC()) : invocation.runId();
        draft.run(runId);
        draft.files(settings.spark());
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
        before.ifPresent(known -> Runs.refuseOtherMigration(known, settings));
        if (invocation.command() == Command.RUN
                && before.filter(RunState::isFinished).isPresent()) {
            output.say("Run " + runId + " is finished: nothing to do");
            draft.report(workspace.uri(RunReport.FILE));
            return draft.end(Outcome.NOTHING_TO_DO);
        }
        finished = before.map(RunState::finished).orElse(null);
        besides = !invocation.writes() && before.filter(Execution::underWay).isPresent();
        String name = "sterna " + invocation.command().word() + " " + runId;
        try (SparkStart spark = new SparkStart(name, invocation.master(), settings.spark())) {
            ending.onInterrupt(spark::cancelJobs);
            if (invocation.writes() && invocation.command() != Command.PREPARE) {
                spark.begin();
            }
            return connected(spark, started(before));
        }
    }

    private Result connected(SparkStart spark, String started) {
        Migration migration = Migration.reach(settings);
        String source = migration.source().server().label();
        String target = migration.target().server().label();
        draft.servers(source, target);
        output.say("run " + runId + ": " + source + " to " + target);
        OwnSource.check(migration, invocation.tables(), runId, workspace, output::say);
        if (!invocation.writes()) {
            return recorded(spark, migration, started);
        }
        try (Ledger.Lock lock = migration.ledger().lock(Liveness.lockName(runId))) {
            return recorded(spark, migration, started);
        }
    }

    /** With the run's state, events and report kept, however it ends. */
    private Result recorded(SparkStart spark, Migration migration, String started) {
        state(RunState.RUNNING, started);
        if (!besides) {
            draft.report(workspace.uri(RunReport.FILE));
        }
        try (EventLog events = EventLog.open(workspace, runId)) {
            events.record(
                    "run-started", Map.of("command", invocation.command().word(), "execute", invocation.execute()));
            Result result;
            try {
                Outcome outcome = walk(context(spark, migration, events));
                ending.calm();
                if (loads()) {
                    migration.ledger().finish(runId, outcome.label(), null);
                }
                result = draft.end(outcome);
            } catch (RuntimeException | Error failure) {
                SternaException known = ending.understood(failure);
                ending.calm();
                result = draft.fail(known.category(), known.problems());
                noteFailure(migration, known);
            }
            events.record("run-ended", Map.of("outcome", result.outcome().label(), "exitCode", result.exitCode()));
            if (!besides) {
                RunReport.write(workspace, result, settings, now());
            }
            noteEnd(result.outcome());
            state(result.outcome().label(), started);
            return result;
        }
    }

    /** A run is finished by one that took all tables, and not any more once a difference is found. */
    private void noteEnd(Outcome outcome) {
        boolean whole = invocation.command() == Command.RUN
                && invocation.execute()
                && invocation.tables().isEmpty();
        if (whole && (outcome == Outcome.DONE || outcome == Outcome.NOTHING_TO_DO)) {
            finished = now();
        } else if (outcome == Outcome.DIFFERS) {
            finished = null;
        }
    }

    /** The ledger has a run from its load on. */
    private boolean loads() {
        return invocation.writes() && (invocation.command() == Command.RUN || invocation.command() == Command.LOAD);
    }

    private void noteFailure(Migration migration, SternaException failure) {
        if (loads()) {
            try {
                migration.ledger().finish(runId, Outcome.FAILED.label(), failure.getMessage());
            } catch (SternaException unreachable) {
                // The first failure is the one to tell of; a target that is gone cannot take notes.
                failure.addSuppressed(unreachable);
            }
        }
    }

    private Outcome walk(RunContext run) {
        Pipeline pipeline = new Pipeline(run, report -> {
            draft.add(report);
            output.say(output.summary().step(report));
        });
        Command command = invocation.command();
        List<Step> steps = new ArrayList<>(command == Command.RUN ? Steps.all() : List.of(Steps.of(invocation)));
        Step planning = Steps.of(Command.PLAN);
        // An assessment comes before there is a plan, and says why there can be none.
        if (command != Command.PLAN && command != Command.ASSESS) {
            steps.removeIf(step -> step.name().equals(planning.name()));
            pipeline.plan(planning);
        }
        if (!command.writes() || invocation.execute()) {
            return pipeline.execute(steps);
        }
        // There is nothing to compare yet, and comparing is no preview; nothing to finish either, and prepare shows
        // all.
        steps.removeIf(step -> step instanceof FinishStep || step.name().equals(Command.DIFF.word()));
        return pipeline.preview(steps);
    }

    private RunContext context(SparkStart spark, Migration migration, EventLog events) {
        return new RunContext(
                runId,
                migration,
                invocation.tables(),
                workspace,
                events,
                output.progress(),
                spark,
                output::say,
                draft::add);
    }

    private static String started(Optional<RunState> before) {
        return before.map(RunState::started).orElseGet(Execution::now);
    }

    /** Whether another process works on the run, as far as can be told without asking the target. */
    private static boolean underWay(RunState state) {
        return state.state().equals(RunState.RUNNING) && Boolean.TRUE.equals(new Liveness(state, null).alive());
    }

    private void state(String state, String started) {
        if (besides) {
            // A preview or a comparison beside the run that is under way must not pass for its end.
            return;
        }
        new RunState(
                        1,
                        runId,
                        state,
                        invocation.command().word(),
                        invocation.writes(),
                        settings.source().shownUrl(),
                        settings.target().shownUrl(),
                        Liveness.process(),
                        started,
                        now(),
                        finished)
                .write(workspace);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
