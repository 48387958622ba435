package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.server.FreezeChanges;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs statements that wait for other sessions, and ends those that keep one waiting for longer than a second. */
final class FreezeWait {
    /** The table of transactions is read anew only when nobody has read it for a tenth of a second. */
    private static final long PAUSE_MILLIS = 120;

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int NO_SUCH_SESSION = 1094;
    private static final int NOT_ALLOWED_TO_KILL = 1095;

    private final String doing;
    private final String blockers;
    private final Duration within;
    private final long deadline;

    /**
     * @param doing for messages
     * @param blockers as {@link FreezeWay#blockers}
     * @param begun by {@link System#nanoTime}
     */
    FreezeWait(String doing, String blockers, Duration within, long begun) {
        this.doing = doing;
        this.blockers = blockers;
        this.within = within;
        this.deadline = begun + within.toNanos();
    }

    private record Session(String id, String who, boolean spared) {
        @Override
        public String toString() {
            return id + " (" + who + ")";
        }
    }

    /** Runs a statement. */
    void run(Connection connection, String sql) throws SQLException {
        String before = ScalarQuery.text(connection, "SELECT @@SESSION.lock_wait_timeout");
        FreezeChanges.execute(connection, "SET SESSION lock_wait_timeout = 1");
        try {
            while (!isRun(connection, sql)) {
                kill(connection, sessions(connection));
            }
        } finally {
            FreezeChanges.execute(connection, "SET SESSION lock_wait_timeout = " + before);
        }
    }

    /** Ends all that there are, and returns when they are gone. */
    void end(Connection connection) throws SQLException {
        List<Session> sessions = sessions(connection);
        do {
            kill(connection, sessions);
            pause();
            sessions = sessions(connection);
        } while (!sessions.isEmpty());
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            throw SternaException.interrupted("Interrupted while sessions of the source ended", interrupted);
        }
    }

    private void kill(Connection connection, List<Session> sessions) throws SQLException {
        if (System.nanoTime() > deadline) {
            throw blocked(connection, sessions);
        }
        for (Session session : sessions) {
            if (!session.spared) {
                kill(connection, session);
            }
        }
    }

    private static boolean isRun(Connection connection, String sql) throws SQLException {
        try {
            FreezeChanges.execute(connection, sql);
            return true;
        } catch (SQLException waited) {
            if (waited.getErrorCode() != LOCK_WAIT_TIMEOUT) {
                throw waited;
            }
            return false;
        }
    }

    /** None where this user may not see any. */
    private List<Session> sessions(Connection connection) throws SQLException {
        List<Session> sessions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(blockers)) {
            while (rows.next()) {
                sessions.add(new Session(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
            }
        } catch (SQLException refused) {
            if (!MySqlErrors.isUnknownOrForbidden(refused)) {
                throw refused;
            }
        }
        return sessions;
    }

    private static void kill(Connection connection, Session session) throws SQLException {
        try {
            FreezeChanges.execute(connection, "KILL " + session.id);
        } catch (SQLException failure) {
            // It is gone by itself, or is named when the time is over.
            if (failure.getErrorCode() != NO_SUCH_SESSION && failure.getErrorCode() != NOT_ALLOWED_TO_KILL) {
                throw failure;
            }
        }
    }

    private SternaException blocked(Connection connection, List<Session> sessions) throws SQLException {
        String rights = SessionRights.missing(connection, Privileges.read(connection));
        return SternaException.of(
                Category.REFUSED,
                "freeze-blocked",
                null,
                "Cannot " + doing + " the source within " + within.toMillis() + " ms: "
                        + (sessions.isEmpty()
                                ? "sessions that this user does not see stand in the way"
                                : "in the way stand the sessions "
                                        + sessions.stream()
                                                .map(Session::toString)
                                                .collect(Collectors.joining(", "))),
                (rights.isEmpty() ? "" : rights + "; or ")
                        + (sessions.isEmpty()
                                ? "End what has locked tables or writes (SHOW PROCESSLIST)"
                                : sessions.stream()
                                        .map(session -> "KILL " + session.id)
                                        .collect(Collectors.joining("; ")))
                        + "; then give the command again");
    }
}
