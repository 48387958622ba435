package dev.sterna.sync;

import dev.sterna.changes.CascadedKeys;
import dev.sterna.changes.ChangeApplier;
import dev.sterna.changes.ChangedTable;
import dev.sterna.changes.KeyedChanges;
import dev.sterna.changes.NotBrought;
import dev.sterna.changes.Sight;
import dev.sterna.dialect.log.Cascade;
import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.dialect.log.Fence;
import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.FollowLedger;
import dev.sterna.ledger.FollowRow;
import dev.sterna.migration.Database;
import dev.sterna.model.LogPosition;
import dev.sterna.model.TableName;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.transfer.ConnectionBudget;
import dev.sterna.transfer.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Brings what the source's log tells, cycle by cycle: all rows of a cycle are in before its position is noted, and that is noted
 * before the source may forget its log up to there. A cycle that comes twice does no harm, because rows are read anew.
 */
final class Follower {
    private static final Duration FENCE = Duration.ofSeconds(60);
    private static final long NANOS_BETWEEN_NOTES = Duration.ofSeconds(1).toNanos();
    private static final long NANOS_BETWEEN_LOCKS = Duration.ofSeconds(10).toNanos();
    private static final long NANOS_BETWEEN_EVENTS = Duration.ofSeconds(5).toNanos();

    private final FollowedRun run;
    private final FollowedTables tables;
    private final FailedTables failed;
    private final OpenKeys open;
    private final SourceObjects objects;
    private final FollowPace pace;
    private final FollowLedger ledger;
    private final TruncatedTables truncated;
    private final CycleDeletes deletes;
    private final Outage outage;
    private final Set<String> apart = new LinkedHashSet<>();
    private final Set<TableName> changed = new HashSet<>();
    private LogPosition position;
    private Counts applied = Counts.NONE;
    private long notedAt;
    private long toldAt;
    private long lockedAt;

    /** Why it has ended. */
    enum End {
        /** Somebody wished it; everything up to a marker is in. */
        STOPPED,
        /** The target was behind by no more than was asked for. */
        CAUGHT_UP
    }

    Follower(
            FollowedRun run,
            FollowedTables tables,
            FailedTables failed,
            OpenKeys open,
            SourceObjects objects,
            FollowPace pace) {
        this.run = run;
        this.tables = tables;
        this.failed = failed;
        this.open = open;
        this.objects = objects;
        this.pace = pace;
        this.ledger = run.ledger().follow();
        this.truncated = new TruncatedTables(run.target(), run.settings().maxDeleteFraction(), run.runId());
        this.deletes =
                new CycleDeletes(run.source(), run.target(), run.settings().maxDeleteFraction(), run.runId());
        this.outage = new Outage(
                List.of(run.source(), run.target()),
                run.settings().maxOutage(),
                run.lines(),
                run.watch().events());
    }

    Counts applied() {
        return applied;
    }

    /** The target's tables in which something was changed. */
    Set<TableName> changed() {
        return Set.copyOf(changed);
    }

    /** Tables of which not everything is in. */
    Set<String> apart() {
        return Set.copyOf(apart);
    }

    LogPosition position() {
        return position;
    }

    /**
     * Begins to follow from a place.
     *
     * @param others tables of which not all rows are in up to there, beside those that failed
     */
    void from(LogPosition place, Set<String> others) {
        position = place;
        apart.clear();
        apart.addAll(others);
        List<TablePlan> gone =
                tables.byLog().keySet().stream().filter(failed::has).toList();
        gone.forEach(plan -> apart.add(plan.name()));
        gone.forEach(this::leaveChildren);
    }

    /**
     * Follows until it is to end.
     *
     * @param lag with which it ends; null to go on until somebody wishes otherwise
     * @throws SternaException also when the log does not go back to where it was
     */
    End follow(Duration lag, Progress.Status status) {
        return outlasting(() -> once(lag, status));
    }

    /** Works until it has been done once, in spite of servers that are gone for a while, and never without the lock. */
    private <T> T outlasting(Supplier<T> work) {
        while (true) {
            try {
                hold();
                return work.get();
            } catch (SternaException failure) {
                if (!outage.mayPass(failure)) {
                    throw failure;
                }
                outage.wait(failure);
            }
        }
    }

