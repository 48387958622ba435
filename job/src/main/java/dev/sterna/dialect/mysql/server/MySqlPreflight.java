package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.Preflight;
import dev.sterna.dialect.server.Server;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether a server of MySQL or MariaDB and a user on it are ready. */
public final class MySqlPreflight implements Preflight {
    private static final long WANTED_PACKET = 64L << 20;
    private static final int NEWEST_MARIADB = 12;
    private static final int NEWEST_MYSQL = 9;

    @Override
    public List<Finding> check(Connection connection, Subject subject) throws SQLException {
        Map<String, String> settings = settings(connection);
        String user = ScalarQuery.text(connection, "SELECT CURRENT_USER()");
        String grantee = user.substring(0, user.lastIndexOf('@'));
        String quoted = MySqlLiterals.text(grantee) + "@" + MySqlLiterals.text(user.substring(grantee.length() + 1));
        Privileges privileges = Privileges.read(connection);
        List<Finding> findings = new ArrayList<>();
        version(subject.server(), findings);
        connections(connection, subject, settings, quoted, findings);
        if (subject.side() == Side.SOURCE) {
            source(subject, settings, privileges, quoted, findings);
        } else {
            TargetPreflight.check(connection, subject, settings, privileges, quoted, findings);
        }
        packet(subject, settings, findings);
        timeZones(connection, settings, findings);
        return findings;
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> settings = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES")) {
            while (rows.next()) {
                settings.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
            }
        }
        return settings;
    }

    private static void version(Server server, List<Finding> findings) {
        boolean mariadb = server.product().equals("mariadb");
        boolean old = mariadb ? !server.atLeast(10, 6) : !server.atLeast(8, 0);
        boolean untried = server.major() > (mariadb ? NEWEST_MARIADB : NEWEST_MYSQL);
        if (old) {
            findings.add(Finding.blocks(
                    "server-too-old",
                    server.product() + " " + server.version() + " is older than " + (mariadb ? "10.6" : "8.0")
                            + ", the oldest that Sterna knows",
                    "Upgrade the server, or migrate from a replica of a newer version"));
        } else if (untried) {
            findings.add(Finding.warns(
                    "server-untried",
                    server.product() + " " + server.version() + " is newer than what Sterna was tried on",
                    "Try the migration on a copy first"));
        }
    }

    private static void connections(
            Connection connection, Subject subject, Map<String, String> settings, String user, List<Finding> findings)
            throws SQLException {
        String busy = statusOf(connection, "Threads_connected");
        long free = number(settings, "max_connections") - (busy == null ? 1 : Long.parseLong(busy)) + 1;
        long ofUser = number(settings, "max_user_connections");
        long most = ofUser > 0 ? Math.min(free, ofUser) : free;
        if (most < subject.endpoint().maxConnections()) {
            findings.add(Finding.warns(
                    "too-few-connections",
                    "sterna." + subject.side().label() + ".max-connections is "
                            + subject.endpoint().maxConnections() + ", and the server has " + Math.max(0, most)
                            + " for " + user + " now",
                    "Lower the setting, or SET GLOBAL max_connections = ... (and max_user_connections)"));
        }
    }

    private static String statusOf(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SHOW GLOBAL STATUS LIKE " + MySqlLiterals.text(name.replace("_", "\\_")))) {
            return rows.next() ? rows.getString(2) : null;
        }
    }

    private static void source(
            Subject subject, Map<String, String> settings, Privileges privileges, String user, List<Finding> findings) {
        for (String schema : subject.schemas()) {
            if (!privileges.inSchema("SELECT", schema)) {
                findings.add(Finding.warns(
                        "cannot-see-all-tables",
                        "The user sees only those tables of " + schema + " that are granted one by one; whether there"
                                + " are others cannot be known",
                        "GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON " + MySqlLiterals.quote(schema) + ".* TO " + user));
            }
        }
        List<TableName> shut = subject.tables().stream()
                .filter(table -> !privileges.onTable("SELECT", table.schema(), table.name()))
                .toList();
        if (!shut.isEmpty()) {
            findings.add(Finding.blocks(
                    "cannot-read-table",
                    "The user may not read all columns of " + shut.size() + " tables, the first is " + shut.get(0),
                    shut.stream()
                            .map(table -> "GRANT SELECT ON " + MySqlLiterals.quote(table) + " TO " + user)
                            .collect(Collectors.joining("; "))));
        }
        if (!settings.getOrDefault("sql_mode", "").matches("(?i).*(STRICT_ALL_TABLES|STRICT_TRANS_TABLES).*")) {
            findings.add(Finding.warns(
                    "not-strict",
                    "sql_mode is not strict: values that did not fit were cut or changed when they were written, and"
                            + " zero dates and empty enum values are likely",
                    "Look at the findings on values, and let --full look at all rows"));
        }
        if (!isOn(settings, "log_bin")) {
            findings.add(Finding.informs(
                    "no-binary-log",
                    "log_bin is off: changes made while rows are copied cannot be followed in the log",
                    "For a migration without a freeze: start the server with log_bin and binlog_format = ROW"));
        } else if (settings.containsKey("binlog_format") && !"ROW".equalsIgnoreCase(settings.get("binlog_format"))) {
            findings.add(Finding.informs(
                    "binary-log-format",
                    "binlog_format is " + settings.get("binlog_format") + ": changes cannot be followed in the log",
                    "For a migration without a freeze: SET GLOBAL binlog_format = ROW"));
        }
        limits(settings, findings);
    }

    private static void limits(Map<String, String> settings, List<Finding> findings) {
        for (String name : List.of("max_statement_time", "max_execution_time")) {
            String value = settings.getOrDefault(name, "0");
            if (!value.matches("0+(\\.0+)?")) {
                findings.add(Finding.warns(
                        "statement-time-limit",
                        name + " is " + value + ": the server ends queries that take longer",
                        "SET GLOBAL " + name + " = 0 for the time of the migration"));
            }
        }
    }

    private static void packet(Subject subject, Map<String, String> settings, List<Finding> findings) {
        long packet = number(settings, "max_allowed_packet");
        if (packet < WANTED_PACKET) {
            boolean target = subject.side() == Side.TARGET;
            findings.add(new Finding(
                    target ? Severity.WARNS : Severity.INFORMS,
                    "max-allowed-packet",
                    "max_allowed_packet is " + packet + " octets: rows with a larger value "
                            + (target
                                    ? "cannot be written"
                                    : "cannot be hashed by the server, nor read by some clients"),
                    "SET GLOBAL max_allowed_packet = 1073741824"));
        }
    }

    private static void timeZones(Connection connection, Map<String, String> settings, List<Finding> findings)
            throws SQLException {
        String converted =
                ScalarQuery.text(connection, "SELECT CONVERT_TZ('2024-01-01 00:00:00', 'UTC', 'Europe/Berlin')");
        if (converted == null) {
            findings.add(Finding.informs(
                    "time-zones-not-loaded",
                    "The tables of time zones are empty, so that views and routines cannot convert to zones by name;"
                            + " rows are not concerned: they travel in UTC",
                    "mysql_tzinfo_to_sql /usr/share/zoneinfo | mysql -u root mysql"));
        }
        String zone = settings.getOrDefault("time_zone", "SYSTEM");
        findings.add(Finding.informs(
                "time-zone",
                "The server's time zone is "
                        + (zone.equals("SYSTEM") ? settings.getOrDefault("system_time_zone", zone) : zone)
                        + ": applications see TIMESTAMP columns in it, Sterna moves them in UTC",
                null));
    }

    static boolean isOn(Map<String, String> settings, String name) {
        return settings.getOrDefault(name, "OFF").matches("(?i)ON|1|YES");
    }

    static long number(Map<String, String> settings, String name) {
        String value = settings.get(name);
        return value == null || !value.matches("\\d{1,18}") ? 0 : Long.parseLong(value);
    }
}
