package dev.sterna.app;

import dev.sterna.app.Invocation.Execute;
import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.config.SettingsLoader;
import dev.sterna.cutover.CutoverState;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Migration;
import dev.sterna.plan.OwnSourceGuard;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.WaveStates;
import dev.sterna.report.Detail;
import dev.sterna.report.Liveness;
import dev.sterna.report.Result;
import dev.sterna.report.RunReport;
import dev.sterna.report.RunState;
import dev.sterna.step.Beside;
import dev.sterna.step.CommandDescriptor;
import dev.sterna.step.CommandOption;
import dev.sterna.step.EventLog;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.SetAsideRegister;
import dev.sterna.step.StepDescriptor;
import dev.sterna.step.Trait;
import dev.sterna.step.Workspace;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** One command of one run, from the configuration to the result. */
final class Execution {
    private final RunWork work;
    private final CommandDescriptor command;
    private final Invocation invocation;
    private final Output output;
    private final Draft draft;
    private final Ending ending;
    private final Settings settings;
    private final StepOrder order;
    private final String runId;
    private final Workspace workspace;
    private final SetAsideRegister aside;
    private final Beside beside = new Beside();
    private boolean besides;
    private boolean isSwitched;
    private CutoverRow inBetween;
    private String finished;
    private boolean through = true;

    /** Reads the configuration; everything that comes later is {@link #run}'s. */
    Execution(CommandCall call, RunWork work) {
        this.work = work;
        this.invocation = call.invocation();
        this.command = invocation.command().descriptor();
        this.output = call.output();
        this.draft = call.draft();
        this.ending = call.ending();
        this.settings = new SettingsLoader(new Hadoop()).load(invocation.config(), invocation.settings());
        this.order = call.commands().order(settings.strategy()).wanted(settings);
        ending.follow(order);
        ending.beside(beside);
        this.runId = invocation.runId() == null ? RunId.now(Clock.systemUTC()) : invocation.runId();
        this.aside = new SetAsideRegister(settings.onFailure());
        draft.run(runId);
        draft.aside(aside, invocation.again(runId, invocation.execute() ? Execute.YES : Execute.NO));
        draft.files(settings.spark());
        Configuration hadoop = Hadoop.configuration(settings.spark());
        this.workspace = new Workspace(settings.workspace() + "/" + runId, hadoop);
    }

    Result run() {
        requireWave();
        work.requireUse(order, invocation.own());
        Optional<RunState> before = RunState.read(workspace);
        before.ifPresent(known -> Runs.refuseOtherMigration(known, settings));
        boolean wavesLeft = areWavesLeft();
        if (work.isWhole() && before.filter(RunState::isFinished).isPresent() && hasAllSteps() && !wavesLeft) {
            output.say("Run " + runId + " is finished: nothing to do");
            draft.report(workspace.uri(RunReport.FILE));
            return draft.end(Outcome.NOTHING_TO_DO);
        }
        finished = before.map(RunState::finished).filter(since -> !wavesLeft).orElse(null);
        besides = command.isPartial(invocation.own())
                || (!invocation.writes() || command.has(Trait.REACHES_ITSELF))
                        && before.filter(Execution::underWay).isPresent();
        String name = "sterna " + command.word() + " " + runId;
        try (SparkStart spark = new SparkStart(name, invocation.master(), settings.spark())) {
            ending.onInterrupt(spark::cancelJobs);
            if (invocation.writes() && command.has(Trait.STARTS_SPARK)) {
                spark.begin();
            }
            String started = started(before);
            return SharedSessions.during(() -> connected(spark, started));
        }
    }

    private Result connected(SparkStart spark, String started) {
        if (command.has(Trait.REACHES_ITSELF)) {
            Migration migration = Migration.unreached(settings);
            migration.transportWarnings().forEach(draft::add);
            return recorded(spark, migration, started, () -> {});
        }
        Migration migration = Migration.reach(settings);
        String source = migration.source().server().label();
        String target = migration.target().server().label();
        draft.servers(source, target);
        migration.transportWarnings().forEach(draft::add);
        output.say("run " + runId + ": " + source + " to " + target);
        OwnSourceGuard.check(migration, invocation.tables(), runId, workspace, output::say);
        lookAtSwitch(migration.ledger());
        sayInBetween(migration.ledger());
        boolean previews = command.has(Trait.WRITES) && !invocation.writes();
        if (previews || !command.locks(invocation.own())) {
            return recorded(spark, migration, started, () -> {});
        }
        try (Ledger.Lock lock = migration.ledger().lock(runId)) {
            // Until now another process may have switched.
            lookAtSwitch(migration.ledger());
            return recorded(spark, migration, started, lock::hold);
        }
    }

