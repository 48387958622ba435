package dev.sterna.sync;

import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.FollowRow;
import dev.sterna.migration.Database;
import dev.sterna.model.LogPosition;
import dev.sterna.plan.FailedTables;
import dev.sterna.transfer.progress.Amounts;
import dev.sterna.transfer.progress.Progress;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Brings what the source's log tells, cycle by cycle: all rows of a cycle are in before its position is noted, and that is noted
 * before the source may forget its log up to there. A cycle that comes twice does no harm, because rows are read anew.
 */
final class Follower {
    private static final long NANOS_BETWEEN_LOCKS = Duration.ofSeconds(10).toNanos();
    private static final long NANOS_BETWEEN_EVENTS = Duration.ofSeconds(5).toNanos();
    private static final long NANOS_BETWEEN_ENDS = Duration.ofMillis(500).toNanos();

    private final FollowedRun run;
    private final FollowedTables tables;
    private final OpenKeys open;
    private final SourceObjects objects;
    private final FollowPace pace;
    private final Outage outage;
    private final LeftTables left;
    private final FollowedRows rows = new FollowedRows();
    private Proving proving = Proving.NONE;
    private LogPosition position;
    private final LagLimit limit;
    private long toldAt;
    private boolean toldPassed;
    private long lockedAt;
    private long reachedAt;

    /** Why it has ended. */
    enum End {
        /** Somebody wished it; everything up to a marker is in. */
        STOPPED,
        /** The target was behind by no more than was asked for. */
        CAUGHT_UP,
        /** Everything is in up to the place that was asked for, and to a marker behind it. */
        REACHED
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
        this.open = open;
        this.objects = objects;
        this.pace = pace;
        this.limit = new LagLimit(run.settings().maxLag());
        this.outage = new Outage(
                List.of(run.source(), run.target()),
                run.settings().maxOutage(),
                run.lines(),
                run.watch().events());
        this.left = new LeftTables(run, tables, failed, open, outage, plan -> proving.leave(plan));
    }

    FollowedRows rows() {
        return rows;
    }

    /** Tables of which not everything is in. */
    Set<String> apart() {
        return left.names();
    }

    /** How long it took from when everything was in until it ended. */
    double secondsAfter() {
        return reachedAt == 0 ? 0 : (System.nanoTime() - reachedAt) / 1e9;
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
        left.begin(others);
    }

    /**
     * Follows until it is to end.
     *
     * @param hearing hears of what is brought, from its beginning on
     * @throws SternaException also when the log does not go back to where it was
     */
    End follow(FollowUntil until, Progress.Status status, Proving hearing) {
        proving = hearing;
        try {
            return outlasting(() -> once(until, status));
        } finally {
            proving = Proving.NONE;
        }
    }

    /** Whether a failure is of a server that is gone for a while. */
    boolean mayPass(SternaException failure) {
        return outage.mayPass(failure);
    }

    /** Looks at all rows of the target that a foreign key of the source would have changed while they were brought. */
    void adoptAll() {
        if (tables.cascades().isEmpty()) {
            return;
        }
        outlasting(() -> {
            try (CycleBringer bringer = bringer()) {
                bringer.adoptAll();
                outage.over();
                return null;
            }
        });
    }

