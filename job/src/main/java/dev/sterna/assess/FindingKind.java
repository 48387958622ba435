package dev.sterna.assess;

import dev.sterna.config.ValuePolicy;
import dev.sterna.dialect.rows.ValueLimit;
import java.util.Locale;

/** Kinds of values that do not arrive as they are, with what happens to them and what helps. */
enum FindingKind {
    NUL_CHARACTER,
    INVALID_TEXT,
    INVALID_DOCUMENT,
    WRITTEN_TOO_LONG,
    ZERO_DATE,
    IMPOSSIBLE_DATE,
    DATE_OUT_OF_RANGE,
    NOT_FINITE,
    TOO_LONG,
    TOO_MANY_OCTETS,
    NUMBER_OUT_OF_RANGE,
    DIGITS_LOST,
    TIME_OUT_OF_RANGE,
    NO_ENUM_MEMBER,
    NO_ENUM_LABEL,
    INVALID_JSON,
    JSON_ESCAPE,
    INVALID_UUID,
    SPATIAL_REFERENCE,
    LONG_INDEX_ENTRY,
    LONG_FULL_TEXT,
    OTHER_ENCODING,
    ORPHAN,
    OTHER_SPELLING,
    COLLISION;

    private static final String NULLED = "Becomes NULL, and is counted as a declared loss";
    private static final String REFUSED = "The target refuses the row, and the load of the table fails";

    static FindingKind of(ValueLimit.Kind limit) {
        return switch (limit) {
            case NO_NUL -> NUL_CHARACTER;
            case VALID_TEXT -> INVALID_TEXT;
            case WRITTEN_OCTETS -> WRITTEN_TOO_LONG;
            case NO_ZERO_DATE -> ZERO_DATE;
            case CALENDAR_DATE -> IMPOSSIBLE_DATE;
            case DATES -> DATE_OUT_OF_RANGE;
            case FINITE -> NOT_FINITE;
            case CHARACTERS -> TOO_LONG;
            case OCTETS -> TOO_MANY_OCTETS;
            case NUMBERS, DIGITS_BEFORE -> NUMBER_OUT_OF_RANGE;
            case DIGITS_BEHIND, FRACTION -> DIGITS_LOST;
            case TIME_OF_DAY -> TIME_OUT_OF_RANGE;
            case MEMBER -> NO_ENUM_MEMBER;
            case LABEL -> NO_ENUM_LABEL;
            case JSON -> INVALID_JSON;
            case JSON_ESCAPES -> JSON_ESCAPE;
            case UUID -> INVALID_UUID;
            case NO_SRID -> SPATIAL_REFERENCE;
            case INDEX_ENTRY -> LONG_INDEX_ENTRY;
            case INDEX_WORDS -> LONG_FULL_TEXT;
        };
    }

