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
 */
public record RetryPolicy(int attempts, Duration pause) {
    /** For transfers: some seconds in all, so that a failure that stays is told soon. */
    public static final RetryPolicy STANDARD = new RetryPolicy(3, Duration.ofSeconds(1));

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
        for (int attempt = 1; ; attempt++) {
            try {
                work.accept(missing);
                return;
            } catch (Exception failure) {
                // Spark throws checked exceptions without saying so.
                missing = missing.stream().filter(isDone.negate()).toList();
                boolean again = attempt < attempts && !missing.isEmpty() && isTransient(failure, databases);
                if (!again || !paused(attempt)) {
                    throw failure;
                }
            }
        }
    }

    /** Whether one of the databases says so of what it failed of. */
    static boolean isTransient(Throwable failure, List<Database> databases) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql
                    && databases.stream()
                            .anyMatch(database -> database.dialect().isTransient(sql))) {
                return true;
            }
        }
        return false;
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
