package dev.sterna.dialect.mysql.log;

import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.server.Preflight.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a server leaves out of its log without a word. */
final class LogFilters {
    private static final int ONLY = 3;
    private static final int IGNORED = 4;

    private LogFilters() {}

    static void check(Connection connection, Following following, List<Finding> findings) throws SQLException {
        // MariaDB has no such mode, and says of itself whether it is a replica.
        String mode = ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.gtid_mode");
        String logged = ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.log_replica_updates");
        if (logged == null) {
            logged = ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.log_slave_updates");
        }
        if (mode != null && "0".equals(logged)) {
            findings.add(Finding.warns(
                    "log-without-replicated",
                    "log_replica_updates is off: if the server is a replica, its log has not what it replicates",
                    "Start it with log_replica_updates = ON, or name its primary in sterna.source.url"));
        }
        for (String sql : List.of("SHOW BINARY LOG STATUS", "SHOW BINLOG STATUS", "SHOW MASTER STATUS")) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                if (row.next()) {
                    filters(row.getString(ONLY), row.getString(IGNORED), following, findings);
                }
                return;
            } catch (SQLException otherNameOrForbidden) {
                // Few servers have filters, and not every user is told of them.
            }
        }
    }

    private static void filters(String only, String ignored, Following following, List<Finding> findings) {
        Set<String> left = new TreeSet<>();
        following.tables().forEach(followed -> {
            String schema = followed.table().name().schema();
            if (!list(only).isEmpty() && !list(only).contains(schema)
                    || list(ignored).contains(schema)) {
                left.add(schema);
            }
        });
        if (!left.isEmpty()) {
            findings.add(Finding.blocks(
                    "log-filtered",
                    "The server leaves changes of " + String.join(", ", left) + " out of its log",
                    "Take binlog_do_db and binlog_ignore_db out of its configuration, and restart it"));
        }
    }

    private static List<String> list(String names) {
        return names == null || names.isBlank()
                ? List.of()
                : Arrays.stream(names.split(",", -1)).map(String::strip).toList();
    }
}
