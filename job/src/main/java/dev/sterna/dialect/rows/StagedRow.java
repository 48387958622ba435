package dev.sterna.dialect.rows;

import java.math.BigInteger;

/** A row from the backup, read in place: the writer asks for each column by the shape that {@link dev.sterna.model.Staged} says. */
public interface StagedRow {

    boolean isNull(int column);

    /** INT, LONG, DECIMAL_LONG (unscaled), DATE, TIMESTAMP, INSTANT; BOOL as 0 or 1. */
    long asLong(int column);

    /** FLOAT, DOUBLE. */
    double asDouble(int column);

    /** Unscaled value of a DECIMAL_BIG. */
    BigInteger asUnscaled(int column);

    /** Octets of a TEXT or BYTES value. */
    int octets(int column);

    /** Copies the octets of a TEXT or BYTES value. */
    void copyOctets(int column, byte[] to, int offset);
}
