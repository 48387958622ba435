package dev.sterna.dialect.postgres.sql;

import dev.sterna.model.LogicalType;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Logical types of PostgreSQL's types, by the name that format_type gives or that a user writes. */
public final class PostgresTypes {
    private static final Pattern NAME =
            Pattern.compile("([a-z][a-z0-9 ]*?)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(-?\\d+)\\s*)?\\))?\\s*"
                    + "((?:with|without) time zone)?");

    private static final int DEFAULT_FRACTION = 6;

    private PostgresTypes() {}

    /** The logical type of a built-in type; {@link LogicalType.Opaque} for all others. */
    public static LogicalType logical(String nativeType) {
        Matcher name = NAME.matcher(nativeType.strip().toLowerCase(Locale.ROOT));
        if (!name.matches()) {
            return new LogicalType.Opaque(nativeType);
        }
        boolean zoned = "with time zone".equals(name.group(4));
        Integer first = name.group(2) == null ? null : Integer.valueOf(name.group(2));
        return switch (name.group(1)) {
            case "smallint", "int2" -> new LogicalType.Int(16, false);
            case "integer", "int", "int4" -> new LogicalType.Int(32, false);
            case "bigint", "int8" -> new LogicalType.Int(64, false);
            case "boolean", "bool" -> new LogicalType.Bool();
            case "numeric", "decimal", "dec" -> decimal(first, name.group(3));
            case "real", "float4" -> new LogicalType.Real(32);
            case "double precision", "float8" -> new LogicalType.Real(64);
            case "float" -> new LogicalType.Real(first != null && first <= 24 ? 32 : 64);
            case "character", "char" -> new LogicalType.Char(first == null ? 1 : first);
            case "character varying", "varchar", "text" -> new LogicalType.Text(first == null ? 0 : first);
            case "bytea" -> new LogicalType.Bytes(0);
            case "bit" -> new LogicalType.Bit(first == null ? 1 : first);
            case "date" -> new LogicalType.Date();
            // A time with a zone of its own has no equal in the model.
            case "time" -> zoned ? new LogicalType.Opaque(nativeType) : new LogicalType.Time(fraction(first));
            case "timestamp" ->
                zoned ? new LogicalType.Instant(fraction(first)) : new LogicalType.Timestamp(fraction(first));
            case "timestamptz" -> new LogicalType.Instant(fraction(first));
            case "uuid" -> new LogicalType.Uuid();
            case "json", "jsonb" -> new LogicalType.Json();
            default -> new LogicalType.Opaque(nativeType);
        };
    }

    private static LogicalType decimal(Integer precision, String scaleText) {
        if (precision == null) {
            return new LogicalType.Numeric();
        }
        int scale = scaleText == null ? 0 : Integer.parseInt(scaleText);
        return scale < 0 || scale > precision ? new LogicalType.Numeric() : new LogicalType.Decimal(precision, scale);
    }

    private static int fraction(Integer digits) {
        return digits == null ? DEFAULT_FRACTION : digits;
    }

    /** Whether a type is known to every PostgreSQL server: others stand behind their schema's name. */
    public static boolean builtIn(String nativeType) {
        return nativeType.indexOf('.') < 0;
    }
}
