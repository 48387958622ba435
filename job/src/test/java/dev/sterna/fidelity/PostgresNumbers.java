package dev.sterna.fidelity;

import static dev.sterna.fidelity.Literal.v;
import static dev.sterna.fidelity.PostgresLiterals.since;

import java.util.List;

/** Numbers, booleans and bits of PostgreSQL. */
final class PostgresNumbers {
    private static final String NOT_FINITE = "on-not-finite = \"null\"";
    private static final String OUT_OF_RANGE = "on-out-of-range = \"null\"";
    private static final String EXCESS_DIGITS = "on-excess-digits = round";
    private static final String BITS_100 = "10".repeat(49) + "11";

    private PostgresNumbers() {}

    static List<TypeLiterals> all() {
        return List.of(
                TypeLiterals.of("smallint", "-32768", "-1", "0", "1", "32767"),
                TypeLiterals.of("integer", "-2147483648", "-1", "0", "2147483647"),
                TypeLiterals.of("bigint", "-9223372036854775808", "-1", "0", "9007199254740993", "9223372036854775807"),
                TypeLiterals.of("boolean", v("true").there("1"), v("false").there("0")),
                numeric(),
                since(
                        14,
                        TypeLiterals.of(
                                "numeric",
                                v("'Infinity'").refused("1366", NOT_FINITE, null),
                                v("'-Infinity'").refused("1366", NOT_FINITE, null))),
                TypeLiterals.of(
                        "numeric(10,2)",
                        v("-99999999.99"),
                        v("-0.01"),
                        v("0"),
                        v("1.50"),
                        v("99999999.99"),
                        v("'NaN'").refused("22003", NOT_FINITE, null)),
                TypeLiterals.of(
                        "numeric(5,5)", v("-0.99999"), v("0.00001"), v("'NaN'").refused("22003", NOT_FINITE, null)),
                TypeLiterals.of("numeric(9)", v("-999999999"), v("'NaN'").refused("22003", NOT_FINITE, null)),
                TypeLiterals.of(
                        "numeric(38,10)",
                        v("-9999999999999999999999999999.9999999999"),
                        v("0.0000000001"),
                        v("9999999999999999999999999999.9999999999"),
                        v("'NaN'").refused("22003", NOT_FINITE, null)),
                TypeLiterals.of(
                        "numeric(38,38)", v("0." + "9".repeat(38)), v("-0." + "0".repeat(37) + "1"), v("'NaN'")),
                TypeLiterals.of(
                        "numeric(65,30)",
                        v("-" + "9".repeat(35) + "." + "9".repeat(30)),
                        v("1." + "0".repeat(29) + "1"),
                        v("'NaN'").refused("1366", NOT_FINITE, null)),
                TypeLiterals.of("numeric(100,50)", v("-" + "9".repeat(50) + "." + "9".repeat(50)), v("'NaN'")),
                TypeLiterals.of("numeric(1000,0)", v("'1" + "0".repeat(999) + "'"), v("-1")),
                since(
                        15,
                        TypeLiterals.of(
                                "numeric(5,-2)",
                                v("-9999900").there("-9999900." + "0".repeat(30)),
                                v("12345").there("12300." + "0".repeat(30)))),
                since(15, TypeLiterals.of("numeric(3,5)", v("0.00999").there("0.00999" + "0".repeat(25)))),
                TypeLiterals.of(
                        "real",
                        v("'0'"),
                        v("'-0'"),
                        v("'0.1'"),
                        v("'1e-45'"),
                        v("'-1.1754942e-38'"),
                        v("'3.4028235e38'"),
                        v("'16777217'"),
                        v("'NaN'").refused("22003", NOT_FINITE, null),
                        v("'Infinity'").refused("22003", NOT_FINITE, null),
                        v("'-Infinity'").refused("22003", NOT_FINITE, null)),
                TypeLiterals.of(
                        "double precision",
                        v("'0'"),
                        v("'-0'"),
                        v("'0.1'"),
                        v("'0.30000000000000004'"),
                        v("'5e-324'"),
                        v("'2.2250738585072011e-308'"),
                        v("'1.7976931348623157e308'"),
                        v("'-1.7976931348623157e308'"),
                        v("'9007199254740993'"),
                        v("'1e15'"),
                        v("'1e22'"),
                        v("'123456789012345680'"),
                        v("'NaN'").refused("22003", NOT_FINITE, null),
                        v("'Infinity'").refused("22003", NOT_FINITE, null),
                        v("'-Infinity'").refused("22003", NOT_FINITE, null)),
                TypeLiterals.of("bit", "B'0'", "B'1'"),
                TypeLiterals.of("bit(8)", "B'00000000'", "B'00000001'", "B'11111111'"),
                TypeLiterals.of("bit(64)", "B'1" + "0".repeat(63) + "'", "B'" + "1".repeat(64) + "'"),
                TypeLiterals.of("bit(100)", "B'" + BITS_100 + "'"));
    }

    /** Those that the bulk path writes as text. */
    static List<TypeLiterals> asText() {
        return List.of(
                TypeLiterals.of(
                        "money", "'-92233720368547758.08'", "'0'", "'1234.56'", "'92233720368547758.07'", "'-0.05'"),
                TypeLiterals.of("bit varying", "B''", "B'0'", "B'1'", "B'" + BITS_100 + "'"),
                TypeLiterals.of("bit varying(8)", "B''", "B'00'", "B'10101010'"));
    }

    private static TypeLiterals numeric() {
        String zeros = "0".repeat(30);
        return TypeLiterals.of(
                "numeric",
                v("0").there("0." + zeros),
                v("-1.5").there("-1.5" + "0".repeat(29)),
                v("1.50").there("1.5" + "0".repeat(29)),
                v("1e-30").there("0." + "0".repeat(29) + "1"),
                v("1.2e34").there("12" + "0".repeat(33) + "." + zeros),
                v("9".repeat(35)).there("9".repeat(35) + "." + zeros),
                v("'NaN'").refused("1366", NOT_FINITE, null),
                v("1e35").refused("1264", OUT_OF_RANGE, null),
                v("1e-31").refused("1265", EXCESS_DIGITS, "0." + zeros),
                v("0." + "3".repeat(40)).refused("1265", EXCESS_DIGITS, "0." + "3".repeat(30)),
                v("1e131071").called("1e131071").refused("1264", OUT_OF_RANGE, null),
                v("1e-16383").called("1e-16383").refused("1265", EXCESS_DIGITS, "0." + zeros));
    }
}
