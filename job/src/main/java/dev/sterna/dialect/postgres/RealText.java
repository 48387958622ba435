package dev.sterna.dialect.postgres;

/** The canonical text of binary floating point, in SQL and back. */
final class RealText {
    private RealText() {}

    /** The bits of a float8 expression as a bigint: exact, where arithmetic would overflow at the ends of the range. */
    static String bits(String value) {
        return "('x' || encode(float8send(" + value + "), 'hex'))::bit(64)::bigint";
    }

    /**
     * The canonical text.
     *
     * @param value a float8 expression, rendered up to four times
     * @param bits its bits, rendered three times
     */
    static String of(String value, String bits) {
        // NaN sorts above Infinity, so that one comparison finds both.
        return "CASE WHEN " + value + " = 0 OR abs(" + value + ") >= 'Infinity'::float8 THEN " + value + "::text"
                + " ELSE greatest(((" + bits + " >> 52) & 2047) - 1023, -1022) || 'e'"
                + " || CASE WHEN " + bits + " < 0 THEN '-' ELSE '' END"
                + " || (CASE WHEN abs(" + value + ") < 2.2250738585072014e-308::float8 THEN 0 ELSE 4503599627370496 END"
                + " + (" + bits + " & 4503599627370495)) END";
    }

    /** The value of a canonical text, exactly. */
    static double parse(String canonical) {
        int e = canonical.indexOf('e');
        if (e < 0) {
            return Double.parseDouble(canonical);
        }
        return Math.scalb(
                (double) Long.parseLong(canonical.substring(e + 1)), Integer.parseInt(canonical.substring(0, e)) - 52);
    }
}
