package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.rows.OddNumbers;
import dev.sterna.dialect.rows.StagedRow;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Encoders for numeric in binary: digits to the base 10000, weight, sign and scale. One instance per column; its scratch
 * array is reused.
 */
final class NumericFields {
    private static final int POSITIVE = 0x0000;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;
    private static final int[] POWERS = {1, 10, 100, 1000, 10_000};
    private static final BigInteger BLOCK = BigInteger.TEN.pow(18);

    private final String name;
    private final int precision;
    private final int scale;
    private byte[] digits = new byte[64];

    /**
     * @param name of the column, for messages
     * @param precision digits that the target holds, or -1 for no bound
     * @param scale digits after the point that the target holds, or -1 for no bound
     */
    NumericFields(String name, int precision, int scale) {
        this.name = name;
        this.precision = precision;
        this.scale = scale;
    }

    /** From an unscaled long. */
    FieldEncoder ofLong(int sourceScale) {
        return (row, column, out) -> writeLong(row.asLong(column), sourceScale, out);
    }

    /** From an unscaled long that may stand for NaN. */
    FieldEncoder ofDecimal(int sourceScale) {
        return (row, column, out) -> {
            long unscaled = row.asLong(column);
            if (unscaled == OddNumbers.NAN) {
                writeNan(out);
            } else {
                writeLong(unscaled, sourceScale, out);
            }
        };
    }

    /** From an unscaled integer of any size. */
    FieldEncoder ofUnscaled(int sourceScale) {
        return (row, column, out) -> {
            BigInteger unscaled = row.asUnscaled(column);
            if (unscaled.bitLength() < 64) {
                writeLong(unscaled.longValue(), sourceScale, out);
            } else if (OddNumbers.isNan(unscaled)) {
                writeNan(out);
            } else {
                int length = spread(unscaled.abs());
                writeDigits(unscaled.signum() < 0, length, sourceScale, out);
            }
        };
    }

    /** From canonical text. */
    FieldEncoder ofText() {
        return this::writeText;
    }

    private static void writeNan(CopyBuffer out) throws SQLException {
        int start = out.position();
        out.reserve(12);
        header(out, start, 0, 0, NAN, 0);
    }

    private void writeLong(long unscaled, int sourceScale, CopyBuffer out) throws SQLException {
        // Negative numbers reach further than positive ones.
        long rest = unscaled > 0 ? -unscaled : unscaled;
        checkLong(rest, sourceScale);
        int start = out.position();
        byte[] to = out.reserve(4 + 8 + 2 * 12);
        int end = start + 4 + 8 + 2 * 12;
        int at = end;
        int group = 0;
        int partial = sourceScale & 3;
        if (partial != 0) {
            int power = POWERS[partial];
            int digit = (int) -(rest % power) * POWERS[4 - partial];
            rest /= power;
            if (digit != 0) {
                at = put(to, at, digit);
            }
            group++;
        }
        for (; rest != 0; group++) {
            int digit = (int) -(rest % 10_000);
            rest /= 10_000;
            // Groups of zeros at the end are not written.
            if (digit != 0 || at != end) {
                at = put(to, at, digit);
            }
        }
        int count = (end - at) / 2;
        int fractionGroups = (sourceScale + 3) / 4;
        System.arraycopy(to, at, to, start + 12, 2 * count);
        header(out, start, count, group - 1 - fractionGroups, unscaled < 0 ? NEGATIVE : POSITIVE, sourceScale);
    }

    private static int put(byte[] to, int at, int digit) {
        to[at - 1] = (byte) digit;
        to[at - 2] = (byte) (digit >> 8);
        return at - 2;
    }

    private static void header(CopyBuffer out, int start, int count, int weight, int sign, int scale) {
        out.setInt(start, 8 + 2 * count);
        out.setShort(start + 4, count);
        out.setShort(start + 6, count == 0 ? 0 : weight);
        out.setShort(start + 8, count == 0 && sign == NEGATIVE ? POSITIVE : sign);
        out.setShort(start + 10, scale);
        out.position(start + 12 + 2 * count);
    }

