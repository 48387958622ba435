package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.rows.RealText;
import dev.sterna.model.LogicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;

/** Makes values that lie between two others, so that a range can be halved without reading it. */
@FunctionalInterface
interface KeyMidpoints {
    /**
     * A value about half way, or null when this cannot tell one. It need not exist, and for texts it need not even lie
     * between the two: whoever asks looks for the next value that does.
     */
    String between(String lower, String upper);

    /** The space of a type, or null when nothing is known of its order. */
    static KeyMidpoints of(LogicalType type, TextOrder order) {
        return switch (type.kind()) {
            case INT, BOOL -> numbers(BigInteger::new, BigInteger::toString);
            case DECIMAL -> {
                int scale = ((LogicalType.Decimal) type).scale();
                yield numbers(
                        text -> new BigDecimal(text).setScale(scale).unscaledValue(),
                        number -> new BigDecimal(number, scale).toPlainString());
            }
            case BIT -> {
                int length = ((LogicalType.Bit) type).length();
                yield numbers(text -> new BigInteger(text, 2), number -> padded(number.toString(2), length));
            }
            case REAL ->
                numbers(
                        text -> BigInteger.valueOf(ordered(RealText.parse(text))),
                        number -> RealText.of(unordered(number.longValueExact())));
            case DATE ->
                numbers(
                        text -> BigInteger.valueOf(LocalDate.parse(text).toEpochDay()),
                        number -> LocalDate.ofEpochDay(number.longValueExact()).toString());
            case TIMESTAMP, INSTANT -> numbers(KeyMidpoints::micros, KeyMidpoints::timestamp);
            case ENUM -> {
                List<String> values = ((LogicalType.Enumeration) type).values();
                yield numbers(
                        text -> BigInteger.valueOf(values.indexOf(text)), number -> values.get(number.intValueExact()));
            }
            case BYTES -> KeyMidpoints::bytesBetween;
            case UUID -> UuidOrder::between;
            case CHAR, TEXT -> order;
            case NUMERIC, TIME, JSON, SET, OPAQUE -> null;
        };
    }

    /** A text form as a number and back. */
    @FunctionalInterface
    interface ToNumber {
        BigInteger apply(String text);
    }

    /** A number as the text form. */
    @FunctionalInterface
    interface ToText {
        String apply(BigInteger number);
    }

    private static KeyMidpoints numbers(ToNumber toNumber, ToText toText) {
        return (lower, upper) -> {
            try {
                BigInteger low = toNumber.apply(lower);
                BigInteger middle = low.add(toNumber.apply(upper)).shiftRight(1);
                return middle.equals(low) ? null : toText.apply(middle);
            } catch (DateTimeException | ArithmeticException | IndexOutOfBoundsException notOnThisScale) {
                // a zero date, or the empty value of an ENUM
                return null;
            }
        };
    }

    private static BigInteger micros(String text) {
        LocalDateTime time = LocalDateTime.parse(text, Formats.TIMESTAMP);
        return BigInteger.valueOf(time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1_000);
    }

    private static String timestamp(BigInteger micros) {
        long value = micros.longValueExact();
        long second = Math.floorDiv(value, 1_000_000L);
        return LocalDateTime.ofEpochSecond(second, (int) (value - second * 1_000_000) * 1_000, ZoneOffset.UTC)
                .format(Formats.TIMESTAMP);
    }

    /** The form of date and time that the servers write. */
    final class Formats {
        private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
                .appendPattern("uuuu-MM-dd HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
                .toFormatter();

        private Formats() {}
    }

    /** Integers in the order of the doubles. */
    private static long ordered(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits >= 0 ? bits : Long.MIN_VALUE - bits;
    }

    private static double unordered(long ordered) {
        return Double.longBitsToDouble(ordered >= 0 ? ordered : Long.MIN_VALUE - ordered);
    }

    private static String bytesBetween(String lower, String upper) {
        // Eight octets beyond the longer of the two, so that there is something between.
        int digits = Math.max(lower.length(), upper.length()) + 16;
        BigInteger low = new BigInteger(lower + "0".repeat(digits - lower.length()), 16);
        BigInteger high = new BigInteger(upper + "0".repeat(digits - upper.length()), 16);
        String middle = padded(low.add(high).shiftRight(1).toString(16), digits);
        // short is enough, and what is cut off only makes it less
        int keep = Math.min(digits, 2 * ((firstDifference(lower, upper) / 2) + 8));
        return middle.substring(0, keep);
    }

    private static int firstDifference(String one, String other) {
        int at = 0;
        while (at < one.length() && at < other.length() && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static String padded(String digits, int length) {
        return "0".repeat(Math.max(0, length - digits.length())) + digits;
    }
}
