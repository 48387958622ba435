package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.server.Preflight.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether the server and the user allow anybody to follow the binary log, whatever the tables. */
public final class MySqlLogSettings {
    private MySqlLogSettings() {}

    /** What stands in the way, each a finding that blocks. */
    public static List<Finding> obstacles(Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        String format = ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.binlog_format");
        String image = ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.binlog_row_image");
        String gtids = ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.gtid_mode");
        if (!"1".equals(ScalarQuery.text(connection, "SELECT @@GLOBAL.log_bin"))) {
            findings.add(Finding.blocks(
                    "no-binary-log",
                    "log_bin is off: there is no log of changes",
                    "Start the server with log_bin, server_id and binlog_format = ROW"));
        } else if (new MySqlChangeLog().position(connection).isEmpty()) {
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
        Privileges privileges = Privileges.read(connection);
        if (!privileges.everywhere("REPLICATION SLAVE") && !privileges.everywhere("SUPER")) {
            findings.add(Finding.blocks(
                    "cannot-replicate",
                    "The user may not read the binary log",
                    "GRANT REPLICATION SLAVE ON *.* TO " + Grantee.of(connection)));
        }
        return findings;
    }
}
