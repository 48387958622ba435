package dev.sterna.dialect.rows;

import java.math.BigInteger;

/** How NaN is staged among decimals of a bounded length, as PostgreSQL has it: as a number that none of them can be. */
public final class OddNumbers {
    /** Among decimals of up to 18 digits. */
    public static final long NAN = Long.MIN_VALUE;

    /** The same where Parquet has 32 bits for a decimal, which are those of up to nine digits. */
    public static final int NARROW_NAN = Integer.MIN_VALUE;

    /** Among decimals of up to 38 digits: the least number of 16 octets. */
    public static final BigInteger WIDE_NAN = BigInteger.TWO.pow(127).negate();

    private static final int WIDE_NAN_BITS = 127;

    private OddNumbers() {}

    /** Whether this stands for NaN among decimals of up to 38 digits. */
    public static boolean isNan(BigInteger unscaled) {
        return unscaled.bitLength() == WIDE_NAN_BITS && unscaled.equals(WIDE_NAN);
    }

    /** A staged decimal of up to nine digits as one of up to 18. */
    public static long widened(int unscaled) {
        return unscaled == NARROW_NAN ? NAN : unscaled;
    }

    /**
     * The other way round.
     *
     * @throws ArithmeticException when it has more digits
     */
    public static int narrowed(long unscaled) {
        return unscaled == NAN ? NARROW_NAN : Math.toIntExact(unscaled);
    }
}
