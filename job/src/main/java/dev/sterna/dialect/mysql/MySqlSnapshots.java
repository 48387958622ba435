package dev.sterna.dialect.mysql;

import dev.sterna.dialect.Snapshots;
import dev.sterna.jdbc.Connector;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Neither engine lets one session join another's view: what can be had is where the binary log stood, from which a
 * copy made while rows change can be brought to one state.
 */
final class MySqlSnapshots implements Snapshots, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Snapshot open(Connector connector) throws SQLException {
        try (Connection connection = connector.open()) {
            String gtids = MySqlQueries.textIfAllowed(connection, "SELECT @@GLOBAL.gtid_executed");
            if (gtids == null) {
                gtids = MySqlQueries.textIfAllowed(connection, "SELECT @@GLOBAL.gtid_current_pos");
            }
            return new Position(gtids != null && !gtids.isBlank() ? gtids.replaceAll("\\s", "") : file(connection));
        }
    }

    /** File and offset, by the statement's two names; null without the privilege or without a binary log. */
    private static String file(Connection connection) {
        for (String sql : List.of("SHOW BINARY LOG STATUS", "SHOW MASTER STATUS")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                if (rows.next()) {
                    return rows.getString(1) + ":" + rows.getString(2);
                }
            } catch (SQLException unknownOrForbidden) {
                // the other name, or no position at all
            }
        }
        return null;
    }

    private record Position(String position) implements Snapshot {
        @Override
        public boolean shared() {
            return false;
        }

        @Override
        public List<String> join() {
            return List.of();
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }
}
