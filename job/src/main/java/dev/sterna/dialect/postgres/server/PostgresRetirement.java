package dev.sterna.dialect.postgres.server;

import dev.sterna.config.DecommissionSettings.Action;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.dialect.server.Retirement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Retires the database of the connection, which is known by its number: whoever takes its name is not retired for it. */
public final class PostgresRetirement implements Retirement {
    private static final String MAINTENANCE = "postgres";
    private static final Pattern URL = Pattern.compile("(jdbc:postgresql:)(//[^/?]*)?/?[^?]*(\\?.*)?");
    private static final Pattern NAME = Pattern.compile("name of database number (\\d+)");
    private static final Pattern DATABASE = Pattern.compile("database (.*), number (\\d+)", Pattern.DOTALL);
    private static final Pattern RIGHT =
            Pattern.compile("right of (.*) to connect to (database .*, number \\d+)", Pattern.DOTALL);
    private static final String YES = "granted";
    private static final String THERE = "there";

    /** The database's name and number, its owner, this role, whether it may act as that one, is a superuser, may make databases. */
    private static final String OWN = "SELECT d.datname, d.oid::text, pg_catalog.pg_get_userbyid(d.datdba),"
            + " CURRENT_USER::text, pg_catalog.pg_has_role(d.datdba, 'USAGE'), r.rolsuper, r.rolcreatedb"
            + " FROM pg_catalog.pg_database d, pg_catalog.pg_roles r"
            + " WHERE d.datname = pg_catalog.current_database() AND r.rolname = CURRENT_USER";

    private static final String GRANTEES = "SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC'"
            + " ELSE pg_catalog.pg_get_userbyid(a.grantee)::text END FROM pg_catalog.pg_database d,"
            + " pg_catalog.aclexplode(coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))) a"
            + " WHERE d.oid = ?::oid AND a.privilege_type = 'CONNECT' ORDER BY 1";

    private record Own(
            String name, String number, String owner, String role, boolean owns, boolean all, boolean makes) {
        static Own of(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(OWN)) {
                row.next();
                return new Own(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getBoolean(7));
            }
        }

