package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTypes;
import dev.sterna.dialect.mysql.sql.UnicodeGaps;
import dev.sterna.dialect.rows.ValueConversion.Becomes;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Framing;
import java.util.Locale;

/** Canonical texts as expressions: of a value, and framed as it stands in the text of its row. */
final class MySqlCanonical {
    private static final int MAX_DIGITS = 65;
    private static final int MAX_SCALE = 30;

    /** Those that stand before the well-known binary form of a geometry. */
    private static final int SRID_OCTETS = 4;

    private MySqlCanonical() {}

    /** The unframed canonical text of a column as that type, or its bytes; NULL stays NULL. */
    static String value(Column column, LogicalType as, ValueConversions conversions) {
        String name = ValueConditions.converted(column, conversions);
        if (isText(column) && isNumberOrTime(as)) {
            return textOfPlain(column, name, conversions);
        }
        return switch (as.kind()) {
            case INT, BOOL -> integer(column, name);
            case DECIMAL -> decimal(column, (LogicalType.Decimal) as, name);
            case NUMERIC -> numeric(column, name);
            case REAL -> column.type() instanceof LogicalType.Real ? realText(name) : realOfExact(column, name);
            case CHAR ->
                column.type() instanceof LogicalType.Char
                        ? text(column, name, conversions)
                        : "TRIM(TRAILING ' ' FROM " + text(column, name, conversions) + ")";
            case TEXT, ENUM, SET, JSON -> text(column, name, conversions);
            case BYTES -> column.type() instanceof LogicalType.Bit ? "CAST(" + name + " AS BINARY)" : name;
            case BIT -> bits(column, name);
            case DATE -> date(column, name);
            case TIME -> trimmedFraction(column, name);
            case TIMESTAMP, INSTANT -> trimmedFraction(column, name);
            case UUID ->
                column.type() instanceof LogicalType.Uuid
                        ? "CAST(" + name + " AS CHAR)"
                        // A column in ASCII would not stand beside what is computed in another character set.
                        : "LOWER(CONVERT(" + name + " USING utf8mb4))";
            case OPAQUE -> opaque(column, name, conversions);
        };
    }

    /**
     * As {@link #value}, and a text to the driver too: of a DATETIME it makes a date before a string, and null of a
     * zero one; Spark would read a DECIMAL as a number of 38 digits.
     */
    static String asText(Column column, LogicalType as, ValueConversions conversions) {
        String value = value(column, as, conversions);
        return switch (as.kind()) {
            case INT, BOOL, DECIMAL, NUMERIC, DATE, TIME, TIMESTAMP, INSTANT -> "CAST(" + value + " AS CHAR)";
            case REAL, CHAR, TEXT, BYTES, BIT, UUID, JSON, ENUM, SET, OPAQUE -> value;
        };
    }

    /** The frame of a column's value in the canonical text of its row, as arguments of CONCAT. */
    static String frame(Column column, LogicalType as, ValueConversions conversions) {
        String value = value(column, as, conversions);
        boolean mayBeNull = column.nullable() || conversions.make(Becomes.NULL, column);
        return switch (as.framing()) {
            // A plain value cannot outgrow a packet, so here NULL means NULL.
            case PLAIN -> (mayBeNull ? "IFNULL(" + value + ", '')" : value) + ", ','";
            case LENGTH -> nullable(mayBeNull, value, inline(value));
            case LENGTH_OR_HASH ->
                nullable(
                        mayBeNull,
                        value,
                        "IF(" + octets(value) + " <= " + Framing.INLINE_OCTETS + ", CONCAT(" + inline(value)
                                + "), CONCAT(" + hashed(value) + "))");
            case HASH -> nullable(mayBeNull, value, hashed(value));
        };
    }

    /** As narrowing shows a value of a key: the canonical text, bytes as lower-case hexadecimal. */
    static String whole(Column column, LogicalType as, ValueConversions conversions) {
        return as.framing() == Framing.HASH
                ? "LOWER(HEX(" + value(column, as, conversions) + "))"
                : asText(column, as, conversions);
    }

    /** As narrowing shows a value: the canonical text, or {@code octets#md5} for bytes and long text that is no JSON. */
    static String shown(Column column, LogicalType as, ValueConversions conversions) {
        String value = value(column, as, conversions);
        String hash = "CONCAT(" + octets(value) + ", '#', MD5(" + value + "))";
        if (as instanceof LogicalType.Json) {
            return value;
        }
        return switch (as.framing()) {
            case PLAIN, LENGTH -> asText(column, as, conversions);
            case LENGTH_OR_HASH ->
                "IF(" + octets(value) + " > " + Framing.INLINE_OCTETS + ", " + hash + ", " + value + ")";
            case HASH -> hash;
        };
    }