    /** Whoever has lost the lock must not write any more: somebody else may have ended the following. */
    private void hold() {
        run.lock().run();
        lockedAt = System.nanoTime();
    }

    private End once(Duration lag, Progress.Status status) {
        try (Connection noting = opened();
                ChangeFeed feed = feed();
                KeyedChanges changes = new KeyedChanges(limits());
                CascadedKeys cascades = new CascadedKeys(tables.cascades(), bySource())) {
            CycleReader reader = new CycleReader(feed, run.workspace());
            boolean stopping = false;
            boolean reached = false;
            // A source that nobody writes to tells of no other position.
            advance(noting, FollowRow.FOLLOWING);
            LogGoal goal = lag == null ? null : LogGoal.set(run.source(), objects);
            while (true) {
                Cycle cycle = told(reader);
                bring(cycle, changes, cascades);
                note(cycle, noting, feed);
                outage.over();
                tell(cycle, status);
                if (System.nanoTime() - lockedAt >= NANOS_BETWEEN_LOCKS) {
                    hold();
                    advance(noting, FollowRow.FOLLOWING);
                }
                if (!stopping && FollowRow.STOP.equals(wish(noting))) {
                    stopping = true;
                    reached = false;
                    open.hurry();
                    goal = LogGoal.set(run.source(), objects);
                    run.say("sync: is to stop; brings what has changed by now");
                    continue;
                }
                // The cycle that came to it may be behind by more than is wanted, and a later one not any more.
                reached |= goal != null && goal.isReached(cycle, position);
                if (reached && stopping) {
                    open.hurry();
                    bring(new Cycle(), changes, cascades);
                    return End.STOPPED;
                }
                if (reached && pace.lag() <= lag.toMillis() / 1e3) {
                    return End.CAUGHT_UP;
                }
            }
        } catch (SQLException failure) {
            throw run.target().explain(failure, "note how far the log is followed", null);
        }
    }

    /** The log, and who looks for cascades, have a connection each; in the target the lock and the notes, too. */
    private ChangeApplier.Limits limits() {
        ConnectionBudget from = ConnectionBudget.of(run.source()).holding(2);
        ConnectionBudget to = ConnectionBudget.of(run.target()).holding(3);
        return new ChangeApplier.Limits(
                Math.min(from.free(), to.free()), run.settings().batchKeys());
    }

    private Connection opened() {
        return run.target().attempt("open the ledger", null, run.target()::open);
    }

    private ChangeFeed feed() {
        Database source = run.source();
        return source.attempt(
                "follow the log",
                null,
                () -> source.dialect().sourceLog().open(source.settings(), tables.following(), position));
    }

    private Cycle told(CycleReader reader) {
        return run.source().attempt("follow the log", null, reader::next);
    }

    private Map<TableName, ChangedTable> bySource() {
        Map<TableName, ChangedTable> all = new LinkedHashMap<>();
        tables.byLog().forEach((plan, changed) -> all.put(plan.source().name(), changed));
        return all;
    }

    private Optional<TablePlan> followed(TableName name) {
        return tables.plan(name).filter(plan -> !failed.has(plan));
    }

    private void bring(Cycle cycle, KeyedChanges changes, CascadedKeys cascades) {
        deletes.begin();
        cycle.redefined().forEach(name -> followed(name).ifPresent(this::redefined));
        cycle.truncated().forEach(name -> followed(name).ifPresent(this::empty));
        Fence fence = run.source().dialect().sourceLog().fence();
        Sight sight = connection -> fence.begin(connection, cycle.commits(), FENCE);
        for (SpilledKeys part : cycle.spilled()) {
            bring(part.read(), sight, changes, cascades);
        }
        bring(withOpen(cycle.keys()), sight, changes, cascades);
        cycle.spilled().forEach(SpilledKeys::delete);
    }

