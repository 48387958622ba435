package dev.sterna.sync;

import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.ledger.FollowLedger;
import dev.sterna.ledger.FollowRow;
import dev.sterna.model.LogPosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Notes in the target how far the log is followed, and only then lets the source forget its log; asks what is wanted. It holds a
 * connection to the target.
 */
final class FollowNotes implements AutoCloseable {
    private static final long NANOS_BETWEEN = Duration.ofSeconds(1).toNanos();

    private final FollowedRun run;
    private final FollowLedger ledger;
    private final Connection connection;
    private long notedAt;

    FollowNotes(FollowedRun run) {
        this.run = run;
        this.ledger = run.ledger().follow();
        this.connection = run.target().attempt("open the ledger", null, run.target()::open);
    }

    /**
     * Up to where everything is in once a cycle is, if that is to be noted: where nothing was brought it is now and then only, so
     * that the source can forget its log.
     */
    Optional<LogPosition> due(Cycle cycle) {
        boolean often = cycle.isEmpty() && System.nanoTime() - notedAt < NANOS_BETWEEN;
        return often ? Optional.empty() : cycle.position();
    }

    /** Notes it, and then lets the source forget its log. */
    void reached(LogPosition position, Set<String> apart, ChangeFeed feed) {
        advance(FollowRow.FOLLOWING, position, apart);
        notedAt = System.nanoTime();
        run.source().attempt("let the source forget its log", null, () -> {
            feed.acknowledge(position);
            return null;
        });
    }

    /** @throws dev.sterna.error.SternaException (LOCKED) when nothing is known of the run any more */
    void advance(String phase, LogPosition position, Set<String> apart) {
        run.target().attempt("note how far the log is followed", null, () -> {
            ledger.advance(connection, run.runId(), phase, position.text(), List.copyOf(apart));
            return null;
        });
    }

    /** Whether somebody wishes that it stops. */
    boolean isToStop() {
        return FollowRow.STOP.equals(run.target()
                .attempt("ask the ledger what is wanted", null, () -> ledger.wish(connection, run.runId())));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException broken) {
            // What was noted is noted.
        }
    }
}
