package dev.sterna.dialect.mysql.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Queries whose answer is one value. */
public final class ScalarQuery {
    private ScalarQuery() {}

    /** The first column of the first row, or null when there is no row. */
    public static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /**
     * As {@link #text}, but null too when the server does not know it or does not tell: for what not every version has
     * and the user need not be allowed to see.
     */
    public static String textIfAllowed(Connection connection, String sql) throws SQLException {
        try {
            return text(connection, sql);
        } catch (SQLException failure) {
            if (!MySqlErrors.isUnknownOrForbidden(failure)) {
                throw failure;
            }
            return null;
        }
    }
}