    /** Those too that were left and are to be tried again. */
    private Map<TableName, Set<List<String>>> withOpen(Map<TableName, Set<List<String>>> keys) {
        Map<TableName, Set<List<String>>> all = new LinkedHashMap<>(keys);
        if (open.count() > 0) {
            for (TablePlan plan : tables.byLog().keySet()) {
                Set<List<String>> due = open.due(plan);
                if (!due.isEmpty()) {
                    due.addAll(keys.getOrDefault(plan.source().name(), Set.of()));
                    all.put(plan.source().name(), due);
                }
            }
        }
        return all;
    }

    private void bring(
            Map<TableName, Set<List<String>>> keys, Sight sight, KeyedChanges changes, CascadedKeys cascades) {
        Map<TableName, Set<List<String>>> followed = new LinkedHashMap<>(keys);
        followed.keySet().removeIf(name -> followed(name).isEmpty());
        if (followed.isEmpty()) {
            return;
        }
        if (!cascades.areThere(followed.keySet())) {
            bring(followed, sight, changes);
            return;
        }
        Map<TableName, Set<List<String>>> all = new LinkedHashMap<>();
        for (Map<TableName, Set<List<String>>> generation : cascades.generations(followed, sight)) {
            bring(generation, sight, changes);
            merge(generation, all);
        }
        adopt(all, sight, changes, cascades);
    }

    /** Looks again at rows that refer to what is not there any more, until there are none but those that have to. */
    private void adopt(
            Map<TableName, Set<List<String>>> parents, Sight sight, KeyedChanges changes, CascadedKeys cascades) {
        Map<TableName, Set<List<String>>> known = new LinkedHashMap<>();
        Map<TableName, Set<List<String>>> orphans = parents == null ? cascades.orphans() : cascades.orphans(parents);
        while (merge(orphans, known)) {
            bring(orphans, sight, changes);
            orphans = cascades.orphans(orphans);
        }
    }

    /** Whether any of the keys was not there yet. */
    private static boolean merge(Map<TableName, Set<List<String>>> keys, Map<TableName, Set<List<String>>> into) {
        boolean any = false;
        for (Map.Entry<TableName, Set<List<String>>> table : keys.entrySet()) {
            any |= into.computeIfAbsent(table.getKey(), name -> new HashSet<>()).addAll(table.getValue());
        }
        return any;
    }

    /** Looks at all rows of the target that a foreign key of the source would have changed while they were brought. */
    void adoptAll() {
        if (tables.cascades().isEmpty()) {
            return;
        }
        outlasting(() -> {
            try (KeyedChanges changes = new KeyedChanges(limits());
                    CascadedKeys cascades = new CascadedKeys(tables.cascades(), bySource())) {
                adopt(null, Sight.PRESENT, changes, cascades);
                outage.over();
                return null;
            }
        });
    }

    private void bring(Map<TableName, Set<List<String>>> keys, Sight sight, KeyedChanges changes) {
        Map<TablePlan, KeyedChanges.Wanted> wanted = new LinkedHashMap<>();
        keys.forEach((name, some) -> followed(name)
                .ifPresent(plan ->
                        wanted.put(plan, new KeyedChanges.Wanted(tables.byLog().get(plan), some, deletes.of(plan)))));
        List<TablePlan> plans = new ArrayList<>(wanted.keySet());
        List<KeyedChanges.Answer> answers = changes.bring(List.copyOf(wanted.values()), sight);
        for (int i = 0; i < answers.size(); i++) {
            KeyedChanges.Answer answer = answers.get(i);
            TablePlan plan = plans.get(i);
            applied = applied.plus(answer.brought().counts());
            if (!answer.brought().counts().equals(Counts.NONE)) {
                changed.add(plan.target().name());
            }
            if (answer.failure() != null) {
                setAside(plan, answer.failure());
            } else {
                tried(plan, wanted.get(plan), answer.brought().notBrought());
            }
        }
    }

    private void tried(TablePlan plan, KeyedChanges.Wanted wanted, List<NotBrought> notBrought) {
        try {
            open.tried(plan, wanted, notBrought);
        } catch (SternaException tooMany) {
            setAside(plan, tooMany);
        }
    }

    /** From here on the log tells nothing more of it. */
    private void redefined(TablePlan plan) {
        StepPlan.setAsideChanged(run.migration(), List.of(plan), failed);
        if (failed.has(plan)) {
            leave(plan);
        } else {
            setAside(plan, RedefinedTable.sameRows(plan, run.runId()));
        }
    }

