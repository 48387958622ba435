package dev.sterna.prepare;

import dev.sterna.error.SternaException;
import dev.sterna.step.RunContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/** One connection to the target that statements are given on. One thread uses it; another one may cancel what runs. */
final class Sender implements AutoCloseable {
    /** Class of the SQLSTATEs of transactions that a server chose to roll back. */
    private static final String ROLLED_BACK = "40";

    private static final int MOST_ATTEMPTS = 20;

    private final RunContext run;
    private final List<String> opening;
    private Connection connection;
    private String session;
    // Under "this".
    private Statement running;
    private boolean cancelled;

    /** @param opening statements that begin a session */
    Sender(RunContext run, List<String> opening) {
        this.run = run;
        this.opening = opening;
    }

    /** Gives a statement; seconds that it took. */
    double send(Work work, Results results) {
        long start = System.nanoTime();
        if (work.alone()) {
            close();
        }
        try {
            if (connection == null) {
                open();
            }
            String wanted = work.statement().session();
            if (wanted != null && !Objects.equals(wanted, session)) {
                execute(wanted);
                session = wanted;
            }
            executeAgain(work.statement().sql());
            double seconds = (System.nanoTime() - start) / 1e9;
            results.done(work, seconds);
            return seconds;
        } catch (SQLException failure) {
            SternaException explained = run.target().explain(failure, work.doing(), work.table());
            results.failed(work, (System.nanoTime() - start) / 1e9, explained);
            forgetIfBroken();
            throw explained;
        } finally {
            if (work.alone()) {
                close();
            }
        }
    }

    @SuppressWarnings("MustBeClosedChecker")
    private void open() throws SQLException {
        connection = run.target().connector().open();
        session = null;
        for (String sql : opening) {
            execute(sql);
        }
    }

    /** A statement that lost a deadlock against another one of ours changed nothing, and may be given again. */
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
                // What was given is committed, statement by statement.
            }
            connection = null;
        }
    }
}