    /** As it stands in files and messages. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What becomes of such a value as things are configured. */
    String becomes(ValuePolicy policy) {
        return switch (this) {
            case NUL_CHARACTER ->
                policy.onNulCharacter() == ValuePolicy.OnNulCharacter.STRIP
                        ? "The character is removed, and counted as a declared loss"
                        : "The load of the table fails (sterna.types.on-nul-character = fail)";
            case ZERO_DATE ->
                policy.onZeroDate() == ValuePolicy.OnZeroDate.NULL
                        ? NULLED
                        : "The load of the table fails (sterna.types.on-zero-date = fail)";
            case INVALID_TEXT ->
                switch (policy.onUndecodable()) {
                    case FAIL -> "Is refused, or arrives as other characters, which the diff tells";
                    case REPLACE -> "Gets other characters, and is counted as a declared loss";
                    case BYTES -> "Becomes its octets in hexadecimal, and is counted as a declared loss";
                };
            case NOT_FINITE ->
                policy.onNotFinite() == ValuePolicy.OnNotFinite.NULL
                        ? NULLED
                        : REFUSED + " (sterna.types.on-not-finite = fail)";
            case IMPOSSIBLE_DATE, DATE_OUT_OF_RANGE, NUMBER_OUT_OF_RANGE, TIME_OUT_OF_RANGE ->
                policy.onOutOfRange() == ValuePolicy.OnOutOfRange.NULL
                        ? NULLED
                        : REFUSED + " (sterna.types.on-out-of-range = fail)";
            case INVALID_DOCUMENT -> REFUSED + ", whatever becomes of texts: of a document no part is left out";
            case TOO_LONG, TOO_MANY_OCTETS, WRITTEN_TOO_LONG, NO_ENUM_LABEL, INVALID_JSON, JSON_ESCAPE, INVALID_UUID ->
                REFUSED;
            case DIGITS_LOST ->
                policy.onExcessDigits() == ValuePolicy.OnExcessDigits.ROUND
                        ? "Is rounded, and counted as a declared loss"
                        : "Is refused, or rounded, which the diff tells (sterna.types.on-excess-digits = fail)";
            case NO_ENUM_MEMBER -> "Arrives as an empty text, which the target takes";
            case SPATIAL_REFERENCE ->
                "Arrives as its well-known binary form, without its SRID; the backup says which SRIDs there were, and counts"
                        + " it as a declared loss";
            case LONG_INDEX_ENTRY ->
                "The rows arrive, and the index cannot be made where such a value does not compress";
            case LONG_FULL_TEXT ->
                "The rows arrive, and the index cannot be made where such a text has too many different words";
            case OTHER_ENCODING ->
                "Arrives as it reads in the column's character set, which is not what was written: UTF-8 taken for it";
            case OTHER_SPELLING ->
                "The rows arrive, and the foreign key holds for new rows only: the target tells apart what the source does not";
            case ORPHAN -> "The rows arrive, and the foreign key holds for new rows only";
            case COLLISION -> "The target takes the keys for one: the load, or making the key after it, fails";
        };
    }

    /** Whether rows, an index or a constraint fail for such a value, as things are configured. */
    boolean fails(ValuePolicy policy) {
        return switch (this) {
            case NUL_CHARACTER -> policy.onNulCharacter() == ValuePolicy.OnNulCharacter.FAIL;
            case ZERO_DATE -> policy.onZeroDate() == ValuePolicy.OnZeroDate.FAIL;
            case NOT_FINITE -> policy.onNotFinite() == ValuePolicy.OnNotFinite.FAIL;
            case IMPOSSIBLE_DATE, DATE_OUT_OF_RANGE, NUMBER_OUT_OF_RANGE, TIME_OUT_OF_RANGE ->
                policy.onOutOfRange() == ValuePolicy.OnOutOfRange.FAIL;
            case DIGITS_LOST -> policy.onExcessDigits() == ValuePolicy.OnExcessDigits.FAIL;
            case INVALID_TEXT -> policy.onUndecodable() == ValuePolicy.OnUndecodable.FAIL;
            case TOO_LONG,
                    TOO_MANY_OCTETS,
                    WRITTEN_TOO_LONG,
                    INVALID_DOCUMENT,
                    NO_ENUM_LABEL,
                    INVALID_JSON,
                    JSON_ESCAPE,
                    INVALID_UUID,
                    LONG_INDEX_ENTRY,
                    LONG_FULL_TEXT,
                    OTHER_SPELLING,
                    COLLISION -> true;
            case NO_ENUM_MEMBER, SPATIAL_REFERENCE, OTHER_ENCODING, ORPHAN -> false;
        };
    }

