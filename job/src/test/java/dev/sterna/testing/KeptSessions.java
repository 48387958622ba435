package dev.sterna.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/**
 * Open sessions of one server that tests give statements to, so that not every statement has to log in: that costs a driver
 * more than the statement. Whoever takes one gets one that is as good as new; it is nobody's until it is given back.
 */
final class KeptSessions {
    private static final int SECONDS_TO_ANSWER = 5;

    /** Statements that leave their own session, and what later ones begin with, as they were. */
    private static final Set<String> PLAIN = Set.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "WITH",
            "VALUES",
            "CREATE",
            "DROP",
            "ALTER",
            "TRUNCATE",
            "ANALYZE",
            "COMMENT",
            "GRANT",
            "SHOW",
            "VACUUM",
            "REFRESH");

    /** What makes such a statement another one: settings of a session, a user, a database, and what a session holds. */
    private static final Set<String> NOT_PLAIN = Set.of(
            "set_config",
            "temporary",
            "lock",
            "alter database",
            "alter role",
            "alter user",
            "alter schema",
            "pg_stat_activity",
            "processlist");

    private final Map<Whose, Deque<Connection>> idle = new ConcurrentHashMap<>();

    /** Opens a session. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    private record Whose(String database, String user) {}

    /** A session for somebody in a database. */
    Connection take(String database, String user, Opener opener) throws SQLException {
        Deque<Connection> mine = idle.getOrDefault(new Whose(database, user), new ConcurrentLinkedDeque<>());
        for (Connection kept = mine.poll(); kept != null; kept = mine.poll()) {
            if (kept.isValid(SECONDS_TO_ANSWER)) {
                return kept;
            }
            kept.close();
        }
        return opener.open();
    }

    /**
     * Gives a session back in which no statement was executed but such that {@link #arePlain}.
     */
    void giveBack(String database, String user, Connection session) {
        idle.computeIfAbsent(new Whose(database, user), whose -> new ConcurrentLinkedDeque<>())
                .add(session);
    }

    /** Whether these are of no consequence for sessions: neither for their own nor for those that are to come. */
    static boolean arePlain(String... sql) {
        return Stream.of(sql).allMatch(KeptSessions::isPlain);
    }

    private static boolean isPlain(String statement) {
        String text = statement.strip().toLowerCase(Locale.ROOT);
        String first = text.split("\\W", 2)[0];
        return PLAIN.contains(first.toUpperCase(Locale.ROOT))
                && NOT_PLAIN.stream().noneMatch(text::contains);
    }

    /** Closes those of a database that nobody has. */
    void close(String database) {
        idle.keySet().stream()
                .filter(whose -> whose.database().equals(database))
                .forEach(this::close);
    }

    void closeAll() {
        idle.keySet().forEach(this::close);
    }

    private void close(Whose whose) {
        Deque<Connection> sessions = idle.remove(whose);
        if (sessions == null) {
            return;
        }
        for (Connection session : sessions) {
            try {
                session.close();
            } catch (SQLException ended) {
                throw new AssertionError("Cannot close a session of " + whose, ended);
            }
        }
    }
}
