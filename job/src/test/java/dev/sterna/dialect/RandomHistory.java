package dev.sterna.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Changes rows at random, in transactions that overlap: inserts, updates, changes of keys, deletes, savepoints, ends of both
 * kinds. Every session has numbers of its own, so that none waits for another.
 */
final class RandomHistory implements AutoCloseable {
    private static final int SESSIONS = 3;
    private static final int NUMBERS = 40;

    /** What became of the rows of one session. */
    private static final class Session {
        private final Connection connection;
        private final int number;
        private Set<Integer> committed = new TreeSet<>();
        private Set<Integer> rows = new TreeSet<>();
        private Set<Integer> touched = new HashSet<>();
        private Set<Integer> savedRows;
        private Set<Integer> savedTouched;

        Session(Connection connection, int number) {
            this.connection = connection;
            this.number = number;
        }
    }

    private final String table;
    private final Random random;
    private final List<Session> sessions = new ArrayList<>();
    private final Set<String> changed = new TreeSet<>();

    RandomHistory(Fixture fixture, String table, Random random) throws SQLException {
        this.table = table;
        this.random = random;
        for (int i = 0; i < SESSIONS; i++) {
            Connection connection = fixture.database.connect();
            // Else the gaps between rows are locked as well.
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            sessions.add(new Session(connection, i));
        }
    }

    /** Keys of rows that transactions have changed which are committed. */
    Set<String> changed() {
        return changed;
    }

    void run(int steps) throws SQLException {
        for (int i = 0; i < steps; i++) {
            step(sessions.get(random.nextInt(SESSIONS)));
        }
        for (Session session : sessions) {
            commit(session);
        }
    }

    private void step(Session session) throws SQLException {
        switch (random.nextInt(12)) {
            case 0, 1 -> commit(session);
            case 2 -> rollback(session);
            case 3 -> save(session);
            case 4 -> rollbackToSavepoint(session);
            case 5, 6 -> update(session);
            case 7 -> delete(session);
            case 8 -> move(session);
            default -> insert(session);
        }
    }

    private int anyNumber(Session session) {
        return session.number * 1000 + random.nextInt(NUMBERS);
    }

    private static void execute(Session session, String sql) throws SQLException {
        try (Statement statement = session.connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void insert(Session session) throws SQLException {
        int id = anyNumber(session);
        if (session.rows.add(id)) {
            session.touched.add(id);
            execute(session, "INSERT INTO " + table + " VALUES (" + id + ", 'a', " + random.nextInt() + ")");
        }
    }

    private void update(Session session) throws SQLException {
        int from = anyNumber(session);
        List<Integer> rows =
                session.rows.stream().filter(id -> id >= from).limit(3).toList();
        if (!rows.isEmpty()) {
            session.touched.addAll(rows);
            execute(
                    session,
                    "UPDATE " + table + " SET n = n / 2 + " + (1 + random.nextInt(1_000_000)) + ", v = '"
                            + random.nextLong() + "' WHERE id IN ("
                            + String.join(
                                    ", ", rows.stream().map(String::valueOf).toList()) + ")");
        }
    }

    private void delete(Session session) throws SQLException {
        int id = anyNumber(session);
        if (session.rows.remove(id)) {
            session.touched.add(id);
            execute(session, "DELETE FROM " + table + " WHERE id = " + id);
        }
    }

    private void move(Session session) throws SQLException {
        int from = anyNumber(session);
        int to = anyNumber(session);
        if (session.rows.contains(from) && session.rows.add(to)) {
            session.rows.remove(from);
            session.touched.addAll(List.of(from, to));
            execute(session, "UPDATE " + table + " SET id = " + to + " WHERE id = " + from);
        }
    }

    private static void save(Session session) throws SQLException {
        execute(session, "SAVEPOINT here");
        session.savedRows = new TreeSet<>(session.rows);
        session.savedTouched = new HashSet<>(session.touched);
    }

    private static void rollbackToSavepoint(Session session) throws SQLException {
        if (session.savedRows != null) {
            execute(session, "ROLLBACK TO SAVEPOINT here");
            session.rows = new TreeSet<>(session.savedRows);
            session.touched = new HashSet<>(session.savedTouched);
        }
    }

    private void commit(Session session) throws SQLException {
        session.connection.commit();
        session.committed = new TreeSet<>(session.rows);
        session.touched.forEach(id -> changed.add(Integer.toString(id)));
        begin(session);
    }

    private static void rollback(Session session) throws SQLException {
        session.connection.rollback();
        session.rows = new TreeSet<>(session.committed);
        begin(session);
    }

    private static void begin(Session session) {
        session.touched = new HashSet<>();
        session.savedRows = null;
        session.savedTouched = null;
    }

    @Override
    public void close() throws SQLException {
        for (Session session : sessions) {
            session.connection.close();
        }
    }
}
