package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.dialect.mysql.sql.UnicodeGaps;
import dev.sterna.dialect.rows.JsonEscapes;
import dev.sterna.dialect.rows.ValueConversion;
import dev.sterna.dialect.rows.ValueConversion.Becomes;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.sql.Family;
import java.util.regex.Pattern;

/** Conditions of values that another engine, or a narrower type, does not take. */
final class ValueConditions {
    /** Character sets with more than one octet a character, or only those that UTF-8 has as well. */
    private static final Pattern MULTIPLE_OCTETS =
            Pattern.compile("utf.*|ucs2|gb.*|big5|sjis|cp932|ujis|eucjpms|euckr|binary|ascii|swe7");

    /** As another engine's type reads them: with or without hyphens and braces. */
    private static final String UUID_TEXT = "^\\{?([0-9a-fA-F]{4}-?){7}[0-9a-fA-F]{4}\\}?$";

    private ValueConditions() {}

    /**
     * A column's value with what its conversions make of it; without any the bare name. Characters are stripped from
     * the text that becomes of it, not here.
     */
    static String converted(Column column, ValueConversions conversions) {
        String name = MySqlLiterals.quote(column.name());
        StringBuilder cases = new StringBuilder();
        for (ValueConversion conversion : conversions.of(column)) {
            // What becomes of characters is made of the text: the condition of what is stripped is over what stripping
            // gives.
            String condition = ofText(conversion.becomes()) ? null : breaks(column, conversion.limit());
            if (condition != null) {
                cases.append(" WHEN ").append(condition).append(" THEN ");
                cases.append(conversion.becomes() == Becomes.NULL ? "NULL" : rounded(column, name, conversion.limit()));
            }
        }
        return cases.isEmpty() ? name : "CASE" + cases + " ELSE " + name + " END";
    }

    /** Whether it is made of the text that a value travels as, and not of the value. */
    private static boolean ofText(Becomes becomes) {
        return switch (becomes) {
            case STRIPPED, REPLACED, OCTETS, WITHOUT_SRID -> true;
            case NULL, ROUNDED -> false;
        };
    }

    /** In the column's own type, so that its text has as many digits as any; what rounding would lose stays as it is. */
    private static String rounded(Column column, String name, ValueLimit limit) {
        if (limit.kind() == ValueLimit.Kind.FRACTION) {
            // A cast rounds in MySQL and cuts in MariaDB.
            long unit = unit(limit);
            String rounding = "((MICROSECOND(" + name + ") + " + unit / 2 + ") DIV " + unit + " * " + unit
                    + " - MICROSECOND(" + name + "))";
            if (column.type() instanceof LogicalType.Time) {
                // Of a negative time, which rounds away from zero too, the microseconds have no sign.
                rounding = "IF(" + name + " < '00:00:00', -1, 1) * " + rounding;
            }
            return "COALESCE(" + name + " + INTERVAL (" + rounding + ") MICROSECOND, " + name + ")";
        }
        String rounded = "ROUND(" + name + ", " + limit.greatest() + ")";
        return column.type() instanceof LogicalType.Decimal own
                ? "CAST(" + rounded + " AS DECIMAL(" + Math.min(65, own.precision() + 1) + ", " + own.scale() + "))"
                : rounded;
    }

    /** Microseconds of the last digit that a time may have. */
    private static long unit(ValueLimit limit) {
        return (long) Math.pow(10, 6 - Integer.parseInt(limit.greatest()));
    }

    /** See {@link dev.sterna.dialect.rows.ValueProbe#breaks}. */
    static String breaks(Column column, ValueLimit limit) {
        String value = MySqlLiterals.quote(column.name());
        LogicalType type = column.type();
        return switch (limit.kind()) {
            case NO_NUL -> nul(column, value);
            case VALID_TEXT -> notText(column, value);
            case WRITTEN_OCTETS ->
                notText(column, value) == null
                        ? null
                        : "(" + notText(column, value) + ") AND 2 + 2 * OCTET_LENGTH(" + value + ") > "
                                + limit.greatest();
            case NO_ZERO_DATE -> Family.of(type).isMoment() ? isZero(value) : null;
            case CALENDAR_DATE -> Family.of(type).isMoment() ? noDay(value, limit) : null;
            case DATES -> Family.of(type).isMoment() ? dates(column, value, limit) : null;
            case NUMBERS ->
                Family.of(type).isNumber()
                        ? value + " < " + limit.least() + " OR " + value + " > " + limit.greatest()
                        : null;
            case DIGITS_BEFORE ->
                Family.of(type).isNumber()
                        ? "ABS(ROUND(" + value + ", " + limit.greatest() + ")) >= "
                                + power(Integer.parseInt(limit.least()), type)
                        : null;
            case DIGITS_BEHIND ->
                Family.of(type).isNumber() && !(type instanceof LogicalType.Int)
                        ? value + " <> ROUND(" + value + ", " + limit.greatest() + ")"
                        : null;
            case FRACTION ->
                Family.of(type).isMoment() || type instanceof LogicalType.Time
                        ? "MICROSECOND(" + value + ") % " + unit(limit) + " <> 0"
                        : null;
            case CHARACTERS -> "CHAR_LENGTH(" + value + ") > " + limit.greatest();
            case OCTETS, INDEX_ENTRY, INDEX_WORDS -> octets(column) + " > " + limit.greatest();
            case JSON -> "NOT JSON_VALID(" + value + ")";
            case JSON_ESCAPES ->
                "LOCATE(" + MySqlLiterals.text("\\u") + ", " + value + ") > 0 AND CAST(" + value + " AS CHAR) REGEXP "
                        + MySqlLiterals.text(JsonEscapes.OF_NO_CHARACTER);
            case UUID -> "CAST(" + value + " AS CHAR) NOT REGEXP " + MySqlLiterals.text(UUID_TEXT);
            case TIME_OF_DAY ->
                type instanceof LogicalType.Time ? value + " < '00:00:00' OR " + value + " > '24:00:00'" : null;
            // What the server makes of a text that is not in the list, where it is not strict; NULL has no number.
            case MEMBER, LABEL -> type instanceof LogicalType.Enumeration ? value + " + 0 = 0" : null;
            case NO_SRID -> MySqlTypes.isGeometry(column.nativeType()) ? "ST_SRID(" + value + ") <> 0" : null;
            // Neither NaN nor infinity exists here.
            case FINITE -> null;
        };
    }

