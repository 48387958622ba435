package dev.sterna.dialect.mysql.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether a session may write rows of MariaDB's system-versioned tables with the time that they were written at elsewhere. */
public final class FormerRows {
    private static final int UNKNOWN_VARIABLE = 1193;
    private static final int FORBIDDEN_BY_OPTION = 1290;
    private static final int ACCESS_DENIED = 1227;

    private FormerRows() {}

    /** Tried: before 10.11 there is no such variable, and secure_timestamp may forbid it. */
    static boolean areTaken(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION system_versioning_insert_history = 1");
            statement.execute("SET SESSION system_versioning_insert_history = 0");
            return true;
        } catch (SQLException refused) {
            int code = refused.getErrorCode();
            if (code == UNKNOWN_VARIABLE || code == FORBIDDEN_BY_OPTION || code == ACCESS_DENIED) {
                return false;
            }
            throw refused;
        }
    }

    /** From now on the session takes them. */
    public static void take(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION system_versioning_insert_history = 1");
        }
    }
}