        String words() {
            return "database " + name + ", number " + number;
        }
    }

    @Override
    public String name(Connection connection, List<String> schemas) throws SQLException {
        return Own.of(connection).name;
    }

    @Override
    public List<Finding> findings(Connection connection, Action action, List<String> schemas, String newName)
            throws SQLException {
        Own own = Own.of(connection);
        List<Finding> findings = new ArrayList<>();
        if (!own.owns && !own.all) {
            findings.add(Finding.blocks(
                    "cannot-retire",
                    "The role " + own.role + " does not own the database " + own.name,
                    "GRANT " + Literals.identifier(own.owner) + " TO " + Literals.identifier(own.role)));
        }
        switch (action) {
            case REVOKE ->
                findings.add(Finding.warns(
                        "superusers",
                        "Superusers get in all the same, and so does this role, so that it can be taken back",
                        null));
            case RENAME -> rename(connection, own, newName, findings);
            case DROP ->
                findings.add(Finding.warns(
                        "sessions-ended", "Whoever is in the database by then is thrown out of it", null));
        }
        return findings;
    }

    private static void rename(Connection connection, Own own, String newName, List<Finding> findings)
            throws SQLException {
        if (newName.isEmpty()) {
            findings.add(Finding.blocks(
                    "no-new-name",
                    "No name is chosen for the database " + own.name,
                    "Set sterna.decommission.rename-to"));
        } else if (one(connection, "SELECT oid::text FROM pg_catalog.pg_database WHERE datname = ?", newName) != null) {
            findings.add(Finding.blocks(
                    "new-name-taken",
                    "There is a database " + newName + " already",
                    "Choose another sterna.decommission.rename-to"));
        }
        if (!own.all && !own.makes) {
            findings.add(Finding.blocks(
                    "cannot-retire",
                    "The role " + own.role + " may not name databases",
                    "ALTER ROLE " + Literals.identifier(own.role) + " CREATEDB"));
        }
    }

    @Override
    public List<Frozen.Change> plan(Connection connection, Action action, List<String> schemas, String newName)
            throws SQLException {
        Own own = Own.of(connection);
        String database = Literals.identifier(own.name);
        return switch (action) {
            case REVOKE -> rights(connection, own);
            case RENAME ->
                List.of(new Frozen.Change(
                        "name of database number " + own.number,
                        own.name,
                        newName,
                        List.of("ALTER DATABASE " + database + " RENAME TO " + Literals.identifier(newName)),
                        List.of("ALTER DATABASE " + Literals.identifier(newName) + " RENAME TO " + database)));
            case DROP ->
                List.of(new Frozen.Change(
                        own.words(), THERE, "", List.of("DROP DATABASE " + database + " WITH (FORCE)"), List.of()));
        };
    }

    private static List<Frozen.Change> rights(Connection connection, Own own) throws SQLException {
        String database = Literals.identifier(own.name);
        // A session of a frozen database may not do even this.
        String writing = "SET default_transaction_read_only = off";
        List<Frozen.Change> changes = new ArrayList<>();
        List<String> grantees = grantees(connection, own.number);
        if (!own.all && !grantees.contains(own.role)) {
            String right = "CONNECT ON DATABASE " + database;
            String role = Literals.identifier(own.role);
            changes.add(new Frozen.Change(
                    "right of " + own.role + " to connect to " + own.words(),
                    "",
                    YES,
                    List.of(writing, "GRANT " + right + " TO " + role),
                    List.of(writing, "REVOKE " + right + " FROM " + role)));
        }
        for (String grantee : grantees) {
            if (!grantee.equals(own.role)) {
                String right = "CONNECT ON DATABASE " + database;
                String who = grantee.equals("PUBLIC") ? grantee : Literals.identifier(grantee);
                changes.add(new Frozen.Change(
                        "right of " + grantee + " to connect to " + own.words(),
                        YES,
                        "",
                        List.of(writing, "REVOKE " + right + " FROM " + who),
                        List.of(writing, "GRANT " + right + " TO " + who)));
            }
        }
        return changes;
    }

    private static List<String> grantees(Connection connection, String number) throws SQLException {
        List<String> grantees = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(GRANTEES)) {
            statement.setString(1, number);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    grantees.add(row.getString(1));
                }
            }
        }
        return grantees;
    }

    @Override
    public String urlBeside(String url, String name) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("No URL of this server");
        }
        String database = name.equals(MAINTENANCE) ? "template1" : MAINTENANCE;
        return parts.group(1)
                + (parts.group(2) == null ? "" : parts.group(2) + "/")
                + database
                + (parts.group(3) == null ? "" : parts.group(3));
    }

    @Override
    public String now(Connection beside, Frozen.Change change) throws SQLException {
        Matcher named = NAME.matcher(change.what());
        if (named.matches()) {
            String name = name(beside, named.group(1));
            return name == null ? "" : name;
        }
        Matcher right = RIGHT.matcher(change.what());
        boolean isRight = right.matches();
        Matcher database = DATABASE.matcher(isRight ? right.group(2) : change.what());
        if (!database.matches()) {
            throw new IllegalArgumentException("No change of this server: " + change.what());
        }
        String name = name(beside, database.group(2));
        if (name == null) {
            return isRight ? "gone with its database" : "";
        }
        if (!name.equals(database.group(1))) {
            // The statements go by the name, which leads to another one now, or to none.
            return "now of the name " + name;
        }
        if (isRight) {
            return grantees(beside, database.group(2)).contains(right.group(1)) ? YES : "";
        }
        return THERE;
    }

    private static String name(Connection connection, String number) throws SQLException {
        return one(connection, "SELECT datname FROM pg_catalog.pg_database WHERE oid = ?::oid", number);
    }

    private static String one(Connection connection, String sql, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
