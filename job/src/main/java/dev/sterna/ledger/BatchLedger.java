package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which batches of changes are in the target, each noted in the transaction that brings it. */
public final class BatchLedger {
    private final Dialect dialect;
    private final TableName table;

    /** @param table where the ledger's table of batches lives */
    BatchLedger(Dialect dialect, TableName table) {
        this.dialect = dialect;
        this.table = table;
    }

    /** The number that comes after those of all batches of a table that are in; 1 where there are none. */
    public long next(Connection connection, String runId, String tableName) throws SQLException {
        String sql = "SELECT COALESCE(MAX(" + quote("batch") + "), 0) + 1 FROM " + name() + " WHERE " + quote("run_id")
                + " = ? AND " + quote("table_name") + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            statement.setString(2, tableName);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * Claims a batch in the open transaction, before its rows. A twin waits here until the first transaction has ended, and
     * so learns how a commit ended whose answer got lost.
     *
     * @return false when the batch is in already; then the caller rolls back, and reports success
     */
    public boolean claim(Connection open, String runId, String tableName, long batch) throws SQLException {
        if (open.getAutoCommit()) {
            throw new IllegalStateException("Cannot claim a batch outside of the transaction of its rows");
        }
        String columns = Stream.of(
                        "run_id", "table_name", "batch", "deleted", "inserted", "updated", "log_position", "applied")
                .map(this::quote)
                .collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + name() + " (" + columns + ") VALUES (?, ?, ?, 0, 0, 0, NULL, CURRENT_TIMESTAMP)";
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setString(1, runId);
            statement.setString(2, tableName);
            statement.setLong(3, batch);
            return statement.executeUpdate() == 1;
        } catch (SQLException failure) {
            if (dialect.isDuplicateKey(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /**
     * Notes what a batch came to that the same transaction has claimed.
     *
     * @param position in the source's log up to which the batch knows of changes, or null
     */
    public void settle(Connection open, String runId, String tableName, long batch, Counts counts, String position)
            throws SQLException {
        String sql = "UPDATE " + name() + " SET " + quote("deleted") + " = ?, " + quote("inserted") + " = ?, "
                + quote("updated") + " = ?, " + quote("log_position") + " = ? WHERE " + quote("run_id") + " = ? AND "
                + quote("table_name") + " = ? AND " + quote("batch") + " = ?";
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setLong(1, counts.deleted());
            statement.setLong(2, counts.inserted());
            statement.setLong(3, counts.updated());
            statement.setString(4, position);
            statement.setString(5, runId);
            statement.setString(6, tableName);
            statement.setLong(7, batch);
            if (statement.executeUpdate() != 1) {
                throw new SQLException("Cannot settle batch " + batch + " of " + tableName + ": it has no ledger row");
            }
        }
    }

    private String name() {
        return dialect.sql().quote(table);
    }

    private String quote(String identifier) {
        return dialect.sql().quote(identifier);
    }
}
