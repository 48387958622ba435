package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.jdbc.Connector;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.model.Side;
import java.sql.Connection;
import java.sql.SQLException;

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

    /** A table of the ledger, quoted. */
    String table(Connection connection, String name) throws SQLException {
        return dialect.sql().quote(dialect.ledger().table(connection, name));
    }

    /** What is asked. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
