package dev.sterna.cutover;

import dev.sterna.changes.Deletes;
import dev.sterna.config.CutoverSettings;
import dev.sterna.config.OnConflict;
import dev.sterna.config.Settings;
import dev.sterna.config.SyncSettings;
import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.CutoverRow.Phase;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.LogPosition;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.CutoverSummary;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.transfer.progress.Amounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Freezes the source, brings what has changed until then, proves that both sides are the same, and switches. Whatever fails before
 * the switch lets the source be written to again; whoever is killed leaves in the ledger what is to be done.
 */
final class CutoverStep implements Step {
    private final Deletes deletes;

    CutoverStep(Deletes deletes) {
        this.deletes = deletes;
    }

    @Override
    public String name() {
        return CutoverDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        requireAll(run);
        StepPlan planned = StepPlan.of(run);
        Optional<CutoverRow> known = run.ledger().cutover().find(run.runId());
        known.ifPresent(row -> run.say(CutoverState.words(row, run.runId())));
        List<Requirement> requirements = Requirements.of(run, planned);
        tell(run, requirements);
        source(run, planned).tell(run);
        for (Hooks.When when : Hooks.When.values()) {
            hooks(run)
                    .of(when)
                    .forEach(command -> run.say("cutover would call the hook " + when.label() + ": " + command));
        }
        return StepReport.Previewed.of(name());
    }

    private static void tell(RunContext run, List<Requirement> requirements) {
        for (Requirement one : requirements) {
            run.say("cutover: " + one.name() + ": " + one.words() + (one.isMet() ? "" : " - NOT MET. " + one.remedy()));
        }
    }

    /** By which no two processes cut over one run, beside that of whoever writes for it. */
    static String lock(String runId) {
        return runId + " cutover";
    }

    static void requireAll(RunContext run) {
        if (!run.only().isEmpty()) {
            throw SternaException.of(
                    Category.USAGE,
                    "cutover-of-some",
                    null,
                    "Cannot cut over some tables of a run: --tables " + String.join(",", run.only()),
                    "Leave out --tables");
        }
    }

    private static Hooks hooks(RunContext run) {
        CutoverSettings settings = run.settings().cutover();
        Hooks hooks = new Hooks(settings.hooks(), settings.maxFreeze(), run.output());
        hooks.know("runId", run.runId());
        hooks.know("source", run.source().server().label());
        hooks.know("target", run.target().server().label());
        return hooks;
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        requireAll(run);
        StepPlan planned = StepPlan.of(run);
        run.ledger().create();
        try (Ledger.Lock alone = run.ledger().lock(lock(run.runId()))) {
            alone.hold();
            Optional<CutoverRow> known = run.ledger().cutover().find(run.runId());
            if (known.filter(row -> row.phase() == Phase.SWITCHED).isPresent()) {
                run.say(CutoverState.words(known.get(), run.runId()));
                return report(
                        began,
                        Outcome.NOTHING_TO_DO,
                        new CutoverSummary("switched", null, null, null, true, null, List.of()));
            }
            if (known.filter(row -> row.phase() == Phase.RETURNING).isPresent()) {
                throw SternaException.of(
                        Category.REFUSED,
                        "cutover-returning",
                        null,
                        "Cannot cut over run " + run.runId() + ": it is on its way back",
                        "End that first: sterna cutover --run-id " + run.runId() + " --rollback --execute");
            }
            List<Requirement> requirements = Requirements.of(run, planned);
            tell(run, requirements);
            if (known.isEmpty()) {
                requireMet(requirements);
            }
            CutoverSummary summary =
                    new Freeze(run, planned, known.map(CutoverRow::sourceFreeze)).cutOver(requirements);
            return report(began, Outcome.DONE, summary);
        }
    }

    private StepReport report(long began, Outcome outcome, CutoverSummary summary) {
        return new StepReport.CutOver(StepReport.Ended.since(began, name(), outcome, List.of()), summary);
    }

    private static void requireMet(List<Requirement> requirements) {
        List<Problem> unmet = requirements.stream()
                .filter(one -> !one.isMet())
                .map(one -> Problem.error(
                        "cutover-" + one.name(),
                        null,
                        "Cannot cut over: " + one.name() + ": " + one.words(),
                        one.remedy()))
                .toList();
        if (!unmet.isEmpty()) {
            throw new SternaException(Category.REFUSED, unmet, null);
        }
    }

    /** The same with other sessions; whoever compares looks at all rows of all tables, whatever tells their changes otherwise. */
    static RunContext with(RunContext run, Database source, Database target, OnConflict onConflict) {
        Settings settings = run.settings()
                .with(
                        run.settings().tables().withChanges(Map.of()),
                        run.settings().typeMap(),
                        run.settings().existingRows())
                .with(run.settings()
                        .sync()
                        .withChanges(SyncSettings.Changes.DIFF)
                        .withOnConflict(onConflict));
        return new RunContext(
                run.runId(),
                new Migration(settings, source, target),
                run.only(),
                run.workspace(),
                run.events(),
                run.progress(),
                run.spark(),
                run.output(),
                run.warnings(),
                run.aside(),
                run.lock());
    }

    static Freezer source(RunContext run, StepPlan planned) {
        return new Freezer(
                run.source().forWriting(),
                planned.plan().tables().stream()
                        .map(table -> table.source().name())
                        .toList());
    }

    /** One freeze, from its beginning to its end. */
    private final class Freeze {
        private final RunContext run;
        private final StepPlan planned;
        private final Freezer source;
        private final String record;
        private final Hooks hooks;

