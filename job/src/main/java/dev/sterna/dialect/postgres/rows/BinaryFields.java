package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Kind;
import dev.sterna.model.Staged;

/** Chooses the encoder of a column for COPY BINARY. */
final class BinaryFields {
    private BinaryFields() {}

    /** The encoder, or null where the binary form is not known to be exact: the table then goes by COPY TEXT. */
    static FieldEncoder of(Incoming incoming) {
        String name = incoming.target().name();
        LogicalType from = incoming.type();
        LogicalType to = incoming.target().type();
        Staged staged = Staged.of(from);
        return switch (to.kind()) {
            case INT -> integer(name, from, staged, ((LogicalType.Int) to).bits());
            case BOOL -> isInteger(staged) ? BinaryNumbers.bool(name) : null;
            case DECIMAL -> {
                LogicalType.Decimal decimal = (LogicalType.Decimal) to;
                yield numeric(new NumericFields(name, decimal.precision(), decimal.scale()), from, staged);
            }
            case NUMERIC -> numeric(new NumericFields(name, -1, -1), from, staged);
            case REAL -> real(name, staged, ((LogicalType.Real) to).bits());
            case CHAR, TEXT, ENUM, SET -> staged == Staged.TEXT ? BinaryTexts.text(name) : null;
            case JSON -> json(name, staged, incoming.target().nativeType());
            case BYTES ->
                staged == Staged.BYTES
                        ? BinaryTexts.bytes()
                        : from.kind() == Kind.OPAQUE ? BinaryTexts.digits(name) : null;
            case BIT -> from.kind() == Kind.BIT ? BinaryTexts.bits(name, ((LogicalType.Bit) to).length()) : null;
            case UUID ->
                staged == Staged.TEXT
                        ? BinaryTexts.uuid(name)
                        : staged == Staged.BYTES ? BinaryTexts.uuidOctets(name) : null;
            case DATE -> date(name, staged);
            case TIME -> from.kind() == Kind.TIME ? BinaryTimes.time(name, ((LogicalType.Time) to).fraction()) : null;
            case TIMESTAMP -> timestamp(name, staged, ((LogicalType.Timestamp) to).fraction());
            case INSTANT -> timestamp(name, staged, ((LogicalType.Instant) to).fraction());
            case OPAQUE -> null;
        };
    }

    private static boolean isInteger(Staged staged) {
        return staged == Staged.BOOL || staged == Staged.INT || staged == Staged.LONG;
    }

    private static FieldEncoder integer(String name, LogicalType from, Staged staged, int bits) {
        if (isInteger(staged)) {
            return BinaryNumbers.integer(name, bits);
        }
        if (staged == Staged.DECIMAL_LONG && Staged.scale(from) == 0) {
            return BinaryNumbers.integerOfDecimal(name, bits);
        }
        return staged == Staged.DECIMAL_BIG && Staged.scale(from) == 0 ? BinaryNumbers.unscaled(name, bits) : null;
    }

    private static FieldEncoder numeric(NumericFields fields, LogicalType from, Staged staged) {
        return switch (staged) {
            case BOOL, INT, LONG -> fields.ofLong(0);
            case DECIMAL_LONG -> fields.ofDecimal(Staged.scale(from));
            case DECIMAL_BIG -> fields.ofUnscaled(Staged.scale(from));
            case TEXT -> from.kind() == Kind.NUMERIC || from.kind() == Kind.DECIMAL ? fields.ofText() : null;
            case FLOAT, DOUBLE, BYTES, DATE, TIMESTAMP, INSTANT -> null;
        };
    }

    private static FieldEncoder real(String name, Staged staged, int bits) {
        return switch (staged) {
            case FLOAT, DOUBLE -> bits == 32 ? BinaryNumbers.real(name) : BinaryNumbers.doublePrecision();
            // A double holds every integer of 32 bits.
            case BOOL, INT -> bits == 32 ? null : BinaryNumbers.doubleOfInteger();
            case LONG, DECIMAL_LONG, DECIMAL_BIG, TEXT, BYTES, DATE, TIMESTAMP, INSTANT -> null;
        };
    }

    private static FieldEncoder json(String name, Staged staged, String nativeType) {
        if (staged != Staged.TEXT) {
            return null;
        }
        // Through a domain the two cannot be told apart.
        return switch (nativeType) {
            case "json" -> BinaryTexts.text(name);
            case "jsonb" -> BinaryTexts.jsonb(name);
            default -> null;
        };
    }

    private static FieldEncoder date(String name, Staged staged) {
        return switch (staged) {
            case DATE -> BinaryTimes.date(name);
            // As a text PostgreSQL would drop the time of the day without a word.
            case TIMESTAMP, INSTANT -> BinaryTimes.dayOfMidnight(name);
            case BOOL, INT, LONG, FLOAT, DOUBLE, DECIMAL_LONG, DECIMAL_BIG, TEXT, BYTES -> null;
        };
    }

    private static FieldEncoder timestamp(String name, Staged staged, int fraction) {
        return switch (staged) {
            case TIMESTAMP, INSTANT -> BinaryTimes.timestamp(name, fraction);
            case DATE -> BinaryTimes.midnight(name);
            case BOOL, INT, LONG, FLOAT, DOUBLE, DECIMAL_LONG, DECIMAL_BIG, TEXT, BYTES -> null;
        };
    }
}
