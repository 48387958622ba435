package dev.sterna.dialect.postgres.sql;

import dev.sterna.dialect.rows.RealText;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import java.util.List;

/** String constants, typed literals and quoted names: the one place where values and names become SQL. */
public final class Literals {
    private Literals() {}

    /** A string constant that means the same whatever standard_conforming_strings is. */
    public static String string(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Cannot write a NUL character in PostgreSQL text");
        }
        String quoted = value.replace("'", "''");
        return quoted.indexOf('\\') < 0 ? "'" + quoted + "'" : "E'" + quoted.replace("\\", "\\\\") + "'";
    }

    /** A quoted identifier. */
    public static String identifier(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Cannot write a NUL character in an identifier");
        }
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A table's name with its schema, both quoted. */
    public static String qualified(TableName table) {
        return identifier(table.schema()) + "." + identifier(table.name());
    }

    /**
     * A literal whose comparison with a column of the type can use the column's index: types of the same operator family,
     * and no type at all where the column's own has a name that the logical type does not know (enums).
     */
    public static String typed(LogicalType type, String canonical) {
        return switch (type.kind()) {
            case INT -> string(canonical) + (((LogicalType.Int) type).fitsLong() ? "::bigint" : "::numeric");
            case BOOL -> string(canonical) + "::boolean";
            case DECIMAL, NUMERIC -> string(canonical) + "::numeric";
            case REAL -> string(Double.toString(RealText.parse(canonical))) + "::float8";
            case CHAR -> string(canonical) + "::bpchar";
            case TEXT, SET -> string(canonical) + "::text";
            case BYTES -> string("\\x" + canonical) + "::bytea";
            case BIT -> "B" + string(canonical);
            case DATE -> string(canonical) + "::date";
            case TIME -> string(canonical) + "::time";
            case TIMESTAMP -> string(canonical) + "::timestamp";
            case INSTANT -> string(inUtc(canonical)) + "::timestamptz";
            case UUID -> string(canonical) + "::uuid";
            case JSON -> string(canonical) + "::jsonb";
            case ENUM -> string(canonical);
            case OPAQUE -> string(canonical) + "::" + ((LogicalType.Opaque) type).nativeType();
        };
    }

    /** An array constant of values of a column, to compare the column with; see {@link #typed}. */
    public static String array(Column column, List<String> canonicals) {
        LogicalType type = column.type();
        StringBuilder text = new StringBuilder("{");
        for (String canonical : canonicals) {
            text.append(text.length() > 1 ? "," : "")
                    .append('"')
                    .append(element(type, canonical).replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return string(text.append('}').toString()) + "::" + elementType(column) + "[]";
    }

    private static String element(LogicalType type, String canonical) {
        return switch (type.kind()) {
            case REAL -> Double.toString(RealText.parse(canonical));
            case BYTES -> "\\x" + canonical;
            case INSTANT -> inUtc(canonical);
            case INT, BOOL, DECIMAL, NUMERIC, CHAR, TEXT, SET, BIT, DATE, TIME, TIMESTAMP, UUID, JSON, ENUM, OPAQUE ->
                canonical;
        };
    }

    private static String elementType(Column column) {
        return switch (column.type().kind()) {
            case INT -> ((LogicalType.Int) column.type()).fitsLong() ? "bigint" : "numeric";
            case BOOL -> "boolean";
            case DECIMAL, NUMERIC -> "numeric";
            case REAL -> "float8";
            case CHAR -> "bpchar";
            case TEXT, SET -> "text";
            case BYTES -> "bytea";
            case BIT -> "bit(" + ((LogicalType.Bit) column.type()).length() + ")";
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            case INSTANT -> "timestamptz";
            case UUID -> "uuid";
            case JSON -> "jsonb";
            case ENUM, OPAQUE -> column.nativeType();
        };
    }

    private static String inUtc(String canonical) {
        if (canonical.endsWith("infinity")) {
            return canonical;
        }
        return canonical.endsWith(" BC")
                ? canonical.substring(0, canonical.length() - 3) + "+00 BC"
                : canonical + "+00";
    }
}
