package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.server.TargetRights;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** What the connection's role may make. */
final class PostgresRights {
    private PostgresRights() {}

    static TargetRights read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Set<String> grantees = texts(statement, "SELECT rolname FROM pg_catalog.pg_roles");
            grantees.add("PUBLIC");
            Set<String> owners = texts(
                    statement,
                    "SELECT rolname FROM pg_catalog.pg_roles WHERE pg_catalog.pg_has_role(current_user, oid, 'MEMBER')");
            boolean superuser = !texts(
                            statement,
                            "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = current_user AND rolsuper")
                    .isEmpty();
            Set<String> extensions = texts(
                    statement,
                    "SELECT extname FROM pg_catalog.pg_extension UNION SELECT name FROM"
                            + " pg_catalog.pg_available_extension_versions WHERE " + superuser
                            + " OR NOT superuser OR trusted");
            boolean owner = !texts(
                            statement,
                            "SELECT datname FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()"
                                    + " AND pg_catalog.pg_has_role(current_user, datdba, 'USAGE')")
                    .isEmpty();
            return new TargetRights(
                    grantees, owners, extensions, superuser, owner || superuser, TargetRights.Logged.ANYTHING);
        }
    }

    private static Set<String> texts(Statement statement, String sql) throws SQLException {
        Set<String> texts = new HashSet<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
