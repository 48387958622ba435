package dev.sterna.dialect.postgres.rows;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Framing;
import dev.sterna.model.LogicalType.Kind;

/**
 * The canonical text of a column as SQL. A column may be seen as another type than its own, when the target holds a
 * source's type in a different one; a value that the wanted type cannot have keeps its own text, so that it differs.
 */
final class CanonicalText {
    private CanonicalText() {}

    /** A text expression, NULL for NULL; for bytes see {@link CanonicalFrames}. */
    static String of(String value, Column column, LogicalType as) {
        Kind own = column.type().kind();
        String text = text(value, column, as);
        boolean isText = own == Kind.TEXT || own == Kind.CHAR;
        // An empty text where a plain value is wanted would look like NULL in the text of its row.
        return isText && as.framing() == Framing.PLAIN
                ? "CASE " + value + " WHEN '' THEN '#' ELSE " + text + " END"
                : text;
    }

    /**
     * As {@link #of}, for a value on its way: of a number without a bound with the zeros behind its point, which mean
     * nothing to equality and are shown all the same.
     */
    static String wire(String value, Column column) {
        return column.type().kind() == Kind.NUMERIC ? value + "::text" : of(value, column, column.type());
    }

    private static String text(String value, Column column, LogicalType as) {
        Kind own = column.type().kind();
        return switch (as.kind()) {
            case INT, NUMERIC -> trimmed(value, own);
            case BOOL -> own == Kind.BOOL ? value + "::int::text" : trimmed(value, own);
            case DECIMAL -> decimal(value, column.type(), ((LogicalType.Decimal) as).scale());
            case REAL -> real(value, own);
            case CHAR -> own == Kind.CHAR ? value + "::text" : "rtrim(" + value + "::text, ' ')";
            case BIT -> bits(value, own, ((LogicalType.Bit) as).length());
            case TIMESTAMP -> (own == Kind.DATE ? value + "::timestamp" : unzoned(value, own)) + "::text";
            case INSTANT ->
                switch (own) {
                    case TEXT, CHAR -> utc(value);
                    case DATE -> value + "::timestamp::text";
                    default -> unzoned(value, own) + "::text";
                };
            case DATE -> date(unzoned(value, own), own);
            case BYTES -> "encode(" + bytes(value, column) + ", 'hex')";
            case OPAQUE -> opaque(value, column, as);
            case TEXT, TIME, UUID, JSON, ENUM, SET -> value + "::text";
        };
    }

    /** The octets of a column that holds bytes. */
    static String bytes(String value, Column column) {
        return column.type() instanceof LogicalType.Uuid ? "uuid_send(" + value + ")" : value;
    }

    private static String opaque(String value, Column column, LogicalType as) {
        if (isNative(column, "bpchar")) {
            // A cast would strip the blanks of a bpchar without a length.
            return "bpcharout(" + value + ")::text";
        }
        if (column.type().kind() == Kind.BYTES) {
            return "encode(" + value + ", 'hex')";
        }
        if (isNative(column, "money")) {
            // A cast to text would write signs and separators of a locale.
            return value + "::numeric::text";
        }
        String registered = column.type() instanceof LogicalType.Opaque opaque
                ? RegisteredNames.text(value, opaque.nativeType())
                : null;
        if (registered != null) {
            return registered;
        }
        // A cast writes the mask of a single address, which neither the type itself shows nor another engine's address
        // has.
        if (!isNative(column, "inet")) {
            return value + "::text";
        }
        String address = "inet_out(" + value + ")::text";
        // MariaDB leaves out a single group of zeros, too.
        return as instanceof LogicalType.Opaque other && other.nativeType().equalsIgnoreCase("inet6")
                ? "CASE WHEN " + address + " LIKE '%::%' THEN " + address + " ELSE regexp_replace(" + address
                        + ", '(^|:)0(:|$)', '::') END"
                : address;
    }

    private static String unzoned(String value, Kind own) {
        return own == Kind.INSTANT ? "(" + value + " AT TIME ZONE 'UTC')" : value;
    }

