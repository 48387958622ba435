package dev.sterna.prepare;

import dev.sterna.dialect.server.Capability;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.schema.ObjectKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/** Executes statements on one connection to the target. One thread uses it; another one may cancel the running statement. */
final class StatementSession implements AutoCloseable {
    /** Class of the SQLSTATEs of transactions that a server chose to roll back. */
    private static final String ROLLED_BACK = "40";

    private static final int MOST_ATTEMPTS = 20;

    private final Database target;
    private final List<String> opening;
    private Connection connection;
    private String session;
    private String current;
    // Under "this".
    private Statement running;
    private boolean cancelled;

    /** @param opening statements that begin a session */
    StatementSession(Database target, List<String> opening) {
        this.target = target;
        this.opening = opening;
    }

    /**
     * Executes a statement, and notes how it ended.
     *
     * @throws SternaException explaining the failure
     */
    void execute(PlannedStatement statement, StatementResults results) {
        long start = System.nanoTime();
        if (statement.ownSession()) {
            close();
        }
        try {
            target.attempt(statement.doing(), statement.table(), () -> {
                executeInItsSession(statement);
                return null;
            });
            results.succeeded(statement, seconds(start));
        } catch (SternaException explained) {
            results.failed(statement, seconds(start), explained);
            forgetIfBroken();
            throw explained;
        } finally {
            if (statement.ownSession()) {
                close();
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void executeInItsSession(PlannedStatement statement) throws SQLException {
        if (connection == null) {
            open();
        }
        lookIn(statement.object().schema());
        String wanted = statement.statement().session();
        if (wanted != null && !Objects.equals(wanted, session)) {
            execute(wanted);
            session = wanted;
        }
        executeAgain(statement.sql());
        if (statement.object().kind() == ObjectKind.SETTING) {
            // It may have set the session too.
            current = null;
        }
    }

    /** What the user wrote means there what it meant in the source: names that it does not qualify are its schema's. */
    private void lookIn(String schema) throws SQLException {
        boolean looksAround = target.server().has(Capability.SEARCH_PATH);
        if (looksAround && schema != null && !schema.equals(current)) {
            execute(target.useSchema(schema));
            current = schema;
        }
    }

    @SuppressWarnings("MustBeClosedChecker")
    private void open() throws SQLException {
        connection = target.openAnother();
        session = null;
        current = null;
        for (String sql : opening) {
            execute(sql);
        }
    }

    /** A statement that lost a deadlock against another one of ours changed nothing, and may be executed again. */
    private void executeAgain(String sql) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                execute(sql);
                return;
            } catch (SQLException failure) {
                boolean lost =
                        failure.getSQLState() != null && failure.getSQLState().startsWith(ROLLED_BACK);
                if (!lost || attempt == MOST_ATTEMPTS) {
                    throw failure;
                }
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            begin(statement);
            statement.execute(sql);
        } finally {
            begin(null);
        }
    }

    private synchronized void begin(Statement statement) throws SQLException {
        if (statement != null && cancelled) {
            throw new SQLException("The statement was cancelled before it began", "57014");
        }
        running = statement;
    }

    /** Makes the server stop working on the running statement; later ones fail at once. */
    synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException ignored) {
                // Whoever cancels closes the connection next, which ends the statement as well, only later.
            }
        }
    }

    private void forgetIfBroken() {
        try {
            if (connection != null && !connection.isValid(5)) {
                close();
            }
        } catch (SQLException ignored) {
            close();
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException ignored) {
                // Every statement was committed as it ended.
            }
            connection = null;
        }
    }
}
