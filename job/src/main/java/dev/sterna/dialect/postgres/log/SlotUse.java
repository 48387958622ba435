package dev.sterna.dialect.postgres.log;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a slot whose last reader is gone without the server having noticed, as long as it may take to notice. */
final class SlotUse {
    private static final String IN_USE = "55006";
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** After which a server may take a reader for gone, if it answers readers while it reads a long transaction. */
    private static final Duration ENOUGH = Duration.ofSeconds(15);

    private static final int FIRST_THAT_ANSWERS = 160_000;

    private final String slot;
    private final Duration patience;
    private final long began = System.nanoTime();

    /** @param connection by which the server is asked what it does */
    SlotUse(Connection connection, String slot) throws SQLException {
        this.slot = slot;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT setting::bigint,"
                        + " pg_catalog.current_setting('server_version_num')::int FROM pg_catalog.pg_settings"
                        + " WHERE name = 'wal_sender_timeout'")) {
            row.next();
            Duration own = Duration.ofMillis(row.getLong(1));
            boolean tooLong = own.isZero() || own.compareTo(ENOUGH) > 0;
            this.patience = tooLong && row.getInt(2) >= FIRST_THAT_ANSWERS ? ENOUGH : own;
        }
    }

    /** After which the server is to take the reader for gone; zero for never. */
    Duration patience() {
        return patience;
    }

    /**
     * Returns when it may be tried again.
     *
     * @param failure of an attempt to read the slot, thrown if it has another cause
     */
    void awaitEnd(SQLException failure) throws SQLException {
        if (!IN_USE.equals(failure.getSQLState())) {
            throw failure;
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - began);
        if (waited.compareTo(patience.plus(MARGIN)) > 0) {
            throw SternaException.of(
                    Category.LOCKED,
                    "log-in-use",
                    null,
                    "Cannot follow the source's log: somebody else reads the replication slot " + slot,
                    "Wait until the other sterna sync of this run has ended, or end it: sterna sync --stop",
                    failure);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
}
