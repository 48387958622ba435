package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.server.FreezeMeans;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.Preflight.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole server takes no writes: read_only, which MySQL has in a form that holds for administrators too. The statement waits for writes that are running and for
 * locked tables; a transaction that is open can do nothing after it but roll back.
 */
final class ServerReadOnly implements FreezeWay {
    static final String NAME = "server-read-only";
    static final String ADMINISTRATOR = "READ_ONLY ADMIN";

    private final boolean mariadb;

    ServerReadOnly(boolean mariadb) {
        this.mariadb = mariadb;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FreezeMeans means(Connection connection, List<String> schemas) throws SQLException {
        Privileges privileges = Privileges.read(connection);
        List<Finding> findings = new ArrayList<>();
        String needed = mariadb ? ADMINISTRATOR : "SYSTEM_VARIABLES_ADMIN";
        boolean allowed = privileges.everywhere(needed) || !mariadb && privileges.everywhere("SUPER");
        if (!allowed) {
            findings.add(Finding.blocks(
                    "cannot-freeze",
                    "The user may not make the server read-only",
                    "GRANT " + needed + " ON *.* TO " + Grantee.of(connection)));
        }
        SessionRights.findings(connection, privileges, findings);
        String others = String.join(", ", others(connection, schemas));
        findings.add(Finding.warns(
                "freezes-server",
                "All databases of the server take no writes meanwhile"
                        + (others.isEmpty()
                                ? ", as far as this user sees only those that are migrated"
                                : ", also " + others),
                null));
        if (mariadb) {
            findings.add(Finding.warns("not-held-back", exempt(connection), null));
        }
        findings.add(Finding.informs(
                "ends-with-restart", "A restart of the server lets it take writes as its configuration says", null));
        return new FreezeMeans(
                NAME,
                FreezeMeans.Reach.SERVER,
                changes(connection, schemas).stream()
                        .flatMap(change -> change.freeze().stream())
                        .toList(),
                findings,
                mariadb && allowed ? Optional.of(List.of()) : Optional.empty());
    }

    /** Databases that are not migrated, as far as this user sees them. */
    static List<String> others(Connection connection, List<String> schemas) throws SQLException {
        return column(
                connection,
                "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN ('mysql', 'sys',"
                        + " 'information_schema', 'performance_schema', "
                        + SessionRights.list(schemas) + ") ORDER BY 1");
    }

    /** Whom neither this nor taking rights holds back. */
    static String exempt(Connection connection) throws SQLException {
        List<String> accounts = column(
                connection,
                "SELECT GRANTEE FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = '" + ADMINISTRATOR
                        + "' ORDER BY 1");
        return "It does not hold back who has " + ADMINISTRATOR
                + (accounts.isEmpty() ? "" : ", as far as this user sees " + String.join(", ", accounts));
    }

    static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Whether a session writes in spite of it. */
    static boolean exempts(Connection session) throws SQLException {
        return Privileges.read(session).everywhere(ADMINISTRATOR);
    }

    @Override
    public List<Frozen.Change> changes(Connection connection, List<String> schemas) throws SQLException {
        List<Frozen.Change> changes = new ArrayList<>();
        for (String variable : mariadb ? List.of("read_only") : List.of("read_only", "super_read_only")) {
            String before = value(connection, variable);
            // Newer servers of MariaDB have more modes, all of which hold at least as much back.
            String during = before.equals("OFF") ? "ON" : before;
            changes.add(new Frozen.Change(
                    variable,
                    before,
                    during,
                    before.equals(during) ? List.of() : List.of("SET GLOBAL " + variable + " = " + during),
                    before.equals(during) ? List.of() : List.of("SET GLOBAL " + variable + " = " + before)));
        }
        return changes;
    }

    @Override
    public String now(Connection connection, Frozen.Change change) throws SQLException {
        return value(connection, change.what());
    }

    private static String value(Connection connection, String variable) throws SQLException {
        Map<String, String> shown =
                MySqlIdentity.shown(connection, "SHOW GLOBAL VARIABLES WHERE Variable_name = '" + variable + "'");
        return shown.values().iterator().next();
    }

    @Override
    public String blockers(List<String> schemas) {
        return mariadb
                ? SessionRights.clients(schemas)
                : SessionRights.holdersOfLocks("l.OBJECT_TYPE IN ('GLOBAL', 'COMMIT') AND (t.PROCESSLIST_DB IS NULL"
                        + " OR t.PROCESSLIST_DB IN (" + SessionRights.list(schemas) + "))");
    }
}