    private static String inline(String value) {
        // Binary, so that columns of different collations can stand in one text. The cast is cheap at this length; it
        // would give NULL above max_allowed_packet.
        return octets(value) + ", ':', CAST(" + value + " AS BINARY), ','";
    }

    private static String hashed(String value) {
        return octets(value) + ", '#', MD5(" + value + "), ','";
    }

    private static String octets(String value) {
        return "OCTET_LENGTH(" + value + ")";
    }

    /**
     * Not IFNULL around the whole: a text that the server could not compute is NULL too, and must make the hash NULL,
     * not look like a NULL in the row.
     */
    private static String nullable(boolean mayBeNull, String value, String arguments) {
        return mayBeNull ? "IF(" + value + " IS NULL, ',', CONCAT(" + arguments + "))" : arguments;
    }

    /** Without the zeros of ZEROFILL and YEAR. */
    static String integer(Column column, String name) {
        return switch (column.type().kind()) {
            case INT -> unpadded(column, name);
            case BIT -> "CAST(" + name + " AS UNSIGNED)";
            case DECIMAL ->
                ((LogicalType.Decimal) column.type()).scale() == 0
                        ? unpadded(column, name)
                        : exact(column, name, "DECIMAL(65, 0)");
            case REAL -> exact(column, name, "DECIMAL(65, 0)");
            case NUMERIC, BOOL, CHAR, TEXT, BYTES, DATE, TIME, TIMESTAMP, INSTANT, UUID, JSON, ENUM, SET, OPAQUE ->
                name;
        };
    }

    private static boolean isPadded(Column column) {
        String type = column.nativeType().toLowerCase(Locale.ROOT);
        return type.contains("zerofill") || type.startsWith("year");
    }

    private static String decimal(Column column, LogicalType.Decimal as, String name) {
        if (column.type() instanceof LogicalType.Decimal own && own.scale() == as.scale()) {
            return unpadded(column, name);
        }
        int scale = Math.min(MAX_SCALE, as.scale());
        return exact(
                column,
                name,
                "DECIMAL(" + Math.min(MAX_DIGITS, Math.max(as.precision(), scale + 1)) + ", " + scale + ")");
    }

    /** A cast rounds and clips: a value that it would change keeps its own text, so that it differs. */
    private static String exact(Column column, String name, String type) {
        String value = unpadded(column, name);
        String cast = "CAST(" + name + " AS " + type + ")";
        return "IF(" + cast + " = " + name + ", CAST(" + cast + " AS CHAR), CAST(" + value + " AS CHAR))";
    }

    private static String unpadded(Column column, String name) {
        return isPadded(column) ? name + " + 0" : name;
    }

    private static String numeric(Column column, String name) {
        boolean scaled = column.type() instanceof LogicalType.Decimal own && own.scale() > 0;
        return scaled ? "TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM " + name + " + 0))" : name;
    }

    /** A column of 32 or 64 bits as a double: multiplied, because adding zero would lose the sign of -0. */
    static String real(String name) {
        return name + " * 1e0";
    }

    /**
     * See {@link LogicalType.Real}, in doubles alone. LOG2 may be off by a rounding at the powers of two, so the
     * exponent is first taken a little low and then raised by one where the quotient shows it; dividing by a power of
     * two is exact, also for subnormal values.
     */
    private static String realText(String name) {
        String magnitude = "ABS(" + real(name) + ")";
        String exponent = "GREATEST(-1022, FLOOR(LOG2(" + magnitude + ") - 1e-9))";
        String quotient = magnitude + " / POW(2, " + exponent + ")";
        return "CASE WHEN " + name + " = 0 THEN IF(LEFT(" + name + ", 1) = '-', '-0', '0') WHEN " + name
                + " IS NOT NULL THEN CONCAT(" + exponent + " + (" + quotient + " >= 2), 'e', CAST(" + real(name)
                + " / POW(2, " + exponent + ") * IF(" + quotient
                + " >= 2, 2251799813685248e0, 4503599627370496e0) AS SIGNED)) END";
    }

    /** An exact number that stands for a double: the double's text, if the number is the one that the double is written as. */
    private static String realOfExact(Column column, String name) {
        return "IF(CAST(" + real(name) + " AS DECIMAL(65, 30)) = " + name + ", " + realText(name) + ", CAST("
                + unpadded(column, name) + " AS CHAR))";
    }

