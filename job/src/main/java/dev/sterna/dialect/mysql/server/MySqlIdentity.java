package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.server.DatabaseIdentity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells servers apart: MySQL by its uuid; MariaDB, which has none, by all that it says of where it runs; nodes of one Galera cluster
 * not at all, since they have the same rows.
 */
final class MySqlIdentity {
    /** The uptime counts whole seconds, and so does the clock that it is taken from. */
    private static final Duration PRECISION = Duration.ofSeconds(2);

    private static final String NO_CLUSTER = "00000000-0000-0000-0000-000000000000";

    private MySqlIdentity() {}

    static DatabaseIdentity read(Connection connection) throws SQLException {
        Map<String, String> variables = shown(
                connection,
                "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_uuid', 'server_uid', 'hostname', 'port',"
                        + " 'server_id', 'datadir', 'socket', 'lower_case_table_names')");
        boolean folds = !"0".equals(variables.remove("lower_case_table_names"));
        Map<String, String> status =
                shown(connection, "SHOW GLOBAL STATUS WHERE Variable_name IN ('Uptime', 'wsrep_cluster_state_uuid')");
        String cluster = status.getOrDefault("wsrep_cluster_state_uuid", "");
        if (!cluster.isEmpty() && !cluster.equals(NO_CLUSTER)) {
            return new DatabaseIdentity("mysql", "cluster " + cluster, null, PRECISION, "", folds);
        }
        String uuid = variables.get("server_uuid");
        String server = uuid != null && !uuid.isEmpty()
                ? uuid
                : variables.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .collect(Collectors.joining(" "));
        return new DatabaseIdentity("mysql", server, started(connection, status), PRECISION, "", folds);
    }

    private static Instant started(Connection connection, Map<String, String> status) throws SQLException {
        String uptime = status.get("Uptime");
        String now = ScalarQuery.text(connection, "SELECT UNIX_TIMESTAMP()");
        return uptime == null ? null : Instant.ofEpochSecond(Long.parseLong(now) - Long.parseLong(uptime));
    }

    /** The names and values that a SHOW gives. */
    static Map<String, String> shown(Connection connection, String sql) throws SQLException {
        Map<String, String> values = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.put(rows.getString(1), rows.getString(2));
            }
        }
        return values;
    }
}
