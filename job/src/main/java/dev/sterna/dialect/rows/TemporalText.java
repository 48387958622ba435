package dev.sterna.dialect.rows;

import java.nio.charset.StandardCharsets;

/**
 * Canonical text of staged dates and timestamps, proleptic Gregorian. Years before 1 are written as PostgreSQL writes
 * them, which alone has them, with {@code " BC"} behind the whole. {@link OddDates} are written as the engines that have
 * them write them.
 */
public final class TemporalText {
    /** The longest text, in octets. */
    public static final int MAX_OCTETS = 48;

    private static final byte[] INFINITY = "infinity".getBytes(StandardCharsets.US_ASCII);

    private static final long MICROS_OF_DAY = 86_400_000_000L;

    /** 0001-01-01. */
    private static final long FIRST_DAY_OF_YEAR_ONE = -719_162;

    private TemporalText() {}

    /** Writes {@code yyyy-mm-dd}; returns the position after it. */
    public static int date(long epochDay, byte[] to, int at) {
        if (epochDay == OddDates.INFINITE_DAY || epochDay == OddDates.MINUS_INFINITE_DAY) {
            return infinity(epochDay < 0, to, at);
        }
        return era(epochDay, to, day(epochDay, to, at));
    }

    /** Without the era. */
    private static int day(long epochDay, byte[] to, int at) {
        if (OddDates.isNoDay(epochDay)) {
            return date(OddDates.year(epochDay), OddDates.month(epochDay), OddDates.day(epochDay), to, at);
        }
        // Days from 0000-03-01 in eras of 400 years; a leap day is then the last of its year.
        long days = epochDay + 719_468;
        long era = Math.floorDiv(days, 146_097L);
        int dayOfEra = (int) (days - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shifted = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * shifted + 2) / 5 + 1;
        int month = shifted < 10 ? shifted + 3 : shifted - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return date(year < 1 ? 1 - year : year, month, day, to, at);
    }

    private static int era(long epochDay, byte[] to, int at) {
        if (epochDay >= FIRST_DAY_OF_YEAR_ONE || OddDates.isNoDay(epochDay)) {
            return at;
        }
        to[at] = ' ';
        to[at + 1] = 'B';
        to[at + 2] = 'C';
        return at + 3;
    }

    private static int date(long year, int month, int day, byte[] to, int at) {
        int next = year(year, to, at);
        to[next++] = '-';
        next = two(month, to, next);
        to[next++] = '-';
        return two(day, to, next);
    }

    /** Writes {@code yyyy-mm-dd hh:mm:ss[.f]}, f without trailing zeros; returns the position after it. */
    public static int timestamp(long epochMicros, byte[] to, int at) {
        if (OddDates.isInfiniteTime(epochMicros)) {
            return infinity(epochMicros == OddDates.MINUS_INFINITE_TIME, to, at);
        }
        long day = OddDates.isBeyondLong(epochMicros)
                ? Long.divideUnsigned(epochMicros, MICROS_OF_DAY)
                : Math.floorDiv(epochMicros, MICROS_OF_DAY);
        long micros = epochMicros - day * MICROS_OF_DAY;
        int next = day(day, to, at);
        to[next++] = ' ';
        int seconds = (int) (micros / 1_000_000);
        next = two(seconds / 3600, to, next);
        to[next++] = ':';
        next = two(seconds / 60 % 60, to, next);
        to[next++] = ':';
        next = two(seconds % 60, to, next);
        int fraction = (int) (micros % 1_000_000);
        if (fraction != 0) {
            to[next++] = '.';
            for (int unit = 100_000; fraction != 0; unit /= 10) {
                to[next++] = (byte) ('0' + fraction / unit);
                fraction %= unit;
            }
        }
        return era(day, to, next);
    }

    /** {@link #date(long, byte[], int)} as a string. */
    public static String date(long epochDay) {
        byte[] text = new byte[MAX_OCTETS];
        return new String(text, 0, date(epochDay, text, 0), StandardCharsets.US_ASCII);
    }

    /** {@link #timestamp(long, byte[], int)} as a string. */
    public static String timestamp(long epochMicros) {
        byte[] text = new byte[MAX_OCTETS];
        return new String(text, 0, timestamp(epochMicros, text, 0), StandardCharsets.US_ASCII);
    }

    private static int infinity(boolean negative, byte[] to, int at) {
        int next = at;
        if (negative) {
            to[next++] = '-';
        }
        System.arraycopy(INFINITY, 0, to, next, INFINITY.length);
        return next + INFINITY.length;
    }

    private static int year(long year, byte[] to, int at) {
        long rest = year;
        int digits = 4;
        for (long bound = 10_000; rest >= bound; bound *= 10) {
            digits++;
        }
        for (int i = at + digits - 1; i >= at; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }

    private static int two(int number, byte[] to, int at) {
        to[at] = (byte) ('0' + number / 10);
        to[at + 1] = (byte) ('0' + number % 10);
        return at + 2;
    }
}
