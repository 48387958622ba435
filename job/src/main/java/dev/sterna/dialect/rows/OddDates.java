package dev.sterna.dialect.rows;

/**
 * How dates are staged that are no days of the proleptic Gregorian calendar, so that an engine which has them gets them
 * as they were: PostgreSQL's infinities, and what MySQL lets into a date beside days (month or day zero, the 31st of
 * February, the year 0000). Their numbers are out of every engine's range, so that no other can take one for a day.
 */
public final class OddDates {
    /** Infinity as days. */
    public static final int INFINITE_DAY = Integer.MAX_VALUE;

    /** Minus infinity as days. */
    public static final int MINUS_INFINITE_DAY = Integer.MIN_VALUE;

    /** Minus infinity as microseconds; the ends of a long are times in January 294247, which PostgreSQL has. */
    public static final long MINUS_INFINITE_TIME = Long.MIN_VALUE + 2_000_000_000_000_000L;

    /** Infinity as microseconds. */
    public static final long INFINITE_TIME = MINUS_INFINITE_TIME + 1;

    private static final long END_OF_TIMES_BEYOND_LONG = Long.MIN_VALUE + 1_000_000_000_000_000L;

    /** Long before PostgreSQL's first day, and not too long for microseconds. */
    private static final int FIRST = -100_000_000;

    private static final int MONTH_BITS = 4;
    private static final int DAY_BITS = 5;
    private static final int LAST = FIRST + (9999 << MONTH_BITS + DAY_BITS | 12 << DAY_BITS | 31);
    private static final long MICROS_OF_DAY = 86_400_000_000L;

    private OddDates() {}

    /** The staged form of a date that is written so but is no day. */
    public static int noDay(int year, int month, int day) {
        return FIRST + (year << MONTH_BITS + DAY_BITS | month << DAY_BITS | day);
    }

    /** Whether that many days stand for a date that is no day and not infinite. */
    public static boolean isNoDay(long days) {
        return days >= FIRST && days <= LAST;
    }

    /** Whether that many microseconds stand for a time of a date that is no day. */
    public static boolean isTimeOfNoDay(long micros) {
        return micros >= FIRST * MICROS_OF_DAY && micros < (LAST + 1) * MICROS_OF_DAY;
    }

    /** Whether that many microseconds stand for infinity or its opposite. */
    public static boolean isInfiniteTime(long micros) {
        return micros == INFINITE_TIME || micros == MINUS_INFINITE_TIME;
    }

    /**
     * Whether microseconds are to be read as an unsigned number: PostgreSQL's last thirty years, to 294276, are staged
     * modulo 2^64.
     */
    public static boolean isBeyondLong(long micros) {
        return micros < END_OF_TIMES_BEYOND_LONG;
    }

    static int year(long noDay) {
        return (int) (noDay - FIRST) >> MONTH_BITS + DAY_BITS;
    }

    static int month(long noDay) {
        return (int) (noDay - FIRST) >> DAY_BITS & (1 << MONTH_BITS) - 1;
    }

    static int day(long noDay) {
        return (int) (noDay - FIRST) & (1 << DAY_BITS) - 1;
    }
}
