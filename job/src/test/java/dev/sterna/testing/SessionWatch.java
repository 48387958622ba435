package dev.sterna.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the sessions of a database, its own left out, every few milliseconds until it is closed: those that do something,
 * and those that are there for a tenth of a second.
 */
public final class SessionWatch implements AutoCloseable {
    /** A session that a client has ended is still there for a moment, and does nothing. */
    private static final long LASTING_NANOS = 100_000_000;

    private final Connection connection;
    private final String sql;
    private final Thread thread = new Thread(this::watch, "session-watch");
    private volatile boolean closed;
    private volatile int most;
    private volatile SQLException failure;

    public SessionWatch(TestDatabase database) {
        // Those that the test itself has kept are none of anybody else's.
        database.renewSessions();
        try {
            connection = database.connect();
        } catch (SQLException refused) {
            throw new AssertionError(refused);
        }
        sql = database.sql().otherSessions();
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
        Deque<Seen> window = new ArrayDeque<>();
        try (Statement statement = connection.createStatement()) {
            while (!closed) {
                Set<Long> now = new HashSet<>();
                Set<Long> counted = new HashSet<>();
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        now.add(rows.getLong(1));
                        if (rows.getBoolean(2)) {
                            counted.add(rows.getLong(1));
                        }
                    }
                }
                long time = System.nanoTime();
                window.add(new Seen(time, now));
                Set<Long> lasting = new HashSet<>(now);
                window.forEach(seen -> lasting.retainAll(seen.sessions()));
                if (time - window.peek().time() >= LASTING_NANOS) {
                    counted.addAll(lasting);
                    window.remove();
                }
                most = Math.max(most, counted.size());
                Thread.sleep(3);
            }
        } catch (SQLException broken) {
            failure = broken;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record Seen(long time, Set<Long> sessions) {}

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
