package dev.sterna.dialect.postgres;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Kind;

/**
 * The canonical text of a column as SQL. A column may be seen as another type than its own, when the target holds a
 * source's type in a different one; a value that the wanted type cannot have keeps its own text, so that it differs.
 */
final class CanonicalText {
    private CanonicalText() {}

    /** A text expression, NULL for NULL; for bytes see {@link Frames}. */
    static String of(String value, Column column, LogicalType as) {
        Kind own = column.type().kind();
        return switch (as.kind()) {
            case INT, NUMERIC -> trimmed(value, own);
            case BOOL -> own == Kind.BOOL ? value + "::int::text" : trimmed(value, own);
            case DECIMAL -> decimal(value, column.type(), ((LogicalType.Decimal) as).scale());
            case REAL -> real(value, own);
            case CHAR -> own == Kind.CHAR ? value + "::text" : "rtrim(" + value + "::text, ' ')";
            case BIT -> bits(value, own, ((LogicalType.Bit) as).length());
            case TIMESTAMP, INSTANT ->
                own == Kind.INSTANT ? "(" + value + " AT TIME ZONE 'UTC')::text" : value + "::text";
            case BYTES -> "encode(" + value + ", 'hex')";
            // A cast would strip the blanks of a bpchar without a length.
            case OPAQUE -> isUnboundedChar(column) ? "bpcharout(" + value + ")::text" : value + "::text";
            case TEXT, DATE, TIME, UUID, JSON, ENUM, SET -> value + "::text";
        };
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

    private static boolean isUnboundedChar(Column column) {
        return column.type() instanceof LogicalType.Opaque opaque
                && opaque.nativeType().equals("bpchar");
    }

    private static String trimmed(String value, Kind own) {
        return switch (own) {
            case DECIMAL, NUMERIC -> "trim_scale(" + value + ")::text";
            case BOOL -> value + "::int::text";
            default -> value + "::text";
        };
    }

    private static String decimal(String value, LogicalType own, int scale) {
        if (own instanceof LogicalType.Decimal decimal && decimal.scale() == scale) {
            return value + "::text";
        }
        return switch (own.kind()) {
            case INT -> scale == 0 ? value + "::text" : "round(" + value + "::numeric, " + scale + ")::text";
            case DECIMAL, NUMERIC ->
                "CASE WHEN " + value + " = round(" + value + ", " + scale + ") THEN round(" + value + ", " + scale
                        + ") ELSE " + value + " END::text";
            default -> value + "::text";
        };
    }

    private static String real(String value, Kind own) {
        if (own != Kind.REAL) {
            return value + "::text";
        }
        String wide = value + "::float8";
        return RealSql.text(wide, RealSql.bits(wide));
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