    /** The octets of a value, those of its text in UTF-8 where it is none of octets. */
    static String octets(Column column) {
        String value = MySqlLiterals.quote(column.name());
        return "OCTET_LENGTH("
                + (column.type() instanceof LogicalType.Bytes ? value : "CONVERT(" + value + " USING utf8mb4)") + ")";
    }

    private static String nul(Column column, String value) {
        if (!isText(column)) {
            return null;
        }
        // A text without an equal is another finding, and no error here.
        String text = UnicodeGaps.has(column)
                ? "CONVERT(" + value + " USING utf8mb4)"
                : MySqlCanonical.value(column, column.type(), ValueConversions.NONE);
        // By what stripping does, whatever a collation takes for equal.
        return "OCTET_LENGTH(" + text + ") <> OCTET_LENGTH(" + MySqlCanonical.stripped(text) + ")";
    }

    private static boolean isText(Column column) {
        return column.type() instanceof LogicalType.Text || column.type() instanceof LogicalType.Char;
    }

    /** Texts in a character set of one octet a character whose octets are characters of UTF-8 all the same. */
    static String otherEncoding(Column column) {
        String charset = column.charset();
        if (!isText(column)
                || charset == null
                || MULTIPLE_OCTETS.matcher(charset).matches()) {
            return null;
        }
        String value = MySqlLiterals.quote(column.name());
        String octets = "CAST(" + value + " AS BINARY)";
        String read = "CONVERT(" + octets + " USING utf8mb4)";
        return "CHAR_LENGTH(" + read + ") < OCTET_LENGTH(" + value + ") AND CAST(" + read + " AS BINARY) = " + octets;
    }

    /** Octets that are no characters, or characters that have no equal in Unicode. */
    private static String notText(Column column, String value) {
        if (column.charset() == null) {
            return null;
        }
        if (UnicodeGaps.has(column)) {
            return UnicodeGaps.lost(column, value);
        }
        String charset = column.charset();
        String octets = "CAST(" + value + " AS BINARY)";
        String back = switch (charset) {
            case "utf8mb4", "utf8mb3", "utf8" -> "CAST(CONVERT(" + octets + " USING " + charset + ") AS BINARY)";
            default -> "CAST(CONVERT(CONVERT(" + value + " USING utf8mb4) USING " + charset + ") AS BINARY)";
        };
        // Above the size of a packet a cast gives NULL, which says nothing of the value.
        return "OCTET_LENGTH(" + value + ") < @@max_allowed_packet AND COALESCE(" + back + " <> " + octets + ", TRUE)";
    }

    /** Of ten; a decimal literal has 65 digits at most. */
    private static String power(int exponent, LogicalType type) {
        return type instanceof LogicalType.Real ? "1e" + exponent : "1" + "0".repeat(exponent);
    }

    /** Not by IS NULL, which is true of a zero date in a NOT NULL column. */
    private static String isZero(String value) {
        return "MONTH(" + value + ") = 0 OR DAYOFMONTH(" + value + ") = 0";
    }

    private static String isNotZero(String value) {
        return "MONTH(" + value + ") > 0 AND DAYOFMONTH(" + value + ") > 0";
    }

    /** The 31st of February, which ALLOW_INVALID_DATES lets in, and the year 0, which PostgreSQL's calendar lacks. */
    private static String noDay(String value, ValueLimit limit) {
        return isNotZero(value) + " AND (" + (limit.least() == null ? "YEAR(" + value + ") = 0 OR " : "")
                + "DAYOFMONTH(" + value
                + ") > DAYOFMONTH(LAST_DAY(CONCAT(LEFT(" + value + ", 7), '-01'))))";
    }

    /** Every date here has four digits of a year, so that only narrower bounds can be broken. */
    private static String dates(Column column, String value, ValueLimit limit) {
        boolean all = limit.least().startsWith("0001") && limit.greatest().startsWith("9999");
        String outside = value + " < " + MySqlLiterals.literal(column.type(), limit.least()) + " OR " + value + " > "
                + MySqlLiterals.literal(column.type(), limit.greatest());
        return all ? null : isNotZero(value) + " AND (" + outside + ")";
    }
}
