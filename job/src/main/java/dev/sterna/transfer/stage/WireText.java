package dev.sterna.transfer.stage;

import dev.sterna.dialect.rows.OddDates;
import dev.sterna.dialect.rows.OddNumbers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Parses canonical texts (see {@link dev.sterna.model.LogicalType}) into staged values, octet by octet. What it cannot
 * represent is an {@link IllegalArgumentException} whose message says what was expected, not the value.
 */
final class WireText {
    private static final byte[] INFINITY = "infinity".getBytes(StandardCharsets.US_ASCII);

    private static final long MICROS_OF_DAY = 86_400_000_000L;

    /** 294276-12-31. */
    private static final long LAST_DAY_OF_TIMES = 106_762_939;

    private WireText() {}

    /** The unscaled value of a decimal of at most 18 digits with exactly that many digits after the point. */
    static long unscaledLong(byte[] text, int offset, int length, int scale) {
        if (isNan(text, offset, length)) {
            return OddNumbers.NAN;
        }
        int at = offset;
        int end = offset + length;
        boolean negative = at < end && text[at] == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        int digits = 0;
        int point = -1;
        for (; at < end; at++) {
            int octet = text[at];
            if (octet == '.' && point < 0) {
                point = at;
            } else if (octet >= '0' && octet <= '9' && (digits < 18 || value < 100_000_000_000_000_000L)) {
                value = value * 10 + (octet - '0');
                digits++;
            } else {
                throw new IllegalArgumentException("not a decimal of at most 18 digits");
            }
        }
        requireScale(digits, point < 0 ? 0 : end - point - 1, scale);
        return negative ? -value : value;
    }

    /** The unscaled value of a decimal of at most 38 digits, big-endian in 16 octets. */
    static void unscaledBig(byte[] text, int offset, int length, int scale, byte[] into) {
        if (isNan(text, offset, length)) {
            Arrays.fill(into, (byte) 0);
            into[0] = Byte.MIN_VALUE;
            return;
        }
        int at = offset;
        int end = offset + length;
        boolean negative = at < end && text[at] == '-';
        if (negative) {
            at++;
        }
        long high = 0;
        long low = 0;
        int digits = 0;
        // without leading zeros, one of which stands before the point of 38 digits behind it
        int significant = 0;
        int point = -1;
        for (; at < end; at++) {
            int octet = text[at];
            if (octet == '.' && point < 0) {
                point = at;
            } else if (octet >= '0' && octet <= '9' && significant < 38) {
                long carry = ((low >>> 32) * 10 + ((low & 0xffffffffL) * 10 >>> 32)) >>> 32;
                high = high * 10 + carry;
                low = low * 10;
                long sum = low + (octet - '0');
                if (Long.compareUnsigned(sum, low) < 0) {
                    high++;
                }
                low = sum;
                digits++;
                if ((high | low) != 0) {
                    significant++;
                }
            } else {
                throw new IllegalArgumentException("not a decimal of at most 38 digits");
            }
        }
        requireScale(digits, point < 0 ? 0 : end - point - 1, scale);
        if (negative) {
            low = -low;
            high = low == 0 ? -high : ~high;
        }
        for (int i = 0; i < 8; i++) {
            into[i] = (byte) (high >>> (56 - 8 * i));
            into[8 + i] = (byte) (low >>> (56 - 8 * i));
        }
    }

    private static boolean isNan(byte[] text, int offset, int length) {
        return length == 3 && text[offset] == 'N' && text[offset + 1] == 'a' && text[offset + 2] == 'N';
    }

    private static void requireScale(int digits, int found, int scale) {
        if (digits == 0 || found != scale) {
            throw new IllegalArgumentException("not a decimal with " + scale + " digits after the point");
        }
    }

    /**
     * Days since 1970-01-01 of {@code y-mm-dd}, with {@code " BC"} behind it for years before 1; see {@link OddDates} for
     * what is no day.
     */
    static int days(byte[] text, int offset, int length) {
        int end = offset + length;
        if (isInfinity(text, offset, end)) {
            return text[offset] == '-' ? OddDates.MINUS_INFINITE_DAY : OddDates.INFINITE_DAY;
        }
        boolean beforeChrist = endsInBc(text, offset, end);
        return day(text, offset, beforeChrist ? end - 3 : end, beforeChrist);
    }

    /** Microseconds since 1970-01-01 00:00:00 of {@code y-mm-dd hh:mm:ss[.f]}, with {@code " BC"} likewise. */
    static long micros(byte[] text, int offset, int length) {
        int end = offset + length;
        if (isInfinity(text, offset, end)) {
            return text[offset] == '-' ? OddDates.MINUS_INFINITE_TIME : OddDates.INFINITE_TIME;
        }
        boolean beforeChrist = endsInBc(text, offset, end);
        if (beforeChrist) {
            end -= 3;
        }
        int space = offset;
        while (space < end && text[space] != ' ') {
            space++;
        }
        long day = day(text, offset, space, beforeChrist);
        int at = space + 1;
        if (end - at < 8 || text[at + 2] != ':' || text[at + 5] != ':') {
            throw new IllegalArgumentException("not a date and time");
        }
        long seconds =
                number(text, at, at + 2) * 3600L + number(text, at + 3, at + 5) * 60L + number(text, at + 6, at + 8);
        long fraction = 0;
        if (end > at + 8) {
            int digits = end - (at + 9);
            if (text[at + 8] != '.' || digits < 1 || digits > 6) {
                throw new IllegalArgumentException("not a date and time with at most 6 digits of a second");
            }
            fraction = number(text, at + 9, end);
            for (int i = digits; i < 6; i++) {
                fraction *= 10;
            }
        }
        if (day > LAST_DAY_OF_TIMES) {
            throw new IllegalArgumentException("not a date and time of a year up to 294276");
        }
        // Modulo 2^64 in the end: see OddDates.
        return day * MICROS_OF_DAY + seconds * 1_000_000L + fraction;
    }

    private static boolean isInfinity(byte[] text, int offset, int end) {
        int length = end - offset;
        return length >= INFINITY.length
                && length <= INFINITY.length + 1
                && text[end - 1] == 'y'
                && (length == INFINITY.length || text[offset] == '-')
                && Arrays.equals(text, end - INFINITY.length, end, INFINITY, 0, INFINITY.length);
    }

    private static boolean endsInBc(byte[] text, int offset, int end) {
        return end - offset > 3 && text[end - 1] == 'C' && text[end - 2] == 'B' && text[end - 3] == ' ';
    }

    private static int day(byte[] text, int from, int to, boolean beforeChrist) {
        if (to - from < 10 || text[to - 3] != '-' || text[to - 6] != '-') {
            throw new IllegalArgumentException("not a date");
        }
        int year = number(text, from, to - 6);
        int month = number(text, to - 5, to - 3);
        int day = number(text, to - 2, to);
        if (month < 1 || day < 1 || day > 28 || month > 12 || year < 1) {
            if (month > 12 || day > 31) {
                throw new IllegalArgumentException("not a date: month or day is out of range");
            }
            if (month < 1 || day < 1 || year < 1 || day > daysOfMonth(beforeChrist ? 1 - year : year, month)) {
                return OddDates.noDay(year, month, day);
            }
        }
        return epochDay(beforeChrist ? 1 - year : year, month, day);
    }

    private static int daysOfMonth(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Days from civil: as java.time.LocalDate.toEpochDay, for all years that databases have. */
    private static int epochDay(int year, int month, int day) {
        long y = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return Math.toIntExact(era * 146_097 + dayOfEra - 719_468);
    }

    private static int number(byte[] text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("not a date or time: a digit is missing");
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
