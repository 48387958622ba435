package dev.sterna.testing;

import dev.sterna.embedded.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the sessions of a database, its own left out, every few milliseconds until it is closed. A session that is seen
 * once only does not count: a server needs a moment to be done with a connection that its client has closed.
 */
public final class SessionWatch implements AutoCloseable {
    private final Connection connection;
    private final String sql;
    private final Thread thread = new Thread(this::watch, "session-watch");
    private volatile boolean closed;
    private volatile int most;
    private volatile SQLException failure;

    public SessionWatch(TestDatabase database) {
        try {
            connection = database.connect();
        } catch (SQLException refused) {
            throw new AssertionError(refused);
        }
        sql = database.engine() == Engine.POSTGRESQL
                ? "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                        + " AND backend_type = 'client backend'"
                : "SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id()";
        thread.setDaemon(true);
        thread.start();
    }

    /** The most sessions there were at a time. */
    public int most() {
        if (failure != null) {
            throw new AssertionError(failure);
        }
        return most;
    }

    private void watch() {
        Set<Long> before = Set.of();
        try (Statement statement = connection.createStatement()) {
            while (!closed) {
                Set<Long> now = new HashSet<>();
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        now.add(rows.getLong(1));
                    }
                }
                Set<Long> still = new HashSet<>(now);
                still.retainAll(before);
                most = Math.max(most, still.size());
                before = now;
                Thread.sleep(3);
            }
        } catch (SQLException broken) {
            failure = broken;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
    }
}