    private void empty(TablePlan plan) {
        try {
            applied = applied.plus(truncated.empty(plan));
            changed.add(plan.target().name());
            open.forget(plan);
        } catch (SternaException failure) {
            setAside(plan, failure);
        }
    }

    private void setAside(TablePlan plan, RuntimeException failure) {
        SternaException known = SternaException.findIn(failure);
        if (known == null) {
            throw failure;
        }
        // A table that fails for a while only is not given up.
        if (outage.mayPass(known)) {
            throw known;
        }
        failed.setAside(plan, known);
        run.say("sync: " + plan.name() + " is not followed any more: " + known.getMessage());
        leave(plan);
    }

    private void leave(TablePlan plan) {
        apart.add(plan.name());
        open.forget(plan);
        run.record("follow-table-left", Map.of("table", plan.name()));
        leaveChildren(plan);
    }

    /** Of what foreign keys do to the rows of a child, the log tells only by the rows of the parent. */
    private void leaveChildren(TablePlan parent) {
        for (Cascade cascade : tables.cascades()) {
            if (cascade.parent().equals(parent.source().name())) {
                followed(cascade.child()).ifPresent(child -> setAside(child, withoutParent(child, parent)));
            }
        }
    }

    private SternaException withoutParent(TablePlan child, TablePlan parent) {
        return SternaException.of(
                Category.REFUSED,
                "parent-not-followed",
                child.name(),
                "Cannot follow " + child.name() + " any more: its rows change by a foreign key with those of "
                        + parent.name() + ", which is not followed any more",
                "See to " + parent.name()
                        + "; then give the same command again, which compares both and follows them: sterna sync --run-id "
                        + run.runId() + " --follow --execute");
    }

    /** Where nothing was brought the position is noted now and then, so that the source can forget its log. */
    private void note(Cycle cycle, Connection noting, ChangeFeed feed) {
        Optional<LogPosition> reached = cycle.position();
        long now = System.nanoTime();
        if (reached.isEmpty() || cycle.isEmpty() && now - notedAt < NANOS_BETWEEN_NOTES) {
            return;
        }
        position = reached.get();
        advance(noting, FollowRow.FOLLOWING);
        notedAt = now;
        run.source().attempt("let the source forget its log", null, () -> {
            feed.acknowledge(position);
            return null;
        });
    }

    private void advance(Connection noting, String phase) {
        run.target().attempt("note how far the log is followed", null, () -> {
            ledger.advance(noting, run.runId(), phase, position.text(), List.copyOf(apart));
            return null;
        });
    }

    /**
     * Notes that everything is in, as somebody wished.
     *
     * @param others tables of which that is not so, beside those that are not followed any more
     */
    void stopped(Collection<String> others) {
        apart.addAll(others);
        try (Connection noting = opened()) {
            advance(noting, FollowRow.STOPPED);
        } catch (SQLException failure) {
            throw run.target().explain(failure, "note that everything is in", null);
        }
    }

    private String wish(Connection noting) {
        return run.target().attempt("ask the ledger what is wanted", null, () -> ledger.wish(noting, run.runId()));
    }

    private void tell(Cycle cycle, Progress.Status status) {
        if (cycle.isEmpty() && cycle.commits().isEmpty()) {
            pace.idle();
        } else if (cycle.isEmpty()) {
            pace.passed(cycle.commits().get(cycle.commits().size() - 1).at());
        } else if (!cycle.commits().isEmpty()) {
            pace.cycle(cycle.commits().get(0).at(), cycle.changes());
        }
        long now = System.nanoTime();
        if (toldAt == 0 || now - toldAt >= NANOS_BETWEEN_EVENTS) {
            toldAt = now;
            double rate = pace.rate();
            status.tell(pace.line(rate, open.count()));
            run.record(
                    "follow-lag",
                    Map.of(
                            "seconds", pace.lag(),
                            "changes", pace.changes(),
                            "changesPerSecond", rate,
                            "openKeys", open.count(),
                            "position", position.text()));
        }
    }
}
