package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.postgres.ddl.PlannedTable;
import dev.sterna.dialect.rules.ConversionRule;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import java.util.Locale;

/** Why a column of MySQL or MariaDB gets its type in PostgreSQL. */
enum PostgresTypeRule implements ConversionRule {
    SIGNED_INTEGER,
    BOOLEAN_TINYINT,
    UNSIGNED_INTEGER,
    YEAR,
    DECIMAL,
    FLOATING,
    ROUNDED_FLOATING,
    FIXED_CHARACTERS,
    CHARACTERS,
    TEXT,
    ENUM,
    SET,
    BINARY,
    BITS,
    DATE,
    TIME,
    DATETIME,
    TIMESTAMP,
    UUID,
    JSON,
    ADDRESS,
    GEOMETRY,
    AS_TEXT,
    ZEROFILL,
    CHOSEN;

    /** The rule by which the source's column got the target's type. */
    static PostgresTypeRule of(Column source, Column target) {
        if (!target.nativeType().equals(PlannedTable.typeFor(source))) {
            return CHOSEN;
        }
        String nativeType = source.nativeType().toLowerCase(Locale.ROOT);
        return switch (source.type().kind()) {
            case INT -> integer(nativeType, (LogicalType.Int) source.type());
            case BOOL -> BOOLEAN_TINYINT;
            case DECIMAL, NUMERIC -> nativeType.contains("zerofill") ? ZEROFILL : DECIMAL;
            case REAL ->
                nativeType.contains("zerofill") ? ZEROFILL : nativeType.contains(",") ? ROUNDED_FLOATING : FLOATING;
            case CHAR -> FIXED_CHARACTERS;
            case TEXT -> nativeType.startsWith("varchar") ? CHARACTERS : TEXT;
            case ENUM -> ENUM;
            case SET -> SET;
            case BYTES -> BINARY;
            case BIT -> BITS;
            case DATE -> DATE;
            case TIME -> TIME;
            case TIMESTAMP -> DATETIME;
            case INSTANT -> TIMESTAMP;
            case UUID -> UUID;
            case JSON -> JSON;
            case OPAQUE ->
                PlannedTable.isAddress(source) ? ADDRESS : PlannedTable.isGeometry(source) ? GEOMETRY : AS_TEXT;
        };
    }

    private static PostgresTypeRule integer(String nativeType, LogicalType.Int type) {
        if (nativeType.contains("zerofill")) {
            return ZEROFILL;
        }
        if (nativeType.startsWith("year")) {
            return YEAR;
        }
        return type.unsigned() ? UNSIGNED_INTEGER : nativeType.equals("tinyint(1)") ? BOOLEAN_TINYINT : SIGNED_INTEGER;
    }
}
