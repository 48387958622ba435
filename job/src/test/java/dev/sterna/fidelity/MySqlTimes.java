package dev.sterna.fidelity;

import static dev.sterna.fidelity.Literal.v;
import static dev.sterna.fidelity.TypeLiterals.of;

import dev.sterna.embedded.Engine;
import java.util.List;

/** Dates and times of MariaDB and MySQL. PostgreSQL has no digits of a second that say nothing, and its own zone behind. */
final class MySqlTimes {
    private static final Fate REFUSED_AT_HOME = new Fate.Refused("1265", null);

    private MySqlTimes() {}

    static List<TypeLiterals> types() {
        return List.of(
                of(
                        "date",
                        zero("'0000-00-00'"),
                        zero("'2024-00-10'"),
                        zero("'2024-01-00'"),
                        zero("'0000-01-01'"),
                        zero("'2024-02-31'").in(Engine.MARIADB, REFUSED_AT_HOME),
                        v("'0001-01-01'"),
                        v("'1000-01-01'"),
                        v("'1582-10-10'"),
                        v("'2024-02-29'"),
                        v("'9999-12-31'")),
                of("date", "'2024-02-29'", "'0000-00-00'", "'2024-00-10'").mapped(Engine.POSTGRESQL, "text"),
                of("date", v("'2024-02-29'").there("2024-02-29 00:00:00")).mapped(Engine.POSTGRESQL, "timestamp"),
                of(
                        "time",
                        beyond("'-838:59:59'"),
                        beyond("'838:59:59'"),
                        beyond("'-00:00:01'"),
                        v("'00:00:00'"),
                        v("'23:59:59'"),
                        v("'24:00:00'")),
                of(
                        "time(6)",
                        beyond("'-838:59:59'"),
                        beyond("'838:59:58.999999'"),
                        beyond("'24:00:00.000001'"),
                        beyond("'-00:00:00.000001'"),
                        v("'00:00:00'").there("00:00:00"),
                        v("'00:00:00.1'").there("00:00:00.1"),
                        v("'23:59:59.999999'"),
                        v("'24:00:00'").there("24:00:00")),
                of("time(3)", v("'12:34:56.7'").there("12:34:56.7"), v("'12:34:56.789'"), beyond("'-12:34:56.5'")),
                of(
                                "time(6)",
                                v("'-838:59:59'").there("-838:59:59"),
                                v("'838:59:58.999999'"),
                                v("'-00:00:00.000001'"),
                                v("'24:00:00'").there("24:00:00"),
                                v("'00:00:00'").there("00:00:00"),
                                v("'100:00:00.5'").there("100:00:00.5"))
                        .mapped(Engine.POSTGRESQL, "interval"),
                of(
                                "time(6)",
                                v("'-838:59:59'").there("-838:59:59"),
                                v("'838:59:58.999999'"),
                                v("'-00:00:00.000001'"),
                                v("'24:00:00'").there("24:00:00"))
                        .mapped(Engine.POSTGRESQL, "text"),
                of(
                        "datetime",
                        zero("'0000-00-00 00:00:00'"),
                        zero("'2024-00-10 01:02:03'"),
                        zero("'0000-01-01 00:00:00'"),
                        zero("'2024-02-31 00:00:00'").in(Engine.MARIADB, REFUSED_AT_HOME),
                        v("'0001-01-01 00:00:00'"),
                        v("'1000-01-01 00:00:00'"),
                        v("'2011-12-30 12:00:00'"),
                        v("'2024-03-31 02:30:00'"),
                        v("'2024-10-27 02:30:00'"),
                        v("'2024-03-10 00:30:00'"),
                        v("'9999-12-31 23:59:59'")),
                of(
                        "datetime(6)",
                        zero("'0000-00-00 00:00:00'"),
                        v("'0001-01-01 00:00:00.000001'"),
                        v("'2024-03-31 02:30:00.5'").there("2024-03-31 02:30:00.5"),
                        v("'9999-12-31 23:59:59.999999'")),
                of("datetime(1)", "'2024-03-31 02:30:00.5'"),
                of("datetime(3)", "'2024-03-31 02:30:00.123'"),
                of(
                                "datetime",
                                v("'2024-02-29 00:00:00'").there("2024-02-29"),
                                v("'2024-02-29 00:00:01'").refused("22003"))
                        .mapped(Engine.POSTGRESQL, "date"),
                of(
                        "timestamp",
                        zero("'0000-00-00 00:00:00'"),
                        instant("1970-01-01 00:00:01"),
                        instant("2011-12-30 12:00:00"),
                        instant("2024-03-31 01:30:00"),
                        instant("2024-10-27 01:30:00"),
                        instant("2038-01-19 03:14:07")),
                of(
                                "timestamp(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)",
                                zero("'0000-00-00 00:00:00'"),
                                instant("1970-01-01 00:00:01.000001"),
                                instant("2038-01-19 03:14:07.999999"))
                        .alone(),
                of("timestamp(3)", v("'2001-01-01 00:00:00.5'").there("2001-01-01 00:00:00.5"))
                        .mapped(Engine.POSTGRESQL, "timestamp"),
                of("datetime(6)", v("'2001-01-01 00:00:00.5'").there("2001-01-01 00:00:00.5+00"))
                        .mapped(Engine.POSTGRESQL, "timestamptz"));
    }

    /** A zero date, or a day that PostgreSQL's calendar lacks. */
    private static Literal zero(String sql) {
        return v(sql).refused("22003", "on-zero-date = \"null\"", null);
    }

    /** No time of a day, nor the 24:00 at its end. */
    private static Literal beyond(String sql) {
        return v(sql).refused("22003", "on-out-of-range = \"null\"", null);
    }

    private static Literal instant(String utc) {
        return v("'" + utc + "'").there(utc + "+00");
    }
}
