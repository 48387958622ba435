package dev.sterna.dialect.rows;

import dev.sterna.digest.RowHash;
import dev.sterna.model.Column;
import java.util.Collection;

/** Queries by which a database hashes its own rows over the canonical text that {@link dev.sterna.model.LogicalType.Framing} defines. */
public interface DigestSql {

    /**
     * One row: count of rows, count of rows that have a hash, exact sum of hashes (NULL over no rows). The two counts
     * differ when the server could not compute a hash, which is an error, never a match.
     */
    String digest(RowSet rows, RowHash hash);

    /**
     * As {@link #digest}, by bucket: one row per non-empty bucket: bucket number, count, count of hashed, sum. The bucket
     * of a row is its key's {@link RowHash#MD5_60} modulo {@code buckets}, whatever the hash of the rows, so that every
     * engine puts a row into the same one; the key's hash is over the key columns' canonical text, framed as in a row. A
     * {@link dev.sterna.model.Slice.HashBucket} means the same rows.
     */
    String bucketDigests(RowSet rows, RowHash hash, int buckets);

    /** A condition for the rows of some of the buckets that {@link #bucketDigests} means, beside their slice. */
    String inBuckets(RowSet rows, int buckets, Collection<Integer> some);

    /** One row: the least and the greatest value of a column of integers, which an index leads to; NULLs over no rows. */
    String ends(RowSet rows, Column column);

    /**
     * As {@link #digest}, by strip: one row per non-empty strip: its number, count, count of hashed, sum.
     *
     * @param strips of the rows' slice, by the names of their table
     */
    String stripDigests(RowSet rows, RowHash hash, KeyStrips strips);

    /**
     * The rows themselves, for narrowing: hash of the key, hash of the row (both exact integers), then the unframed
     * canonical text of every column, NULL as NULL. Of the columns that are {@link RowSet#shownWhole} it is
     * whole, bytes as lower-case hexadecimal; of the others bytes and long text, but not JSON, are {@code octets#md5}. The rows are
     * ordered by the two hashes as numbers, so that both sides come in one order.
     */
    String hashedRows(RowSet rows, RowHash hash);

    /**
     * The rows themselves, for who hashes them elsewhere: the unframed canonical text of every column, in full; raw octets
     * where the frame is {@link dev.sterna.model.LogicalType.Framing#HASH}; NULL as NULL. Behind them the number of the
     * row's values that are not NULL in columns whose frame is not PLAIN: fewer that came are values that the server could
     * not compute.
     */
    String canonicalRows(RowSet rows);

    /** What keeps the server from hashing long values, for people: the name of a setting, with whose it is. */
    String limitOfLongValues();

    /** Whether a column writes the JSON texts anew that another's values are, so that only their meaning stays. */
    boolean rewritesJson(Column column, Column source);
}
