package dev.sterna.dialect.mysql.log;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.log.Cascade;
import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObject;
import dev.sterna.dialect.mysql.server.Grantee;
import dev.sterna.dialect.mysql.server.MySqlLogSettings;
import dev.sterna.dialect.mysql.server.MySqlTransport;
import dev.sterna.dialect.mysql.server.Privileges;
import dev.sterna.dialect.mysql.server.ScalarQuery;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.model.Column;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What following these tables lacks. */
final class MySqlLogNeeds {
    /** Where nobody knows how long the log is needed. */
    private static final Duration LEAST_HOLD = Duration.ofDays(1);

    private MySqlLogNeeds() {}

    static List<Finding> missing(Connection connection, Endpoint endpoint, Following following, Duration hold)
            throws SQLException {
        List<Finding> findings = new ArrayList<>(MySqlLogSettings.obstacles(connection));
        if (MySqlTransport.addresses(endpoint).size() != 1) {
            findings.add(Finding.blocks(
                    "log-of-one-host",
                    "sterna.source.url names several hosts or a socket, and a log is that of one server, reached over the network",
                    "Name one host and port in sterna.source.url"));
        }
        LogFilters.check(connection, following, findings);
        retention(connection, hold.compareTo(LEAST_HOLD) < 0 ? LEAST_HOLD : hold, findings);
        prepared(connection, findings);
        markers(connection, following, findings);
        for (FollowedTable followed : following.tables()) {
            key(followed, findings);
        }
        oldTimes(connection, following, findings);
        cascades(connection, following, findings);
        left(connection, following, findings);
        return findings;
    }

    private static void retention(Connection connection, Duration hold, List<Finding> findings) throws SQLException {
        String seconds = ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.binlog_expire_logs_seconds");
        String size = ScalarQuery.textIfAllowed(connection, "SELECT @@GLOBAL.max_binlog_total_size");
        if (seconds != null && !seconds.equals("0") && Long.parseLong(seconds) < hold.toSeconds()) {
            findings.add(Finding.warns(
                    "binary-log-retention",
                    "binlog_expire_logs_seconds is " + seconds + ", and the log is needed for " + hold.toSeconds()
                            + " s: what is purged before Sterna has read it is lost to following",
                    "SET GLOBAL binlog_expire_logs_seconds = " + hold.toSeconds() * 2));
        }
        if (size != null && !size.equals("0")) {
            findings.add(Finding.warns(
                    "binary-log-retention",
                    "max_binlog_total_size is " + size + ": above it the server purges the log, read or not",
                    "SET GLOBAL max_binlog_total_size = 0 for the time of the migration"));
        }
    }

    private static void prepared(Connection connection, List<Finding> findings) throws SQLException {
        int count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("XA RECOVER")) {
            while (rows.next()) {
                count++;
            }
        } catch (SQLException notAllowed) {
            // Then the log itself tells, when it is too late; most servers have none.
        }
        if (count > 0) {
            findings.add(Finding.warns(
                    "prepared-transactions",
                    "The server has " + count + " prepared transactions, of which the rows stand in the log before"
                            + " following begins",
                    "XA RECOVER, then XA COMMIT or XA ROLLBACK each of them before the run begins"));
        }
    }

    private static void markers(Connection connection, Following following, List<Finding> findings)
            throws SQLException {
        TableName markers = MySqlLogObjects.markers(following);
        Privileges privileges = Privileges.read(connection);
        boolean may = List.of("CREATE", "INSERT", "DROP").stream()
                .allMatch(privilege -> privileges.onTable(privilege, markers.schema(), markers.name()));
        if (!may) {
            findings.add(Finding.informs(
                    "cannot-mark",
                    "The user may not make the table of markers " + markers
                            + ": the end of the log is then told by its position alone",
                    "GRANT CREATE, INSERT, DROP ON " + MySqlLiterals.quote(markers) + " TO " + Grantee.of(connection)));
        }
    }

    private static void key(FollowedTable followed, List<Finding> findings) {
        TableName table = followed.table().name();
        for (Column column : followed.keyColumns()) {
            if (!KeyCell.canRead(column)) {
                findings.add(Finding.blocks(
                        "log-key-type",
                        "The key " + column.name() + " of " + table + " cannot be read from the log: "
                                + (column.charset() == null
                                        ? "its type is " + column.nativeType()
                                        : "its character set is " + column.charset()),
                        "sterna.tables.\"" + table + "\".changes = diff"));
            }
        }
    }

    /** The log does not tell how long these values are. */
    private static void oldTimes(Connection connection, Following following, List<Finding> findings)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME"
                        + " FROM information_schema.COLUMNS WHERE COLUMN_TYPE LIKE '%mariadb-5.3%'"
                        + " AND DATETIME_PRECISION > 0 AND " + LoggedTables.schemas(following))) {
            while (rows.next()) {
                TableName table = new TableName(rows.getString(1), rows.getString(2));
                if (following.table(table).isPresent()) {
                    findings.add(Finding.blocks(
                            "log-old-times",
                            table + " has columns of times in the format of MariaDB 5.3, whose values the log does not"
                                    + " delimit",
                            "ALTER TABLE " + MySqlLiterals.quote(table)
                                    + " FORCE (with mysql56_temporal_format = ON)"));
                }
            }
        }
    }

    private static void cascades(Connection connection, Following following, List<Finding> findings)
            throws SQLException {
        Set<TableName> followed = new HashSet<>();
        following.tables().forEach(table -> followed.add(table.table().name()));
        for (Cascade cascade : CascadeReader.read(connection, List.copyOf(followed))) {
            boolean byKey = following
                    .table(cascade.parent())
                    .filter(parent -> parent.key().containsAll(cascade.parentColumns()))
                    .isPresent();
            String what = "What is done to rows of " + cascade.child() + " because of changes in " + cascade.parent()
                    + " is not in the log";
            if (!byKey && followed.contains(cascade.child())) {
                findings.add(Finding.warns(
                        "cascade-unfollowed",
                        what + ", and the key of the changed row does not tell which they are",
                        "sterna.tables.\"" + cascade.child() + "\".changes = diff"));
            } else if (followed.contains(cascade.child())) {
                findings.add(Finding.informs(
                        "cascade", what + ": rows that refer to a changed row are read again with it", null));
            }
        }
    }

    private static void left(Connection connection, Following following, List<Finding> findings) throws SQLException {
        String own = MySqlLogObjects.markers(following).toString();
        for (LogObject object : new MySqlLogObjects().found(connection)) {
            if (!object.name().equals(own)) {
                findings.add(Finding.warns(
                        "log-object-left",
                        "There is a " + object.kind() + " " + object.name() + ", as the run " + object.run()
                                + " makes it",
                        "If that run goes on no more: " + String.join("; ", object.drop())));
            }
        }
    }
}