    /** What to do about it; null when nothing has to be done. */
    String remedy(ValuePolicy policy, String column) {
        return switch (this) {
            case NUL_CHARACTER ->
                policy.onNulCharacter() == ValuePolicy.OnNulCharacter.STRIP
                        ? null
                        : "Set sterna.types.on-nul-character = strip, or take the characters out at the source";
            case ZERO_DATE ->
                policy.onZeroDate() == ValuePolicy.OnZeroDate.NULL
                        ? null
                        : "Set sterna.types.on-zero-date = \"null\", or write other dates at the source";
            case INVALID_TEXT ->
                policy.onUndecodable() == ValuePolicy.OnUndecodable.FAIL
                        ? "Write the text anew at the source, in the encoding that it is said to be in, or set"
                                + " sterna.types.on-undecodable = replace or bytes"
                        : null;
            case IMPOSSIBLE_DATE, DATE_OUT_OF_RANGE ->
                policy.onOutOfRange() == ValuePolicy.OnOutOfRange.NULL
                        ? null
                        : "Set sterna.types.on-out-of-range = \"null\", write another date at the source, or keep the column"
                                + " as text: sterna.types.map { \"" + column + "\" = ... }";
            case NOT_FINITE ->
                policy.onNotFinite() == ValuePolicy.OnNotFinite.NULL
                        ? null
                        : "Set sterna.types.on-not-finite = \"null\", write another value at the source, or keep the column"
                                + " as text by sterna.types.map";
            case INVALID_DOCUMENT -> "Write the document anew at the source, in the encoding that it is said to be in";
            case WRITTEN_TOO_LONG ->
                "Choose a type with room for two digits an octet: sterna.types.map { \"" + column
                        + "\" = ... }, or set sterna.types.on-undecodable = replace";
            case TOO_LONG, TOO_MANY_OCTETS -> "Choose a wider type: sterna.types.map { \"" + column + "\" = ... }";
            case NUMBER_OUT_OF_RANGE ->
                policy.onOutOfRange() == ValuePolicy.OnOutOfRange.NULL
                        ? null
                        : "Choose a wider type: sterna.types.map { \"" + column + "\" = ... }, or set"
                                + " sterna.types.on-out-of-range = \"null\"";
            case DIGITS_LOST ->
                policy.onExcessDigits() == ValuePolicy.OnExcessDigits.ROUND
                        ? null
                        : "Choose a wider type: sterna.types.map { \"" + column + "\" = ... }, or set"
                                + " sterna.types.on-excess-digits = round";
            case TIME_OUT_OF_RANGE ->
                policy.onOutOfRange() == ValuePolicy.OnOutOfRange.NULL
                        ? null
                        : "Keep the column as text: sterna.types.map { \"" + column + "\" = \"text\" }, or set"
                                + " sterna.types.on-out-of-range = \"null\"";
            case NO_ENUM_MEMBER -> null;
            case NO_ENUM_LABEL ->
                "Write one of the list's values, or NULL, at the source, or keep the column as text: sterna.types.map { \""
                        + column + "\" = ... }";
            case INVALID_JSON ->
                "Keep the column as text: sterna.types.map { \"" + column
                        + "\" = \"text\" }, or where it is one, with a check, leave that out: sterna.objects.exclude ="
                        + " [\"check " + column + "\"]; or write other values at the source";
            case INVALID_UUID ->
                "Keep the column as text: sterna.types.map { \"" + column
                        + "\" = \"text\" }, or write other values at the source";
            case JSON_ESCAPE ->
                "Keep the text as it is: sterna.types.map { \"" + column
                        + "\" = \"json\" }, or write other values at the" + " source";
            case SPATIAL_REFERENCE ->
                "Where rows of one column have different SRIDs, keep each with its row: sterna.types.map { \"" + column
                        + "\" = \"text\" } takes the digits of both";
            case LONG_INDEX_ENTRY, LONG_FULL_TEXT ->
                "Leave the index out by sterna.objects.exclude, and index a part of the text or its hash in the target;"
                        + " or shorten the values at the source";
            case OTHER_ENCODING ->
                "Where they are UTF-8 indeed, say so at the source: change the column's type to a binary one, and then to"
                        + " a text in utf8mb4; else nothing";
            case OTHER_SPELLING ->
                "Write the same letters on both sides at the source (UPDATE the rows that refer, from those that they refer"
                        + " to), give both columns a type that sees no case by sterna.types.map, or leave the foreign"
                        + " key out by sterna.objects.exclude";
            case ORPHAN -> "Delete the rows, or add what they refer to, at the source";
            case COLLISION ->
                "Give the target's column a collation that tells them apart by sterna.types.map, or write"
                        + " other keys at the source";
        };
    }
}
