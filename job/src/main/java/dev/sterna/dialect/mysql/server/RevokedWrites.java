package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.FreezeMeans;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.Preflight.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the rights to write in databases of MariaDB from all but administrators and the user itself, who is to give them back, and ends the sessions that
 * had them: a session keeps what it may in its own database.
 */
final class RevokedWrites implements FreezeWay {
    static final String NAME = "revoked-writes";

    private static final String WRITES = "INSERT, UPDATE, DELETE, CREATE, DROP, ALTER";
    /** What rights of others are looked at: a condition. */
    private static final String WRITING = " PRIVILEGE_TYPE IN ('" + WRITES.replace(", ", "', '") + "')";

    /** The same of all rights. */
    static final String ALL = " PRIVILEGE_TYPE <> 'USAGE'";

    private static final String LISTED = "GROUP_CONCAT(PRIVILEGE_TYPE ORDER BY PRIVILEGE_TYPE SEPARATOR ', ')";

    /** Name for people, to whom, where, in which table and column, which rights. */
    private static String grants(String which) {
        String grouped = which + " GROUP BY GRANTEE, TABLE_SCHEMA";
        return "SELECT CONCAT('rights of ', GRANTEE, ' on ', TABLE_SCHEMA, '.*') AS what,"
                + " GRANTEE AS grantee, TABLE_SCHEMA AS place, NULL AS tab, NULL AS col, " + LISTED + " AS rights"
                + " FROM information_schema.SCHEMA_PRIVILEGES WHERE" + grouped
                + " UNION ALL SELECT CONCAT('rights of ', GRANTEE, ' on ', TABLE_SCHEMA, '.', TABLE_NAME),"
                + " GRANTEE, TABLE_SCHEMA, TABLE_NAME, NULL, " + LISTED
                + " FROM information_schema.TABLE_PRIVILEGES WHERE" + grouped + ", TABLE_NAME"
                + " UNION ALL SELECT CONCAT('rights of ', GRANTEE, ' on ', TABLE_SCHEMA, '.', TABLE_NAME, '.', COLUMN_NAME),"
                + " GRANTEE, TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, " + LISTED
                + " FROM information_schema.COLUMN_PRIVILEGES WHERE" + grouped + ", TABLE_NAME, COLUMN_NAME";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FreezeMeans means(Connection connection, List<String> schemas) throws SQLException {
        Privileges privileges = Privileges.read(connection);
        List<Finding> findings = new ArrayList<>();
        String missing = missing(connection, privileges, schemas);
        if (!missing.isEmpty()) {
            findings.add(Finding.blocks(
                    "cannot-freeze", "The user may not see, take and give back the rights of others", missing));
        }
        String ending = SessionRights.missing(connection, privileges);
        if (!ending.isEmpty()) {
            findings.add(Finding.blocks(
                    "cannot-end-sessions",
                    "The user may not see and end sessions of others, which go on writing",
                    ending));
        }
        if (missing.isEmpty()) {
            wider(connection, schemas, findings);
        }
        findings.add(Finding.warns("not-held-back", ServerReadOnly.exempt(connection), null));
        findings.add(
                Finding.informs("definers", "Routines and events write with the rights of who defined them", null));
        return new FreezeMeans(
                NAME,
                FreezeMeans.Reach.DATABASE,
                changes(connection, schemas).stream()
                        .flatMap(change -> change.freeze().stream())
                        .toList(),
                findings,
                Optional.of(List.of()));
    }

    private static String missing(Connection connection, Privileges privileges, List<String> schemas)
            throws SQLException {
        List<String> missing = new ArrayList<>();
        String to = " TO " + Grantee.of(connection);
        if (!privileges.inSchema("SELECT", "mysql")) {
            missing.add("GRANT SELECT ON mysql.*" + to);
        }
        if (!privileges.everywhere("SHOW DATABASES")) {
            missing.add("GRANT SHOW DATABASES ON *.*" + to);
        }
        for (String schema : schemas) {
            if (!mayGrant(connection, schema)) {
                missing.add(
                        "GRANT " + WRITES + " ON " + MySqlLiterals.quote(schema) + ".*" + to + " WITH GRANT OPTION");
            }
        }
        return String.join("; ", missing);
    }

    /** By a grant on the name as it is: one on a name with backslashes gives no say in those on a name without. */
    private static boolean mayGrant(Connection connection, String schema) throws SQLException {
        String own = " AND GRANTEE = " + MySqlLiterals.text(Grantee.of(connection)) + " AND IS_GRANTABLE = 'YES'";
        String writes = " WHERE PRIVILEGE_TYPE IN ('" + WRITES.replace(", ", "', '") + "')";
        return ScalarQuery.text(
                        connection,
                        "SELECT COUNT(DISTINCT PRIVILEGE_TYPE) FROM (SELECT PRIVILEGE_TYPE FROM"
                                + " information_schema.USER_PRIVILEGES" + writes + own
                                + " UNION SELECT PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES" + writes
                                + own + " AND TABLE_SCHEMA = " + MySqlLiterals.text(schema) + ") granted")
                .equals(Integer.toString(WRITES.split(", ").length));
    }

    /** Rights that cannot be taken without taking them in other databases too. */
    private static void wider(Connection connection, List<String> schemas, List<Finding> findings) throws SQLException {
        List<String> found = widerRights(connection, schemas, WRITING);
        if (!found.isEmpty()) {
            findings.add(Finding.blocks(
                    "wider-rights",
                    "Rights that are for other databases too cannot be taken here alone: " + String.join(", ", found),
                    "Grant them for each database by itself"));
        }
    }

    /** Those of others but administrators, as they stand in the catalogue. */
    static List<String> widerRights(Connection connection, List<String> schemas, String which) throws SQLException {
        String writers = "SELECT DISTINCT CONCAT(g.GRANTEE, ' on *.*') FROM information_schema.USER_PRIVILEGES g"
                + " WHERE g." + which.strip()
                + " AND g.GRANTEE <> " + MySqlLiterals.text(Grantee.of(connection))
                + " AND NOT EXISTS (SELECT 1 FROM information_schema.USER_PRIVILEGES a"
                + " WHERE a.GRANTEE = g.GRANTEE AND a.PRIVILEGE_TYPE = '" + ServerReadOnly.ADMINISTRATOR + "')"
                + " UNION SELECT CONCAT(p.grantee, ' on ', p.place, '.*') FROM (" + grants(which) + ") p"
                + " WHERE p.tab IS NULL AND " + ofOthers(connection) + " AND " + matches(schemas) + " AND "
                + matchesOthers(schemas);
        return ServerReadOnly.column(connection, writers);
    }

    private static String ofOthers(Connection connection) throws SQLException {
        return "p.grantee <> " + MySqlLiterals.text(Grantee.of(connection));
    }

    private static String matches(List<String> schemas) {
        return matching(SessionRights.isIn("s.SCHEMA_NAME", schemas));
    }

    private static String matchesOthers(List<String> schemas) {
        return matching("NOT " + SessionRights.isIn("s.SCHEMA_NAME", schemas));
    }

    /** Whether a grant's place, which is a pattern, is for such a database. */
    private static String matching(String which) {
        return "EXISTS (SELECT 1 FROM information_schema.SCHEMATA s WHERE " + which
                + " AND s.SCHEMA_NAME LIKE p.place AND (@@lower_case_table_names <> 0 OR "
                + SessionRights.exactly("s.SCHEMA_NAME") + " LIKE " + SessionRights.exactly("p.place") + "))";
    }

    @Override
    public List<Frozen.Change> changes(Connection connection, List<String> schemas) throws SQLException {
        return changes(connection, schemas, WRITING);
    }

    /** That take such rights in these databases from all but this user; those that are for others too are left out. */
    static List<Frozen.Change> changes(Connection connection, List<String> schemas, String which) throws SQLException {
        List<Frozen.Change> changes = new ArrayList<>();
        String sql = "SELECT p.what, p.grantee, p.place, p.tab, p.col, p.rights FROM (" + grants(which) + ") p WHERE "
                + ofOthers(connection) + " AND (p.tab IS NULL AND " + matches(schemas) + " AND NOT "
                + matchesOthers(schemas) + " OR p.tab IS NOT NULL AND " + SessionRights.isIn("p.place", schemas)
                + ") ORDER BY p.what";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                changes.add(change(row));
            }
        }
        return changes;
    }

    private static Frozen.Change change(ResultSet row) throws SQLException {
        String table = row.getString(4);
        String column = row.getString(5);
        String rights = row.getString(6);
        String on = (column == null
                        ? rights
                        : String.join(
                                ", ",
                                List.of(rights.split(", ")).stream()
                                        .map(right -> right + " (" + MySqlLiterals.quote(column) + ")")
                                        .toList()))
                + " ON " + MySqlLiterals.quote(row.getString(3)) + "."
                + (table == null ? "*" : MySqlLiterals.quote(table));
        // Neither roles nor the one that all have by themselves come from a host.
        String grantee = row.getString(2).replace("'PUBLIC'@''", "PUBLIC").replaceFirst("@''$", "");
        return new Frozen.Change(
                row.getString(1),
                rights,
                "",
                List.of("REVOKE " + on + " FROM " + grantee),
                List.of("GRANT " + on + " TO " + grantee));
    }

    @Override
    public String now(Connection connection, Frozen.Change change) throws SQLException {
        return now(connection, change, WRITING);
    }

    /** The rights that are there still of those that a change takes. */
    static String now(Connection connection, Frozen.Change change, String which) throws SQLException {
        String rights = ScalarQuery.text(
                connection,
                "SELECT p.rights FROM (" + grants(which) + ") p WHERE " + SessionRights.exactly("p.what") + " = "
                        + MySqlLiterals.text(change.what()));
        return rights == null ? "" : rights;
    }

    /** Taking rights waits for nobody. */
    @Override
    public String blockers(List<String> schemas) {
        return SessionRights.clients(schemas);
    }

    @Override
    public void settle(Connection connection, List<String> schemas, Duration within, long begun) throws SQLException {
        String last = ScalarQuery.text(connection, "SELECT MAX(ID) FROM information_schema.PROCESSLIST");
        new FreezeWait("freeze", SessionRights.clientsUntil(last, schemas), within, begun).end(connection);
    }

    /** Whether the account of a session is one of those whose rights were taken. */
    static boolean concerns(Frozen frozen, Connection session) throws SQLException {
        String grantee = "rights of " + Grantee.of(session) + " on ";
        return frozen.changes().stream().anyMatch(change -> change.what().startsWith(grantee));
    }
}
