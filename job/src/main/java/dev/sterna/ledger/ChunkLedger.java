package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.model.Digest;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which chunks are in the target: one row a chunk, written in the transaction of the chunk's rows. It travels to the
 * executors.
 */
public final class ChunkLedger implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Dialect dialect;
    private final TableName table;

    /** @param table where the ledger's chunk table lives */
    ChunkLedger(Dialect dialect, TableName table) {
        this.dialect = dialect;
        this.table = table;
    }

    /**
     * Inserts the chunk's row into the caller's open transaction, before the chunk's rows. The unique key makes a twin
     * wait here until the first transaction has ended: then it learns the truth, also after a commit whose answer got
     * lost and whose transaction the server may still be finishing.
     *
     * @param sum of the rows' hashes, or null
     * @return true when the chunk is the caller's to write; false when it is in already, and then the caller rolls its
     *     transaction back, which some engines demand after a duplicate key, and reports success
     */
    public boolean claim(Connection open, String runId, String tableName, int chunk, long rows, BigInteger sum)
            throws SQLException {
        if (open.getAutoCommit()) {
            throw new IllegalStateException("Cannot claim a chunk outside of the transaction of its rows");
        }
        String sql = "INSERT INTO " + name() + " (" + columns("run_id", "table_name", "chunk_index", "row_count", "sum")
                + ", " + quote("loaded") + ") VALUES (?, ?, ?, ?, ?, CURRENT_TIMESTAMP)";
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setString(1, runId);
            statement.setString(2, tableName);
            statement.setInt(3, chunk);
            statement.setLong(4, rows);
            statement.setBigDecimal(5, sum == null ? null : new BigDecimal(sum));
            return statement.executeUpdate() == 1;
        } catch (SQLException failure) {
            if (dialect.isDuplicateKey(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /** Replaces rows and sum of a chunk that the same transaction has claimed, once they are known. */
    public void settle(Connection open, String runId, String tableName, int chunk, long rows, BigInteger sum)
            throws SQLException {
        String sql = "UPDATE " + name() + " SET " + quote("row_count") + " = ?, " + quote("sum") + " = ? WHERE "
                + quote("run_id") + " = ? AND " + quote("table_name") + " = ? AND " + quote("chunk_index") + " = ?";
        try (PreparedStatement statement = open.prepareStatement(sql)) {
            statement.setLong(1, rows);
            statement.setBigDecimal(2, sum == null ? null : new BigDecimal(sum));
            statement.setString(3, runId);
            statement.setString(4, tableName);
            statement.setInt(5, chunk);
            // Also where values stay as they are: rows found are counted, not rows changed, as our drivers ask for.
            if (statement.executeUpdate() != 1) {
                throw new SQLException("Cannot settle chunk " + chunk + " of " + tableName + ": it has no ledger row");
            }
        }
    }

    /** The chunk's row as committed so far, or empty. It does not wait for a transaction that is still open: claim does. */
    public Optional<Digest> find(Connection connection, String runId, String tableName, int chunk) throws SQLException {
        return Optional.ofNullable(read(connection, runId, tableName).get(chunk));
    }

    /** The chunks of a table that are in, by index; the sum is null where none was given. */
    public Map<Integer, Digest> read(Connection connection, String runId, String tableName) throws SQLException {
        String sql = "SELECT " + columns("chunk_index", "row_count", "sum") + " FROM " + name() + " WHERE "
                + quote("run_id") + " = ? AND " + quote("table_name") + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            statement.setString(2, tableName);
            try (ResultSet rows = statement.executeQuery()) {
                Map<Integer, Digest> chunks = new TreeMap<>();
                while (rows.next()) {
                    BigDecimal sum = rows.getBigDecimal(3);
                    chunks.put(rows.getInt(1), new Digest(rows.getLong(2), sum == null ? null : sum.toBigInteger()));
                }
                return chunks;
            }
        }
    }

    /** The chunks of all tables of a run that are in, by table and index. */
    Map<String, Set<Integer>> read(Connection connection, String runId) throws SQLException {
        String sql = "SELECT " + columns("table_name", "chunk_index") + " FROM " + name() + " WHERE " + quote("run_id")
                + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            try (ResultSet rows = statement.executeQuery()) {
                Map<String, Set<Integer>> chunks = new HashMap<>();
                while (rows.next()) {
                    chunks.computeIfAbsent(rows.getString(1), table -> new HashSet<>())
                            .add(rows.getInt(2));
                }
                return chunks;
            }
        }
    }

    private String columns(String... names) {
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            list.append(list.isEmpty() ? "" : ", ").append(quote(name));
        }
        return list.toString();
    }

    private String name() {
        return dialect.sql().quote(table);
    }

    private String quote(String identifier) {
        return dialect.sql().quote(identifier);
    }
}
