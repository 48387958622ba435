package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.server.Snapshots;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.LogPosition;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Exported snapshots: every connection that imports one sees the same rows, for as long as the exporter stays open. */
public final class PostgresSnapshots implements Snapshots {
    private static final String ISOLATION = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

    @Override
    public Snapshot open(Connector connector) throws SQLException {
        Connection connection = connector.openAnother();
        try {
            // Before the snapshot, so that whoever follows from there does not miss what is written between the two.
            Optional<LogPosition> position = new PostgresChangeLog().position(connection);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(ISOLATION);
                try (ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
                    row.next();
                    return new Exported(connection, row.getString(1), position);
                }
            }
        } catch (SQLException failure) {
            throw Connector.closed(connection, failure);
        }
    }

    /**
     * A view that has been exported already, for as long as this connection does nothing else.
     *
     * @param position exactly that of the view
     */
    public static Snapshot exported(Connection connection, String id, LogPosition position) {
        return new Exported(connection, id, Optional.of(position));
    }

    private record Exported(Connection connection, String id, Optional<LogPosition> position) implements Snapshot {
        @Override
        public boolean shared() {
            return true;
        }

        @Override
        public List<String> join() {
            return List.of(ISOLATION, "SET TRANSACTION SNAPSHOT " + Literals.string(id));
        }

        @Override
        public boolean mayDiffer(Connection other, List<TableName> tables) {
            return false;
        }

        @Override
        public void close() throws SQLException {
            try (connection) {
                if (!connection.isClosed() && !connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
        }
    }
}
