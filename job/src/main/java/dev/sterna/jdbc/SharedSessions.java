package dev.sterna.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Lets the questions that a thread asks one after another share a session, where otherwise each of them would log in: over a
 * network that takes longer than the question, and a new session reads the server's catalogue anew. Of each database one
 * session is held until the work is over, so it is work of one thread. It is never one more than was counted: whoever on
 * this thread opens a connection for himself gets the one that is held, it is one of those that {@link Lanes} open, and before
 * connections are counted out to many others {@link #release} gives it back.
 *
 * <p>A question must leave its session as it came, but for what no other question asks of: SETs belong to the connector.
 */
public final class SharedSessions {
    private static final ThreadLocal<SharedSessions> OF_THREAD = new ThreadLocal<>();

    /** After so long a pause a server, or a wall on the way to it, may have ended a session without a word. */
    private static final long SURE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int SECONDS_TO_ANSWER = 5;

    /** By the URL of the database. */
    private final Map<String, Idle> idle = new ConcurrentHashMap<>();

    /** How often the session to such a database is lent out. */
    private final Map<String, Integer> lent = new ConcurrentHashMap<>();

    private volatile boolean over;

    private record Idle(Connector connector, Connection connection, long since) {
        boolean answers() throws SQLException {
            return System.nanoTime() - since < SURE_NANOS || connection.isValid(SECONDS_TO_ANSWER);
        }
    }

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
            shared.over = true;
            shared.closeIdle();
        }
    }

    /** Work for another thread that is a part of this thread's, which waits for it: what it leaves is shared on here. */
    public static Runnable onBehalf(Runnable work) {
        SharedSessions shared = OF_THREAD.get();
        return () -> {
            OF_THREAD.set(shared);
            try {
                work.run();
            } finally {
                OF_THREAD.remove();
            }
        };
    }

    /** Closes what this thread holds and does not use just now; its next question opens a session again. */
    public static void release() {
        SharedSessions shared = OF_THREAD.get();
        if (shared != null) {
            shared.closeIdle();
        }
    }

    /**
     * Lends out the session to a database, to be one of many that somebody opens, and lets every question to that database
     * have a session of its own until that is over.
     */
    static Loan lend(Connector connector) {
        SharedSessions shared = OF_THREAD.get();
        Loan loan = new Loan(shared, connector, handOver(connector));
        if (shared != null) {
            shared.lent.merge(connector.url(), 1, Integer::sum);
        }
        return loan;
    }

    /** A session that was lent out. It ends on the thread on which it began. */
    static final class Loan {
        private final SharedSessions shared;
        private final Connector connector;
        private final AtomicReference<Connection> session;

        private Loan(SharedSessions shared, Connector connector, Connection session) {
            this.shared = shared;
            this.connector = connector;
            this.session = new AtomicReference<>(session);
        }

        /** The session, once; null when there was none, or somebody has it. */
        Connection take() {
            return session.getAndSet(null);
        }

        /**
         * Ends the loan.
         *
         * @param back a session of this connector with autocommit on, as good as new, to be shared on; or null
         */
        void end(Connection back) {
            if (shared != null) {
                shared.lent.merge(connector.url(), -1, Integer::sum);
            }
            Connection unused = take();
            for (Connection one : Arrays.asList(unused, back)) {
                if (one != null && (shared == null || !shared.keep(connector, one))) {
                    closeQuietly(one);
                }
            }
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

    /** The connection that this thread holds and does not use just now, which is the caller's from now on; null for none. */
    static Connection handOver(Connector connector) {
        SharedSessions shared = OF_THREAD.get();
        return shared == null ? null : shared.take(connector);
    }

    /** Whether this thread shares sessions and holds none to this database. */
    static boolean wants(Connector connector) {
        SharedSessions shared = OF_THREAD.get();
        return shared != null
                && !shared.over
                && shared.lent.getOrDefault(connector.url(), 0) == 0
                && !shared.idle.containsKey(connector.url());
    }

    /** Gives this thread a session of its own again, as it came and with autocommit on; or null. */
    static void give(Connector connector, Connection session) {
        if (session != null && !OF_THREAD.get().keep(connector, session)) {
            closeQuietly(session);
        }
    }

    private <T> T onShared(Connector connector, Question<T> question) throws SQLException {
        Connection connection = connector.open();
        boolean usable = false;
        try {
            T answer = question.on(connection);
            usable = connection.getAutoCommit();
            return answer;
        } finally {
            if (!usable || !keep(connector, connection)) {
                closeQuietly(connection);
            }
        }
    }

    /** Whether the session is held from now on. */
    private boolean keep(Connector connector, Connection connection) {
        return !over
                && lent.getOrDefault(connector.url(), 0) == 0
                && idle.putIfAbsent(connector.url(), new Idle(connector, connection, System.nanoTime())) == null;
    }

    /** Null for none that can be used; one that cannot is closed. */
    private Connection take(Connector connector) {
        Idle kept = idle.remove(connector.url());
        if (kept == null) {
            return null;
        }
        try {
            boolean same = kept.connector().equals(connector);
            if ((same || connector.canSettle(kept.connector())) && kept.answers()) {
                if (!same) {
                    connector.settle(kept.connection());
                }
                return kept.connection();
            }
        } catch (SQLException broken) {
            // A new one will tell what is wrong.
        }
        closeQuietly(kept.connection());
        return null;
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
