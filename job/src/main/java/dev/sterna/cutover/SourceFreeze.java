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
import dev.sterna.step.Beside;
import dev.sterna.step.CutoverSummary;
import dev.sterna.sync.Following;
import dev.sterna.transfer.Failpoint;
import dev.sterna.transfer.progress.Amounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One freeze of the source, from its beginning until the switch, or until it is written to again. */
final class SourceFreeze implements Beside.Companion {
    private final CutRun run;
    private final StepPlan planned;
    private final Deletes deletes;
    private final Freezer source;
    private final String record;
    private final Optional<List<String>> ownWrites;
    private final boolean known;
    private final double secondsBefore;
    private final Hooks hooks;
    private final Thaw thaw;
    private final Optional<Duration> limit;
    private final Optional<Following> followed;
    private volatile boolean stands;

    /**
     * @param left what an earlier process, or an earlier step, has left
     * @param limit how long it may take; empty where it may take as long as it takes
     * @param followed whoever follows in this process, if somebody does
     * @param hold makes sure that no other process cuts over the run
     */
    SourceFreeze(
            CutRun run,
            StepPlan planned,
            Optional<CutoverRow> left,
            Deletes deletes,
            Optional<Duration> limit,
            Optional<Following> followed,
            Runnable hold) {
        this.run = run;
        this.planned = planned;
        this.deletes = deletes;
        this.limit = limit;
        this.followed = followed;
        this.source = CutoverStep.source(run, planned);
        this.record = left.map(CutoverRow::sourceFreeze).orElseGet(() -> source.plan(run.warnings()));
        // Asked while nobody waits.
        this.ownWrites = source.ownWrites(record);
        this.known = left.isPresent();
        this.stands = known;
        this.secondsBefore = left.map(row -> row.age().toMillis() / 1e3).orElse(0.0);
        this.hooks = CutoverStep.hooks(run);
        this.thaw = new Thaw(run, source, record, hold);
    }

    @Override
    public Optional<Problem> left() {
        return stands ? Optional.of(CutoverState.stillFrozen(run.runId())) : Optional.empty();
    }

    /** It ends by itself, before the step does. */
    @Override
    public void end(String why) {}

    /** What was seen while nobody could write. */
    private record Proven(String words, boolean compared, String position) {}

    /** @param taken told once this lets the source be written to again, whatever fails */
    CutoverSummary cutOver(List<Requirement> requirements, Runnable taken) {
        Receipt.forget(run.workspace());
        Receipt.noteFreeze(run.workspace(), record);
        stands = true;
        // The time of an earlier process counts.
        if (!known) {
            run.ledger().cutover().note(run.runId(), Phase.FROZEN, record, null);
        }
        Failpoint.FREEZE_NOTED.reached(run.runId());
        try (WriteProbe probe = new WriteProbe(() -> source.probe(record));
                FreezeLimit clock = new FreezeLimit(limit, this::late, Thread.currentThread())) {
            Proven proven;
            try {
                taken.run();
                proven = prove(probe);
                thaw.requireOwn();
                if (!clock.isInTime()) {
                    throw tooLong();
                }
            } catch (RuntimeException | Error failure) {
                throw givenUp(failure, probe, clock);
            }
            return switched(proven, probe, requirements);
        }
    }

    private Proven prove(WriteProbe probe) {
        long began = System.nanoTime();
        source.act(record, run.settings().cutover().maxFreeze().dividedBy(2));
        long frozen = System.nanoTime();
        probe.settle(requireHolds(probe), frozen);
        run.say("cutover: the source is frozen: " + Freezer.words(record));
        run.events().record("cutover-frozen", Map.of("seconds", (frozen - began) / 1e9));
        Failpoint.FROZEN.reached(run.runId());
        Optional<LogPosition> position = run.source()
                .ask("ask where the log ends", run.source().dialect().changeLog()::position);
        CutRun own = run.with(
                run.source().saying(ownWrites.orElse(List.of())),
                run.target(),
                run.settings().sync().onConflict());
        LastSync.Proof proof = new LastSync(own, planned, deletes, followed).prove(ownWrites.isPresent(), position);
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
        FreezeProbe now = source.requireHolds(record);
        if (probe.hasHole()) {
            throw Freezer.doesNotHold(now);
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
        stands = false;
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
    private RuntimeException givenUp(Throwable failure, WriteProbe probe, FreezeLimit clock) {
        // Noticed: what comes now is to be done to its end.
        boolean interrupted = Thread.interrupted();
        boolean late = clock.giveUp();
        boolean again = Thread.interrupted();
        SternaException known = late ? tooLong() : SternaException.findIn(failure);
        List<Problem> problems = new ArrayList<>(
                known == null
                        ? List.of(Problem.error("cutover-failed", null, String.valueOf(failure.getMessage()), null))
                        : known.problems());
        Thaw.Ended ended = thaw.go(failure);
        stands = false;
        // That another process has it by now may be the failure itself.
        ended.problems().stream()
                .filter(problem -> !problem.code().equals(problems.get(0).code()))
                .forEach(problems::add);
        run.say("cutover: given up; "
                + switch (ended.state()) {
                    case WRITTEN_TO -> "the source is written to again, after " + Amounts.seconds(probe.seconds());
                    case FROZEN -> "the source is still frozen";
                    case ANOTHERS -> "the source is another process's matter by now";
                });
        if (ended.state() != Thaw.State.ANOTHERS) {
            thaw.tell(hooks, problems.get(0).message(), failure);
        }
        if ((interrupted || again) && !late) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return new SternaException(known == null ? Category.INTERNAL : known.category(), problems, failure);
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
