package dev.sterna.dialect.postgres.rows;

/** The canonical text of binary floating point in SQL. */
final class RealSql {
    private RealSql() {}

    /** The bits of a float8 expression as a bigint: exact, where arithmetic would overflow at the ends of the range. */
    static String bits(String value) {
        return "('x' || encode(float8send(" + value + "), 'hex'))::bit(64)::bigint";
    }

    /**
     * The canonical text.
     *
     * @param value a float8 expression, rendered up to four times
     * @param bits its bits, rendered twice
     */
    static String text(String value, String bits) {
        String mantissa =
                "(CASE WHEN abs(" + value + ") < 2.2250738585072014e-308::float8 THEN 0 ELSE 4503599627370496 END"
                        + " + (" + bits + " & 4503599627370495))";
        // NaN sorts above Infinity, so that one comparison finds both.
        return "CASE WHEN " + value + " = 0 OR abs(" + value + ") >= 'Infinity'::float8 THEN " + value + "::text"
                + " ELSE greatest(((" + bits + " >> 52) & 2047) - 1023, -1022) || 'e'"
                + " || sign(" + value + ")::bigint * " + mantissa + " END";
    }
}