    /** The server would round digits away and say nothing. */
    private void checkLong(long negative, int sourceScale) throws SQLException {
        if (scale >= 0 && sourceScale > scale) {
            int excess = sourceScale - scale;
            if (excess > 18 ? negative != 0 : negative % power(excess) != 0) {
                throw tooPrecise();
            }
        }
        if (precision >= 0) {
            int exponent = precision - scale + sourceScale;
            if (exponent < 19 && negative <= -power(exponent)) {
                throw tooLarge();
            }
        }
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    /** Writes the decimal digits into the scratch array; returns their number. */
    private int spread(BigInteger value) {
        int length = 0;
        BigInteger rest = value;
        int at = digits.length;
        while (rest.signum() != 0) {
            BigInteger[] parts = rest.divideAndRemainder(BLOCK);
            rest = parts[0];
            long block = parts[1].longValue();
            for (int i = 0; i < 18 && (block != 0 || rest.signum() != 0); i++) {
                digits[--at] = (byte) (block % 10);
                block /= 10;
                length++;
            }
        }
        System.arraycopy(digits, at, digits, 0, length);
        return length;
    }

    private void writeText(StagedRow row, int column, CopyBuffer out) throws SQLException {
        int octets = row.octets(column);
        int start = out.position();
        // The text is read where the number is written afterwards, which is shorter.
        byte[] text = out.reserve(octets + 16);
        row.copyOctets(column, text, start);
        boolean negative = octets > 0 && text[start] == '-';
        int first = start + (negative ? 1 : 0);
        int end = start + octets;
        if (first < end && (text[first] == 'N' || text[first] == 'I')) {
            out.reserve(12);
            header(out, start, 0, 0, text[first] == 'N' ? NAN : negative ? MINUS_INFINITY : INFINITY, 0);
            return;
        }
        if (digits.length < octets + 8) {
            digits = new byte[octets + 64];
        }
        int length = 0;
        int sourceScale = -1;
        for (int i = first; i < end; i++) {
            int octet = text[i];
            if (octet == '.' && sourceScale < 0) {
                sourceScale = 0;
            } else if (octet >= '0' && octet <= '9') {
                digits[length++] = (byte) (octet - '0');
                sourceScale += sourceScale < 0 ? 0 : 1;
            } else {
                throw FieldEncoder.refused(name, "a value is not a decimal number");
            }
        }
        if (length == 0) {
            throw FieldEncoder.refused(name, "a value is not a decimal number");
        }
        writeDigits(negative, length, Math.max(sourceScale, 0), out);
    }

    private void writeDigits(boolean negative, int count, int sourceScale, CopyBuffer out) throws SQLException {
        int length = count;
        if (length < sourceScale) {
            int missing = sourceScale - length;
            if (digits.length < sourceScale) {
                digits = Arrays.copyOf(digits, sourceScale + 64);
            }
            System.arraycopy(digits, 0, digits, missing, length);
            Arrays.fill(digits, 0, missing, (byte) 0);
            length = sourceScale;
        }
        int integer = length - sourceScale;
        int leading = 0;
        while (leading < integer && digits[leading] == 0) {
            leading++;
        }
        if (precision >= 0 && integer - leading > precision - scale) {
            throw tooLarge();
        }
        for (int i = scale < 0 ? length : integer + scale; i < length; i++) {
            if (digits[i] != 0) {
                throw tooPrecise();
            }
        }
        int firstGroup = -((integer + 3) / 4);
        int lastGroup = (sourceScale + 3) / 4;
        while (firstGroup < lastGroup && group(firstGroup, integer, length) == 0) {
            firstGroup++;
        }
        while (lastGroup > firstGroup && group(lastGroup - 1, integer, length) == 0) {
            lastGroup--;
        }
        int start = out.position();
        byte[] to = out.reserve(12 + 2 * (lastGroup - firstGroup));
        int at = start + 12;
        for (int group = firstGroup; group < lastGroup; group++) {
            int digit = group(group, integer, length);
            to[at++] = (byte) (digit >> 8);
            to[at++] = (byte) digit;
        }
        header(out, start, lastGroup - firstGroup, -firstGroup - 1, negative ? NEGATIVE : POSITIVE, sourceScale);
    }

    /** Four digits as one; group 0 is the first after the point. */
    private int group(int group, int integer, int length) {
        int value = 0;
        for (int i = integer + 4 * group; i < integer + 4 * group + 4; i++) {
            value = value * 10 + (i >= 0 && i < length ? digits[i] : 0);
        }
        return value;
    }

    private SQLException tooLarge() {
        return FieldEncoder.refused(name, "a value has more digits before the point than the column holds");
    }

    private SQLException tooPrecise() {
        return FieldEncoder.refused(name, "a value has more digits after the point than the column holds");
    }
}
