package dev.sterna.dialect.mysql.log;

import java.nio.ByteBuffer;

/**
 * How a value stands in a row of the log: the number of its type and what the table map says besides.
 *
 * @param length of fixed texts, ENUMs and SETs
 */
record CellType(int code, int meta, int length) {
    static final int TINY = 1;
    static final int SHORT = 2;
    static final int LONG = 3;
    static final int FLOAT = 4;
    static final int DOUBLE = 5;
    static final int TIMESTAMP = 7;
    static final int LONGLONG = 8;
    static final int INT24 = 9;
    static final int DATE = 10;
    static final int TIME = 11;
    static final int DATETIME = 12;
    static final int YEAR = 13;
    static final int VARCHAR = 15;
    static final int BIT = 16;
    static final int TIMESTAMP2 = 17;
    static final int DATETIME2 = 18;
    static final int TIME2 = 19;
    static final int BLOB_COMPRESSED = 140;
    static final int VARCHAR_COMPRESSED = 141;
    static final int VECTOR = 242;
    static final int JSON = 245;
    static final int DECIMAL = 246;
    static final int ENUM = 247;
    static final int SET = 248;
    static final int TINY_BLOB = 249;
    static final int MEDIUM_BLOB = 250;
    static final int LONG_BLOB = 251;
    static final int BLOB = 252;
    static final int VAR_STRING = 253;
    static final int STRING = 254;
    static final int GEOMETRY = 255;

    /** Octets of so many decimal digits that are no full nine. */
    private static final int[] DIGITS = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    /** Reads what the table map says of a column of that type. */
    static CellType read(int code, ByteBuffer metadata) {
        return switch (code) {
            case FLOAT, DOUBLE, BLOB, TINY_BLOB, MEDIUM_BLOB, LONG_BLOB, BLOB_COMPRESSED, JSON, GEOMETRY, VECTOR ->
                new CellType(code, (int) Octets.little(metadata, 1), 0);
            case TIME2, DATETIME2, TIMESTAMP2 -> new CellType(code, (int) Octets.little(metadata, 1), 0);
            case BIT, VARCHAR, VAR_STRING, VARCHAR_COMPRESSED, DECIMAL ->
                new CellType(code, (int) Octets.little(metadata, 2), 0);
            case ENUM, SET, STRING -> string((int) Octets.big(metadata, 2));
            default -> new CellType(code, 0, 0);
        };
    }

    /** The upper octet is the real type, two bits of which may belong to the length. */
    private static CellType string(int meta) {
        int upper = meta >> 8;
        int lower = meta & 0xff;
        if (upper == ENUM || upper == SET) {
            return new CellType(upper, meta, lower);
        }
        if ((upper & 0x30) != 0x30) {
            return new CellType(upper | 0x30, meta, lower | ((upper & 0x30) ^ 0x30) << 4);
        }
        return new CellType(STRING, meta, lower);
    }

    /** Octets of the value that comes next, those of its length included. */
    int octets(ByteBuffer at) {
        return switch (code) {
            case TINY, YEAR -> 1;
            case SHORT -> 2;
            case INT24, DATE, TIME -> 3;
            case LONG, FLOAT, TIMESTAMP -> 4;
            case LONGLONG, DOUBLE, DATETIME -> 8;
            case TIME2 -> 3 + fraction();
            case TIMESTAMP2 -> 4 + fraction();
            case DATETIME2 -> 5 + fraction();
            case DECIMAL -> whole() + parts();
            case BIT -> (meta >> 8) + ((meta & 0xff) > 0 ? 1 : 0);
            case ENUM, SET -> length;
            default -> {
                int prefix = prefix();
                yield prefix + (int) Octets.little(at.duplicate().order(at.order()), prefix);
            }
        };
    }

    /** How many octets the length of a value of varying length takes. */
    int prefix() {
        return switch (code) {
            case STRING -> length > 255 ? 2 : 1;
            case VARCHAR, VAR_STRING, VARCHAR_COMPRESSED -> meta > 255 ? 2 : 1;
            case BLOB, TINY_BLOB, MEDIUM_BLOB, LONG_BLOB, BLOB_COMPRESSED, JSON, GEOMETRY, VECTOR -> meta;
            default -> throw new IllegalArgumentException("Unknown type in the binary log: " + code);
        };
    }

    /** Octets of the digits of a second. */
    int fraction() {
        return (meta + 1) / 2;
    }

    private int precision() {
        return meta & 0xff;
    }

    int scale() {
        return meta >> 8;
    }

    int wholeDigits() {
        return precision() - scale();
    }

    private int whole() {
        return octetsOfDigits(wholeDigits());
    }

    private int parts() {
        return octetsOfDigits(scale());
    }

    static int octetsOfDigits(int digits) {
        return digits / 9 * 4 + DIGITS[digits % 9];
    }
}
