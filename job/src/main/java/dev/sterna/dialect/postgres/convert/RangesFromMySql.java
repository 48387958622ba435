package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.postgres.ddl.PlannedTable;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a type of MySQL or MariaDB refuses and the one that its column gets here would take, as the condition of a check.
 * Bounds that somebody declared count, and those of numbers; not how much the types of long texts and octets hold.
 */
final class RangesFromMySql {
    /** How many digits a floating point number is shown with, and how many of them behind the point. */
    private static final Pattern DIGITS = Pattern.compile("\\((\\d+),(\\d+)\\)");

    private RangesFromMySql() {}

    /** Empty where every value of the one type is one of the other, or where the user has chosen a wider type. */
    static Optional<String> condition(Column source, Column there) {
        String name = Literals.identifier(there.name());
        boolean chosen = !there.nativeType().equals(PlannedTable.typeFor(source));
        LogicalType type = source.type();
        if (type instanceof LogicalType.Int integer && there.type() instanceof LogicalType.Int other) {
            return isChosenWider(source, there) ? Optional.empty() : integers(source, integer, other, name);
        }
        if (chosen) {
            return Optional.empty();
        }
        String nativeType = source.nativeType().toLowerCase(Locale.ROOT);
        boolean unsigned = nativeType.contains("unsigned");
        if (type instanceof LogicalType.Int integer) {
            return Optional.of(
                    between(name, least(integer).toString(), greatest(integer).toString()));
        }
        if (type instanceof LogicalType.Decimal decimal && unsigned) {
            return Optional.of(between(
                    name, "0", nines(decimal.precision(), decimal.scale()).toPlainString()));
        }
        if (type instanceof LogicalType.Real) {
            return reals(nativeType, unsigned, there.nativeType(), name);
        }
        if (type instanceof LogicalType.Bytes octets && nativeType.contains("binary")) {
            // The source fills the shorter ones of a fixed length up.
            String relation = nativeType.startsWith("binary") ? " = " : " <= ";
            return Optional.of("octet_length(" + name + ")" + relation + octets.maxLength());
        }
        return Optional.empty();
    }

    /** Whether the user has chosen an integer type that holds more than the one which the column would get. */
    static boolean isChosenWider(Column source, Column there) {
        return there.type() instanceof LogicalType.Int wide && wide.bits() > bits(PlannedTable.typeFor(source));
    }

    private static Optional<String> integers(Column source, LogicalType.Int type, LogicalType.Int there, String name) {
        if (source.nativeType().toLowerCase(Locale.ROOT).startsWith("year")) {
            return Optional.of(between(name, "1901", "2155") + " OR " + name + " = 0");
        }
        boolean least = least(type).compareTo(least(there)) > 0;
        boolean greatest = greatest(type).compareTo(greatest(there)) < 0;
        return least && greatest
                ? Optional.of(
                        between(name, least(type).toString(), greatest(type).toString()))
                : least
                        ? Optional.of(name + " >= " + least(type))
                        : greatest ? Optional.of(name + " <= " + greatest(type)) : Optional.empty();
    }

    /**
     * In the column's own type, in which the source's greatest number may be a little more than its digits say. A bound
     * beyond the type is none: the server takes no such literal.
     */
    private static Optional<String> reals(String nativeType, boolean unsigned, String there, String name) {
        Optional<BigDecimal> bound = DIGITS.matcher(nativeType)
                .results()
                .findFirst()
                .map(digits -> nines(Integer.parseInt(digits.group(1)), Integer.parseInt(digits.group(2))))
                .filter(number -> !(there.equals("real")
                        ? Float.isInfinite(number.floatValue())
                        : Double.isInfinite(number.doubleValue())));
        if (bound.isEmpty()) {
            return unsigned ? Optional.of(name + " >= 0 AND " + name + " < 'Infinity'::" + there) : Optional.empty();
        }
        String greatest = bound.get().toPlainString();
        return Optional.of(
                between(name, unsigned ? "0" : "'-" + greatest + "'::" + there, "'" + greatest + "'::" + there));
    }

    private static String between(String name, String least, String greatest) {
        return name + " BETWEEN " + least + " AND " + greatest;
    }

    private static BigDecimal nines(int digits, int behind) {
        return new BigDecimal(BigInteger.TEN.pow(digits).subtract(BigInteger.ONE), behind);
    }

    private static int bits(String nativeType) {
        return switch (nativeType) {
            case "smallint" -> 16;
            case "integer" -> 32;
            case "bigint" -> 64;
            default -> Integer.MAX_VALUE;
        };
    }

    private static BigInteger least(LogicalType.Int type) {
        return type.unsigned()
                ? BigInteger.ZERO
                : BigInteger.ONE.shiftLeft(type.bits() - 1).negate();
    }

    private static BigInteger greatest(LogicalType.Int type) {
        return BigInteger.ONE
                .shiftLeft(type.unsigned() ? type.bits() : type.bits() - 1)
                .subtract(BigInteger.ONE);
    }
}
