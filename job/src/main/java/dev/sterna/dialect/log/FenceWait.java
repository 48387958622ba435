package dev.sterna.dialect.log;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits a little longer each time, and not for ever, until transactions are visible. */
public final class FenceWait {
    /** The code of a wait that took too long. */
    public static final String INVISIBLE = "changes-invisible";

    private static final long FIRST_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Duration limit;
    private final long deadline;
    private long next = FIRST_NANOS;

    public FenceWait(Duration limit) {
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    public void pause() {
        if (System.nanoTime() - deadline >= 0) {
            throw tooLong(limit);
        }
        LockSupport.parkNanos(next);
        next = Math.min(LONGEST_NANOS, next * 2);
    }

    /** The failure of a wait that has taken so long. */
    public static SternaException tooLong(Duration limit) {
        return SternaException.of(
                Category.SOURCE,
                INVISIBLE,
                null,
                "Cannot read rows as the source's log tells them: after " + limit.toSeconds()
                        + " s a transaction that stands in the log is not visible yet",
                "See at the source what keeps its commits waiting, such as a synchronous standby that is gone;"
                        + " then give the same command with the same run id again");
    }

    /** What begins a transaction. */
    @FunctionalInterface
    public interface Beginning {
        void done() throws SQLException;
    }

    /** Begins a transaction; one that was begun in vain is ended. */
    public static void orRolledBack(Connection connection, Beginning beginning) throws SQLException {
        try {
            beginning.done();
        } catch (SQLException failure) {
            throw rolledBack(connection, failure);
        } catch (RuntimeException failure) {
            throw rolledBack(connection, failure);
        }
    }

    private static <E extends Exception> E rolledBack(Connection connection, E failure) {
        try {
            connection.rollback();
        } catch (SQLException suppressed) {
            failure.addSuppressed(suppressed);
        }
        return failure;
    }
}
