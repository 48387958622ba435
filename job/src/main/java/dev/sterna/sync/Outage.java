package dev.sterna.sync;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.log.FenceWait;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.FollowLedger;
import dev.sterna.migration.Database;
import dev.sterna.step.Events;
import dev.sterna.transfer.progress.Amounts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Waits for servers that are gone, longer each time, and not for ever. */
final class Outage {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int MOST_CAUSES = 32;

    private final List<Database> databases;
    private final Duration limit;
    private final Consumer<String> lines;
    private final Events events;
    private long began;
    private Duration pause = FIRST;
    private boolean out;

    Outage(List<Database> databases, Duration limit, Consumer<String> lines, Events events) {
        this.databases = databases;
        this.limit = limit;
        this.lines = lines;
        this.events = events;
    }

    /** Whether it may pass: a connection was lost, a server goes down, or somebody still has what a lost connection had. */
    boolean mayPass(Throwable failure) {
        SternaException known = SternaException.findIn(failure);
        if (known != null && known.category() == Category.INTERRUPTED) {
            return false;
        }
        if (known != null && known.category() == Category.LOCKED) {
            return out && !is(known, FollowLedger.ENDED);
        }
        if (known != null && is(known, FenceWait.INVISIBLE)) {
            return true;
        }
        Throwable at = failure;
        for (int depth = 0; at != null && depth < MOST_CAUSES; depth++) {
            if (at instanceof SQLException sql && isOver(sql)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    private static boolean is(SternaException failure, String code) {
        return failure.problems().stream().anyMatch(problem -> problem.code().equals(code));
    }

    private boolean isOver(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && state.startsWith("08")
                || databases.stream().map(Database::dialect).anyMatch(dialect -> isOver(dialect, failure));
    }

    private static boolean isOver(Dialect dialect, SQLException failure) {
        return dialect.isTransient(failure) || dialect.isOfServer(failure);
    }

    /**
     * Waits before the next attempt.
     *
     * @throws SternaException the failure, when it has gone on for too long
     */
    void wait(SternaException failure) {
        long now = System.nanoTime();
        if (!out) {
            out = true;
            began = now;
            pause = FIRST;
            lines.accept("sync: " + failure.getMessage() + "; waits for it, at most "
                    + Amounts.seconds((double) limit.toSeconds()));
            events.record(
                    "follow-lost", Map.of("because", failure.problems().get(0).code()));
        }
        if (now - began > limit.toNanos()) {
            throw failure;
        }
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException interrupted) {
            throw SternaException.interrupted("Interrupted while waiting for a server", interrupted);
        }
        pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
    }

    /** It goes on. */
    void over() {
        if (out) {
            out = false;
            double seconds = (System.nanoTime() - began) / 1e9;
            lines.accept("sync: goes on after " + Amounts.seconds(seconds));
            events.record("follow-back", Map.of("seconds", seconds));
        }
    }
}
