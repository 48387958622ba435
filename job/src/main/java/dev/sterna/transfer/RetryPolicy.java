package dev.sterna.transfer;

import dev.sterna.migration.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How often work on chunks is tried again that failed for a reason which may pass, and how long is waited before: twice as
 * long each time. Spark repeats a task at once; this is for what is not over at once, such as a server that starts again.
 *
 * @param attempts in all
 * @param pause before the second
 * @param patience with what
 */
public record RetryPolicy(int attempts, Duration pause, Patience patience) {
    /** For transfers: some seconds in all, so that a failure that stays is told soon. */
    public static final RetryPolicy STANDARD = new RetryPolicy(3, Duration.ofSeconds(1), Patience.WITH_RESTARTS);

    /**
     * For work that a lock of the database allows, which goes with the connection that holds it: a server that has started
     * again may have given it to somebody else, so what is done in it is not repeated.
     */
    public static final RetryPolicy UNDER_A_LOCK =
            new RetryPolicy(3, Duration.ofSeconds(1), Patience.WITH_CONFLICTS_ALONE);

    /** SQLSTATE classes of connections that are lost, and of sessions that an operator ended. */
    private static final List<String> LOST = List.of("08", "57", "70");

    /** What is waited for. */
    public enum Patience {
        /** Conflicts, and a server that starts again. */
        WITH_RESTARTS,
        /** Deadlocks, locks and the like, in connections that live on. */
        WITH_CONFLICTS_ALONE
    }

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("Invalid number of attempts: " + attempts + " (must be at least 1)");
        }
    }

    /**
     * Works on chunks until all are done, each attempt on those that are not. Whether a chunk is done whose outcome is
     * unknown is for the work to find out, as the ledger does.
     *
     * @param databases whose failures may pass
     * @param isDone whether a chunk needs no other attempt
     */
    public <C> void run(List<C> chunks, Consumer<List<C>> work, Predicate<C> isDone, List<Database> databases) {
        List<C> missing = chunks;
        Exception before = null;
        for (int attempt = 1; ; attempt++) {
            try {
                work.accept(missing);
                return;
            } catch (Exception failure) {
                // Spark throws checked exceptions without saying so.
                missing = missing.stream().filter(isDone.negate()).toList();
                boolean again = attempt < attempts && !missing.isEmpty() && isTransient(failure, databases);
                if (before != null && before != failure) {
                    failure.addSuppressed(before);
                }
                before = failure;
                if (!again || !paused(attempt)) {
                    throw failure;
                }
            }
        }
    }

    /** Whether one of the databases says so of what it failed of. */
    public boolean isTransient(Throwable failure, List<Database> databases) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql
                    && (patience == Patience.WITH_RESTARTS || !isLost(sql))
                    && databases.stream()
                            .anyMatch(database -> database.dialect().isTransient(sql))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLost(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && LOST.stream().anyMatch(state::startsWith);
    }

    Duration pauseAfter(int attempt) {
        return pause.multipliedBy(1L << (attempt - 1));
    }

    /** False when the thread was interrupted meanwhile. */
    private boolean paused(int attempt) {
        try {
            Thread.sleep(pauseAfter(attempt).toMillis());
            return true;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
