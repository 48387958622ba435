package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.server.ChangeLog;
import dev.sterna.model.GtidList;
import dev.sterna.model.GtidSet;
import dev.sterna.model.LogOffset;
import dev.sterna.model.LogPosition;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * The binary log. MariaDB gives every transaction in it an identifier; MySQL only where gtid_mode is ON, and in every other
 * mode some transactions may have none, so that only file and offset tell where the log stands.
 */
public final class MySqlChangeLog implements ChangeLog, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<LogPosition> position(Connection connection) throws SQLException {
        if (!"1".equals(ScalarQuery.text(connection, "SELECT @@GLOBAL.log_bin"))) {
            return Optional.empty();
        }
        // Not gtid_current_pos, which leaves out what has another server's number.
        String list = ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.gtid_binlog_pos");
        if (list != null) {
            return logsWhatItApplies(connection) ? Optional.of(GtidList.parse(list)) : Optional.empty();
        }
        if ("ON".equals(ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.gtid_mode"))) {
            return Optional.of(GtidSet.parse(ScalarQuery.text(connection, "SELECT @@GLOBAL.gtid_executed")));
        }
        return offset(connection);
    }

    /** The log of a MariaDB replica may hold only what is written on itself: then it stands still while rows change. */
    private static boolean logsWhatItApplies(Connection connection) throws SQLException {
        return "1"
                .equals(ScalarQuery.text(
                        connection, "SELECT @@GLOBAL.log_slave_updates = 1 OR @@GLOBAL.gtid_slave_pos = ''"));
    }

    /** By the statement's two names; empty without the privilege. */
    private static Optional<LogPosition> offset(Connection connection) throws SQLException {
        for (String sql : List.of("SHOW BINARY LOG STATUS", "SHOW MASTER STATUS")) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                if (rows.next()) {
                    return Optional.of(new LogOffset(rows.getString(1), rows.getLong(2)));
                }
            } catch (SQLException failure) {
                // the other name, or no position at all
                if (!MySqlErrors.isUnknownOrForbidden(failure)) {
                    throw failure;
                }
            }
        }
        return Optional.empty();
    }
}
