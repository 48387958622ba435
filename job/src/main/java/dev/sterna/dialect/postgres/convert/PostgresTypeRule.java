package dev.sterna.dialect.postgres.convert;

import static dev.sterna.model.schema.Verdict.Place.CONVERTED;
import static dev.sterna.model.schema.Verdict.Place.WITH_LOSS;

import dev.sterna.dialect.ConversionRule;
import dev.sterna.dialect.postgres.ddl.PostgresDdl;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Verdict.Place;
import java.util.Locale;

/** Why a column of MySQL or MariaDB gets its type in PostgreSQL. */
enum PostgresTypeRule implements ConversionRule {
    SIGNED_INTEGER(CONVERTED, "tinyint, smallint, mediumint, int, bigint", "smallint, integer, bigint", null),
    BOOLEAN_TINYINT(
            CONVERTED,
            "tinyint(1)",
            "smallint",
            "it holds -128 to 127, and some programs use that; where it only says yes or no, map it to boolean"),
    UNSIGNED_INTEGER(
            CONVERTED,
            "unsigned integer",
            "the next wider integer, numeric(20,0) for bigint unsigned",
            "PostgreSQL has no unsigned integers; every value fits, but negative ones are no longer refused"),
    YEAR(CONVERTED, "year", "smallint", "every value fits; 0 stays 0"),
    DECIMAL(CONVERTED, "decimal", "numeric of the same digits", null),
    FLOATING(CONVERTED, "float, double", "real, double precision", "the same bits"),
    FIXED_CHARACTERS(CONVERTED, "char", "character", "trailing blanks mean nothing in either"),
    CHARACTERS(CONVERTED, "varchar", "character varying of the same length", null),
    TEXT(CONVERTED, "tinytext, text, mediumtext, longtext", "text", null),
    ENUM(
            WITH_LOSS,
            "enum",
            "text with a check",
            "texts sort by their letters, not by their place in the list; an enum type would refuse the empty value that a"
                    + " failed insert leaves behind"),
    SET(
            WITH_LOSS,
            "set",
            "text with a check",
            "PostgreSQL has no sets: FIND_IN_SET and bits of the number need other SQL"),
    BINARY(CONVERTED, "binary, varbinary, blob", "bytea", "lengths are not limited any more"),
    BITS(CONVERTED, "bit", "bit of the same length", null),
    DATE(CONVERTED, "date", "date", "zero dates are by sterna.types.on-zero-date"),
    TIME(
            WITH_LOSS,
            "time",
            "time without time zone",
            "PostgreSQL's time is one of a day: values below 00:00 or above 24:00 are refused at the load; map such a"
                    + " column to text"),
    DATETIME(CONVERTED, "datetime", "timestamp without time zone", "zero dates are by sterna.types.on-zero-date"),
    TIMESTAMP(
            CONVERTED, "timestamp", "timestamp with time zone", "both are points in time, shown in the session's zone"),
    UUID(CONVERTED, "uuid", "uuid", null),
    JSON(CONVERTED, "json", "json", "its text is kept; map it to jsonb for indexes"),
    AS_TEXT(
            WITH_LOSS,
            "geometry types, inet4, inet6, vector and others that only MySQL or MariaDB has",
            "text",
            "PostgreSQL has no equal without an extension: geometries come as hexadecimal digits, others as their text"),
    ZEROFILL(WITH_LOSS, "zerofill", "a plain number", "leading zeros are only shown, and no longer are"),
    CHOSEN(CONVERTED, "any type", "the type that sterna.types.map names", "the configuration chose it");

    private final Place place;
    private final String what;
    private final String becomes;
    private final String reason;

    PostgresTypeRule(Place place, String what, String becomes, String reason) {
        this.place = place;
        this.what = what;
        this.becomes = becomes;
        this.reason = reason;
    }

    /** The rule by which the source's column got the target's type. */
    static PostgresTypeRule of(Column source, Column target) {
        if (!target.nativeType().equals(PostgresDdl.typeFor(source))) {
            return CHOSEN;
        }
        String nativeType = source.nativeType().toLowerCase(Locale.ROOT);
        return switch (source.type().kind()) {
            case INT -> integer(nativeType, (LogicalType.Int) source.type());
            case BOOL -> BOOLEAN_TINYINT;
            case DECIMAL, NUMERIC -> nativeType.contains("zerofill") ? ZEROFILL : DECIMAL;
            case REAL -> nativeType.contains("zerofill") ? ZEROFILL : FLOATING;
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
            case OPAQUE -> AS_TEXT;
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

    @Override
    public String id() {
        return "type-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.COLUMN;
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public String becomes() {
        return becomes;
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public String remedy() {
        return null;
    }
}
