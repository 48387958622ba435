package dev.sterna.cutover;

import dev.sterna.changes.Deletes;
import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.CutoverRow;
import dev.sterna.ledger.CutoverRow.Phase;
import dev.sterna.model.LogPosition;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.CutoverSummary;
import dev.sterna.transfer.Failpoint;
import dev.sterna.transfer.progress.Amounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One freeze of the source, from its beginning until the switch, or until it is written to again. */
final class SourceFreeze {
    private final CutRun run;
    private final StepPlan planned;
    private final Deletes deletes;
    private final Freezer source;
    private final String record;
    private final Optional<List<String>> ownWrites;
    private final boolean known;
    private final double secondsBefore;
    private final Hooks hooks;

    /** @param left what an earlier process has left */
    SourceFreeze(CutRun run, StepPlan planned, Optional<CutoverRow> left, Deletes deletes) {
        this.run = run;
        this.planned = planned;
        this.deletes = deletes;
        this.source = CutoverStep.source(run, planned);
        this.record = left.map(CutoverRow::sourceFreeze).orElseGet(() -> source.plan(run.warnings()));
        // Asked while nobody waits.
        this.ownWrites = source.ownWrites(record);
        this.known = left.isPresent();
        this.secondsBefore = left.map(row -> row.age().toMillis() / 1e3).orElse(0.0);
        this.hooks = CutoverStep.hooks(run);
    }

    /** What was seen while nobody could write. */
    private record Proven(String words, boolean compared, String position) {}

    CutoverSummary cutOver(List<Requirement> requirements) {
        Receipt.forget(run.workspace());
        // Whoever finds the target gone knows from here how the source is written to again.
        run.workspace().write(Receipt.FREEZE, record + "\n");
        // The time of an earlier process counts.
        if (!known) {
            run.ledger().cutover().note(run.runId(), Phase.FROZEN, record, null);
        }
        Failpoint.FREEZE_NOTED.reached(run.runId());
        Duration most = run.settings().cutover().maxFreeze();
        try (WriteProbe probe = new WriteProbe(() -> source.probe(record));
                FreezeLimit limit = new FreezeLimit(most, this::late, Thread.currentThread())) {
            Proven proven;
            try {
                proven = prove(most, probe);
                if (!limit.isInTime()) {
                    throw tooLong();
                }
            } catch (RuntimeException | Error failure) {
                throw givenUp(failure, probe, limit);
            }
            return switched(proven, probe, requirements);
        }
    }

    private Proven prove(Duration most, WriteProbe probe) {
        source.act(record, most.dividedBy(2));
        long frozen = System.nanoTime();
        probe.settle(requireHolds(probe), frozen);
        run.say("cutover: the source is frozen: " + Freezer.words(record));
        run.events().record("cutover-frozen", Map.of());
        Failpoint.FROZEN.reached(run.runId());
        Optional<LogPosition> position = run.source()
                .ask("ask where the log ends", run.source().dialect().changeLog()::position);
        CutRun own = run.with(
                run.source().saying(ownWrites.orElse(List.of())),
                run.target(),
                run.settings().sync().onConflict());
        LastSync.Proof proof = new LastSync(own, planned, deletes).prove(ownWrites.isPresent(), position);
        run.say("cutover: " + proof.words());
        new Counters(run).set();
        Failpoint.PROVEN.reached(run.runId());
        requireHolds(probe);
        hooks.know("freezeSeconds", Double.toString(secondsBefore + probe.seconds()));
        position.ifPresent(place -> hooks.know("position", place.text()));
        hooks.call(Hooks.When.BEFORE_SWITCH);
        Failpoint.HOOKED.reached(run.runId());
        requireHolds(probe);
        return new Proven(
                proof.words(), proof.compared(), position.map(LogPosition::text).orElse(null));
    }

    private FreezeProbe requireHolds(WriteProbe probe) {
        FreezeProbe now = source.probe(record);
        if (now.outcome() == FreezeProbe.Outcome.TAKEN || probe.hasHole()) {
            throw SternaException.of(
                    Category.REFUSED,
                    "freeze-does-not-hold",
                    null,
                    "The source takes writes although it was frozen: " + now.statement(),
                    "See who lets it be written to; then give the same command again");
        }
        return now;
    }

