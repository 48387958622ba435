package dev.sterna.sync;

import dev.sterna.dialect.log.LogObject;
import dev.sterna.error.Category;
import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.FollowLedger;
import dev.sterna.ledger.FollowRow;
import dev.sterna.ledger.GateRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.LogObjectsLeft;
import dev.sterna.migration.QuietTriggers;
import dev.sterna.model.Table;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ends that a run follows the source's log: has whoever follows bring what has changed by now, waits for that, and drops what
 * following has made on the source.
 */
public final class StopStep implements Step {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int NAMED = 10;
    private static final String NOT_PROVEN = "not-proven";
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final boolean drops;
    private final Holding holding;
    private final Optional<Following> followed;

    /** How the run's lock is had. */
    private enum Holding {
        /** Once whoever follows has given it back. */
        TAKEN,
        /** This process has it already, and nobody follows but in a thread of it. */
        HELD
    }

    public StopStep() {
        this(true, Holding.TAKEN, Optional.empty());
    }

    private StopStep(boolean drops, Holding holding, Optional<Following> followed) {
        this.drops = drops;
        this.holding = holding;
        this.followed = followed;
    }

    /**
     * The same for a command that has the run's lock.
     *
     * @param inThread whoever follows in this process, if somebody does
     */
    public StopStep ofRun(Optional<Following> inThread) {
        return new StopStep(drops, Holding.HELD, inThread);
    }

    /** One that leaves on the source what following has made there, because that takes no writes any more; it is told. */
    public static StopStep leavingObjects() {
        return new StopStep(false, Holding.TAKEN, Optional.empty());
    }

    @Override
    public String name() {
        return SyncDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        List<LogObject> left = left(run);
        for (LogObject object : left) {
            run.say("sync --stop would drop on the source: " + object.kind() + " " + object.name());
            object.drop().forEach(run::sayStatement);
        }
        if (left.isEmpty()) {
            run.say("sync --stop would find nothing of this run on the source");
        }
        return StepReport.Previewed.of(name());
    }

    @Override
    public StepReport execute(RunContext run) {
        long began = System.nanoTime();
        run.ledger().create();
        FollowLedger ledger = run.ledger().follow();
        return switch (holding) {
            case HELD -> {
                followed.ifPresent(following -> end(run, ledger, following));
                run.lock().run();
                yield stopped(run, ledger, began);
            }
            case TAKEN -> {
                try (Ledger.Lock taken = locked(run, ledger)) {
                    taken.hold();
                    yield stopped(run, ledger, began);
                }
            }
        };
    }

    private static void end(RunContext run, FollowLedger ledger, Following following) {
        run.say("sync: waits until whoever follows has brought what has changed by now");
        do {
            // It may have begun only now, and forgotten what was wished before.
            ledger.wish(run.runId(), FollowRow.STOP);
        } while (!following.awaitEnd(PAUSE));
    }

    private StepReport stopped(RunContext run, FollowLedger ledger, long began) {
        Optional<FollowRow> row = ledger.find(run.runId());
        List<TablePlan> tables = StepPlan.of(run).tables();
        List<Problem> errors = new ArrayList<>();
        // What a killed follower has turned off in the target comes back whatever becomes of the source.
        QuietTriggers triggers = SyncStep.triggers(run.migration(), tables);
        List<LogObject> dropped;
        try {
            dropped = triggers.during(false, problem -> tell(run, Rounds.weighed(problem), errors), () -> {
                List<LogObject> gone = drops ? drop(run) : List.of();
                ledger.forget(run.runId());
                row.ifPresent(known -> tell(run, known, tables));
                row.flatMap(known -> proof(run, known)).ifPresent(problem -> tell(run, problem, errors));
                return gone;
            });
        } catch (RuntimeException failure) {
            errors.forEach(run.warnings());
            throw failure;
        }
        row.ifPresent(known -> finish(run, known, tables));
        if (!drops) {
            LogObjectsLeft.warning(
                            run.source(),
                            run.runId(),
                            tables.stream().map(TablePlan::source).toList())
                    .ifPresent(run.warnings());
        }
        Outcome outcome = row.isEmpty() && dropped.isEmpty() ? Outcome.NOTHING_TO_DO : outcome(run, row, errors);
        return new StepReport.Worked(StepReport.Ended.since(began, name(), outcome, errors), 0, 0);
    }

    /** That it is not proven that all is the same leaves a gate unmet, if nothing worse is known. */
    private static Outcome outcome(RunContext run, Optional<FollowRow> row, List<Problem> errors) {
        if (errors.isEmpty()) {
            return Outcome.DONE;
        }
        if (errors.stream().anyMatch(problem -> !problem.code().equals(NOT_PROVEN))) {
            return Outcome.DIFFERS;
        }
        // Nothing but rows that the target does not take.
        boolean decided = row.flatMap(known -> gate(run, known))
                .filter(gate -> gate.looked().startsWith(ProofVerdict.NOT_EQUAL))
                .isPresent();
        return decided ? Outcome.REJECTED : Outcome.REFUSED;
    }

