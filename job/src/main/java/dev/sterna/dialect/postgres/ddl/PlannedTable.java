package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.ColumnWishes;
import dev.sterna.dialect.convert.ColumnNaming;
import dev.sterna.dialect.convert.Overrides;
import dev.sterna.dialect.postgres.sql.PostgresIdentifiers;
import dev.sterna.dialect.postgres.sql.PostgresTypes;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A source table as a table of this engine. Computed columns are left out: their values are not carried. */
public final class PlannedTable {
    private static final int MOST_CHARACTERS = 10_485_760;

    private static final Set<String> GEOMETRIES = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geomcollection",
            "geometrycollection");

    private PlannedTable() {}

    /**
     * The table under that name.
     *
     * @param own whether the source is of this engine
     * @param wishes the user's own types and names for its columns
     */
    public static Table of(Table source, boolean own, TableName name, ColumnWishes wishes) {
        Map<String, String> all = ColumnNaming.of(source, new PostgresIdentifiers(), wishes.names());
        Map<String, String> names = new HashMap<>();
        List<Column> columns = new ArrayList<>();
        for (Column column : source.storedColumns()) {
            String taken = all.get(column.name());
            names.put(column.name(), taken);
            columns.add(convert(source, column, taken, own, wishes.types().get(column.name())));
        }
        Key key = source.primaryKey();
        if (key != null && names.keySet().containsAll(key.columns())) {
            // MySQL calls every primary key PRIMARY.
            key = new Key(
                    own ? key.name() : defaultKeyName(name),
                    key.columns().stream().map(names::get).toList());
        } else {
            key = null;
        }
        return new Table(name, columns, key, List.of(), source.estimatedRows(), source.estimatedBytes());
    }

    private static Column convert(Table source, Column column, String name, boolean own, String override) {
        if (own && override == null) {
            return new Column(
                    name, column.type(), column.nativeType(), column.nullable(), column.generated(), null, null);
        }
        String type = override != null ? override : typeFor(column);
        LogicalType logical = PostgresTypes.logical(type);
        if (logical instanceof LogicalType.Text || logical instanceof LogicalType.Char) {
            Overrides.requireText(source, column, type);
        }
        if (logical instanceof LogicalType.Bytes && (own || !isGeometry(column))) {
            Overrides.requireBytes(source, column, type);
        }
        if (isNumber(logical)) {
            Overrides.requireNumber(source, column, type);
        }
        boolean identity = column.generated() == Column.Generated.IDENTITY && logical instanceof LogicalType.Int;
        return new Column(
                name,
                logical,
                type,
                column.nullable(),
                identity ? Column.Generated.IDENTITY : Column.Generated.NO,
                null,
                null);
    }

    private static boolean isNumber(LogicalType type) {
        return switch (type.kind()) {
            case INT, DECIMAL, NUMERIC, REAL -> true;
            case BOOL, CHAR, TEXT, BYTES, BIT, DATE, TIME, TIMESTAMP, INSTANT, UUID, JSON, ENUM, SET, OPAQUE -> false;
        };
    }

    /** What a column of another engine becomes here by itself. */
    public static String typeFor(Column column) {
        if (isAddress(column)) {
            return "inet";
        }
        if (isGeometry(column)) {
            return "bytea";
        }
        return column.type() instanceof LogicalType.Opaque ? "text" : type(column);
    }

    /** Whether it holds addresses of the internet, one in each value. */
    public static boolean isAddress(Column column) {
        return column.type() instanceof LogicalType.Opaque opaque
                && (opaque.nativeType().equalsIgnoreCase("inet4")
                        || opaque.nativeType().equalsIgnoreCase("inet6"));
    }

    /** Whether a column of another engine holds geometries, of which this one without an extension takes the octets. */
    public static boolean isGeometry(Column column) {
        return column.type() instanceof LogicalType.Opaque opaque
                && GEOMETRIES.contains(opaque.nativeType().toLowerCase(Locale.ROOT));
    }

    /** A column of another engine as one of this, as if its values were stored. */
    public static Column columnFor(Column column, String name) {
        String type = typeFor(column);
        return new Column(name, PostgresTypes.logical(type), type, column.nullable(), Column.Generated.NO, null, null);
    }

    private static String type(Column column) {
        LogicalType type = column.type();
        return switch (type.kind()) {
            case INT -> integer((LogicalType.Int) type);
            case BOOL -> "boolean";
            case DECIMAL ->
                "numeric(" + ((LogicalType.Decimal) type).precision() + "," + ((LogicalType.Decimal) type).scale()
                        + ")";
            case NUMERIC -> "numeric";
            case REAL -> ((LogicalType.Real) type).bits() == 32 ? "real" : "double precision";
            case CHAR -> {
                int length = ((LogicalType.Char) type).length();
                yield length >= 1 && length <= MOST_CHARACTERS ? "character(" + length + ")" : "text";
            }
            case TEXT -> text(column, ((LogicalType.Text) type).maxCharacters());
            case ENUM, SET -> "text";
            case BYTES -> "bytea";
            case BIT -> "bit(" + ((LogicalType.Bit) type).length() + ")";
            case DATE -> "date";
            case TIME -> "time(" + ((LogicalType.Time) type).fraction() + ") without time zone";
            case TIMESTAMP -> "timestamp(" + ((LogicalType.Timestamp) type).fraction() + ") without time zone";
            case INSTANT -> "timestamp(" + ((LogicalType.Instant) type).fraction() + ") with time zone";
            case UUID -> "uuid";
            case JSON -> "json";
            case OPAQUE -> column.nativeType();
        };
    }

    private static String integer(LogicalType.Int type) {
        int bits = type.unsigned() ? type.bits() + 1 : type.bits();
        return bits <= 16 ? "smallint" : bits <= 32 ? "integer" : bits <= 64 ? "bigint" : "numeric(20,0)";
    }

    /** The bound is kept where the source declares one; the bounds of its text types are only what they can hold. */
    private static String text(Column column, long maxCharacters) {
        String name = column.nativeType().toLowerCase(Locale.ROOT);
        boolean declared = name.contains("char") || name.indexOf('.') >= 0;
        return declared && maxCharacters >= 1 && maxCharacters <= MOST_CHARACTERS
                ? "character varying(" + maxCharacters + ")"
                : "text";
    }

    private static String defaultKeyName(TableName table) {
        String suffix = "_pkey";
        return new PostgresIdentifiers().fit(table.name() + suffix);
    }
}
