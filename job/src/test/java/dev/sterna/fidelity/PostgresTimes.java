package dev.sterna.fidelity;

import static dev.sterna.fidelity.Literal.v;
import static dev.sterna.fidelity.PostgresLiterals.since;

import java.util.ArrayList;
import java.util.List;

/** Dates and times of PostgreSQL. */
final class PostgresTimes {
    private static final String NOT_FINITE = "on-not-finite = \"null\"";
    private static final String OUT_OF_RANGE = "on-out-of-range = \"null\"";

    private PostgresTimes() {}

    static List<TypeLiterals> all() {
        return List.of(
                TypeLiterals.of(
                        "date",
                        v("'0001-01-01'"),
                        v("'1582-10-10'"),
                        v("'1900-02-28'"),
                        v("'1970-01-01'"),
                        v("'2000-02-29'"),
                        // The day that Samoa left out.
                        v("'2011-12-30'"),
                        v("'9999-12-31'"),
                        outOfRange("'0001-12-31 BC'"),
                        outOfRange("'0044-03-15 BC'"),
                        outOfRange("'4713-01-01 BC'"),
                        outOfRange("'10000-01-01'"),
                        outOfRange("'5874897-12-31'"),
                        notFinite("'infinity'"),
                        notFinite("'-infinity'")),
                TypeLiterals.of(
                        "time",
                        v("'00:00'").there("00:00:00.000000"),
                        v("'00:00:00.000001'"),
                        v("'12:34:56.5'").there("12:34:56.500000"),
                        v("'23:59:59.999999'"),
                        v("'24:00'").there("24:00:00.000000")),
                TypeLiterals.of("time(0)", "'00:00'", "'23:59:59'", "'24:00'"),
                TypeLiterals.of("time(3)", v("'23:59:59.999'"), v("'01:02:03'").there("01:02:03.000")),
                timestamp("timestamp", ""),
                TypeLiterals.of(
                        "timestamp(0)",
                        v("'2024-03-31 02:30:00'"),
                        v("'0001-01-01 00:00:00'"),
                        outOfRange("'294276-12-31 23:59:59'"),
                        notFinite("'infinity'")),
                TypeLiterals.of(
                        "timestamp(3)",
                        v("'2024-03-31 02:30:00.123'"),
                        v("'1969-12-31 23:59:59.999'"),
                        v("'2024-01-01'").there("2024-01-01 00:00:00.000")),
                timestamp("timestamp with time zone", "+00"),
                TypeLiterals.of(
                        "timestamp(3) with time zone",
                        v("'2024-03-31 02:30:00.123+00'").there("2024-03-31 02:30:00.123"),
                        notFinite("'-infinity'")));
    }

    /** Those that the bulk path writes as text. */
    static List<TypeLiterals> asText() {
        return List.of(
                TypeLiterals.of(
                        "time with time zone",
                        "'00:00:00+15:59:59'",
                        "'24:00:00-15:59:59'",
                        "'12:34:56.789012+05:45'",
                        "'23:59:59.999999-02:30'"),
                TypeLiterals.of(
                        "interval",
                        "'0'",
                        "'1 year 2 mons -3 days 04:05:06.789012'",
                        "'-178000000 years'",
                        "'178000000 years'",
                        "'-00:00:00.000001'",
                        "'1 mon -1 day'",
                        "'30 days'",
                        "'2562047788:00:54.775807'"),
                since(17, TypeLiterals.of("interval", "'infinity'", "'-infinity'")),
                TypeLiterals.of("interval year to month", "'1 year 2 mons'"),
                TypeLiterals.of("interval day to second(3)", "'1 02:03:04.567'"));
    }

    /** Both kinds of time stamps; the hours of the zones in which the tests run and where clocks are changed. */
    private static TypeLiterals timestamp(String type, String zone) {
        List<Literal> literals = new ArrayList<>();
        for (String text : List.of(
                "0001-01-01 00:00:00",
                "1582-10-10 12:00:00",
                "1883-11-18 12:03:57",
                "1969-12-31 23:59:59",
                "1970-01-01 00:00:00",
                "2006-10-29 00:00:59",
                "2011-12-30 12:00:00",
                "2024-03-31 02:30:00",
                "2024-10-27 02:30:00",
                "2038-01-19 03:14:08")) {
            literals.add(v("'" + text + zone + "'").there(text + ".000000"));
        }
        literals.add(v("'1969-12-31 23:59:59.999999" + zone + "'").there("1969-12-31 23:59:59.999999"));
        literals.add(v("'9999-12-31 23:59:59.999999" + zone + "'").there("9999-12-31 23:59:59.999999"));
        literals.add(v("'2024-01-01 00:00:00.000001" + zone + "'").there("2024-01-01 00:00:00.000001"));
        literals.add(v("'2024-01-01 00:00:00.1" + zone + "'").there("2024-01-01 00:00:00.100000"));
        literals.add(outOfRange("'4713-01-01 00:00:00" + zone + " BC'"));
        literals.add(outOfRange("'0001-12-31 23:59:59.999999" + zone + " BC'"));
        literals.add(outOfRange("'10000-01-01 00:00:00" + zone + "'"));
        literals.add(outOfRange("'294247-01-10 04:00:54.775808" + zone + "'"));
        literals.add(outOfRange("'294276-12-31 23:59:59.999999" + zone + "'"));
        literals.add(notFinite("'infinity'"));
        literals.add(notFinite("'-infinity'"));
        return TypeLiterals.of(type, literals.toArray(Literal[]::new));
    }

    private static Literal outOfRange(String sql) {
        return v(sql).refused("22008", OUT_OF_RANGE, null);
    }

    private static Literal notFinite(String sql) {
        return v(sql).refused("22008", NOT_FINITE, null);
    }
}
