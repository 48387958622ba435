package dev.sterna.dialect.rows;

/**
 * What a target's column asks of a value where not every value of the source's type can do it.
 *
 * @param least of {@code CALENDAR_DATE} the first year if it is not 1, or null; of {@code DATES} and {@code NUMBERS} the bound, or null; of {@code DIGITS_BEFORE} how many may stand before
 *     the point
 * @param greatest of {@code DATES}, {@code NUMBERS}, {@code CHARACTERS}, {@code OCTETS} and those of indexes the bound, or null; of
 *     {@code DIGITS_BEFORE}, {@code DIGITS_BEHIND} and {@code FRACTION} how many may stand behind the point
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
        NO_NUL("nul-character", "text", "texts", Policy.NUL_CHARACTER),
        /** A text's octets are characters, each of which Unicode has. */
        VALID_TEXT("invalid-text", "text of no characters", "texts of no characters", Policy.UNDECODABLE),
        /** A text whose octets are no characters has no more digits, where it is written as those of its octets. */
        WRITTEN_OCTETS(
                "written-too-long",
                "text of no characters that is too long as digits",
                "texts of no characters that are too long as digits",
                null),
        /** A date has a month and a day. */
        NO_ZERO_DATE("zero-date", "zero date", "zero dates", Policy.ZERO_DATE),
        /** A date is a day that there was: no 31st of February, no year 0. */
        CALENDAR_DATE("impossible-date", "impossible date", "impossible dates", Policy.OUT_OF_RANGE),
        /** A date lies between two others. */
        DATES("date-out-of-range", "date out of range", "dates out of range", Policy.OUT_OF_RANGE),
        /** A number or a date is neither infinite nor NaN. */
        FINITE("not-finite", "value that is not finite", "values that are not finite", Policy.NOT_FINITE),
        /** A text has no more characters. */
        CHARACTERS("too-long", "text that is too long", "texts that are too long", null),
        /** A text in UTF-8, or a binary value, has no more octets. */
        OCTETS("too-many-octets", "value that is too long", "values that are too long", null),
        /** A number lies between two others. */
        NUMBERS("number-out-of-range", "number out of range", "numbers out of range", Policy.OUT_OF_RANGE),
        /** A number, rounded to the digits that it may have behind the point, has no more before it. */
        DIGITS_BEFORE("number-out-of-range", "number out of range", "numbers out of range", Policy.OUT_OF_RANGE),
        /** A number has no more digits behind its point. */
        DIGITS_BEHIND(
                "digits-lost", "number with too many digits", "numbers with too many digits", Policy.EXCESS_DIGITS),
        /** The seconds of a time have no more digits behind their point. */
        FRACTION("digits-lost", "time with too many digits", "times with too many digits", Policy.EXCESS_DIGITS),
        /** A time is one of a day. */
        TIME_OF_DAY("time-out-of-range", "time out of range", "times out of range", Policy.OUT_OF_RANGE),
        /** The value of an enumeration is one of its list; the empty one of what is not arrives as an empty text. */
        MEMBER("no-enum-member", "value that is not in the list", "values that are not in the list", null),
        /** The same, where the target has that list for a type and takes nothing else. */
        LABEL("no-enum-label", "value that is not in the list", "values that are not in the list", null),
        /** A text is JSON. */
        JSON("invalid-json", "text that is no JSON", "texts that are no JSON", null),
        /** No escape of JSON stands for U+0000, or for half of a character. */
        JSON_ESCAPES("json-escape", "JSON escape of no character", "JSON escapes of no character", null),
        /** A text is a UUID. */
        UUID("invalid-uuid", "text that is no UUID", "texts that are no UUID", null),
        /** A geometry says of no system of coordinates that it is in it. */
        NO_SRID("spatial-reference", "geometry with an SRID", "geometries with SRIDs", null),
        /** A value of an index has no more octets than an entry takes, if it cannot be compressed. */
        INDEX_ENTRY("long-index-entry", "value that is long for an index", "values that are long for an index", null),
        /** A text that is indexed by its words has no more octets, if all of its words are different. */
        INDEX_WORDS("long-full-text", "text that is long for its index", "texts that are long for their index", null);

        private final String broken;
        private final String one;
        private final String many;
        private final String policy;

        Kind(String broken, String one, String many, String policy) {
            this.broken = broken;
            this.one = one;
            this.many = many;
            this.policy = policy;
        }

        /** What a value is that breaks it, as it stands in files. */
        public String broken() {
            return broken;
        }

        /** Such a value in words. */
        public String one() {
            return one;
        }

        /** Several such values in words. */
        public String many() {
            return many;
        }

        /** The setting that says what becomes of such values; null where there is none. */
        public String policy() {
            return policy;
        }

        /** Names of settings. */
        private static final class Policy {
            static final String ZERO_DATE = "sterna.types.on-zero-date";
            static final String NUL_CHARACTER = "sterna.types.on-nul-character";
            static final String UNDECODABLE = "sterna.types.on-undecodable";
            static final String NOT_FINITE = "sterna.types.on-not-finite";
            static final String OUT_OF_RANGE = "sterna.types.on-out-of-range";
            static final String EXCESS_DIGITS = "sterna.types.on-excess-digits";
        }
    }
}
