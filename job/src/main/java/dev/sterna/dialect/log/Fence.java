package dev.sterna.dialect.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;

/**
 * Makes sure that rows are read no older than the changes that were heard of. The log runs ahead: for a moment after its
 * commit stands there, a transaction is invisible to queries that begin, and a row read then would be the old one for good.
 */
public interface Fence {

    /** What sees all that these transactions did, for any number of connections. */
    Sighting of(Collection<Commit> commits);

    /** The one way to see some transactions. */
    @FunctionalInterface
    interface Sighting {

        /**
         * Begins a transaction that only reads and sees all that these transactions did, and at every later statement the
         * same. The caller ends it.
         *
         * @param connection with autocommit off, and no transaction open
         * @param limit how long to wait for them to become visible
         * @throws dev.sterna.error.SternaException when it took longer
         */
        void begin(Connection connection, Duration limit) throws SQLException;
    }
}
