package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.server.Preflight.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether the server and the user allow anybody to follow the binary log, whatever the tables. */
public final class MySqlLogSettings {
    private MySqlLogSettings() {}

    /** What stands in the way, each a finding that blocks. */
    public static List<Finding> obstacles(Connection connection) throws SQLException {
        return obstacles(
                connection, new MySqlChangeLog().position(connection).isPresent(), Privileges.read(connection));
    }

    /** As {@link #obstacles(Connection)}, where it is known whether the log has a position. */
    static List<Finding> obstacles(Connection connection, boolean hasPosition, Privileges privileges)
            throws SQLException {
        Map<String, String> settings = settings(connection);
        List<Finding> findings = new ArrayList<>();
        String format = settings.get("binlog_format");
        String image = settings.get("binlog_row_image");
        String gtids = settings.get("gtid_mode");
        if (!MySqlPreflight.isOn(settings, "log_bin")) {
            findings.add(Finding.blocks(
                    "no-binary-log",
                    "log_bin is off: there is no log of changes",
                    "Start the server with log_bin, server_id and binlog_format = ROW"));
        } else if (!hasPosition) {
            findings.add(Finding.blocks(
                    "log-without-replicated",
                    "The server is a replica whose log has not what it replicates, or does not tell this user where"
                            + " the log stands",
                    "Start it with log_slave_updates = ON, or name its primary in sterna.source.url"));
        }
        if (format != null && !format.equalsIgnoreCase("ROW")) {
            findings.add(Finding.blocks(
                    "binary-log-format",
                    "binlog_format is " + format + ": the log does not tell which rows change",
                    "SET GLOBAL binlog_format = 'ROW', and begin the application's sessions anew"));
        }
        if (image != null && !image.equalsIgnoreCase("FULL")) {
            findings.add(Finding.blocks(
                    "binary-log-row-image",
                    "binlog_row_image is " + image + ": the log does not tell whole keys",
                    "SET GLOBAL binlog_row_image = 'FULL', and begin the application's sessions anew"));
        }
        if (gtids != null && !gtids.equals("ON")) {
            findings.add(Finding.blocks(
                    "gtid-mode",
                    "gtid_mode is " + gtids
                            + ": without identifiers of transactions nobody can wait for one to be visible",
                    "SET GLOBAL enforce_gtid_consistency = ON; SET GLOBAL gtid_mode = OFF_PERMISSIVE;"
                            + " SET GLOBAL gtid_mode = ON_PERMISSIVE; SET GLOBAL gtid_mode = ON"));
        }
        if (!privileges.everywhere("REPLICATION SLAVE") && !privileges.everywhere("SUPER")) {
            findings.add(Finding.blocks(
                    "cannot-replicate",
                    "The user may not read the binary log",
                    "GRANT REPLICATION SLAVE ON *.* TO " + Grantee.of(connection)));
        }
        return findings;
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> settings = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES WHERE Variable_name IN"
                        + " ('log_bin', 'binlog_format', 'binlog_row_image', 'gtid_mode')")) {
            while (rows.next()) {
                settings.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
            }
        }
        return settings;
    }
}