    /** The decision is made: what fails from here on is told, and undoes nothing. */
    private CutoverSummary switched(Proven proven, WriteProbe probe, List<Requirement> requirements) {
        noteSwitch();
        Failpoint.SWITCHED.reached(run.runId());
        double seconds = secondsBefore + probe.seconds();
        String[] receipt = {null};
        orWarn("the receipt is not written", () -> {
            run.events().record("cutover-switched", Map.of("freezeSeconds", seconds));
            receipt[0] = new ReceiptDraft(run, planned)
                    .of(
                            probe,
                            seconds,
                            proven.position(),
                            proven.words(),
                            proven.compared(),
                            CutoverStep.met(requirements),
                            Freezer.words(record))
                    .write(run.workspace());
        });
        run.say("cutover: the target is the one to write to now; nobody could write for " + Amounts.seconds(seconds)
                + (receipt[0] == null ? "" : "; the receipt is " + receipt[0]));
        hooks.know("freezeSeconds", Double.toString(seconds));
        orWarn("a hook after the switch failed", () -> hooks.call(Hooks.When.AFTER_SWITCH));
        return new CutoverSummary(
                "switched", seconds, proven.position(), true, receipt[0], CutoverStep.met(requirements));
    }

    private void noteSwitch() {
        try {
            run.ledger().cutover().note(run.runId(), Phase.SWITCHED, record, null);
        } catch (RuntimeException failure) {
            throw switchUnknown(failure);
        }
    }

    /** Whether the note is in is not known: neither side is to be let go. */
    private SternaException switchUnknown(RuntimeException failure) {
        String command = "sterna cutover --run-id " + run.runId();
        return SternaException.of(
                Category.TARGET,
                "switch-not-noted",
                null,
                "Everything is proven and the source is frozen, but the switch could not be noted in the target's ledger: "
                        + failure.getMessage(),
                "Once the target answers, to go on: " + command + " --execute; to let the source be written to again: "
                        + command + " --rollback --execute",
                failure);
    }

    private void orWarn(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            SternaException known = SternaException.findIn(failure);
            List<Problem> problems = known == null
                    ? List.of(Problem.warning("after-switch", null, String.valueOf(failure.getMessage()), null))
                    : known.problems();
            problems.forEach(problem -> run.warnings()
                    .accept(Problem.warning(
                            problem.code(),
                            null,
                            problem.message() + "; the switch is made all the same, though " + what,
                            problem.remedy())));
        }
    }

    /** The time is over: whatever somebody waits for, the source is written to again. */
    private void late() {
        run.say("cutover: sterna.cutover.max-freeze is over; the source is written to again");
        source.undo(record, run.warnings());
    }

    /** The source is written to again, whatever happened. */
    private RuntimeException givenUp(Throwable failure, WriteProbe probe, FreezeLimit limit) {
        // Noticed: what comes now is to be done to its end.
        boolean interrupted = Thread.interrupted();
        boolean late = limit.giveUp();
        boolean again = Thread.interrupted();
        SternaException known = late ? tooLong() : SternaException.findIn(failure);
        List<Problem> problems = new ArrayList<>(
                known == null
                        ? List.of(Problem.error("cutover-failed", null, String.valueOf(failure.getMessage()), null))
                        : known.problems());
        boolean thawed = thaw(failure, problems);
        run.say("cutover: given up"
                + (thawed
                        ? "; the source is written to again, after " + Amounts.seconds(probe.seconds())
                        : "; the source is still frozen"));
        hooks.know("reason", problems.get(0).message());
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
        if (failure instanceof Error error) {
            throw error;
        }
        return new SternaException(known == null ? Category.INTERNAL : known.category(), problems, failure);
    }

    private boolean thaw(Throwable failure, List<Problem> problems) {
        try {
            source.undo(record, run.warnings());
        } catch (RuntimeException frozen) {
            failure.addSuppressed(frozen);
            problems.add(Problem.error(
                    "source-still-frozen",
                    null,
                    "The source is still frozen: " + frozen.getMessage(),
                    "Once it answers: sterna cutover --run-id " + run.runId() + " --rollback --execute; or by hand: "
                            + Freezer.undone(record)));
            return false;
        }
        try {
            run.ledger().cutover().forget(run.runId());
        } catch (RuntimeException unnoted) {
            failure.addSuppressed(unnoted);
            problems.add(Problem.warning(
                    "thaw-not-noted",
                    null,
                    "The source is written to again, but the target's ledger still says that it is frozen: "
                            + unnoted.getMessage(),
                    "Once the target answers: sterna cutover --run-id " + run.runId() + " --rollback --execute"));
        }
        return true;
    }

    private SternaException tooLong() {
        return SternaException.of(
                Category.REFUSED,
                "freeze-too-long",
                null,
                "It was not through within sterna.cutover.max-freeze = "
                        + run.settings().cutover().maxFreeze().toSeconds() + " s, so the source is written to again",
                "Allow more; or begin to follow again (sterna sync --run-id " + run.runId()
                        + " --follow --execute), which compares first, until little is left; then give the same command"
                        + " again");
    }
}
