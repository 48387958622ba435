package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.rows.OddDates;
import java.sql.SQLException;

/** Dates and times for COPY BINARY: days and microseconds since 2000-01-01. */
final class BinaryTimes {
    private static final long EPOCH_DAYS = 10_957;
    private static final long MICROS_OF_DAY = 86_400_000_000L;
    private static final long EPOCH_MICROS = EPOCH_DAYS * MICROS_OF_DAY;

    /** 4714-11-24 BC, and the day after 5874897-12-31, since 2000-01-01. */
    private static final long FIRST_DATE = -2_451_545;

    private static final long END_OF_DATES = 2_147_483_494L - 2_451_545;

    /** 4714-11-24 BC, and 294277-01-01, since 2000-01-01. */
    private static final long FIRST_TIMESTAMP = -211_813_488_000_000_000L;

    private static final long END_OF_TIMESTAMPS = 9_223_371_331_200_000_000L;

    private BinaryTimes() {}

    static FieldEncoder date(String name) {
        return (row, column, out) -> {
            long staged = row.asLong(column);
            long days = staged - EPOCH_DAYS;
            if (staged == OddDates.INFINITE_DAY || staged == OddDates.MINUS_INFINITE_DAY) {
                // PostgreSQL's infinities are the same numbers.
                days = staged;
            } else if (days < FIRST_DATE || days >= END_OF_DATES) {
                requireDay(name, OddDates.isNoDay(staged));
                throw FieldEncoder.refused(name, "a date is out of PostgreSQL's range");
            }
            out.putInt(4);
            out.putInt((int) days);
        };
    }

    /** From a timestamp, with a zone or without, that is a midnight in UTC. */
    static FieldEncoder dayOfMidnight(String name) {
        return (row, column, out) -> {
            long staged = row.asLong(column);
            if (OddDates.isInfiniteTime(staged)) {
                out.putInt(4);
                out.putInt(staged == OddDates.INFINITE_TIME ? OddDates.INFINITE_DAY : OddDates.MINUS_INFINITE_DAY);
                return;
            }
            boolean beyondLong = OddDates.isBeyondLong(staged);
            long sinceMidnight = beyondLong ? Long.remainderUnsigned(staged, MICROS_OF_DAY) : staged % MICROS_OF_DAY;
            if (sinceMidnight != 0) {
                throw FieldEncoder.refused(name, "a value has a time of the day; map the column to timestamp");
            }
            long days = (beyondLong ? Long.divideUnsigned(staged, MICROS_OF_DAY) : staged / MICROS_OF_DAY) - EPOCH_DAYS;
            if (days < FIRST_DATE || days >= END_OF_DATES) {
                requireDay(name, OddDates.isTimeOfNoDay(staged));
                throw FieldEncoder.refused(name, "a date is out of PostgreSQL's range");
            }
            out.putInt(4);
            out.putInt((int) days);
        };
    }

    /** From a date. */
    static FieldEncoder midnight(String name) {
        return (row, column, out) -> {
            long staged = row.asLong(column);
            long days = staged - EPOCH_DAYS;
            out.putInt(8);
            if (staged == OddDates.INFINITE_DAY || staged == OddDates.MINUS_INFINITE_DAY) {
                out.putLong(staged < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
                return;
            }
            if (days < FIRST_DATE || days >= END_OF_TIMESTAMPS / MICROS_OF_DAY) {
                requireDay(name, OddDates.isNoDay(staged));
                throw outOfRange(name);
            }
            out.putLong(days * MICROS_OF_DAY);
        };
    }

    static FieldEncoder timestamp(String name, int fraction) {
        long unit = unit(fraction);
        return (row, column, out) -> {
            long staged = row.asLong(column);
            // What is staged modulo 2^64 comes right by this.
            long micros = staged - EPOCH_MICROS;
            out.putInt(8);
            if (micros < FIRST_TIMESTAMP || micros >= END_OF_TIMESTAMPS) {
                if (OddDates.isInfiniteTime(staged)) {
                    out.putLong(staged == OddDates.INFINITE_TIME ? Long.MAX_VALUE : Long.MIN_VALUE);
                    return;
                }
                requireDay(name, OddDates.isTimeOfNoDay(staged));
                throw outOfRange(name);
            }
            if (micros % unit != 0) {
                throw tooFine(name, fraction);
            }
            out.putLong(micros);
        };
    }

    /** From {@code hh:mm:ss[.f]}. */
    static FieldEncoder time(String name, int fraction) {
        long unit = unit(fraction);
        return (row, column, out) -> {
            int octets = row.octets(column);
            byte[] text = out.reserve(octets + 12);
            int start = out.position();
            row.copyOctets(column, text, start);
            long micros = micros(text, start, start + octets);
            if (micros < 0 || micros > MICROS_OF_DAY) {
                throw FieldEncoder.refused(
                        name, "a time is not within a day; map the column to interval with sterna.types.map");
            }
            if (micros % unit != 0) {
                throw tooFine(name, fraction);
            }
            out.putInt(8);
            out.putLong(micros);
        };
    }

    /** Microseconds of {@code hh:mm:ss[.f]}, or -1 when it is something else. */
    private static long micros(byte[] text, int start, int end) {
        if (end - start < 8 || text[start + 2] != ':' || text[start + 5] != ':') {
            return -1;
        }
        long seconds = number(text, start, start + 2) * 3600
                + number(text, start + 3, start + 5) * 60
                + number(text, start + 6, start + 8);
        long fraction = 0;
        if (end > start + 8) {
            int digits = end - start - 9;
            if (text[start + 8] != '.' || digits > 6) {
                return -1;
            }
            fraction = number(text, start + 9, end) * unit(digits);
        }
        return seconds * 1_000_000 + fraction;
    }

    private static long number(byte[] text, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            // Far enough below zero to stay there.
            number = digit < 0 || digit > 9 ? -1_000_000_000L : number * 10 + digit;
        }
        return number;
    }

    private static long unit(int fraction) {
        long unit = 1;
        for (int i = fraction; i < 6; i++) {
            unit *= 10;
        }
        return unit;
    }

    private static void requireDay(String name, boolean isNone) throws SQLException {
        if (isNone) {
            throw FieldEncoder.refused(
                    name,
                    "a date is no day of the calendar (a zero date, say); sterna.types.on-zero-date = \"null\" makes"
                            + " zero dates NULL, and the backup says how many");
        }
    }

    private static SQLException outOfRange(String name) {
        return FieldEncoder.refused(name, "a timestamp is out of PostgreSQL's range");
    }

    private static SQLException tooFine(String name, int fraction) {
        return FieldEncoder.refused(name, "a value has more than " + fraction + " digits of a second");
    }
}
