package dev.sterna.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One connection for reading, with autocommit off, opened at first use, whose running query another thread can cancel.
 * One thread uses it at a time.
 */
public final class Lane implements AutoCloseable {
    private final Connector connector;
    private final View view;
    private Connection lent;
    private Connection connection;
    // Whether it was only read from, in queries that were answered.
    private boolean asItCame = true;
    // Under "this": what cancel() has to stop, and whether it came before there was anything.
    private Statement running;
    private boolean cancelled;

    public Lane(Connector connector, View view) {
        this.connector = connector;
        this.view = view;
    }

    /** @param lent what it begins with: open, of this connector, with autocommit on */
    Lane(Connector connector, View view, Connection lent) {
        this(connector, view);
        this.lent = lent;
    }

    /** The connection itself; statements made on it are not cancelled, only cut off when the lane is closed. */
    public Connection connection() throws SQLException {
        asItCame = false;
        return opened();
    }

    private Connection opened() throws SQLException {
        if (connection == null) {
            Connection fresh = lent == null ? connector.open() : lent;
            lent = null;
            connection = fresh;
            fresh.setAutoCommit(false);
            try (Statement statement = fresh.createStatement()) {
                for (String sql : view.join()) {
                    statement.execute(sql);
                }
            }
        }
        return connection;
    }

    /** Reads a whole answer. */
    public <T> T query(String sql, int fetchSize, Reading<T> reading) throws SQLException {
        try (Cursor cursor = open(sql, fetchSize)) {
            return reading.of(cursor.rows());
        } catch (SQLException failure) {
            throw withStatement(failure, sql);
        }
    }

    /** Starts a query; waits until the server has its first rows. */
    public Cursor open(String sql, int fetchSize) throws SQLException {
        Statement statement = opened().createStatement();
        try {
            synchronized (this) {
                if (cancelled) {
                    throw new SQLException("The query was cancelled before it began", "57014");
                }
                running = statement;
            }
            statement.setFetchSize(fetchSize);
            return new Cursor(this, statement, statement.executeQuery(sql));
        } catch (SQLException failure) {
            asItCame = false;
            end(statement);
            throw withStatement(failure, sql);
        }
    }

    /** Ends the transaction, so that the next query sees what is committed by then; a shared view stays as it is. */
    public void refresh() throws SQLException {
        if (connection != null && !view.shared()) {
            connection.rollback();
        }
    }

    /** Makes the server stop working on the running query, which then fails; later ones fail at once. */
    public synchronized void cancel() {
        cancelled = true;
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException ignored) {
                // Whoever cancels closes the lane next, which ends the query as well, only later.
            }
        }
    }

    /** The connection, with its transaction ended and autocommit on, for somebody else; null for none that is in order. */
    Connection giveUp() {
        Connection given = connection == null ? lent : connection;
        connection = null;
        lent = null;
        if (given == null) {
            return null;
        }
        try {
            if (!given.getAutoCommit()) {
                given.rollback();
                given.setAutoCommit(true);
            }
            return given;
        } catch (SQLException broken) {
            closeQuietly(given);
            return null;
        }
    }

    /** Gives up the connection, to the questions that this thread is going to ask if they have none. */
    @Override
    public void close() {
        if (isAsItCame() && SharedSessions.wants(connector)) {
            SharedSessions.give(connector, giveUp());
        }
        closeQuietly(connection);
        closeQuietly(lent);
        connection = null;
        lent = null;
    }

    private synchronized boolean isAsItCame() {
        return connection != null && asItCame && running == null && !cancelled;
    }

    private static void closeQuietly(Connection open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException ignored) {
            // Nothing was written on it.
        }
    }

    private void end(Statement statement) {
        synchronized (this) {
            running = null;
        }
        try {
            statement.close();
        } catch (SQLException ignored) {
            // The connection is broken, and the next use of it will say so.
        }
    }

    private static SQLException withStatement(SQLException failure, String sql) {
        if (failure.getSuppressed().length == 0) {
            failure.addSuppressed(new FailedStatement(sql));
        }
        return failure;
    }

    /** Rows on their way from the server. */
    public static final class Cursor implements AutoCloseable {
        private final Lane lane;
        private final Statement statement;
        private final ResultSet rows;

        private Cursor(Lane lane, Statement statement, ResultSet rows) {
            this.lane = lane;
            this.statement = statement;
            this.rows = rows;
        }

        public ResultSet rows() {
            return rows;
        }

        @Override
        public void close() {
            lane.end(statement);
        }
    }

    /** Turns an answer into a value. */
    public interface Reading<T> {
        T of(ResultSet rows) throws SQLException;
    }

    /** Carries the text of a failed statement along with the failure. */
    private static final class FailedStatement extends Exception {
        private static final long serialVersionUID = 1L;

        FailedStatement(String sql) {
            super("The statement was: " + sql, null, false, false);
        }
    }
}