    /** Of a time stamp that holds a date, the date; any other time of the day is told. */
    private static String date(String value, Kind own) {
        return own == Kind.TIMESTAMP || own == Kind.INSTANT
                ? "CASE WHEN " + value + " = date_trunc('day', " + value + ") THEN " + value + "::date::text ELSE "
                        + value + "::text END"
                : value + "::text";
    }

    /** A text that holds a point in time says its zone, always the same. */
    private static String utc(String value) {
        return "CASE WHEN right(" + value + "::text, 3) = '+00' THEN left(" + value + "::text, -3) WHEN right(" + value
                + "::text, 6) = '+00 BC' THEN left(" + value + "::text, -6) || ' BC' WHEN " + value
                + "::text IN ('infinity', '-infinity') THEN " + value + "::text ELSE " + value + "::text || '#' END";
    }

    /** Whether the type's own output is the canonical text, so that nothing needs to be computed. */
    static boolean isOwnText(Column column, LogicalType as) {
        Kind own = column.type().kind();
        return switch (as.kind()) {
            case INT, DATE, TIME, UUID, TEXT -> own == as.kind();
            case TIMESTAMP -> own == Kind.TIMESTAMP;
            case DECIMAL ->
                column.type() instanceof LogicalType.Decimal decimal
                        && decimal.scale() == ((LogicalType.Decimal) as).scale();
            case BOOL, NUMERIC, REAL, CHAR, BYTES, BIT, INSTANT, JSON, ENUM, SET, OPAQUE -> false;
        };
    }

    private static boolean isNative(Column column, String name) {
        return column.type() instanceof LogicalType.Opaque opaque
                && opaque.nativeType().equals(name);
    }

    private static String trimmed(String value, Kind own) {
        return switch (own) {
            case DECIMAL, NUMERIC -> "trim_scale(" + value + ")::text";
            case BOOL -> value + "::int::text";
            case REAL -> finite(value, "trim_scale(" + written(value) + ")::text");
            default -> value + "::text";
        };
    }

    /** The shortest decimal number that reads back as this double: no two doubles have the same. */
    private static String written(String real) {
        return real + "::text::numeric";
    }

    private static String finite(String real, String text) {
        // Before version 14 a numeric cannot be infinite.
        return "CASE WHEN abs(" + real + ") < 'Infinity'::float8 THEN " + text + " ELSE " + real + "::text END";
    }

    private static String decimal(String value, LogicalType own, int scale) {
        if (own instanceof LogicalType.Decimal decimal && decimal.scale() == scale) {
            return value + "::text";
        }
        return switch (own.kind()) {
            case INT -> scale == 0 ? value + "::text" : "round(" + value + "::numeric, " + scale + ")::text";
            case DECIMAL, NUMERIC -> scaled(value, scale);
            case REAL -> finite(value, scaled(written(value), scale));
            default -> value + "::text";
        };
    }

    private static String scaled(String numeric, int scale) {
        return "CASE WHEN " + numeric + " = round(" + numeric + ", " + scale + ") THEN round(" + numeric + ", " + scale
                + ") ELSE " + numeric + " END::text";
    }

    private static String real(String value, Kind own) {
        String wide = value + "::float8";
        String text = RealSql.text(wide, RealSql.bits(wide));
        return switch (own) {
            case REAL -> text;
            // The ends are left out because their casts could overflow; NaN is above them all.
            case DECIMAL, NUMERIC ->
                "CASE WHEN " + value + " <> 0 AND abs(" + value + ") NOT BETWEEN 1e-300 AND 1e300 THEN " + value
                        + "::text WHEN " + written(wide) + " = " + value + " THEN " + text + " ELSE " + value
                        + "::text END";
            default -> value + "::text";
        };
    }

    private static String bits(String value, Kind own, int length) {
        return switch (own) {
            case BOOL -> value + "::int::text";
            case INT ->
                "CASE WHEN " + value + "::bigint BETWEEN 0 AND " + (length >= 63 ? Long.MAX_VALUE : (1L << length) - 1)
                        + " THEN " + value + "::bigint::bit(" + length + ")::text ELSE " + value + "::text END";
            default -> value + "::text";
        };
    }
}
