package dev.sterna.dialect.postgres.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * For as long as it is open, a session sees the server's own catalogue only, so that the catalogue's functions write every
 * other name with its schema, and keeps the plans of {@link PreparedQueries}. Afterwards it is as it was before.
 */
final class QualifiedNames implements AutoCloseable {
    /** Versions before 12 keep no plans by a setting. */
    private static final String BEFORE = "SELECT pg_catalog.current_setting('search_path'),"
            + " pg_catalog.current_setting('plan_cache_mode', true)";

    private static final String SET = "SELECT pg_catalog.set_config('search_path', ?, false)";
    private static final String SET_BOTH = SET + ", pg_catalog.set_config('plan_cache_mode', ?, false)";

    private final Connection connection;
    private final String path;
    private final String mode;

    private QualifiedNames(Connection connection, String path, String mode) {
        this.connection = connection;
        this.path = path;
        this.mode = mode;
    }

    static QualifiedNames in(Connection connection) throws SQLException {
        String path;
        String mode;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BEFORE)) {
            row.next();
            path = row.getString(1);
            mode = row.getString(2);
        }
        set(connection, "pg_catalog", mode == null ? null : "force_generic_plan");
        return new QualifiedNames(connection, path, mode);
    }

    private static void set(Connection connection, String path, String mode) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(mode == null ? SET : SET_BOTH)) {
            statement.setString(1, path);
            if (mode != null) {
                statement.setString(2, mode);
            }
            statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        set(connection, path, mode);
    }
}
