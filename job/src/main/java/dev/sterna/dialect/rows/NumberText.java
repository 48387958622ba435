package dev.sterna.dialect.rows;

/**
 * Numbers as ASCII text, written digit by digit into an array. Only doubles that need more than 15 digits make an
 * object on the way.
 */
public final class NumberText {
    /** The longest text, in octets. */
    public static final int MAX_OCTETS = 32;

    private static final long EXACT_INTEGERS = 1L << 53;
    private static final int MAX_EXACT_POWER = 22;
    private static final int MOST_DIGITS = 15;
    private static final double[] POWERS = new double[MAX_EXACT_POWER + 1];

    static {
        double power = 1;
        for (int i = 0; i <= MAX_EXACT_POWER; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private NumberText() {}

    /** Writes an integer; returns the position after it. */
    public static int integer(long value, byte[] to, int at) {
        if (value >= 0) {
            return digits(value, 1, to, at);
        }
        to[at] = '-';
        return value == Long.MIN_VALUE ? ascii("9223372036854775808", to, at + 1) : digits(-value, 1, to, at + 1);
    }

    /**
     * Writes a decimal with exactly {@code scale} digits after the point; returns the position after it.
     *
     * @param unscaled of at most 18 digits
     * @param scale from 0 to 18
     */
    public static int decimal(long unscaled, int scale, byte[] to, int at) {
        int next = at;
        if (unscaled < 0) {
            to[next++] = '-';
        }
        return point(scale, to, digits(Math.abs(unscaled), scale + 1, to, next));
    }

    /** Puts a point before the last digits of what ends at a position; returns the position after it. */
    public static int point(int scale, byte[] to, int end) {
        if (scale == 0) {
            return end;
        }
        System.arraycopy(to, end - scale, to, end - scale + 1, scale);
        to[end - scale] = '.';
        return end + 1;
    }

    /** Writes a text that reads back to the same bits, of NaN and the infinities the Java words; returns the position after it. */
    public static int real(double value, byte[] to, int at) {
        if (value == 0) {
            return ascii(1 / value < 0 ? "-0" : "0", to, at);
        }
        // A quotient of an integer below 2^53 and a power of ten up to 10^22 is rounded once, as reading the decimal
        // is.
        double magnitude = Math.abs(value);
        for (int power = 0; power <= MOST_DIGITS; power++) {
            double scaled = Math.rint(magnitude * POWERS[power]);
            // not: scaled >= EXACT_INTEGERS, which a NaN would pass
            if (!(scaled < EXACT_INTEGERS)) {
                break;
            }
            if (scaled / POWERS[power] == magnitude) {
                return decimal(value < 0 ? -(long) scaled : (long) scaled, power, to, at);
            }
        }
        return ascii(Double.toString(value), to, at);
    }

    private static int ascii(String text, byte[] to, int at) {
        for (int i = 0; i < text.length(); i++) {
            to[at + i] = (byte) text.charAt(i);
        }
        return at + text.length();
    }

    /** A number of at least that many digits. */
    private static int digits(long value, int least, byte[] to, int at) {
        int count = 1;
        for (long bound = 10; count < 19 && value >= bound; bound *= 10) {
            count++;
        }
        count = Math.max(count, least);
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            long quotient = rest / 10;
            to[i] = (byte) ('0' + (rest - quotient * 10));
            rest = quotient;
        }
        return at + count;
    }

    /** A number without a bound, as text, without the zeros that it may have been written with behind its point. */
    public static String withoutLastZeros(String number) {
        return number.indexOf('.') >= 0 ? number.replaceFirst("\\.?0+$", "") : number;
    }
}
