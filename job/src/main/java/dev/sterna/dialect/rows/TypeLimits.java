package dev.sterna.dialect.rows;

import dev.sterna.dialect.rows.ValueLimit.Kind;
import dev.sterna.model.LogicalType;
import dev.sterna.sql.Family;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The limits that follow from two types alone, whatever the engines. */
public final class TypeLimits {
    /** As {@link Float#MAX_VALUE} with half a step more, from which on rounding gives infinity. */
    private static final String GREATEST_FLOAT = "340282356779733661637539395458142568448";

    private TypeLimits() {}

    /** Of what a value of one type may break as another. */
    public static List<ValueLimit> of(LogicalType from, LogicalType to) {
        List<ValueLimit> limits = new ArrayList<>();
        switch (to.kind()) {
            case INT -> integer(from, (LogicalType.Int) to, limits);
            case DECIMAL -> decimal(from, (LogicalType.Decimal) to, limits);
            case REAL -> real(from, (LogicalType.Real) to, limits);
            case CHAR -> characters(from, ((LogicalType.Char) to).length(), limits);
            case TEXT -> characters(from, ((LogicalType.Text) to).maxCharacters(), limits);
            case BYTES -> octets(from, ((LogicalType.Bytes) to).maxLength(), limits);
            case TIME, TIMESTAMP, INSTANT -> fraction(from, to, limits);
            case BOOL -> truth(from, limits);
            case NUMERIC, BIT, DATE, UUID, JSON, ENUM, SET, OPAQUE -> {
                // Hold every value of the types that become them, or ask what only an engine knows.
            }
        }
        return limits;
    }

    private static void integer(LogicalType from, LogicalType.Int to, List<ValueLimit> limits) {
        boolean fits = from instanceof LogicalType.Int own
                && least(own).compareTo(least(to)) >= 0
                && greatest(own).compareTo(greatest(to)) <= 0;
        if (!fits && Family.of(from).isNumber()) {
            limits.add(new ValueLimit(
                    Kind.NUMBERS, least(to).toString(), greatest(to).toString()));
        }
        boolean whole = from instanceof LogicalType.Int || from instanceof LogicalType.Decimal own && own.scale() == 0;
        if (!whole && Family.of(from).isNumber()) {
            limits.add(ValueLimit.atMost(Kind.DIGITS_BEHIND, 0));
        }
    }

    /** Numbers travel as their digits, of which 0 and 1 alone are truths. */
    private static void truth(LogicalType from, List<ValueLimit> limits) {
        if (Family.of(from).isNumber()) {
            limits.add(new ValueLimit(Kind.NUMBERS, "0", "1"));
            if (!(from instanceof LogicalType.Int)) {
                limits.add(ValueLimit.atMost(Kind.DIGITS_BEHIND, 0));
            }
        }
    }

    private static BigInteger least(LogicalType.Int type) {
        return type.unsigned()
                ? BigInteger.ZERO
                : BigInteger.TWO.pow(type.bits() - 1).negate();
    }

    private static BigInteger greatest(LogicalType.Int type) {
        return BigInteger.TWO
                .pow(type.unsigned() ? type.bits() : type.bits() - 1)
                .subtract(BigInteger.ONE);
    }

    private static void decimal(LogicalType from, LogicalType.Decimal to, List<ValueLimit> limits) {
        int before = to.precision() - to.scale();
        boolean fits = switch (from.kind()) {
            case INT -> greatest((LogicalType.Int) from).toString().length() <= before;
            case DECIMAL -> {
                LogicalType.Decimal own = (LogicalType.Decimal) from;
                yield own.scale() <= to.scale() && own.precision() - own.scale() <= before;
            }
            default -> false;
        };
        if (!fits && Family.of(from).isNumber()) {
            limits.add(new ValueLimit(Kind.DIGITS_BEFORE, Integer.toString(before), Integer.toString(to.scale())));
            limits.add(ValueLimit.atMost(Kind.DIGITS_BEHIND, to.scale()));
        }
    }

    private static void fraction(LogicalType from, LogicalType to, List<ValueLimit> limits) {
        if (fraction(from) > fraction(to)) {
            limits.add(ValueLimit.atMost(Kind.FRACTION, fraction(to)));
        }
    }

    private static int fraction(LogicalType type) {
        return switch (type.kind()) {
            case TIME -> ((LogicalType.Time) type).fraction();
            case TIMESTAMP -> ((LogicalType.Timestamp) type).fraction();
            case INSTANT -> ((LogicalType.Instant) type).fraction();
            case INT, BOOL, DECIMAL, NUMERIC, REAL, CHAR, TEXT, BYTES, BIT, DATE, UUID, JSON, ENUM, SET, OPAQUE -> 0;
        };
    }

    private static void real(LogicalType from, LogicalType.Real to, List<ValueLimit> limits) {
        boolean fits = from instanceof LogicalType.Real own
                ? own.bits() <= to.bits()
                : !Family.of(from).isNumber();
        if (!fits && to.bits() == 32) {
            limits.add(new ValueLimit(Kind.NUMBERS, "-" + GREATEST_FLOAT, GREATEST_FLOAT));
        }
    }

    private static void characters(LogicalType from, long most, List<ValueLimit> limits) {
        long own = switch (from.kind()) {
            case CHAR -> ((LogicalType.Char) from).length();
            case TEXT -> bound(((LogicalType.Text) from).maxCharacters());
            case JSON, OPAQUE -> Long.MAX_VALUE;
            case ENUM -> longest(((LogicalType.Enumeration) from).values());
            case SET -> longest(List.of(String.join(",", ((LogicalType.SetOf) from).values())));
            case INT, BOOL, DECIMAL, NUMERIC, REAL, BYTES, BIT, DATE, TIME, TIMESTAMP, INSTANT, UUID -> 0;
        };
        if (most > 0 && own > most) {
            limits.add(ValueLimit.atMost(Kind.CHARACTERS, most));
        }
    }

    private static long longest(List<String> values) {
        return values.stream()
                .mapToLong(value -> value.codePointCount(0, value.length()))
                .max()
                .orElse(0);
    }

    private static void octets(LogicalType from, long most, List<ValueLimit> limits) {
        boolean longer = from instanceof LogicalType.Bytes own && bound(own.maxLength()) > most;
        if (most > 0 && longer) {
            limits.add(ValueLimit.atMost(Kind.OCTETS, most));
        }
    }

    private static long bound(long declared) {
        return declared == 0 ? Long.MAX_VALUE : declared;
    }
}
