package dev.sterna.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Lets the questions that a thread asks one after another share a session, where otherwise each of them would log in: over a
 * network that takes longer than the question. Of each database one session is held until the work is over, so it is work of
 * one thread; before connections are counted out to many, {@link #release} gives it back.
 *
 * <p>A question must leave its session as it came, but for what no other question asks of: SETs belong to the connector.
 */
public final class SharedSessions {
    private static final ThreadLocal<SharedSessions> OF_THREAD = new ThreadLocal<>();

    /** By the URL of the database. */
    private final Map<String, Idle> idle = new HashMap<>();

    private record Idle(Connector connector, Connection connection) {}

    private SharedSessions() {}

    /** Does work in which the questions of this thread share sessions; within such work it is a part of it. */
    public static <T> T during(Supplier<T> work) {
        if (OF_THREAD.get() != null) {
            return work.get();
        }
        SharedSessions shared = new SharedSessions();
        OF_THREAD.set(shared);
        try {
            return work.get();
        } finally {
            OF_THREAD.remove();
            shared.closeIdle();
        }
    }

    /** Closes what this thread holds and does not use just now; its next question opens a session again. */
    public static void release() {
        SharedSessions shared = OF_THREAD.get();
        if (shared != null) {
            shared.closeIdle();
        }
    }

    /** A question on an open connection with autocommit on. */
    @FunctionalInterface
    public interface Question<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Asks on the thread's shared session, or on one of its own where the thread shares none, or is asking on it. */
    public static <T> T ask(Connector connector, Question<T> question) throws SQLException {
        SharedSessions shared = OF_THREAD.get();
        if (shared != null) {
            return shared.onShared(connector, question);
        }
        try (Connection connection = connector.open()) {
            return question.on(connection);
        }
    }

    private <T> T onShared(Connector connector, Question<T> question) throws SQLException {
        Connection connection = take(connector);
        boolean usable = false;
        try {
            T answer = question.on(connection);
            usable = connection.getAutoCommit() && !idle.containsKey(connector.url());
            return answer;
        } finally {
            if (usable) {
                idle.put(connector.url(), new Idle(connector, connection));
            } else {
                closeQuietly(connection);
            }
        }
    }

    private Connection take(Connector connector) throws SQLException {
        Idle kept = idle.remove(connector.url());
        if (kept != null && kept.connector().equals(connector)) {
            return kept.connection();
        }
        if (kept != null) {
            closeQuietly(kept.connection());
        }
        return connector.open();
    }

    private void closeIdle() {
        idle.values().forEach(kept -> closeQuietly(kept.connection()));
        idle.clear();
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // Its question is answered, or has failed already.
        }
    }
}
