package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.jdbc.Connector;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.model.Side;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;

/** The server that has the ledger, and how it is asked about its tables. */
record LedgerServer(Dialect dialect, Connector connector) {

    /**
     * Asks on a session of the target.
     *
     * @param doing what for, as a failure tells it
     */
    <T> T ask(String doing, Work<T> work) {
        try {
            return SharedSessions.ask(connector, work::on);
        } catch (SQLException failure) {
            throw dialect.explain(failure, Side.TARGET, doing, null);
        }
    }

    /**
     * Does work on a session of the target that is in as a whole or not at all.
     *
     * @param doing what for, as a failure tells it
     */
    void inTransaction(String doing, Statements work) {
        ask(doing, connection -> {
            connection.setAutoCommit(false);
            try {
                work.on(connection);
                connection.commit();
            } catch (SQLException failure) {
                connection.rollback();
                throw failure;
            } finally {
                connection.setAutoCommit(true);
            }
            return null;
        });
    }

    /** How long ago, by the target's clock, that which the first column says was; never less than nothing. */
    static Duration age(ResultSet row, int then, int now) throws SQLException {
        Duration age =
                Duration.between(row.getObject(then, LocalDateTime.class), row.getObject(now, LocalDateTime.class));
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** A table of the ledger, quoted. */
    String table(Connection connection, String name) throws SQLException {
        return dialect.sql().quote(dialect.ledger().table(connection, name));
    }

    /** Deletes the rows of a run from one of the tables, within what the connection has open. */
    void delete(Connection connection, String table, String runId) throws SQLException {
        String sql = "DELETE FROM " + table(connection, table) + " WHERE "
                + dialect.sql().quote("run_id") + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            statement.executeUpdate();
        }
    }

    /** What is done. */
    interface Statements {
        void on(Connection connection) throws SQLException;
    }

    /** What is asked. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
