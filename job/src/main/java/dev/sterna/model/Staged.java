package dev.sterna.model;

/** The typed shape of a value in the backup, and so the shape in which a bulk writer gets it. */
public enum Staged {
    BOOL,
    /** Signed 32-bit integer. */
    INT,
    /** Signed 64-bit integer. */
    LONG,
    FLOAT,
    DOUBLE,
    /** Decimal of up to 18 digits: unscaled value in a long. */
    DECIMAL_LONG,
    /** Decimal of 19 to 38 digits: unscaled value of up to 128 bits. */
    DECIMAL_BIG,
    /** UTF-8 text: text proper, and the canonical text of what has no exact Parquet type. */
    TEXT,
    BYTES,
    /** Days since 1970-01-01, proleptic Gregorian. */
    DATE,
    /** Microseconds since 1970-01-01 00:00:00 on a local clock, proleptic Gregorian. */
    TIMESTAMP,
    /** Microseconds since 1970-01-01 00:00:00 UTC. */
    INSTANT;

    /** How values of this type are staged. */
    public static Staged of(LogicalType type) {
        return switch (type.kind()) {
            case INT -> {
                LogicalType.Int integer = (LogicalType.Int) type;
                if (integer.bits() < 32 || integer.bits() == 32 && !integer.unsigned()) {
                    yield INT;
                }
                yield integer.fitsLong() ? LONG : DECIMAL_BIG;
            }
            case BOOL -> BOOL;
            case DECIMAL -> {
                int precision = ((LogicalType.Decimal) type).precision();
                yield precision <= 18 ? DECIMAL_LONG : precision <= 38 ? DECIMAL_BIG : TEXT;
            }
            case REAL -> ((LogicalType.Real) type).bits() == 32 ? FLOAT : DOUBLE;
            case BYTES -> BYTES;
            case DATE -> DATE;
            case TIMESTAMP -> TIMESTAMP;
            case INSTANT -> INSTANT;
            case NUMERIC, CHAR, TEXT, BIT, TIME, UUID, JSON, ENUM, SET, OPAQUE -> TEXT;
        };
    }

    /** Digits of a staged decimal; 20 for an unsigned 64-bit integer. */
    public static int precision(LogicalType type) {
        return type instanceof LogicalType.Decimal decimal ? decimal.precision() : 20;
    }

    /** Digits after the point of a staged decimal; 0 for an unsigned 64-bit integer. */
    public static int scale(LogicalType type) {
        return type instanceof LogicalType.Decimal decimal ? decimal.scale() : 0;
    }
}
