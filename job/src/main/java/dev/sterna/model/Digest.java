package dev.sterna.model;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Count of rows and sum of their hashes: independent of their order, and a doubled row counts twice. Digests of
 * disjoint sets of rows add up to the digest of their union.
 */
public record Digest(long rows, BigInteger sum) implements Serializable {
    public static final Digest EMPTY = new Digest(0, BigInteger.ZERO);

    public Digest plus(Digest other) {
        return new Digest(rows + other.rows, sum.add(other.sum));
    }

    /** What is to be added to another for this one. */
    public Digest minus(Digest other) {
        return new Digest(rows - other.rows, sum.subtract(other.sum));
    }
}
