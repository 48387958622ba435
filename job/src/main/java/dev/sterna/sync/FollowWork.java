package dev.sterna.sync;

import dev.sterna.changes.Deletes;
import dev.sterna.config.SyncSettings;
import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.LogObjectsLeft;
import dev.sterna.model.TableName;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.step.SyncSummary;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.progress.Amounts;
import dev.sterna.transfer.progress.Progress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** One execution of following: from where it begins to what there is to say of it. */
final class FollowWork {
    /** The code of a failure: the log does not go back to where somebody has got to. */
    private static final String LOG_GONE = "log-gone";

    private final FollowedRun run;
    private final SyncStep.Ready ready;
    private final FailedTables failed;
    private final FollowedTables tables;
    private final SourceObjects objects;
    private final RefusedRows refused;
    private final OpenKeys open;
    private final FollowPace pace = new FollowPace();
    private final Follower follower;
    private final Rounds first;
    private final Deletes deletes;
    private final List<Problem> errors = new ArrayList<>();
    private final List<TablePlan> atTheEnd = new ArrayList<>();
    private Rounds.Ended last;
    private double secondsAtTheEnd;
    private Follower.End end;
    private ProofVerdict verdict;

    FollowWork(FollowedRun run, SyncStep.Ready ready, FollowedTables tables, Deletes deletes) {
        this.run = run;
        this.ready = ready;
        this.deletes = deletes;
        this.failed = ready.failed();
        this.tables = tables;
        this.objects = new SourceObjects(
                run.source(), tables.following(), run.settings().sourceObjects());
        this.refused = new RefusedRows(run.workspace());
        this.open = new OpenKeys(refused);
        this.follower = new Follower(run, tables, failed, open, objects, pace);
        this.first = rounds(1, this::isByLog);
        this.atTheEnd.addAll(tables.byRounds().keySet());
    }

    private Rounds rounds(int most, Predicate<TablePlan> whole) {
        return new Rounds(run.runId(), ready, refused, new Rounds.Wish(most, deletes, Set.of(), whole), run.watch());
    }

    private boolean isByLog(TablePlan plan) {
        return tables.byLog().containsKey(plan);
    }

    /**
     * Follows until it is to end.
     *
     * @return an interrupt, which is told when what is off in the target is back
     */
    Optional<SternaException> go(FollowUntil until) {
        try {
            followAnewIfNeeded(until);
            Set<TableName> proven = verdict == null ? Set.of() : verdict.compared();
            List<TablePlan> rest = atTheEnd.stream()
                    .distinct()
                    .filter(plan -> !failed.has(plan))
                    .filter(plan -> !proven.contains(plan.source().name()))
                    .toList();
            if (!rest.isEmpty()) {
                long began = System.nanoTime();
                // What is looked at from a watermark on alone is not proven.
                last = rounds(SyncStep.MOST_ROUNDS, plan -> verdict != null || isByLog(plan))
                        .goQuietly(rest);
                secondsAtTheEnd = (System.nanoTime() - began) / 1e9;
                errors.addAll(last.problems());
            }
            if (verdict != null) {
                judge();
            }
            if (end == Follower.End.STOPPED) {
                follower.stopped(atTheEnd.stream()
                        .filter(failed::has)
                        .map(TablePlan::name)
                        .toList());
            }
            return Optional.empty();
        } catch (SternaException failure) {
            if (failure.category() != Category.INTERRUPTED) {
                throw failure;
            }
            // Noticed; what comes now is to be done to its end.
            boolean noticed = Thread.interrupted();
            run.say("sync: " + (noticed ? "interrupted; " : "")
                    + (follower.position() == null
                            ? "the log was not followed yet"
                            : "everything is in up to " + follower.position() + besides()));
            return Optional.of(failure);
        }
    }

