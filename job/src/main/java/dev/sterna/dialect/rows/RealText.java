package dev.sterna.dialect.rows;

/** The canonical text of {@link dev.sterna.model.LogicalType.Real} and back. */
public final class RealText {
    private static final int MANTISSA_BITS = 52;

    private RealText() {}

    /** The canonical text of a value; a 32-bit float is widened first, which is exact. */
    public static String of(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        if (Double.isInfinite(value)) {
            return sign + "Infinity";
        }
        if (value == 0) {
            return sign + "0";
        }
        int exponent = Math.max(Double.MIN_EXPONENT, Math.getExponent(value));
        long mantissa = (long) Math.scalb(Math.scalb(Math.abs(value), -exponent), MANTISSA_BITS);
        return exponent + "e" + sign + mantissa;
    }

    /**
     * The value of a canonical text.
     *
     * @throws NumberFormatException when it is none
     */
    public static double parse(String canonical) {
        return switch (canonical) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "0" -> 0.0;
            case "-0" -> -0.0;
            default -> scaled(canonical);
        };
    }

    private static double scaled(String text) {
        int mark = text.indexOf('e');
        if (mark < 0) {
            throw new NumberFormatException("Invalid canonical real: no exponent");
        }
        int exponent = Integer.parseInt(text.substring(0, mark));
        long mantissa = Long.parseLong(text.substring(mark + 1));
        // In two steps, because 2^(e-52) itself is no double at the lower end of the range.
        return Math.scalb(Math.scalb((double) mantissa, -MANTISSA_BITS), exponent);
    }
}
