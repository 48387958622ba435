package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.server.FreezeMeans;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.Preflight.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sessions that begin in the database write nothing unless they say so; those that have begun before must end. */
final class DatabaseReadOnly {
    static final String NAME = "database-read-only";
    private static final String SETTING = "default_transaction_read_only";

    private static final String VALUE = "SELECT pg_catalog.split_part(item, '=', 2)"
            + " FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) item"
            + " WHERE s.setrole = 0 AND s.setdatabase = (SELECT oid FROM pg_catalog.pg_database"
            + " WHERE datname = pg_catalog.current_database()) AND item LIKE '" + SETTING.replace("_", "\\_") + "=%'";

    /** The role, the database's owner, whether it may act as that one, end sessions of others, and see them; whether it is a standby. */
    private static final String RIGHTS = "SELECT CURRENT_USER::text, pg_catalog.pg_get_userbyid(d.datdba),"
            + " pg_catalog.pg_has_role(d.datdba, 'USAGE'),"
            + " NOT EXISTS (SELECT FROM pg_catalog.pg_roles o WHERE o.rolcanlogin AND NOT o.rolsuper"
            + " AND NOT pg_catalog.pg_has_role(o.oid, 'USAGE')"
            + " AND pg_catalog.has_database_privilege(o.oid, d.oid, 'CONNECT'))"
            + " OR pg_catalog.pg_has_role('pg_signal_backend', 'USAGE')"
            + " AND pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE'),"
            + " (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = CURRENT_USER),"
            + " pg_catalog.pg_is_in_recovery()"
            + " FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()";

    /** Roles whose own setting wins over that of the database. */
    private static final String EXEMPT = "SELECT DISTINCT r.rolname FROM pg_catalog.pg_db_role_setting s"
            + " JOIN pg_catalog.pg_roles r ON r.oid = s.setrole, pg_catalog.unnest(s.setconfig) item"
            + " WHERE s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database"
            + " WHERE datname = pg_catalog.current_database())) AND item LIKE '" + SETTING.replace("_", "\\_")
            + "=%' AND NOT pg_catalog.split_part(item, '=', 2)::boolean ORDER BY 1";

    private DatabaseReadOnly() {}

    static FreezeMeans means(Connection connection) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RIGHTS)) {
            row.next();
            rights(connection, row, findings);
        }
        findings.add(Finding.warns(
                "not-held-back",
                "It does not hold back a session that sets transaction_read_only off for itself, and nothing else does"
                        + " that an application has not been told to",
                null));
        for (String role : exempt(connection)) {
            findings.add(Finding.warns(
                    "not-held-back",
                    "It does not hold back the role " + role + ", for which " + SETTING + " is off",
                    "ALTER ROLE " + Literals.identifier(role) + " RESET " + SETTING));
        }
        return new FreezeMeans(
                NAME,
                FreezeMeans.Reach.DATABASE,
                change(connection).freeze(),
                findings,
                Optional.of(List.of("SET " + SETTING + " = off")));
    }

    private static void rights(Connection connection, ResultSet row, List<Finding> findings) throws SQLException {
        String role = Literals.identifier(row.getString(1));
        boolean superuser = row.getBoolean(5);
        if (!superuser && !row.getBoolean(3)) {
            findings.add(Finding.blocks(
                    "cannot-freeze",
                    "The role may not make the database " + connection.getCatalog() + " read-only",
                    "GRANT " + Literals.identifier(row.getString(2)) + " TO " + role));
        }
        if (!superuser && !row.getBoolean(4)) {
            findings.add(Finding.blocks(
                    "cannot-end-sessions",
                    "The role may not see and end sessions of others, which go on writing",
                    "GRANT pg_signal_backend, pg_read_all_stats TO " + role));
        }
        if (row.getBoolean(6)) {
            findings.add(Finding.blocks(
                    "standby",
                    "The server is a standby, which others write to",
                    "Name the primary in sterna.source.url"));
        }
        if (!superuser) {
            findings.add(Finding.warns(
                    "cannot-end-superusers",
                    "Sessions of superusers end by a superuser's word alone: while there is one, the freeze fails",
                    null));
        }
    }

    private static List<String> exempt(Connection connection) throws SQLException {
        List<String> roles = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(EXEMPT)) {
            while (rows.next()) {
                roles.add(rows.getString(1));
            }
        }
        return roles;
    }

    static Frozen.Change change(Connection connection) throws SQLException {
        String before = now(connection);
        String database = Literals.identifier(connection.getCatalog());
        String alter = "ALTER DATABASE " + database;
        return new Frozen.Change(
                SETTING + " of database " + connection.getCatalog(),
                before,
                "on",
                List.of(alter + " SET " + SETTING + " = on"),
                // Whoever comes while it is frozen may not do even this.
                List.of(
                        "SET " + SETTING + " = off",
                        alter + (before.isEmpty() ? " RESET " + SETTING : " SET " + SETTING + " = " + before),
                        "RESET " + SETTING));
    }

    /** Empty where the database has no setting of its own. */
    static String now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(VALUE)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
