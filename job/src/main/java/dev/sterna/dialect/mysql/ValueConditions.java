package dev.sterna.dialect.mysql;

import dev.sterna.dialect.DeclaredLosses.Kind;
import dev.sterna.dialect.DeclaredLosses.Loss;
import dev.sterna.dialect.ValueLimit;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;

/** Conditions of values that another engine, or a narrower type, does not take. */
final class ValueConditions {
    private ValueConditions() {}

    /** See {@link dev.sterna.dialect.ValueProbe#breaks}. */
    static String breaks(Column column, ValueLimit limit) {
        String value = MySqlLiterals.quote(column.name());
        LogicalType type = column.type();
        return switch (limit.kind()) {
            case NO_NUL -> nul(column, value);
            case VALID_TEXT -> column.charset() == null ? null : notText(column.charset(), value);
            case NO_ZERO_DATE -> isDate(type) ? MySqlLosses.condition(new Loss(column, Kind.ZERO_DATE)) : null;
            case CALENDAR_DATE -> isDate(type) ? noDay(value) : null;
            case DATES -> isDate(type) ? dates(column, value, limit) : null;
            case NUMBERS ->
                isNumber(type) ? value + " < " + limit.least() + " OR " + value + " > " + limit.greatest() : null;
            case DIGITS -> isNumber(type) ? digits(value, limit) : null;
            case CHARACTERS -> "CHAR_LENGTH(" + value + ") > " + limit.greatest();
            case OCTETS ->
                "OCTET_LENGTH("
                        + (type instanceof LogicalType.Bytes ? value : "CONVERT(" + value + " USING utf8mb4)")
                        + ") > " + limit.greatest();
            case TIME_OF_DAY ->
                type instanceof LogicalType.Time ? value + " < '00:00:00' OR " + value + " > '24:00:00'" : null;
            // What the server makes of a text that is not in the list, where it is not strict; NULL has no number.
            case MEMBER -> type instanceof LogicalType.Enumeration ? value + " + 0 = 0" : null;
            // Neither NaN nor infinity exists here.
            case FINITE -> null;
        };
    }

    private static String nul(Column column, String value) {
        return switch (column.type().kind()) {
            case CHAR, TEXT -> MySqlLosses.condition(new Loss(column, Kind.NUL_CHARACTER));
            case JSON -> "LOCATE('\\\\u0000', " + value + ") > 0";
            default -> null;
        };
    }

    /** Octets that are no characters, or characters that have no equal in Unicode, do not come back as they were. */
    private static String notText(String charset, String value) {
        String octets = "CAST(" + value + " AS BINARY)";
        String back = switch (charset) {
            case "utf8mb4", "utf8mb3", "utf8" -> "CAST(CONVERT(" + octets + " USING " + charset + ") AS BINARY)";
            default -> "CAST(CONVERT(CONVERT(" + value + " USING utf8mb4) USING " + charset + ") AS BINARY)";
        };
        // Above the size of a packet a cast gives NULL, which says nothing of the value.
        return "OCTET_LENGTH(" + value + ") < @@max_allowed_packet AND COALESCE(" + back + " <> " + octets + ", TRUE)";
    }

    private static boolean isDate(LogicalType type) {
        return switch (type.kind()) {
            case DATE, TIMESTAMP, INSTANT -> true;
            default -> false;
        };
    }

    private static boolean isNumber(LogicalType type) {
        return switch (type.kind()) {
            case INT, DECIMAL, REAL -> true;
            default -> false;
        };
    }

    private static String isNotZero(String value) {
        return "MONTH(" + value + ") > 0 AND DAYOFMONTH(" + value + ") > 0";
    }

    /** The 31st of February, which ALLOW_INVALID_DATES lets in, and the year 0, which PostgreSQL's calendar lacks. */
    private static String noDay(String value) {
        return isNotZero(value) + " AND (YEAR(" + value + ") = 0 OR DAYOFMONTH(" + value
                + ") > DAYOFMONTH(LAST_DAY(CONCAT(LEFT(" + value + ", 7), '-01'))))";
    }

    /** Every date here has four digits of a year, so that only narrower bounds can be broken. */
    private static String dates(Column column, String value, ValueLimit limit) {
        boolean all = limit.least().startsWith("0001") && limit.greatest().startsWith("9999");
        String outside = value + " < " + MySqlLiterals.literal(column.type(), limit.least()) + " OR " + value + " > "
                + MySqlLiterals.literal(column.type(), limit.greatest());
        return all ? null : isNotZero(value) + " AND (" + outside + ")";
    }

    private static String digits(String value, ValueLimit limit) {
        String behind = value + " <> ROUND(" + value + ", " + limit.greatest() + ")";
        return limit.least() == null
                ? behind
                : "ABS(" + value + ") >= 1" + "0".repeat(Integer.parseInt(limit.least())) + " OR " + behind;
    }
}
