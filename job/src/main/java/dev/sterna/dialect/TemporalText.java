package dev.sterna.dialect;

import java.nio.charset.StandardCharsets;

/**
 * Canonical text of staged dates and timestamps, proleptic Gregorian. Years before 1 are written as they are counted
 * by astronomers (0 is 1 BC), which a dialect replaces when its engine writes them otherwise.
 */
public final class TemporalText {
    /** The longest text, in octets. */
    public static final int MAX_OCTETS = 48;

    private static final long MICROS_OF_DAY = 86_400_000_000L;

    private TemporalText() {}

    /** Writes {@code yyyy-mm-dd}; returns the position after it. */
    public static int date(long epochDay, byte[] to, int at) {
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
        int next = year(year, to, at);
        to[next++] = '-';
        next = two(month, to, next);
        to[next++] = '-';
        return two(day, to, next);
    }

    /** Writes {@code yyyy-mm-dd hh:mm:ss[.f]}, f without trailing zeros; returns the position after it. */
    public static int timestamp(long epochMicros, byte[] to, int at) {
        long day = Math.floorDiv(epochMicros, MICROS_OF_DAY);
        long micros = epochMicros - day * MICROS_OF_DAY;
        int next = date(day, to, at);
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
        return next;
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

    private static int year(long year, byte[] to, int at) {
        int next = at;
        if (year < 0) {
            to[next++] = '-';
        }
        long rest = Math.abs(year);
        int digits = 4;
        for (long bound = 10_000; rest >= bound; bound *= 10) {
            digits++;
        }
        for (int i = next + digits - 1; i >= next; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return next + digits;
    }

    private static int two(int number, byte[] to, int at) {
        to[at] = (byte) ('0' + number / 10);
        to[at + 1] = (byte) ('0' + number % 10);
        return at + 2;
    }
}
