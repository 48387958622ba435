package dev.sterna.compare;

import dev.sterna.dialect.rows.DigestSql;
import dev.sterna.dialect.rows.KeyStrips;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.digest.RowHash;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lane;
import dev.sterna.migration.Database;
import dev.sterna.model.Column;
import dev.sterna.model.Digest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Asks one side for digests. Rows that the server cannot hash are hashed here.
 *
 * @param hashedHere hears of the rows of which that became necessary
 */
public record DigestQueries(Database database, RowHash hash, Consumer<RowSet> hashedHere) {
    /** Code of a failure: the server did not even hand such rows over. */
    public static final String ROWS_WITHOUT_HASH = "rows-without-hash";

    /** One row at a time: rows that a server cannot hash are long. */
    private static final int FETCHED = 1;

    /** The same in sessions in which no statement waits for a lock for longer than that. */
    DigestQueries waitingForLocks(Duration most) {
        return new DigestQueries(database.waitingForLocks(most), hash, hashedHere);
    }

    private DigestSql digests() {
        return database.dialect().digests();
    }

    /** The digest of these rows. */
    Digest digest(Lane lane, RowSet rows) {
        Map<Integer, Digest> one = ask(lane, rows, digests().digest(rows, hash), 0, answer -> {
            answer.next();
            Digest digest = digest(answer, 1);
            return digest == null ? null : Map.of(0, digest);
        });
        return (one == null ? here(lane, rows, 1) : one).getOrDefault(0, Digest.EMPTY);
    }

    /** The digests of these rows by bucket of their key. */
    Map<Integer, Digest> buckets(Lane lane, RowSet rows, int buckets) {
        Map<Integer, Digest> found = hashedBuckets(lane, rows, buckets);
        return found == null ? here(lane, rows, buckets) : found;
    }

    /** As the server itself has them; null where it cannot hash every row. */
    Map<Integer, Digest> hashedBuckets(Lane lane, RowSet rows, int buckets) {
        return numbered(lane, rows, digests().bucketDigests(rows, hash, buckets), buckets);
    }

    /** The least and the greatest integer of a column, or nothing over no rows. */
    List<BigInteger> ends(Lane lane, RowSet rows, Column column) {
        return ask(lane, rows, digests().ends(rows, column), 0, answer -> {
            answer.next();
            BigDecimal least = answer.getBigDecimal(1);
            return least == null
                    ? List.of()
                    : List.of(least.toBigIntegerExact(), answer.getBigDecimal(2).toBigIntegerExact());
        });
    }

    /**
     * The digests of these rows by strip.
     *
     * @param strips of the rows' slice
     * @return null where the server cannot hash every row
     */
    Map<Integer, Digest> strips(Lane lane, RowSet rows, KeyStrips strips) {
        return numbered(lane, rows, digests().stripDigests(rows, hash, strips), strips.count());
    }

    /** Null when the server did not hash every row. */
    private Map<Integer, Digest> numbered(Lane lane, RowSet rows, String sql, int end) {
        return ask(lane, rows, sql, 0, answer -> {
            Map<Integer, Digest> digests = new TreeMap<>();
            while (answer.next()) {
                int number = answer.getInt(1);
                // Of a key that has no hash there is no bucket either.
                Digest digest = answer.wasNull() ? null : digest(answer, 2);
                if (digest == null) {
                    return null;
                }
                if (number < 0 || number >= end || digests.put(number, digest) != null) {
                    throw new IllegalStateException(
                            "The " + database.side().label() + " gave a wrong number of a part: " + number);
                }
            }
            return digests;
        });
    }

    private Map<Integer, Digest> here(Lane lane, RowSet rows, int buckets) {
        hashedHere.accept(rows);
        String sql = digests().canonicalRows(rows);
        return ask(lane, rows, sql, FETCHED, answer -> JavaDigests.of(answer, rows, this, buckets));
    }

    /**
     * The digest of these rows, made here, in which JSON counts by what it means.
     *
     * @param rows with whole JSON texts
     */
    Digest meaning(Lane lane, RowSet rows, boolean[] json) {
        int fetched = database.dialect().sql().fetchSize(rows.table());
        return ask(
                lane,
                rows,
                digests().canonicalRows(rows),
                fetched,
                answer -> JavaDigests.of(answer, rows, this, json, 1).getOrDefault(0, Digest.EMPTY));
    }

    private <T> T ask(Lane lane, RowSet rows, String sql, int fetched, Lane.Reading<T> reading) {
        return database.attempt(
                "compute the digest of " + rows.table().name(),
                rows.table().name(),
                () -> lane.query(sql, fetched, reading));
    }

    /** Null when the server did not hash every row. */
    private static Digest digest(ResultSet answer, int first) throws SQLException {
        long count = answer.getLong(first);
        if (answer.getLong(first + 1) != count) {
            return null;
        }
        BigDecimal sum = answer.getBigDecimal(first + 2);
        return new Digest(count, sum == null ? BigInteger.ZERO : sum.toBigIntegerExact());
    }

    /** Such rows would be left out of the sum on both sides and look equal. */
    SternaException unhashed(RowSet rows, long count, long hashed) {
        return SternaException.of(
                database.side().category(),
                ROWS_WITHOUT_HASH,
                rows.table().name().toString(),
                "Cannot compare " + rows.table().name() + ": the "
                        + database.side().label() + " computed no hash for " + (count - hashed) + " of " + count
                        + " rows, whose values are too long for it",
                "Raise the server's limit for long values ("
                        + database.dialect().digests().limitOfLongValues() + ") and compare again");
    }
}