    private void followAnewIfNeeded(FollowUntil until) {
        FollowStart start = new FollowStart(run.migration(), run.runId(), tables, objects, run.lines());
        FollowStart.Place place = start.place();
        try {
            follow(place, until);
        } catch (SternaException failure) {
            boolean gone = failure.problems().stream()
                    .anyMatch(problem -> problem.code().equals(LOG_GONE));
            if (!gone) {
                throw failure;
            }
            run.warn(Problem.warning(
                    LOG_GONE,
                    null,
                    failure.getMessage() + "; all rows are compared anew",
                    "Let the source keep its log for longer than nobody follows it"));
            follow(start.anew(), until);
        }
    }

    private void follow(FollowStart.Place place, FollowUntil until) {
        Set<String> apart = new LinkedHashSet<>(place.apart());
        List<TablePlan> compared = tables.byLog().keySet().stream()
                .filter(plan -> place.whole() || apart.contains(plan.name()))
                .filter(plan -> !failed.has(plan))
                .toList();
        if (!compared.isEmpty()) {
            List<TablePlan> now = new ArrayList<>(compared);
            if (place.whole()) {
                now.addAll(tables.byRounds().keySet());
            }
            first.once(now);
            compared.forEach(plan -> apart.remove(plan.name()));
            atTheEnd.addAll(first.withExtras());
        }
        tables.byLog().forEach(open::know);
        follower.from(place.position(), apart);
        if (!compared.isEmpty()) {
            follower.adoptAll();
        }
        try (Progress.Status status = run.progress().status()) {
            boolean ends = !(until instanceof FollowUntil.Lag);
            if (ends && isToProve()) {
                prove(apart, until, status);
            } else {
                end = follower.follow(until, status, Proving.NONE);
            }
            run.say("sync: everything is in up to " + follower.position()
                    + (end == Follower.End.STOPPED ? ", as was wished" : "") + besides());
        }
    }

    /** Whether it is to be proven meanwhile that the target is the same; where it is not, that is said. */
    private boolean isToProve() {
        if (run.settings().prove() == SyncSettings.Prove.OFF) {
            run.say("sync: nothing is proven meanwhile, by sterna.sync.prove = off");
            return false;
        }
        if (ProofConnections.of(run, tables) == ProofConnections.NONE) {
            run.warn(Problem.warning(
                    "no-connections-to-prove",
                    null,
                    "Nothing is proven while the log is followed: max-connections leaves no connection for it",
                    "Let source.max-connections be at least 4, and target.max-connections at least 5; or compare once nobody"
                            + " writes: sterna diff --run-id " + run.runId()));
            return false;
        }
        return true;
    }

    private void prove(Set<String> apart, FollowUntil until, Progress.Status status) {
        try (FollowProof proof = new FollowProof(
                run,
                tables,
                ready.search(),
                plan -> !failed.has(plan) && !apart.contains(plan.name()),
                deletes,
                follower::mayPass)) {
            end = follower.follow(until, status, proof);
            verdict = new ProofVerdict(
                    run.runId(), follower.position(), proof.seen(this::isRefused, follower.secondsAfter()));
        }
    }

    private boolean isRefused(TableName table, List<String> key) {
        return tables.plan(table).filter(plan -> open.has(plan, key)).isPresent();
    }

    /** What the proof came to, with the tables that were only compared at the end, of all tables of the run. */
    private void judge() {
        Set<TablePlan> known = new HashSet<>();
        tables.byLog().keySet().stream()
                .filter(plan -> verdict.compared().contains(plan.source().name()))
                .forEach(known::add);
        if (last != null) {
            verdict.otherDifferences(last.summary().left(), last.summary().notBrought());
            known.addAll(last.identical());
            known.removeIf(plan -> last.problems().stream()
                    .anyMatch(problem -> problem.code().equals(RoundsVerdict.IN_FLIGHT)
                            && plan.name().equals(problem.table())));
        }
        known.removeIf(plan -> failed.has(plan) || follower.apart().contains(plan.name()));
        verdict.without(ready.planned().chosen().stream()
                .filter(plan -> !known.contains(plan))
                .map(TablePlan::name)
                .toList());
        if (run.only().isEmpty()) {
            verdict.without(ready.planned().plan().leftOut().stream()
                    .map(one -> one.table().toString())
                    .toList());
        }
        verdict.problems(tables.byLog().keySet()).forEach(this::tell);
        run.say("sync: " + verdict.words());
        if (run.only().isEmpty()) {
            run.ledger()
                    .gates()
                    .note(
                            run.runId(),
                            List.of(verdict.gate(ready.planned().plan().hash())));
        } else {
            run.say("sync: only some tables were followed, so the proof is not noted in the ledger");
        }
    }

