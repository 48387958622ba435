package dev.sterna.diff;

import dev.sterna.compare.RowDifference;
import dev.sterna.model.Digest;
import java.math.BigInteger;

/**
 * How many rows differ, and by how much that puts the two sides' sums apart.
 *
 * @param missingSum of the hashes of the missing ones
 * @param alike rows that are written otherwise, but mean the same
 * @param apart by how much all these rows put the sums of hashes apart, modulo 2 to the power of 64
 */
record DifferenceCounts(long missing, BigInteger missingSum, long extra, long changed, long alike, long apart) {
    static final DifferenceCounts NONE = new DifferenceCounts(0, BigInteger.ZERO, 0, 0, 0, 0);

    /** Of one row. */
    static DifferenceCounts of(RowDifference difference) {
        if (difference instanceof RowDifference.Missing row) {
            return new DifferenceCounts(1, BigInteger.valueOf(row.sourceHash()), 0, 0, 0, row.sourceHash());
        }
        if (difference instanceof RowDifference.Extra row) {
            return new DifferenceCounts(0, BigInteger.ZERO, 1, 0, 0, -row.targetHash());
        }
        RowDifference.Changed row = (RowDifference.Changed) difference;
        return new DifferenceCounts(0, BigInteger.ZERO, 0, 1, 0, row.sourceHash() - row.targetHash());
    }

    /** Of a row that is written otherwise, but means the same. */
    static DifferenceCounts alike(long sourceHash, long targetHash) {
        return new DifferenceCounts(0, BigInteger.ZERO, 0, 0, 1, sourceHash - targetHash);
    }

    DifferenceCounts plus(DifferenceCounts more) {
        return new DifferenceCounts(
                missing + more.missing,
                missingSum.add(more.missingSum),
                extra + more.extra,
                changed + more.changed,
                alike + more.alike,
                apart + more.apart);
    }

    /** Of the rows that differ in fact. */
    long rows() {
        return missing + extra + changed;
    }

    /** Whether these rows, no more and no fewer, are what two digests differ by. */
    boolean explain(Digest source, Digest target) {
        return source.rows() - target.rows() == missing - extra
                && source.sum().subtract(target.sum()).longValue() == apart;
    }
}
