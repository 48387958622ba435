package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Tells whether rows have come to the target: each chunk, refusal and batch of changes of any run leaves its trace in it. */
final class TargetMark {
    private TargetMark() {}

    static String read(Connection connection, Dialect dialect) throws SQLException {
        return "chunks " + counted(connection, dialect, "chunk", "loaded") + "; refused "
                + counted(connection, dialect, "reject", "row_count") + "; batches "
                + counted(connection, dialect, "batch", "applied") + "; common "
                + counted(connection, dialect, "common", "noted");
    }

    private static String counted(Connection connection, Dialect dialect, String ledgerTable, String column)
            throws SQLException {
        String sql = "SELECT count(*), max(" + dialect.sql().quote(column) + ") FROM "
                + dialect.sql().quote(dialect.ledger().table(connection, ledgerTable));
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1) + " to " + row.getString(2);
        } catch (SQLException failure) {
            if (dialect.isMissingTable(failure)) {
                return "none";
            }
            throw failure;
        }
    }
}
