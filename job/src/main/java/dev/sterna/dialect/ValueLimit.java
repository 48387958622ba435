package dev.sterna.dialect;

/**
 * What a target's column asks of a value where not every value of the source's type can do it.
 *
 * @param least of {@code DATES} and {@code NUMBERS} the bound, or null; of {@code DIGITS} how many may stand before the point
 * @param greatest of {@code DATES}, {@code NUMBERS}, {@code CHARACTERS} and {@code OCTETS} the bound, or null; of
 *     {@code DIGITS} how many may stand behind the point
 */
public record ValueLimit(Kind kind, String least, String greatest) {

    /** A limit without a measure. */
    public static ValueLimit of(Kind kind) {
        return new ValueLimit(kind, null, null);
    }

    /** At most so many. */
    public static ValueLimit atMost(Kind kind, long greatest) {
        return new ValueLimit(kind, null, Long.toString(greatest));
    }

    /** What must hold of a value. */
    public enum Kind {
        /** A text has no U+0000. */
        NO_NUL,
        /** A text's octets are characters, each of which Unicode has. */
        VALID_TEXT,
        /** A date has a month and a day. */
        NO_ZERO_DATE,
        /** A date is a day that there was: no 31st of February, no year 0. */
        CALENDAR_DATE,
        /** A date lies between two others. */
        DATES,
        /** A number or a date is neither infinite nor NaN. */
        FINITE,
        /** A text has no more characters. */
        CHARACTERS,
        /** A text in UTF-8, or a binary value, has no more octets. */
        OCTETS,
        /** A number lies between two others. */
        NUMBERS,
        /** A number has no more digits before and behind its point. */
        DIGITS,
        /** A time is one of a day. */
        TIME_OF_DAY,
        /** The value of an enumeration is one of its list. */
        MEMBER
    }
}
