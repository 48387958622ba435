package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.rows.OddNumbers;
import java.math.BigInteger;
import java.sql.SQLException;

/** Integers, booleans and binary floating point for COPY BINARY. */
final class BinaryNumbers {
    private BinaryNumbers() {}

    static FieldEncoder integer(String name, int bits) {
        return switch (bits) {
            case 16 ->
                (row, column, out) -> {
                    long value = row.asLong(column);
                    if (value != (short) value) {
                        throw outOfRange(name, "smallint");
                    }
                    out.putInt(2);
                    out.putShort((int) value);
                };
            case 32 ->
                (row, column, out) -> {
                    long value = row.asLong(column);
                    if (value != (int) value) {
                        throw outOfRange(name, "integer");
                    }
                    out.putInt(4);
                    out.putInt((int) value);
                };
            default ->
                (row, column, out) -> {
                    out.putInt(8);
                    out.putLong(row.asLong(column));
                };
        };
    }

    /** From a decimal without a point, which may stand for NaN. */
    static FieldEncoder integerOfDecimal(String name, int bits) {
        FieldEncoder integer = integer(name, bits);
        return (row, column, out) -> {
            if (row.asLong(column) == OddNumbers.NAN) {
                throw FieldEncoder.refused(name, "NaN is no integer");
            }
            integer.encode(row, column, out);
        };
    }

    /** From an integer of more than 64 bits. */
    static FieldEncoder unscaled(String name, int bits) {
        return (row, column, out) -> {
            BigInteger value = row.asUnscaled(column);
            if (value.bitLength() >= bits) {
                throw outOfRange(name, bits == 16 ? "smallint" : bits == 32 ? "integer" : "bigint");
            }
            out.putInt(bits / 8);
            long narrow = value.longValue();
            switch (bits) {
                case 16 -> out.putShort((int) narrow);
                case 32 -> out.putInt((int) narrow);
                default -> out.putLong(narrow);
            }
        };
    }

    static FieldEncoder bool(String name) {
        return (row, column, out) -> {
            long value = row.asLong(column);
            if (value != 0 && value != 1) {
                throw FieldEncoder.refused(name, "a value is neither 0 nor 1, so it is not a boolean");
            }
            out.putInt(1);
            out.putByte((int) value);
        };
    }

    static FieldEncoder real(String name) {
        return (row, column, out) -> {
            double value = row.asDouble(column);
            float narrow = (float) value;
            if (narrow != value && !Double.isNaN(value)) {
                throw FieldEncoder.refused(name, "a value is not exact in real; map the column to double precision");
            }
            out.putInt(4);
            out.putInt(Float.floatToRawIntBits(narrow));
        };
    }

    static FieldEncoder doublePrecision() {
        return (row, column, out) -> {
            out.putInt(8);
            out.putLong(Double.doubleToRawLongBits(row.asDouble(column)));
        };
    }

    static FieldEncoder doubleOfInteger() {
        return (row, column, out) -> {
            out.putInt(8);
            out.putLong(Double.doubleToRawLongBits((double) row.asLong(column)));
        };
    }

    private static SQLException outOfRange(String name, String type) {
        return FieldEncoder.refused(name, "a value is out of the range of " + type);
    }
}
