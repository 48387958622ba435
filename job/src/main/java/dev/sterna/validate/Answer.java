package dev.sterna.validate;

import dev.sterna.migration.Database;
import dev.sterna.validate.ValueText.Kind;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a query gave, in a few octets however many rows it had.
 *
 * @param kinds of its columns
 * @param rows as many as were read
 * @param sum of the rows' hashes, the same in any order
 * @param inOrder hash of the rows in their order
 * @param end how reading ended
 */
record Answer(List<Kind> kinds, long rows, BigInteger sum, BigInteger inOrder, End end, double seconds) {
    private static final int FETCHED = 1000;
    private static final int HASH_OCTETS = 16;

    Answer {
        kinds = List.copyOf(kinds);
    }

    /** How reading ended. */
    enum End {
        ALL_READ,
        TOO_MANY,
        TOO_LONG
    }

    /** What is read at most; 0 is no limit. */
    record Limit(long rows, Duration time) {
        static final Limit NONE = new Limit(0, Duration.ZERO);

        private boolean reached(long read) {
            return rows > 0 && read > rows;
        }

        private boolean isOver(long began) {
            return !time.isZero() && System.nanoTime() - began >= time.toNanos();
        }
    }

    /**
     * Runs a query in a transaction that can write nothing.
     *
     * @param what for a message, such as {@code "run totals.sql"}
     * @throws dev.sterna.error.SternaException (of the side) when the query fails, but for the time it takes
     */
    static Answer of(Database database, String what, String sql, Limit limit) {
        long began = System.nanoTime();
        return ReadOnlyWork.in(database, what, connection -> {
            try {
                return read(connection, sql, limit, began);
            } catch (SQLException failure) {
                if (limit.isOver(began)) {
                    return new Answer(List.of(), 0, BigInteger.ZERO, BigInteger.ZERO, End.TOO_LONG, seconds(began));
                }
                throw failure;
            }
        });
    }

    private static Answer read(Connection connection, String sql, Limit limit, long began) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED);
            if (limit.rows() > 0) {
                statement.setMaxRows((int) Math.min(Integer.MAX_VALUE, limit.rows() + 1));
            }
            if (!limit.time().isZero()) {
                statement.setQueryTimeout((int) Math.max(1, limit.time().toSeconds()));
            }
            try (ResultSet row = statement.executeQuery(sql)) {
                return read(row, limit, began);
            }
        }
    }

    private static Answer read(ResultSet row, Limit limit, long began) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        List<Kind> kinds = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            kinds.add(Kind.of(columns, i));
        }
        MessageDigest order = sha256();
        MessageDigest hash = sha256();
        BigInteger sum = BigInteger.ZERO;
        long rows = 0;
        End end = End.ALL_READ;
        while (end == End.ALL_READ && row.next()) {
            rows++;
            for (int i = 1; i <= kinds.size(); i++) {
                add(hash, ValueText.of(row, columns, i));
            }
            byte[] whole = hash.digest();
            order.update(whole);
            sum = sum.add(new BigInteger(1, whole, 0, HASH_OCTETS));
            end = limit.reached(rows) ? End.TOO_MANY : limit.isOver(began) ? End.TOO_LONG : End.ALL_READ;
        }
        return new Answer(kinds, rows, sum, new BigInteger(1, order.digest()), end, seconds(began));
    }

    /** With its length, so that no two rows have one text. */
    private static void add(MessageDigest hash, String value) {
        byte[] octets = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
        hash.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(0, value == null ? -1 : octets.length)
                .array());
        hash.update(octets);
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