        /** @param noted how the source is written to again, where it is frozen already */
        Freeze(RunContext run, StepPlan planned, Optional<String> noted) {
            this.run = run;
            this.planned = planned;
            this.source = source(run, planned);
            this.record = noted.orElseGet(() -> source.plan(run.warnings()));
            this.hooks = hooks(run);
        }

        CutoverSummary cutOver(List<Requirement> requirements) {
            run.ledger().cutover().note(run.runId(), Phase.FROZEN, record, null);
            try (WriteProbe probe = new WriteProbe(() -> source.probe(record));
                    FreezeLimit limit =
                            new FreezeLimit(run.settings().cutover().maxFreeze(), this::thaw, Thread.currentThread())) {
                try {
                    return switched(requirements, probe, limit);
                } catch (RuntimeException failure) {
                    throw givenUp(failure, probe, limit);
                }
            }
        }

        private CutoverSummary switched(List<Requirement> requirements, WriteProbe probe, FreezeLimit limit) {
            source.act(record, run.settings().cutover().maxFreeze());
            requireHolds(probe);
            run.say("cutover: the source is frozen: " + Freezer.words(record));
            run.events().record("cutover-frozen", Map.of());
            Optional<LogPosition> position = run.source()
                    .ask("ask where the log ends", run.source().dialect().changeLog()::position);
            Optional<List<String>> ownWrites = source.ownWrites();
            String proof = new LastSync(
                            with(
                                    run,
                                    run.source().saying(ownWrites.orElse(List.of())),
                                    run.target(),
                                    new OnConflict(OnConflict.Winner.SOURCE, null)),
                            planned,
                            deletes)
                    .prove(ownWrites.isPresent());
            run.say("cutover: " + proof);
            new Counters(run).set();
            requireHolds(probe);
            String place = position.map(LogPosition::text).orElse(null);
            hooks.know("freezeSeconds", Double.toString(probe.seconds()));
            if (place != null) {
                hooks.know("position", place);
            }
            hooks.call(Hooks.When.BEFORE_SWITCH);
            requireHolds(probe);
            if (!limit.isInTime()) {
                throw tooLong(run);
            }
            run.ledger().cutover().note(run.runId(), Phase.SWITCHED, record, null);
            double seconds = probe.seconds();
            run.events().record("cutover-switched", Map.of("freezeSeconds", seconds));
            String receipt = new Receipt(run, planned)
                    .write(probe, seconds, place, proof, met(requirements), Freezer.words(record));
            run.say("cutover: the target is the one to write to now; nobody could write for " + Amounts.seconds(seconds)
                    + "; the receipt is " + receipt);
            hooks.know("freezeSeconds", Double.toString(seconds));
            afterSwitch();
            return summary("switched", seconds, place, true, receipt, requirements);
        }

        /** What comes after the switch does not undo it. */
        private void afterSwitch() {
            try {
                hooks.call(Hooks.When.AFTER_SWITCH);
            } catch (SternaException failure) {
                failure.problems()
                        .forEach(problem -> run.warnings()
                                .accept(Problem.warning(
                                        problem.code(),
                                        null,
                                        problem.message() + "; the switch is made all the same",
                                        problem.remedy())));
            }
        }

        private void requireHolds(WriteProbe probe) {
            FreezeProbe now = source.probe(record);
            if (now.outcome() == FreezeProbe.Outcome.TAKEN || probe.hasHole()) {
                throw SternaException.of(
                        Category.REFUSED,
                        "freeze-does-not-hold",
                        null,
                        "The source takes writes although it was frozen: " + now.statement(),
                        "See who lets it be written to; then give the same command again");
            }
        }

        private void thaw() {
            source.undo(record, run.warnings());
            run.ledger().cutover().forget(run.runId());
        }

        /** The source is written to again, whatever happened. */
        private SternaException givenUp(RuntimeException failure, WriteProbe probe, FreezeLimit limit) {
            // Noticed: what comes now is to be done to its end.
            boolean interrupted = Thread.interrupted();
            boolean late = limit.giveUp();
            boolean again = Thread.interrupted();
            SternaException known = late ? tooLong(run) : SternaException.findIn(failure);
            run.say("cutover: given up; the source is written to again, after " + Amounts.seconds(probe.seconds()));
            hooks.know("reason", known == null ? String.valueOf(failure.getMessage()) : known.getMessage());
            try {
                hooks.call(Hooks.When.ON_FAILURE);
            } catch (SternaException hook) {
                failure.addSuppressed(hook);
                hook.problems()
                        .forEach(problem -> run.warnings()
                                .accept(Problem.warning(problem.code(), null, problem.message(), problem.remedy())));
            }
            if ((interrupted || again) && !late) {
                Thread.currentThread().interrupt();
            }
            if (known == null) {
                throw failure;
            }
            return known;
        }
    }

    private static SternaException tooLong(RunContext run) {
        return SternaException.of(
                Category.REFUSED,
                "freeze-too-long",
                null,
                "It was not through within sterna.cutover.max-freeze = "
                        + run.settings().cutover().maxFreeze().toSeconds() + " s, so the source is written to again",
                "Follow the log until little is left, or allow more; then give the same command again");
    }

    private static CutoverSummary summary(
            String phase,
            Double seconds,
            String position,
            boolean proven,
            String receipt,
            List<Requirement> requirements) {
        return new CutoverSummary(phase, seconds, null, position, proven, receipt, met(requirements));
    }

    private static List<CutoverSummary.Met> met(List<Requirement> requirements) {
        return requirements.stream()
                .map(one -> new CutoverSummary.Met(one.name(), one.isMet(), one.words()))
                .toList();
    }
}