    private static boolean isText(Column column) {
        return column.type() instanceof LogicalType.Text || column.type() instanceof LogicalType.Char;
    }

    private static boolean isNumberOrTime(LogicalType as) {
        return switch (as.kind()) {
            case INT, BOOL, DECIMAL, NUMERIC, REAL, DATE, TIME, TIMESTAMP, INSTANT -> true;
            case CHAR, TEXT, BYTES, BIT, UUID, JSON, ENUM, SET, OPAQUE -> false;
        };
    }

    /** A text where a plain value is wanted; an empty one would look like NULL in the text of its row. */
    private static String textOfPlain(Column column, String name, ValueConversions conversions) {
        return "IF(OCTET_LENGTH(" + name + ") = 0, '#', " + text(column, name, conversions) + ")";
    }

    private static String text(Column column, String name, ValueConversions conversions) {
        String text = decoded(column, name, conversions);
        return conversions.make(Becomes.STRIPPED, column) ? stripped(text) : text;
    }

    private static String decoded(Column column, String name, ValueConversions conversions) {
        boolean octets = conversions.make(Becomes.OCTETS, column);
        if (octets || conversions.make(Becomes.REPLACED, column)) {
            String lost = ValueConditions.breaks(column, ValueLimit.of(ValueLimit.Kind.VALID_TEXT));
            // What reads octets as characters writes a question mark, or U+FFFD, for what is none.
            String read = isUtf8(column) ? "CAST(" + name + " AS BINARY)" : name;
            return "IF(" + lost + ", "
                    + (octets
                            ? "CONCAT(" + MySqlLiterals.text("\\x") + ", LOWER(HEX(" + name + ")))"
                            : "CONVERT(" + read + " USING utf8mb4)")
                    + ", CONVERT(" + name + " USING utf8mb4))";
        }
        return UnicodeGaps.has(column)
                ? UnicodeGaps.text(column, name)
                : isUtf8(column) ? name : "CONVERT(" + name + " USING utf8mb4)";
    }

    /** A text without its NUL characters. */
    static String stripped(String text) {
        return "REPLACE(" + text + ", '\\0', '')";
    }

    private static boolean isUtf8(Column column) {
        if (column.charset() == null) {
            return false;
        }
        return switch (column.charset().toLowerCase(Locale.ROOT)) {
            case "utf8mb4", "utf8mb3", "utf8" -> true;
            default -> false;
        };
    }

    private static String bits(Column column, String name) {
        return column.type() instanceof LogicalType.Bit own
                ? "LPAD(BIN(CAST(" + name + " AS UNSIGNED)), " + own.length() + ", '0')"
                : name;
    }

    /** Of a time stamp that holds a date, the date; any other time of the day is told. */
    private static String date(Column column, String name) {
        return switch (column.type().kind()) {
            case TIMESTAMP, INSTANT ->
                "IF(TIME(" + name + ") = 0, CAST(DATE(" + name + ") AS CHAR), CAST(" + name + " AS CHAR))";
            case DATE, INT, BOOL, DECIMAL, NUMERIC, REAL, CHAR, TEXT, BYTES, BIT, TIME, UUID, JSON, ENUM, SET, OPAQUE ->
                name;
        };
    }

    private static String trimmedFraction(Column column, String value) {
        int digits = switch (column.type().kind()) {
            case TIME -> ((LogicalType.Time) column.type()).fraction();
            case TIMESTAMP -> ((LogicalType.Timestamp) column.type()).fraction();
            case INSTANT -> ((LogicalType.Instant) column.type()).fraction();
            case INT, BOOL, DECIMAL, NUMERIC, REAL, CHAR, TEXT, BYTES, BIT, DATE, UUID, JSON, ENUM, SET, OPAQUE -> 0;
        };
        return digits == 0 ? value : "TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM " + value + "))";
    }

    private static String opaque(Column column, String name, ValueConversions conversions) {
        if (conversions.make(Becomes.WITHOUT_SRID, column)) {
            return "LOWER(SUBSTR(HEX(" + name + "), " + (2 * SRID_OCTETS + 1) + "))";
        }
        return MySqlTypes.isShownInHex(column.nativeType())
                ? "LOWER(HEX(" + name + "))"
                : "CAST(" + name + " AS CHAR CHARACTER SET utf8mb4)";
    }
}
