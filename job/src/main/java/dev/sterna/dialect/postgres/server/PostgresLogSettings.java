package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.server.Preflight.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether the server and the role allow anybody to follow the log, whatever the tables. */
public final class PostgresLogSettings {
    /** Before it the plug-in does not tell of markers. */
    private static final int OLDEST = 14;

    /** Before it a standby decodes nothing. */
    private static final int OLDEST_STANDBY = 16;

    private static final String QUERY = "SELECT pg_catalog.current_setting('server_version_num')::int / 10000,"
            + " pg_catalog.current_setting('wal_level'),"
            + " pg_catalog.current_setting('max_replication_slots')::int,"
            + " pg_catalog.current_setting('max_wal_senders')::int,"
            + " pg_catalog.pg_is_in_recovery(), CURRENT_USER::text,"
            + " (SELECT rolsuper OR rolreplication FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER)"
            + " OR EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'rds_replication'"
            + " AND pg_catalog.pg_has_role(oid, 'USAGE'))";

    private PostgresLogSettings() {}

    /** What stands in the way, each a finding that blocks. */
    public static List<Finding> obstacles(Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            if (row.getInt(1) < OLDEST) {
                findings.add(Finding.blocks(
                        "log-too-old",
                        "PostgreSQL " + row.getInt(1) + " cannot be followed; that takes version " + OLDEST,
                        "Set sterna.sync.changes = diff, or upgrade the server"));
            }
            if (row.getBoolean(5) && row.getInt(1) < OLDEST_STANDBY) {
                findings.add(Finding.blocks(
                        "log-of-standby",
                        "The server is a standby, which before version " + OLDEST_STANDBY + " cannot be followed",
                        "Name the primary in sterna.source.url"));
            }
            if (!row.getString(2).equals("logical")) {
                findings.add(Finding.blocks(
                        "wal-level",
                        "wal_level is " + row.getString(2) + ": the log does not tell which rows change",
                        "ALTER SYSTEM SET wal_level = 'logical', then restart the server"));
            }
            atLeastOne("max_replication_slots", row.getInt(3), findings);
            atLeastOne("max_wal_senders", row.getInt(4), findings);
            if (!row.getBoolean(7)) {
                findings.add(Finding.blocks(
                        "cannot-replicate",
                        "The role may not read the log",
                        "ALTER ROLE " + Literals.identifier(row.getString(6)) + " REPLICATION"));
            }
        }
        return findings;
    }

    private static void atLeastOne(String name, int value, List<Finding> findings) {
        if (value < 1) {
            findings.add(Finding.blocks(
                    name.replace('_', '-'),
                    name + " is 0: nobody can follow the log",
                    "ALTER SYSTEM SET " + name + " = 10, then restart the server"));
        }
    }
}