    private static Optional<GateRow> gate(RunContext run, FollowRow row) {
        return run.ledger().gates().read(run.runId()).stream()
                .filter(one ->
                        one.gate().equals(ProofVerdict.GATE) && row.position().equals(one.position()))
                .findFirst();
    }

    private static void tell(RunContext run, Problem problem, List<Problem> errors) {
        if (problem.severity() == Problem.Severity.ERROR) {
            errors.add(problem);
        } else {
            run.warnings().accept(problem);
        }
    }

    private static List<LogObject> drop(RunContext run) {
        List<LogObject> left = left(run);
        for (LogObject object : left) {
            SourceObjects.drop(run.source(), object);
            run.say("sync: dropped the " + object.kind() + " " + object.name() + " on the source");
        }
        return left;
    }

    /** A follower that was killed has not done so for what it brought. */
    private static void finish(RunContext run, FollowRow row, List<TablePlan> tables) {
        TableFinish finish = new TableFinish(run.target(), run.warnings());
        tables.stream().filter(plan -> row.tables().contains(plan.name())).forEach(finish::finishOrTell);
    }

    /** What is in, and what is not. */
    private static void tell(RunContext run, FollowRow row, List<TablePlan> tables) {
        Set<String> apart = new TreeSet<>(row.apart());
        if (row.phase().equals(FollowRow.STOPPED)) {
            run.say("sync: everything was in up to " + row.position()
                    + (apart.isEmpty() ? "" : ", but for " + named(apart)));
            if (!apart.isEmpty()) {
                run.warnings()
                        .accept(Problem.warning(
                                "tables-not-in",
                                null,
                                "Not everything that changed at the source is in the target of " + named(apart)
                                        + ": they were not followed to the end",
                                compare(run)));
            }
        } else {
            // Those that the log tells nothing of are compared at the end only.
            tables.stream()
                    .map(TablePlan::name)
                    .filter(name -> !row.tables().contains(name))
                    .forEach(apart::add);
            run.warnings()
                    .accept(Problem.warning(
                            "follow-ended-before",
                            null,
                            "Nobody followed the log any more, and what changed at the source after "
                                    + (row.position().isEmpty() ? "the beginning" : row.position())
                                    + " is not in the target"
                                    + (apart.isEmpty()
                                            ? ""
                                            : ", nor all that changed before in " + named(apart)
                                                    + ", which were not followed to the end or are only compared"),
                            compare(run)));
        }
        RefusedRows refused = new RefusedRows(run.workspace());
        for (TablePlan table : tables) {
            long open = row.tables().contains(table.name()) ? refused.known(table) : 0;
            if (open > 0) {
                run.warnings()
                        .accept(Problem.warning(
                                "rows-not-brought",
                                table.name(),
                                open + (open == 1 ? " row of " : " rows of ") + table.name()
                                        + (open == 1 ? " was" : " were") + " not taken by "
                                        + table.target().name(),
                                "Let the target take them; then " + compare(run)));
            }
        }
    }

    /** Says what was proven by whoever has followed to the end; a problem where it is not that all is the same. */
    private static Optional<Problem> proof(RunContext run, FollowRow row) {
        if (!row.phase().equals(FollowRow.STOPPED)) {
            return Optional.empty();
        }
        Optional<GateRow> gate = gate(run, row);
        String prove = "Compare once nobody writes: sterna diff --run-id " + run.runId();
        if (gate.isEmpty()) {
            run.say("sync: not proven that both sides are the same. " + prove);
            return Optional.empty();
        }
        run.say("sync: " + gate.get().looked());
        if (gate.get().passed()) {
            return Optional.empty();
        }
        return Optional.of(Problem.error(
                gate.get().found() > 0 ? "rows-differ" : NOT_PROVEN,
                null,
                "The target is " + gate.get().looked(),
                prove));
    }

    private static String compare(RunContext run) {
        return "Compare and bring it: sterna sync --run-id " + run.runId() + " --execute";
    }

    static String named(Set<String> tables) {
        return FewNames.of(tables, NAMED);
    }

    private static List<LogObject> left(RunContext run) {
        List<Table> tables =
                StepPlan.of(run).plan().tables().stream().map(TablePlan::source).toList();
        return LogObjectsLeft.of(run.source(), run.runId(), tables);
    }

    /** Waits until whoever follows has ended. */
    private static Ledger.Lock locked(RunContext run, FollowLedger ledger) {
        long told = 0;
        while (true) {
            try {
                return run.ledger().lock(run.runId());
            } catch (SternaException taken) {
                if (taken.category() != Category.LOCKED || !ledger.wish(run.runId(), FollowRow.STOP)) {
                    throw taken;
                }
            }
            if (told == 0 || System.nanoTime() - told >= BETWEEN_LINES.toNanos()) {
                told = System.nanoTime();
                run.say("sync: waits until whoever follows has brought what has changed by now");
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException interrupted) {
                throw SternaException.interrupted(
                        "Interrupted while waiting for whoever follows the log; it ends all the same",
                        "Give the same command with the same run id again: it drops what is left on the source",
                        interrupted);
            }
        }
    }
}
