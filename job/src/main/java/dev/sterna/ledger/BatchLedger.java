package dev.sterna.ledger;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.model.Digest;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which batches of changes are in the target, each noted in the transaction that brings it. It travels to executors. */
public final class BatchLedger implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String INTENDED = "intended ";
    private static final String UNKNOWN = "unknown";

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
        try {
            note(open, runId, tableName, batch);
            return true;
        } catch (SQLException failure) {
            if (dialect.isDuplicateKey(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /**
     * Notes a number that no batch has, on a connection with autocommit on, so that {@link #next} never again gives one of those
     * before it: whoever was killed may have left somebody behind who still brings batches by them.
     */
    public void reserve(Connection connection, String runId, String tableName, long number) throws SQLException {
        note(connection, runId, tableName, number);
    }

    private void note(Connection connection, String runId, String tableName, long batch) throws SQLException {
        String columns = Stream.of(
                        "run_id", "table_name", "batch", "deleted", "inserted", "updated", "log_position", "applied")
                .map(this::quote)
                .collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + name() + " (" + columns + ") VALUES (?, ?, ?, 0, 0, 0, NULL, CURRENT_TIMESTAMP)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            statement.setString(2, tableName);
            statement.setLong(3, batch);
            statement.executeUpdate();
        }
    }

    /** What all batches of a table came to that are in. */
    public Counts counts(Connection connection, String runId, String tableName) throws SQLException {
        String sums = Stream.of("deleted", "inserted", "updated")
                .map(column -> "COALESCE(SUM(" + quote(column) + "), 0)")
                .collect(Collectors.joining(", "));
        String sql = "SELECT " + sums + " FROM " + name() + ofTable();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            statement.setString(2, tableName);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Counts(row.getLong(1), row.getLong(2), row.getLong(3));
            }
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

    /** What a batch is about to change of the digest of a table that is not in this database. */
    public record Intent(long batch, Digest change, boolean done) {}

    /**
     * Notes, within the transaction of the ledger's own, that a batch is about to be committed elsewhere.
     *
     * @param change of the digest there; null where it is not known
     */
    public void intend(Connection open, String runId, String tableName, long batch, Digest change) throws SQLException {
        claim(open, runId, tableName, batch);
        settle(open, runId, tableName, batch, Counts.NONE, INTENDED + text(change));
    }

    /** Notes that it is. */
    public void done(Connection open, String runId, String tableName, long batch, Counts counts, Digest change)
            throws SQLException {
        settle(open, runId, tableName, batch, counts, text(change));
    }

    private static String text(Digest change) {
        return change == null ? UNKNOWN : change.rows() + " " + change.sum();
    }

    /** What batches have changed, or were about to, since they were forgotten. */
    public List<Intent> intents(Connection connection, String runId, String tableName) throws SQLException {
        String sql = "SELECT " + quote("batch") + ", " + quote("log_position") + " FROM " + name() + ofTable();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runId);
            statement.setString(2, tableName);
            try (ResultSet rows = statement.executeQuery()) {
                List<Intent> intents = new ArrayList<>();
                while (rows.next()) {
                    String noted = rows.getString(2);
                    boolean done = !noted.startsWith(INTENDED);
                    String[] change = (done ? noted : noted.substring(INTENDED.length())).split(" ", -1);
                    intents.add(new Intent(
                            rows.getLong(1),
                            change.length < 2 ? null : new Digest(Long.parseLong(change[0]), new BigInteger(change[1])),
                            done));
                }
                return intents;
            }
        }
    }

    /** Forgets the batches of a table. */
    public void forget(Connection connection, String runId, String tableName) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM " + name() + ofTable())) {
            statement.setString(1, runId);
            statement.setString(2, tableName);
            statement.executeUpdate();
        }
    }

    private String ofTable() {
        return " WHERE " + quote("run_id") + " = ? AND " + quote("table_name") + " = ?";
    }

    private String name() {
        return dialect.sql().quote(table);
    }

    private String quote(String identifier) {
        return dialect.sql().quote(identifier);
    }
}
