package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.model.Digest;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which rows the target refused: one row a chunk that has any, written in the transaction of the chunk's other rows. It
 * travels to the executors.
 */
public final class RejectLedger implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_REASON = 1000;

    private final Dialect dialect;
    private final TableName table;

    /** @param table where the ledger's reject table lives */
    RejectLedger(Dialect dialect, TableName table) {
        this.dialect = dialect;
        this.table = table;
    }

    /**
     * Notes the refused rows of a chunk of which nothing is noted yet, in the caller's open transaction, which has claimed
     * the chunk. A statement that looked for an older row first would lock the gap in which an engine finds none, and so
     * deadlock with the task of another chunk.
     */
    public void note(Connection open, String runId, ChunkRejects row) throws SQLException {
        requireTransaction(open);
        String columns = Stream.of(
                        "run_id", "table_name", "chunk_index", "row_count", "sum", "file", "reason", "reason_rows")
                .map(this::quote)
                .collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + name() + " (" + columns + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setString(1, runId);
            statement.setString(2, row.table());
            statement.setInt(3, row.chunk());
            statement.setLong(4, row.refused().rows());
            statement.setBigDecimal(5, new BigDecimal(row.refused().sum()));
            statement.setString(6, row.file());
            statement.setString(7, shortened(row.reason()));
            statement.setLong(8, row.reasonRows());
            statement.executeUpdate();
        }
    }

    /** Notes what is refused of a chunk now, in the place of what is noted of it, in the caller's open transaction. */
    public void replace(Connection open, String runId, ChunkRejects row) throws SQLException {
        requireTransaction(open);
        String sets = Stream.of("row_count", "sum", "file", "reason", "reason_rows")
                .map(column -> quote(column) + " = ?")
                .collect(Collectors.joining(", "));
        try (PreparedStatement statement = open.prepareStatement("UPDATE " + name() + " SET " + sets + ofChunk())) {
            statement.setLong(1, row.refused().rows());
            statement.setBigDecimal(2, new BigDecimal(row.refused().sum()));
            statement.setString(3, row.file());
            statement.setString(4, shortened(row.reason()));
            statement.setLong(5, row.reasonRows());
            statement.setString(6, runId);
            statement.setString(7, row.table());
            statement.setInt(8, row.chunk());
            if (statement.executeUpdate() != 1) {
                throw new SQLException(
                        "Cannot replace what is noted of chunk " + row.chunk() + " of " + row.table() + ": nothing is");
            }
        }
    }

    /** Forgets what was noted of a chunk, in the caller's open transaction. */
    public void forget(Connection open, String runId, String tableName, int chunk) throws SQLException {
        requireTransaction(open);
        String sql = "DELETE FROM " + name() + ofChunk();
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setString(1, runId);
            statement.setString(2, tableName);
            statement.setInt(3, chunk);
            statement.executeUpdate();
        }
    }

    /** What is noted of a run, by table and chunk; nothing when the ledger is from before there was this table. */
    public List<ChunkRejects> read(Connection connection, String runId) throws SQLException {
        String columns = Stream.of("table_name", "chunk_index", "row_count", "sum", "file", "reason", "reason_rows")
                .map(this::quote)
                .collect(Collectors.joining(", "));
        String sql = "SELECT " + columns + " FROM " + name() + " WHERE " + quote("run_id") + " = ? ORDER BY "
                + quote("table_name") + ", " + quote("chunk_index");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            try (ResultSet rows = statement.executeQuery()) {
                List<ChunkRejects> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new ChunkRejects(
                            rows.getString(1),
                            rows.getInt(2),
                            new Digest(rows.getLong(3), rows.getBigDecimal(4).toBigInteger()),
                            rows.getString(5),
                            rows.getString(6),
                            rows.getLong(7)));
                }
                return found;
            }
        } catch (SQLException failure) {
            if (dialect.isMissingTable(failure)) {
                return List.of();
            }
            throw failure;
        }
    }

    private static void requireTransaction(Connection open) throws SQLException {
        if (open.getAutoCommit()) {
            throw new IllegalStateException("Cannot note refused rows outside of the transaction of the chunk's rows");
        }
    }

    private String ofChunk() {
        return " WHERE " + quote("run_id") + " = ? AND " + quote("table_name") + " = ? AND " + quote("chunk_index")
                + " = ?";
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "...";
    }

    private String name() {
        return dialect.sql().quote(table);
    }

    private String quote(String identifier) {
        return dialect.sql().quote(identifier);
    }
}