    /** Sees whether the target is in use, which nobody is to change then but a run that only says so. */
    private void lookAtSwitch(Ledger ledger) {
        if (!invocation.writes() || !command.has(Trait.CHANGES_TARGET) || !command.locks(invocation.own())) {
            return;
        }
        isSwitched = work.isWhole() && !order.switching().steps().isEmpty() && CutoverState.isSwitched(ledger, runId);
        if (!isSwitched) {
            CutoverState.requireNotCutOver(ledger, runId);
        }
    }

    /** Says at once what an earlier process has left between source and target; a switch is told of elsewhere. */
    private void sayInBetween(Ledger ledger) {
        if (work.isWhole()) {
            inBetween = ledger.cutover()
                    .find(runId)
                    .filter(row -> row.phase() == CutoverRow.Phase.FROZEN || !invocation.writes())
                    .orElse(null);
            if (inBetween != null) {
                Problem left = CutoverState.warning(inBetween, runId);
                output.say(left.message() + "; " + left.remedy());
            }
        }
    }

    /** Warns of it when the command ends, unless that has changed it. */
    private void warnInBetween(Ledger ledger) {
        if (inBetween == null) {
            return;
        }
        Optional<CutoverRow> now;
        try {
            now = ledger.cutover().find(runId);
        } catch (RuntimeException unknown) {
            output.trace(unknown);
            now = Optional.of(inBetween);
        }
        now.filter(row -> row.phase() == inBetween.phase())
                .ifPresent(row -> draft.add(CutoverState.warning(row, runId)));
    }

    /** With the run's state, events and report kept, however it ends. */
    private Result recorded(SparkStart spark, Migration migration, String started, Runnable lock) {
        state(RunState.RUNNING, started);
        if (!besides) {
            draft.report(workspace.uri(RunReport.FILE));
        }
        Result result = logged(spark, migration, lock);
        return told(result, () -> {
            if (!besides) {
                RunReport.write(workspace, result, settings, now());
            }
            noteEnd(result.outcome());
            state(result.outcome().label(), started);
        });
    }

    private Result logged(SparkStart spark, Migration migration, Runnable lock) {
        EventLog events = EventLog.open(workspace, runId);
        Result result = ended(spark, migration, events, lock);
        return told(result, () -> {
            try {
                events.record("run-ended", Map.of("outcome", result.outcome().label(), "exitCode", result.exitCode()));
            } finally {
                events.close();
            }
        });
    }

    private Result ended(SparkStart spark, Migration migration, EventLog events, Runnable lock) {
        try {
            events.record("run-started", Map.of("command", command.word(), "execute", invocation.execute()));
            Outcome outcome = walk(context(spark, migration, events, lock));
            ending.calm();
            beside.end("The run has ended before the switch: " + outcome.label());
            warnInBetween(migration.ledger());
            Result result = draft.end(outcome);
            if (isNoted()) {
                migration.ledger().finish(runId, result.outcome().label(), null);
            }
            return result;
        } catch (RuntimeException | Error failure) {
            SternaException known = ending.understood(failure);
            ending.calm();
            endBeside(known, failure);
            warnInBetween(migration.ledger());
            Result result = draft.fail(known.category(), known.problems());
            noteFailure(migration, known);
            return result;
        }
    }

    /** Why it ended is the failure to tell of; what could not be ended is told beside it. */
    private void endBeside(SternaException known, Throwable failure) {
        try {
            beside.end("The run has ended before the switch: " + known.getMessage());
        } catch (RuntimeException left) {
            failure.addSuppressed(left);
            ending.understood(left).problems().forEach(draft::add);
        }
    }

    /** What cannot be written down after the end must not hide how it ended. */
    private Result told(Result result, Runnable telling) {
        try {
            telling.run();
            return result;
        } catch (RuntimeException | Error failure) {
            SternaException known = ending.understood(failure);
            return result.exitCode() == 0
                    ? draft.fail(known.category(), known.problems())
                    : result.warned(known.problems());
        }
    }

