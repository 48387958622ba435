package dev.sterna.sql;

import dev.sterna.model.LogicalType;

/** Types as far as they compare with each other. */
public enum Family {
    NULL,
    BOOL,
    INT,
    DECIMAL,
    REAL,
    TEXT,
    ENUM,
    BYTES,
    BITS,
    DATE,
    TIME,
    TIMESTAMP,
    INSTANT,
    UUID,
    JSON,
    OTHER;

    /** The family of a type. */
    public static Family of(LogicalType type) {
        return switch (type.kind()) {
            case INT -> INT;
            case BOOL -> BOOL;
            case DECIMAL, NUMERIC -> DECIMAL;
            case REAL -> REAL;
            case CHAR, TEXT, SET -> TEXT;
            case ENUM -> ENUM;
            case BYTES -> BYTES;
            case BIT -> BITS;
            case DATE -> DATE;
            case TIME -> TIME;
            case TIMESTAMP -> TIMESTAMP;
            case INSTANT -> INSTANT;
            case UUID -> UUID;
            case JSON -> JSON;
            case OPAQUE -> OTHER;
        };
    }

    /** Whether one can calculate with it. */
    public boolean isNumber() {
        return this == INT || this == DECIMAL || this == REAL;
    }

    /** Whether it has a date. */
    public boolean isMoment() {
        return this == DATE || this == TIMESTAMP || this == INSTANT;
    }

    /** In words. */
    public String words() {
        return switch (this) {
            case NULL -> "NULL";
            case BOOL -> "a boolean";
            case INT, DECIMAL, REAL -> "a number";
            case TEXT -> "a text";
            case ENUM -> "an enum";
            case BYTES -> "bytes";
            case BITS -> "bits";
            case DATE -> "a date";
            case TIME -> "a time of day";
            case TIMESTAMP, INSTANT -> "a timestamp";
            case UUID -> "a uuid";
            case JSON -> "a JSON document";
            case OTHER -> "a type of its own";
        };
    }
}