    private CycleBringer bringer() {
        return new CycleBringer(run, tables, left, open, rows, proving);
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

    private End once(FollowUntil until, Progress.Status status) {
        try (FollowNotes notes = new FollowNotes(run);
                ChangeFeed feed = feed();
                CycleBringer bringer = bringer()) {
            CycleReader reader = new CycleReader(feed, run.workspace());
            Ending ending = new Ending(until);
            reachedAt = 0;
            // A source that nobody writes to tells of no other position.
            notes.advance(FollowRow.FOLLOWING, position, left.names());
            CatchingUp lag = until instanceof FollowUntil.Lag few ? new CatchingUp(few.most()) : null;
            while (true) {
                long began = System.nanoTime();
                Cycle cycle = told(reader);
                bringer.bring(cycle);
                notes.due(cycle).ifPresent(place -> {
                    position = place;
                    notes.reached(place, left.names(), feed);
                });
                outage.over();
                tell(cycle, began, status);
                if (System.nanoTime() - lockedAt >= NANOS_BETWEEN_LOCKS) {
                    hold();
                    notes.advance(FollowRow.FOLLOWING, position, left.names());
                }
                if (ending.isOver(cycle, notes, bringer)) {
                    return ending.end;
                }
                if (lag != null && lag.isOver(cycle)) {
                    return End.CAUGHT_UP;
                }
            }
        }
    }

    /** How it ends when the target is close behind. */
    private final class CatchingUp {
        private final Duration most;
        private final LogGoal goal = LogGoal.set(run.source(), objects);
        private boolean reached;

        CatchingUp(Duration most) {
            this.most = most;
        }

        /** The cycle that came to the goal may be behind by more than is wanted, and a later one not any more. */
        boolean isOver(Cycle cycle) {
            reached |= goal.isReached(cycle, position);
            return reached && pace.lag() <= most.toMillis() / 1e3;
        }
    }

    /** How it ends when somebody wishes it, or the source's log has come to a place. */
    private final class Ending {
        private final LogPosition place;
        private End end;
        private LogGoal goal;
        private Undecided undecided;
        private long askedAt;

        Ending(FollowUntil until) {
            place = until instanceof FollowUntil.Place known ? known.in(run.source()) : null;
        }

        private boolean isWished(FollowNotes notes) {
            if (notes.isToStop()) {
                end = End.STOPPED;
                run.say("sync: is to stop; brings what has changed by now");
            } else if (isThere()) {
                end = End.REACHED;
                run.say("sync: the source's log has come to " + place + "; brings what has changed by now");
            }
            return end != null;
        }

        private boolean isThere() {
            long now = System.nanoTime();
            if (place == null || askedAt != 0 && now - askedAt < NANOS_BETWEEN_ENDS) {
                return false;
            }
            askedAt = now;
            return FollowUntil.Place.end(run.source()).isAtOrAfter(place);
        }

        /** All rows are compared once, then the end is sought in the log, and there what is open is compared. */
        boolean isOver(Cycle cycle, FollowNotes notes, CycleBringer bringer) {
            if (end == null && isWished(notes)) {
                proving.wished();
                if (!proving.isPassed()) {
                    run.say("sync: not all rows were compared yet for the proof, so that comes first, in about "
                            + Amounts.seconds(proving.secondsToPass()) + "; what changes meanwhile is brought");
                }
            }
            if (end == null || !proving.isPassed()) {
                return false;
            }
            if (goal == null) {
                open.hurry();
                goal = LogGoal.set(run.source(), objects);
                return false;
            }
            if (reachedAt == 0 && goal.isReached(cycle, position)) {
                open.hurry();
                bringer.bring(new Cycle());
                proving.hurry();
                reachedAt = System.nanoTime();
                undecided = new Undecided(reachedAt);
            }
            return reachedAt != 0
                    && (proving.isDecided() || undecided.isInVain(proving.undecided(), System.nanoTime()));
        }
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

    /**
     * Notes that everything is in, as somebody wished.
     *
     * @param others tables of which that is not so, beside those that are not followed any more
     */
    void stopped(Collection<String> others) {
        left.add(others);
        try (FollowNotes notes = new FollowNotes(run)) {
            notes.advance(FollowRow.STOPPED, position, left.names());
        }
    }

    private void tell(Cycle cycle, long began, Progress.Status status) {
        if (cycle.isEmpty() && cycle.commits().isEmpty()) {
            pace.idle();
        } else if (cycle.isEmpty()) {
            pace.passed(cycle.commits().get(cycle.commits().size() - 1).at());
        } else if (!cycle.commits().isEmpty()) {
            pace.cycle(cycle.commits().get(0).at(), cycle.changes());
        }
        boolean hadMore = !cycle.isEmpty() || !cycle.commits().isEmpty();
        proving.told(new Proving.Told(position, pace.lag(), began, hadMore));
        run.heard()
                .accept(new Following.Pace(
                        pace.lag(), proving.isPassed(), proving.isCompared(), proving.secondsToPass()));
        long now = System.nanoTime();
        boolean comes = proving.isPassed() && !toldPassed;
        if (toldAt == 0 || comes || now - toldAt >= NANOS_BETWEEN_EVENTS) {
            toldAt = now;
            toldPassed = proving.isPassed();
            double rate = pace.rate();
            String words = proving.words();
            status.tell(pace.line(rate, open.count()) + (words.isEmpty() ? "" : ", " + words));
            limit.tell(pace.lag(), run.lines());
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("seconds", pace.lag());
            fields.put("changes", pace.changes());
            fields.put("changesPerSecond", rate);
            fields.put("openKeys", open.count());
            fields.put("position", position.text());
            fields.put("predictedFreezeSeconds", pace.lag() + proving.secondsToPass());
            fields.putAll(proving.fields());
            run.record(FollowStep.LAG_EVENT, fields);
        }
    }
}
