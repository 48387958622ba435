package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** How many chunks and rows of each table the ledger says are in the target, and how many rows the target refused. */
public record LoadedChunks(int chunks, long rows, long rejected) {

    /** By the source's table name, all tables of a run; empty when the target has no ledger yet. */
    static Map<String, LoadedChunks> read(Connection connection, Dialect dialect, String runId) throws SQLException {
        Map<String, LoadedChunks> rejected = rows(connection, dialect, runId, "reject");
        Map<String, LoadedChunks> loaded = new HashMap<>(rows(connection, dialect, runId, "chunk"));
        loaded.replaceAll((table, in) -> new LoadedChunks(
                in.chunks(),
                in.rows(),
                rejected.containsKey(table) ? rejected.get(table).rows() : 0));
        return loaded;
    }

    private static Map<String, LoadedChunks> rows(
            Connection connection, Dialect dialect, String runId, String ledgerTable) throws SQLException {
        String sql = "SELECT " + dialect.sql().quote("table_name") + ", count(*), sum("
                + dialect.sql().quote("row_count") + ") FROM "
                + dialect.sql().quote(dialect.ledger().table(connection, ledgerTable)) + " WHERE "
                + dialect.sql().quote("run_id") + " = ? GROUP BY "
                + dialect.sql().quote("table_name");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            try (ResultSet rows = statement.executeQuery()) {
                Map<String, LoadedChunks> loaded = new HashMap<>();
                while (rows.next()) {
                    loaded.put(rows.getString(1), new LoadedChunks(rows.getInt(2), rows.getLong(3), 0));
                }
                return loaded;
            }
        } catch (SQLException failure) {
            if (dialect.isMissingTable(failure)) {
                return Map.of();
            }
            throw failure;
        }
    }
}