    private String besides() {
        Set<String> apart = new TreeSet<>(follower.apart());
        return apart.isEmpty() ? "" : ", but for " + StopStep.named(apart);
    }

    /** Lets the target's counters go on behind the rows that the log brought. */
    void finish() {
        Set<TableName> changed = follower.rows().changed();
        TableFinish finish = new TableFinish(run.target(), run::warn);
        for (TablePlan plan : tables.byLog().keySet()) {
            if (changed.contains(plan.target().name())) {
                finish.finishOrTell(plan);
            }
        }
    }

    /** What has to be said and done where no report comes of it. */
    void brokenOff() {
        errors.forEach(run::warn);
        finish();
        tellLeft();
    }

    /** Whoever goes on needs what was made on the source; whoever does not has to drop it. */
    void tellLeft() {
        if (end == Follower.End.STOPPED) {
            return;
        }
        try {
            LogObjectsLeft.warning(
                            run.source(),
                            run.runId(),
                            tables.byLog().keySet().stream()
                                    .map(TablePlan::source)
                                    .toList())
                    .ifPresent(run::warn);
        } catch (SternaException failure) {
            run.say("sync: cannot see what is left on the source: " + failure.getMessage());
        }
    }

    Set<TableName> changed() {
        Set<TableName> changed = new HashSet<>(first.changed());
        changed.addAll(follower.rows().changed());
        return changed;
    }

    void warn(Problem problem) {
        tell(Rounds.weighed(problem));
    }

    void tell(Problem problem) {
        if (problem.severity() == Problem.Severity.ERROR) {
            errors.add(problem);
        } else {
            run.warn(problem);
        }
    }

    StepReport report(long began) {
        Counts applied = first.applied().plus(follower.rows().applied());
        long left = open.count();
        List<TableReport.Compared> compared = new ArrayList<>();
        int rounds = first.rounds();
        long stillThere = left;
        if (last != null) {
            SyncSummary ended = last.summary();
            applied = applied.plus(new Counts(ended.deleted(), ended.inserted(), ended.updated()));
            rounds += ended.rounds();
            left += ended.left();
            stillThere += ended.notBrought();
            compared.addAll(last.tables());
        }
        tables.byLog().keySet().forEach(plan -> refused.problem(plan).ifPresent(errors::add));
        SyncSummary summary = new SyncSummary(
                "log",
                rounds,
                applied.inserted() + applied.updated() + applied.deleted(),
                applied.inserted(),
                applied.updated(),
                applied.deleted(),
                left,
                stillThere,
                List.of(),
                pace.medianLag(),
                pace.greatestLag(),
                pace.changes(),
                pace.wholeRate(),
                open.count(),
                // What was on its way, and the tables that are compared once nobody writes.
                pace.medianLag()
                        + secondsAtTheEnd
                        + (verdict == null ? 0 : verdict.summary().seconds()),
                null,
                verdict == null ? null : verdict.summary());
        run.say("sync: " + Amounts.count(summary.applied()) + " rows brought; "
                + (left == 0 ? "none is left" : Amounts.count(left) + " are left"));
        Outcome outcome = SyncStep.outcome(failed, summary, errors);
        List<Problem> problems = new ArrayList<>(errors);
        problems.addAll(failed.problems());
        return new StepReport.Synced(
                StepReport.Ended.since(began, SyncDescriptor.WORD, outcome, problems),
                summary.applied(),
                compared,
                summary);
    }
}