    /** A run is finished by one that took all tables, and not any more once a difference is found. */
    private void noteEnd(Outcome outcome) {
        boolean whole = work.isWhole()
                && through
                && work.wave(invocation.own()) == WaveWalk.ALL
                && invocation.execute()
                && invocation.tables().isEmpty();
        boolean all = aside.things().isEmpty();
        if (whole && all && (outcome == Outcome.DONE || outcome == Outcome.NOTHING_TO_DO)) {
            finished = now();
        } else if (outcome == Outcome.DIFFERS) {
            finished = null;
        }
    }

    /** Whether the ledger hears how it ended: it has a run from its load on. */
    private boolean isNoted() {
        return invocation.writes() && command.has(Trait.NOTES_RUN);
    }

    private void noteFailure(Migration migration, SternaException failure) {
        if (isNoted()) {
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
        if (isSwitched) {
            // What it came from may be gone by now.
            return pipeline.execute(work.executed(order.switching(), invocation.own()));
        }
        if (command.has(Trait.NEEDS_PLAN) && order.planning().isPresent()) {
            StepDescriptor planning = order.planning().get();
            Optional<Outcome> stopped = pipeline.before(planning, work.first(order));
            if (stopped.isPresent()) {
                return stopped.get();
            }
            if (invocation.writes()) {
                pipeline.onceInLine(planning);
            } else {
                pipeline.once(planning);
            }
        }
        if (settings.strategy() == Strategy.PHASED && work.isWhole()) {
            return byWaves(run);
        }
        if (!command.has(Trait.WRITES) || invocation.execute()) {
            return pipeline.execute(work.executed(order, invocation.own()));
        }
        work.outline(order).ifPresent(output::say);
        return pipeline.preview(work.previewed(order, invocation.own()));
    }

    /** Whether a run that had come to its end has come to that of the steps as they are wanted now, and nobody went back since. */
    private boolean hasAllSteps() {
        return order.switching().steps().stream()
                .map(StepDescriptor::mark)
                .flatMap(Optional::stream)
                .allMatch(workspace::exists);
    }

    private Outcome byWaves(RunContext run) {
        WaveWalk walk = new WaveWalk(
                run,
                new PlanStore(workspace).load(runId),
                order,
                report -> {
                    draft.add(report);
                    output.say(output.summary().step(report));
                },
                this::again,
                invocation.own());
        int wave = work.wave(invocation.own());
        Outcome outcome;
        try {
            outcome = invocation.execute() ? walk.execute(wave) : walk.preview(wave);
        } catch (RuntimeException | Error failure) {
            try {
                tellWaves(walk);
            } catch (RuntimeException unread) {
                // The first failure is the one to tell of.
                failure.addSuppressed(unread);
            }
            throw failure;
        }
        tellWaves(walk);
        return outcome;
    }

    private void tellWaves(WaveWalk walk) {
        through = walk.isThrough();
        draft.answer(new Detail.Waves(walk.states()));
    }

    /** Whether a wave is not done: a table may have come to its plan after the run had come to its end. */
    private boolean areWavesLeft() {
        return settings.strategy() == Strategy.PHASED
                && work.isWhole()
                && workspace.exists(Plan.FILE)
                && new WaveStates(workspace, new PlanStore(workspace).load(runId))
                        .next()
                        .isPresent();
    }

    /** The command line that goes on with a wave, or with all of them. */
    private String again(int wave) {
        Map<CommandOption, String> values =
                new LinkedHashMap<>(invocation.own().toGoOn().values());
        values.remove(RunCommand.WAVE);
        if (wave != WaveWalk.ALL) {
            values.put(RunCommand.WAVE, String.valueOf(wave));
        }
        OptionValues own = new OptionValues(values);
        return invocation.next(command, own, runId, Execute.YES);
    }

    private void requireWave() {
        int wave = work.wave(invocation.own());
        if (wave != WaveWalk.ALL && settings.strategy() != Strategy.PHASED) {
            throw SternaException.of(
                    Category.USAGE,
                    "no-waves",
                    null,
                    "Cannot run wave " + wave + ": with sterna.strategy = " + label(settings.strategy())
                            + " all tables go together",
                    "Leave --wave out, or plan waves: -D sterna.strategy=phased");
        }
    }

    private static String label(Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private RunContext context(SparkStart spark, Migration migration, EventLog events, Runnable lock) {
        return new RunContext(
                runId,
                migration,
                invocation.tables(),
                0,
                workspace,
                events,
                output.progress(),
                spark,
                output::say,
                draft::add,
                aside,
                lock,
                beside);
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
            // A preview, a drill or a comparison beside the run that is under way must not pass for its end.
            return;
        }
        new RunState(
                        1,
                        runId,
                        state,
                        command.word(),
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
