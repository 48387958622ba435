package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.Snapshots;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.LogPosition;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Neither engine lets one session join another's view: what can be had is where the binary log stood, from which a
 * copy made while rows change can be brought to one state.
 */
public final class MySqlSnapshots implements Snapshots, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Snapshot open(Connector connector) throws SQLException {
        try (Connection connection = connector.open()) {
            String opened = ScalarQuery.text(connection, "SELECT UNIX_TIMESTAMP()");
            return new Position(new MySqlChangeLog().position(connection), Long.parseLong(opened));
        }
    }

    /**
     * What connections see that are opened now.
     *
     * @param position where the log stood for whoever looked
     * @param opened before that, in seconds by the server's clock
     */
    public static Snapshot at(LogPosition position, long opened) {
        return new Position(Optional.of(position), opened);
    }

    private record Position(Optional<LogPosition> position, long opened) implements Snapshot {
        @Override
        public boolean shared() {
            return false;
        }

        @Override
        public List<String> join() {
            return List.of();
        }

        /** The log tells of all tables, and may be off; InnoDB tells when a transaction with rows of a table was last committed. */
        @Override
        public boolean mayDiffer(Connection connection, List<TableName> tables) throws SQLException {
            if (position.isPresent() && position.equals(new MySqlChangeLog().position(connection))) {
                return false;
            }
            if (!connection.getMetaData().getDatabaseProductName().equalsIgnoreCase("MariaDB")) {
                // It would answer out of a memory that is a day old.
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET SESSION information_schema_stats_expiry = 0");
                }
            }
            for (TableName table : tables) {
                String changed = ScalarQuery.text(
                        connection,
                        "SELECT ENGINE <> 'InnoDB' OR COALESCE(UPDATE_TIME >= FROM_UNIXTIME(" + opened
                                + "), FALSE) FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                                + MySqlLiterals.text(table.schema()) + " AND TABLE_NAME = "
                                + MySqlLiterals.text(table.name()));
                if (!"0".equals(changed)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }
}
