package dev.sterna.diff;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.RowSet;
import dev.sterna.digest.RowHash;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lane;
import dev.sterna.model.Digest;
import dev.sterna.model.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Asks one side for digests. */
record DigestQueries(Dialect dialect, Side side, RowHash hash) {

    /** The digest of these rows. */
    Digest digest(Lane lane, RowSet rows) {
        return ask(lane, rows, dialect.digests().digest(rows, hash), answer -> {
            answer.next();
            return digest(answer, 1, rows);
        });
    }

    /** The digests of these rows by bucket of their key. */
    Map<Integer, Digest> buckets(Lane lane, RowSet rows, int buckets) {
        return ask(lane, rows, dialect.digests().bucketDigests(rows, hash, buckets), answer -> {
            Map<Integer, Digest> digests = new TreeMap<>();
            while (answer.next()) {
                int bucket = answer.getInt(1);
                if (bucket < 0 || bucket >= buckets || digests.put(bucket, digest(answer, 2, rows)) != null) {
                    throw new IllegalStateException("The " + side.label() + " gave a wrong bucket: " + bucket);
                }
            }
            return digests;
        });
    }

    private <T> T ask(Lane lane, RowSet rows, String sql, Lane.Reading<T> reading) {
        try {
            return lane.query(sql, 0, reading);
        } catch (SQLException failure) {
            throw dialect.explain(
                    failure,
                    side,
                    "compute the digest of " + rows.table().name(),
                    rows.table().name());
        }
    }

    private Digest digest(ResultSet answer, int first, RowSet rows) throws SQLException {
        long count = answer.getLong(first);
        long hashed = answer.getLong(first + 1);
        if (hashed != count) {
            throw unhashed(rows, count, hashed);
        }
        BigDecimal sum = answer.getBigDecimal(first + 2);
        return new Digest(count, sum == null ? BigInteger.ZERO : sum.toBigIntegerExact());
    }

    /** Such rows would be left out of the sum on both sides and look equal. */
    SternaException unhashed(RowSet rows, long count, long hashed) {
        return SternaException.of(
                side.category(),
                "rows-without-hash",
                rows.table().name().toString(),
                "Cannot compare " + rows.table().name() + ": the " + side.label() + " computed no hash for "
                        + (count - hashed) + " of " + count + " rows, whose values are too long for it",
                "Raise the server's limit for long values (MySQL, MariaDB: max_allowed_packet) and compare again");
    }
}
