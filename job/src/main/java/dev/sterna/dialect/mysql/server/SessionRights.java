package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.Preflight.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Seeing other sessions and ending them: the queries, and the rights that they take. */
final class SessionRights {
    /** A user's name alone: Sterna's sessions may come from many hosts. */
    private static final String OWN =
            "(SELECT p.USER FROM information_schema.PROCESSLIST p WHERE p.ID = CONNECTION_ID())";

    private SessionRights() {}

    /** Adds a warning where this user could not end who stands in the way. */
    static void findings(Connection connection, Privileges privileges, List<Finding> findings) throws SQLException {
        String missing = missing(connection, privileges);
        if (!missing.isEmpty()) {
            findings.add(Finding.warns(
                    "cannot-end-sessions",
                    "The user may not see and end sessions of others that keep the freeze waiting",
                    missing));
        }
    }

    /** The statements that would let this user do so; empty where it may. */
    static String missing(Connection connection, Privileges privileges) throws SQLException {
        List<String> missing = new ArrayList<>();
        if (!privileges.everywhere("SUPER")) {
            boolean mariadb = isMariaDb(connection);
            String end = mariadb ? "CONNECTION ADMIN" : "CONNECTION_ADMIN";
            String to = " TO " + Grantee.of(connection);
            if (mariadb && !privileges.everywhere("PROCESS")) {
                missing.add("GRANT PROCESS ON *.*" + to);
            }
            if (!mariadb && !privileges.inSchema("SELECT", "performance_schema")) {
                missing.add("GRANT SELECT ON performance_schema.*" + to);
            }
            if (!privileges.everywhere(end)) {
                missing.add("GRANT " + end + " ON *.*" + to);
            }
        }
        return String.join("; ", missing);
    }

    static boolean isMariaDb(Connection connection) throws SQLException {
        return ScalarQuery.text(connection, "SELECT VERSION()").contains("MariaDB");
    }

    /** MySQL tells who holds which lock. */
    static String holdersOfLocks(String condition) {
        return "SELECT DISTINCT t.PROCESSLIST_ID, CONCAT(t.PROCESSLIST_USER, '@', t.PROCESSLIST_HOST),"
                + " t.PROCESSLIST_USER = " + OWN
                + " FROM performance_schema.metadata_locks l"
                + " JOIN performance_schema.threads t ON t.THREAD_ID = l.OWNER_THREAD_ID"
                + " WHERE l.LOCK_STATUS = 'GRANTED' AND t.NAME LIKE '%/one\\_connection'"
                + " AND t.PROCESSLIST_COMMAND NOT LIKE 'Binlog Dump%' AND t.PROCESSLIST_ID <> CONNECTION_ID() AND "
                + condition;
    }

    /** All clients of these databases, and those that are in none. */
    static String clients(List<String> schemas) {
        return "SELECT s.ID, CONCAT(s.USER, '@', s.HOST), s.USER = " + OWN
                + " FROM information_schema.PROCESSLIST s WHERE s.ID <> CONNECTION_ID()"
                + " AND s.USER NOT IN ('system user', 'event_scheduler')"
                + " AND s.COMMAND NOT IN ('Daemon', 'Connect') AND s.COMMAND NOT LIKE 'Binlog Dump%'"
                + " AND s.COMMAND NOT LIKE 'Slave\\_%' AND (s.DB IS NULL OR s.DB IN (" + list(schemas) + "))";
    }

    /** All but this user's: in words, whether it sends the log to a replica, whether it is in one of these databases. */
    static String others(List<String> schemas) {
        return "SELECT CONCAT('session ', s.ID, ' of ', s.USER, '@', s.HOST, COALESCE(CONCAT(' in ', s.DB), '')),"
                + " s.COMMAND LIKE 'Binlog Dump%', COALESCE(s.DB IN (" + list(schemas) + "), FALSE)"
                + " FROM information_schema.PROCESSLIST s WHERE s.USER <> " + OWN
                + " AND s.USER NOT IN ('system user', 'event_scheduler') AND s.COMMAND NOT IN ('Daemon', 'Connect')"
                + " AND s.COMMAND NOT LIKE 'Slave\\_%' ORDER BY s.ID";
    }

    /** Those of others, as far as their sessions began before one; after them who has written in another database and not ended his transaction, as if he were of this user. */
    static String clientsUntil(String last, List<String> schemas) {
        String others = " AND s.USER <> " + OWN + " AND s.ID <= " + last;
        return clients(schemas) + others
                + " UNION ALL SELECT s.ID, CONCAT(s.USER, '@', s.HOST, ' in ', s.DB), TRUE"
                + " FROM information_schema.INNODB_TRX t"
                + " JOIN information_schema.PROCESSLIST s ON s.ID = t.trx_mysql_thread_id"
                + " WHERE t.trx_rows_modified > 0 AND s.USER <> 'system user' AND s.DB NOT IN (" + list(schemas) + ")"
                + others;
    }

    /** Whether a column of the catalogue names one of them: names that differ by case alone are two, but where the server folds them. */
    static String isIn(String column, List<String> schemas) {
        String names = " IN (" + list(schemas) + ")";
        return "(" + column + names + " AND (@@lower_case_table_names <> 0 OR " + exactly(column) + names + "))";
    }

    /** Without it a text of the catalogue is equal to whatever sorts like it. */
    static String exactly(String text) {
        return "CONVERT(" + text + " USING utf8mb4) COLLATE utf8mb4_bin";
    }

    static String list(List<String> schemas) {
        return schemas.stream().map(MySqlLiterals::text).collect(Collectors.joining(", "));
    }
}
