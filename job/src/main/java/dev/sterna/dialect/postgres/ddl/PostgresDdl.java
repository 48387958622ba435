package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.Ddl;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.convert.NameRegister;
import dev.sterna.dialect.convert.Overrides;
import dev.sterna.dialect.postgres.sql.LargeObjects;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.postgres.sql.PostgresEngine;
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
import java.util.stream.Collectors;

/**
 * Tables with columns, nullability and primary key. Computed columns are left out: their values are not carried.
 */
public final class PostgresDdl implements Ddl {
    private static final int MOST_CHARACTERS = 10_485_760;

    @Override
    public Table convert(Table source, Dialect sourceDialect, TableName name, Map<String, String> overrides) {
        boolean own = sourceDialect.name().equals(PostgresEngine.NAME);
        NameRegister register = new NameRegister(new PostgresIdentifiers());
        Map<String, String> names = new HashMap<>();
        List<Column> columns = new ArrayList<>();
        for (Column column : source.storedColumns()) {
            String taken = register.take(column.name());
            names.put(column.name(), taken);
            columns.add(convert(source, column, taken, own, overrides.get(column.name())));
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
        if (logical instanceof LogicalType.Bytes) {
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
        return column.type() instanceof LogicalType.Opaque ? "text" : type(column);
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

    @Override
    public String createSchema(String schema) {
        return schema.equals("public") ? null : createSchemaIfMissing(schema);
    }

    /** CREATE SCHEMA IF NOT EXISTS wants the right to create schemas even where there is nothing to create. */
    public static String createSchemaIfMissing(String schema) {
        String create = "CREATE SCHEMA " + Literals.identifier(schema);
        return "DO "
                + Literals.string("BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = "
                        + Literals.string(schema) + ") THEN " + create + "; END IF; END");
    }

    @Override
    public String createTable(Table table) {
        return table.columns().stream()
                .map(column -> "\n  " + Literals.identifier(column.name()) + " " + column.nativeType()
                        + (column.generated() == Column.Generated.IDENTITY ? " GENERATED BY DEFAULT AS IDENTITY" : "")
                        + (column.nullable() ? "" : " NOT NULL"))
                .collect(Collectors.joining(",", "CREATE TABLE " + Literals.qualified(table.name()) + " (", "\n)"));
    }

    @Override
    public boolean keyAfterLoad() {
        return true;
    }

    /** Repeatable: a key that is there already is left alone. */
    @Override
    public List<String> finishTable(Table table) {
        List<String> statements = new ArrayList<>();
        if (table.name().equals(LargeObjects.NAME)) {
            return statements;
        }
        if (table.primaryKey() != null) {
            // 512 MB, unless the server's own setting is higher; a build takes no more than it needs.
            statements.add("SELECT set_config(name, greatest(setting::bigint, 524288)::text || 'kB', false)"
                    + " FROM pg_settings WHERE name = 'maintenance_work_mem'");
            statements.add("SET max_parallel_maintenance_workers = 4");
            statements.add(addKey(table));
        }
        table.columns().stream()
                .filter(column -> column.generated() == Column.Generated.IDENTITY)
                .forEach(column -> statements.add(advanceCounter(table, column)));
        statements.add("ANALYZE " + Literals.qualified(table.name()));
        return statements;
    }

    /**
     * Loaded rows bring their own numbers, of which the counter knows nothing: it goes on after the greatest. It never
     * goes back, since sessions may have taken numbers that are not committed yet.
     */
    private static String advanceCounter(Table table, Column column) {
        String name = Literals.qualified(table.name());
        return "SELECT setval(s.seqrelid::regclass, m.most) FROM (SELECT max(" + Literals.identifier(column.name())
                + ")::bigint AS most FROM " + name + ") m JOIN pg_sequence s ON s.seqrelid = pg_get_serial_sequence("
                + Literals.string(name) + ", " + Literals.string(column.name())
                + ")::regclass WHERE s.seqincrement > 0 AND m.most BETWEEN s.seqmin AND s.seqmax"
                + " AND m.most >= coalesce(pg_sequence_last_value(s.seqrelid), s.seqstart)";
    }

    /** The key gets its name only where no other index or table has it. */
    private static String addKey(Table table) {
        String name = Literals.qualified(table.name());
        Key key = table.primaryKey();
        String columns = key.columns().stream()
                .map(Literals::identifier)
                .collect(Collectors.joining(", ", " PRIMARY KEY (", ")"));
        TableName index = new TableName(table.name().schema(), key.name());
        return "DO "
                + Literals.string("BEGIN IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indisprimary AND indrelid = "
                        + Literals.string(name) + "::regclass) THEN NULL; ELSIF to_regclass("
                        + Literals.string(Literals.qualified(index)) + ") IS NULL THEN ALTER TABLE " + name
                        + " ADD CONSTRAINT " + Literals.identifier(key.name()) + columns + "; ELSE ALTER TABLE " + name
                        + " ADD"
                        + columns + "; END IF; END");
    }

    @Override
    public List<Key> keys(Table table) {
        return table.primaryKey() == null ? List.of() : List.of(table.primaryKey());
    }

    @Override
    public String truncate(TableName table) {
        if (table.equals(LargeObjects.NAME)) {
            return LargeObjects.remove();
        }
        String name = Literals.qualified(table);
        // Tables that inherit from it are tables of their own, a partitioned one's rows are all in its partitions.
        return "DO "
                + Literals.string("BEGIN IF pg_partition_root(" + Literals.string(name)
                        + "::regclass) IS NULL THEN TRUNCATE TABLE ONLY " + name + "; ELSE TRUNCATE TABLE " + name
                        + "; END IF; END");
    }
}
