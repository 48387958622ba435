package dev.sterna.dialect.mysql.log;

import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Dates and times, impossible ones too, in their older and newer forms. */
final class TimeCell {
    private static final int MICROS = 1_000_000;

    private TimeCell() {}

    static String date(ByteBuffer cell) {
        int bits = (int) Octets.little(cell, 3);
        return date(bits >> 9, bits >> 5 & 15, bits & 31);
    }

    private static String date(int year, int month, int day) {
        return String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
    }

    private static String clock(long hours, long minutes, long seconds, long micros) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", hours, minutes, seconds) + fraction(micros);
    }

    private static String fraction(long micros) {
        return micros == 0
                ? ""
                : "." + String.format(Locale.ROOT, "%06d", micros).replaceFirst("0+$", "");
    }

    static String time(CellType type, ByteBuffer cell) {
        if (type.code() == CellType.TIME) {
            int bits = (int) Octets.little(cell, 3) << 8 >> 8;
            int digits = Math.abs(bits);
            return (bits < 0 ? "-" : "") + clock(digits / 10_000, digits / 100 % 100, digits % 100, 0);
        }
        int octets = type.fraction();
        // The whole is a number below an offset, the fraction of a negative one included.
        long offset = 1L << (8 * (3 + octets) - 1);
        long number = Octets.big(cell, 3 + octets) - offset;
        long magnitude = Math.abs(number);
        long whole = magnitude >> 8 * octets;
        long part = magnitude & (1L << 8 * octets) - 1;
        return (number < 0 ? "-" : "") + clock(whole >> 12 & 1023, whole >> 6 & 63, whole & 63, micros(part, octets));
    }

    static String dateTime(CellType type, ByteBuffer cell) {
        if (type.code() == CellType.DATETIME) {
            long digits = Octets.little(cell, 8);
            long day = digits / MICROS;
            long clock = digits % MICROS;
            return date((int) (day / 10_000), (int) (day / 100 % 100), (int) (day % 100)) + " "
                    + clock(clock / 10_000, clock / 100 % 100, clock % 100, 0);
        }
        long bits = Octets.big(cell, 5) - (1L << 39);
        long day = bits >> 17;
        int months = (int) (day >> 5);
        return date(months / 13, months % 13, (int) day & 31) + " "
                + clock(bits >> 12 & 31, bits >> 6 & 63, bits & 63, fraction(type, cell));
    }

    static String instant(CellType type, ByteBuffer cell) {
        long seconds = type.code() == CellType.TIMESTAMP ? Octets.little(cell, 4) : Octets.big(cell, 4);
        long micros = type.code() == CellType.TIMESTAMP ? 0 : fraction(type, cell);
        if (seconds == 0 && micros == 0) {
            return "0000-00-00 00:00:00";
        }
        LocalDateTime at = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        return date(at.getYear(), at.getMonthValue(), at.getDayOfMonth()) + " "
                + clock(at.getHour(), at.getMinute(), at.getSecond(), micros);
    }

    private static long fraction(CellType type, ByteBuffer cell) {
        return micros(Octets.big(cell, type.fraction()), type.fraction());
    }

    private static long micros(long part, int octets) {
        return switch (octets) {
            case 1 -> part * 10_000;
            case 2 -> part * 100;
            default -> part;
        };
    }
}
