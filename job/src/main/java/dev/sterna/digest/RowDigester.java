package dev.sterna.digest;

import dev.sterna.model.Digest;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Framing;
import java.math.BigInteger;
import java.util.List;

/**
 * Builds the canonical text of row after row and sums their hashes, as the databases do in SQL. For each row: one
 * {@code add} per column in order, then {@link #endRow()}. Allocates nothing per row. Not thread-safe.
 */
public final class RowDigester {
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final Framing[] framing;
    private final boolean[] numeric;
    private final RowHasher hasher;
    private final byte[] md5 = new byte[16];
    private byte[] text = new byte[1024];
    private int length;
    private int column;
    private long rows;
    // the sum of the hashes, a signed 128-bit number
    private long high;
    private long low;

    public RowDigester(RowHash hash, List<LogicalType> columns) {
        this.hasher = new RowHasher(hash);
        this.numeric = new boolean[columns.size()];
        for (int i = 0; i < numeric.length; i++) {
            numeric[i] = columns.get(i).kind() == LogicalType.Kind.NUMERIC;
        }
        this.framing = columns.stream().map(LogicalType::framing).toArray(Framing[]::new);
    }

    public void addNull() {
        column++;
        ensure(1);
        text[length++] = ',';
    }

    /** A value of wire shape LONG. */
    public void addLong(long value) {
        column++;
        ensure(21);
        appendLong(value);
        text[length++] = ',';
    }

    /** A value of wire shape DOUBLE. */
    public void addDouble(double value) {
        column++;
        ensure(32);
        appendDouble(value);
        text[length++] = ',';
    }

    /** A value of wire shape TEXT (UTF-8) or BYTES; the column's type says how it is framed. */
    public void addOctets(byte[] octets, int offset, int count) {
        switch (framing[column]) {
            case PLAIN -> append(octets, offset, numeric[column] ? withoutZeros(octets, offset, count) : count);
            case LENGTH -> {
                appendCount(count, ':');
                append(octets, offset, count);
            }
            case LENGTH_OR_HASH -> {
                if (count <= Framing.INLINE_OCTETS) {
                    appendCount(count, ':');
                    append(octets, offset, count);
                } else {
                    appendHash(octets, offset, count);
                }
            }
            case HASH -> appendHash(octets, offset, count);
        }
        column++;
        ensure(1);
        text[length++] = ',';
    }

    /**
     * Ends the row and adds its hash to the sum.
     *
     * @return the row's hash
     * @throws IllegalStateException when the row does not have as many values as there are columns
     */
    public long endRow() {
        if (column != framing.length) {
            throw new IllegalStateException(
                    "Cannot hash a row of " + column + " values for " + framing.length + " columns");
        }
        long value = hasher.hash(text, 0, length);
        long sum = low + value;
        high += (value >> 63) + (Long.compareUnsigned(sum, value) < 0 ? 1 : 0);
        low = sum;
        rows++;
        column = 0;
        length = 0;
        return value;
    }

    /** Count and sum of the rows so far. */
    public Digest digest() {
        BigInteger unsignedLow = new BigInteger(Long.toUnsignedString(low));
        return new Digest(rows, BigInteger.valueOf(high).shiftLeft(64).add(unsignedLow));
    }

    /** Of a number without a bound: it may come with zeros behind its point, which are none of its canonical text. */
    private static int withoutZeros(byte[] octets, int offset, int count) {
        int point = offset;
        int end = offset + count;
        while (point < end && octets[point] != '.') {
            point++;
        }
        if (point == end) {
            return count;
        }
        while (octets[end - 1] == '0') {
            end--;
        }
        return (end - 1 == point ? point : end) - offset;
    }

    private void appendHash(byte[] octets, int offset, int count) {
        appendCount(count, '#');
        hasher.md5(octets, offset, count, md5);
        ensure(32);
        for (byte octet : md5) {
            text[length++] = HEX[(octet >> 4) & 15];
            text[length++] = HEX[octet & 15];
        }
    }

    private void appendCount(int count, char mark) {
        ensure(12);
        appendLong(count);
        text[length++] = (byte) mark;
    }

    private void append(byte[] octets, int offset, int count) {
        ensure(count);
        System.arraycopy(octets, offset, text, length, count);
        length += count;
    }

    private void appendDouble(double value) {
        if (Double.isNaN(value)) {
            appendAscii("NaN");
            return;
        }
        long bits = Double.doubleToRawLongBits(value);
        long magnitude = bits & Long.MAX_VALUE;
        boolean infinite = Double.isInfinite(value);
        if (infinite || magnitude == 0) {
            appendSign(bits);
            appendAscii(infinite ? "Infinity" : "0");
            return;
        }
        int biased = (int) (magnitude >>> 52);
        long fraction = magnitude & 0xfffffffffffffL;
        // a subnormal has the exponent of the least normal and no hidden bit
        appendLong(biased == 0 ? -1022 : biased - 1023);
        text[length++] = 'e';
        // behind the exponent: before it, it could not be told from the exponent's own
        appendSign(bits);
        appendLong(biased == 0 ? fraction : fraction | 1L << 52);
    }

    private void appendSign(long bits) {
        if (bits < 0) {
            text[length++] = '-';
        }
    }

    private void appendAscii(String word) {
        for (int i = 0; i < word.length(); i++) {
            text[length++] = (byte) word.charAt(i);
        }
    }

    private void appendLong(long value) {
        if (value == Long.MIN_VALUE) {
            appendAscii("-9223372036854775808");
            return;
        }
        long rest = value;
        if (rest < 0) {
            text[length++] = '-';
            rest = -rest;
        }
        int digits = 1;
        for (long bound = 10; digits < 19 && rest >= bound; bound *= 10) {
            digits++;
        }
        int at = length + digits;
        length = at;
        do {
            long quotient = rest / 10;
            text[--at] = (byte) ('0' + (rest - quotient * 10));
            rest = quotient;
        } while (rest != 0);
    }

    private void ensure(int more) {
        if (text.length - length < more) {
            text = java.util.Arrays.copyOf(text, Math.max(text.length * 2, length + more));
        }
    }
}
