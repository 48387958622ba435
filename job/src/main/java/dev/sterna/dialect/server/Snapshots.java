package dev.sterna.dialect.server;

import dev.sterna.jdbc.Connector;
import dev.sterna.model.LogPosition;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Consistent views. */
public interface Snapshots {

    /** Opens a view that other connections can share for as long as it is open, or the best that the engine has. */
    Snapshot open(Connector connector) throws SQLException;

    /** An open view. */
    interface Snapshot extends AutoCloseable {
        /** Whether connections that run {@link #join()} all see the same rows. */
        boolean shared();

        /**
         * Statements that put a fresh session with autocommit off into the view, before any other; empty when there is
         * none to share.
         */
        List<String> join();

        /**
         * Where the log of changes stood just before the view was opened, as {@link ChangeLog#position} tells it. Every
         * change behind it stays to be brought over; one before it may be missing in the view all the same, if its commit
         * was in the log and not yet visible.
         */
        Optional<LogPosition> position();

        /**
         * Whether connections may see other rows of these tables than when the view was opened, as far as the server tells;
         * true where it does not.
         *
         * @param connection a session of its own
         */
        boolean mayDiffer(Connection connection, List<TableName> tables) throws SQLException;

        @Override
        void close() throws SQLException;
    }
}
