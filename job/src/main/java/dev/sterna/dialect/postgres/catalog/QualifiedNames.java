package dev.sterna.dialect.postgres.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * For as long as it is open, a session sees the server's own catalogue only, so that the catalogue's functions write every
 * other name with its schema. Afterwards it looks where it did before.
 */
final class QualifiedNames implements AutoCloseable {
    private static final String SET = "SELECT pg_catalog.set_config('search_path', ?, false)";

    private final Connection connection;
    private final String before;

    private QualifiedNames(Connection connection, String before) {
        this.connection = connection;
        this.before = before;
    }

    static QualifiedNames in(Connection connection) throws SQLException {
        String before;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.current_setting('search_path')")) {
            row.next();
            before = row.getString(1);
        }
        set(connection, "pg_catalog");
        return new QualifiedNames(connection, before);
    }

    private static void set(Connection connection, String path) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SET)) {
            statement.setString(1, path);
            statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        set(connection, before);
    }
}
