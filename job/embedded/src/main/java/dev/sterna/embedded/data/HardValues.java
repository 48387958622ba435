package dev.sterna.embedded.data;

import static dev.sterna.embedded.data.HardTable.row;

import dev.sterna.embedded.Engine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tables that are hard by the values in them. */
final class HardValues {
    private HardValues() {}

    static List<HardTable> tables() {
        return List.of(
                HardTable.of(
                        "text_values",
                        "id integer NOT NULL, short_text varchar(200), long_text {text}, fixed char(10),"
                                + " PRIMARY KEY (id)",
                        texts()),
                HardTable.of(
                        "integers",
                        "id integer NOT NULL, i8 {tinyint}, i16 smallint, i24 {mediumint}, i32 integer, i64 bigint,"
                                + " PRIMARY KEY (id)",
                        HardValues::integers),
                HardTable.mysqlOnly(
                        "unsigned_integers",
                        "id integer NOT NULL, u8 tinyint unsigned, u16 smallint unsigned, u24 mediumint unsigned,"
                                + " u32 integer unsigned, u64 bigint unsigned, PRIMARY KEY (id)",
                        numbered(
                                row("0", "0", "0", "0", "0"),
                                row("1", "1", "1", "1", "1"),
                                row("128", "32768", "8388608", "2147483648", "9223372036854775808"),
                                row("255", "65535", "16777215", "4294967295", "18446744073709551615"),
                                row(null, null, null, null, null))),
                HardTable.of(
                        "decimals",
                        "id integer NOT NULL, small decimal(5,2), money decimal(15,2), whole decimal(38,0),"
                                + " wide decimal(38,10), widest decimal(65,30), PRIMARY KEY (id)",
                        decimals()),
                HardTable.of("doubles", "id integer NOT NULL, d {double}, f {float}, PRIMARY KEY (id)", doubles()),
                HardTable.of(
                        "dates",
                        "id integer NOT NULL, d date, local {datetime}, at {instant}, PRIMARY KEY (id)",
                        HardValues::dates),
                HardTable.of(
                        "binaries",
                        "id integer NOT NULL, b {varbinary}, fixed {binary16}, big {blob}, PRIMARY KEY (id)",
                        binaries()));
    }

    private static Stream<Object[]> texts() {
        Stream<String> odd = Stream.of(
                "",
                " ",
                "plain",
                "trailing spaces   ",
                "   leading spaces",
                "it's",
                "say \"hello\"",
                "`backticks`",
                "back\\slash",
                "\\N",
                "\\.",
                "\\t is not a tab",
                "ends with a backslash\\",
                "NULL",
                "null",
                "tab\tinside",
                "line\nfeed",
                "carriage\rreturn",
                "both\r\n",
                "\n",
                "\\\n\\\t\\",
                "a,b;c|d",
                "{\"json\": [1, \"two\\n\", null]}",
                "<a href=\"x\">&amp;</a>",
                "%s %d $1 ${x} ? :name @v",
                "--comment /* and */ # this",
                "'; DROP TABLE text_values; --",
                "caf\u00E9 and cafe\u0301",
                "\u1E9B\u0323 \u0344 \u0F73",
                "\uD83D\uDE00\uD83D\uDE80",
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66",
                "\uD83C\uDDEA\uD83C\uDDFA",
                "\uD834\uDD1E \uD840\uDC00",
                "\u0645\u0631\u062D\u0628\u0627 \u05E9\u05DC\u05D5\u05DD",
                "\u202Eright to left",
                "zero\u200Bwidth\u200D\u2060",
                "\uFEFFbyte order mark",
                "\uFFFD\uFFFC\uE000",
                "\u2028\u2029\u0085\u00A0",
                "\uDBFF\uDFFF",
                "ﷺ ǅ ŉ ẞ İ ı",
                "x".repeat(200),
                "\uD83D\uDE00".repeat(200));
        Stream<Object[]> both = odd.map(text -> row(text, text, fixed(text)));
        Stream<Object[]> controls = IntStream.rangeClosed(1, 0x1F)
                .mapToObj(code -> "control " + (char) code + " " + Integer.toHexString(code))
                .map(text -> row(text, text, fixed(text)));
        Stream<Object[]> rest = Stream.of(
                row(null, null, null),
                row("only short", null, null),
                row(null, "only long", ""),
                row("", "", ""),
                row("delete \u007F", "long", "0123456789"),
                row("a long one", "Długi tekst \uD83D\uDC1F\n".repeat(20_000), "ж".repeat(10)));
        return numbered(Stream.concat(Stream.concat(both, controls), rest));
    }

    /** For a char(10): engines pad it or strip it, so trailing spaces are none of its value. */
    private static String fixed(String text) {
        int length = Math.min(10, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, length)).replaceFirst(" +\\z", "");
    }

    /** PostgreSQL knows three sizes; its smaller columns hold the limits of the next larger type. */
    private static Stream<Object[]> integers(Engine engine) {
        boolean postgres = engine == Engine.POSTGRESQL;
        String[] least = {
            postgres ? "-32768" : "-128",
            "-32768",
            postgres ? "-2147483648" : "-8388608",
            "-2147483648",
            "-9223372036854775808"
        };
        String[] greatest = {
            postgres ? "32767" : "127",
            "32767",
            postgres ? "2147483647" : "8388607",
            "2147483647",
            "9223372036854775807"
        };
        return numbered(
                least, greatest, row("0", "0", "0", "0", "0"), row("-1", "-1", "-1", "-1", "-1"), new Object[5]);
    }

    private static Stream<Object[]> decimals() {
        String whole = "9".repeat(38);
        String wide = "9".repeat(28) + "." + "9".repeat(10);
        String widest = "9".repeat(35) + "." + "9".repeat(30);
        return numbered(
                row("999.99", "9999999999999.99", whole, wide, widest),
                row("-999.99", "-9999999999999.99", "-" + whole, "-" + wide, "-" + widest),
                row("0.01", "0.01", "1", "0.0000000001", "0." + "0".repeat(29) + "1"),
                row("-0.01", "-0.01", "-1", "-0.0000000001", "-0." + "0".repeat(29) + "1"),
                row("0", "0.00", "0", "0.0000000000", "0"),
                row("1.10", "100.00", "1" + "0".repeat(37), "1234567890.0123456789", "1.5"),
                row("-5", "-1234.50", "-42", "9007199254740993.5", "3.141592653589793238462643383279"),
                row(null, null, null, null, null));
    }

    private static Stream<Object[]> doubles() {
        return numbered(Stream.of(
                row("0", "0"),
                row("-0e0", "-0e0"),
                row("1", "1"),
                row("-1.5", "-1.5"),
                row("0.1", "0.1"),
                row("0.30000000000000004", "0.333333343"),
                row("3.141592653589793", "3.14159274"),
                row("1e20", "1e20"),
                row("1e-7", "1e-7"),
                row("123456789012345680", "16777216"),
                row("9007199254740993", "16777217"),
                row("9007199254740991", "123456789"),
                row("1.7976931348623157e308", "3.4028234663852886e38"),
                row("-1.7976931348623157e308", "-3.4028234663852886e38"),
                row("2.2250738585072014e-308", "1.17549435e-38"),
                row("2.225073858507201e-308", "1.17549421e-38"),
                row("4.9e-324", "1.4e-45"),
                row(null, null)));
    }

    /** Before 1582 the calendars of java.sql and java.time differ; some local times never were, or were twice. */
    private static Stream<Object[]> dates(Engine engine) {
        Stream<Object[]> everywhere = Stream.of(
                row("1000-01-01", "1000-01-01 00:00:00", "1970-01-01 00:00:01"),
                row("1500-02-28", "1500-02-28 23:59:59.999999", "1970-01-02 00:00:00.000001"),
                row("1582-10-04", "1582-10-04 12:00:00.5", "1999-12-31 23:59:59.999999"),
                row("1582-10-05", "1582-10-14 00:00:00", "2000-01-01 00:00:00"),
                row("1582-10-15", "1582-10-15 00:00:00", "2021-03-28 01:00:00"),
                row("1899-12-31", "1892-01-01 00:10:00.000001", "2021-03-28 00:59:59.999999"),
                row("1900-02-28", "1969-12-31 23:59:59.999999", "2021-10-31 00:30:00"),
                row("1970-01-01", "1970-01-01 00:00:00", "2021-10-31 01:30:00"),
                row("2000-02-29", "2021-03-28 02:30:00", "2024-02-29 12:34:56.123456"),
                row("2038-01-19", "2038-01-19 03:14:08", "2038-01-19 03:14:07.999999"),
                row("9999-12-31", "9999-12-31 23:59:59.999999", "2016-12-31 23:59:59"),
                row(null, null, null));
        Stream<Object[]> earlier = engine == Engine.POSTGRESQL
                ? Stream.<Object[]>of(row("0001-01-01", "0001-01-01 00:00:00.000001", "1900-01-01 00:00:00"))
                : Stream.empty();
        return numbered(Stream.concat(everywhere, earlier));
    }

    private static Stream<Object[]> binaries() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        byte[] large = new byte[300_000];
        new Random(2).nextBytes(large);
        Stream<Object[]> single =
                IntStream.range(0, 256).mapToObj(i -> row(new byte[] {(byte) i}, filled(i), new byte[] {(byte) i, 0}));
        Stream<Object[]> rest = Stream.of(
                row(all, Arrays.copyOfRange(all, 240, 256), all),
                row(new byte[0], filled(0), new byte[0]),
                row(new byte[] {0, 0, 0}, filled(0x5C), large),
                row("\\x41\\000'\"\n\r\t".getBytes(StandardCharsets.UTF_8), filled(0xFF), null),
                row(null, null, null));
        return numbered(Stream.concat(single, rest));
    }

    private static byte[] filled(int octet) {
        byte[] bytes = new byte[16];
        Arrays.fill(bytes, (byte) octet);
        return bytes;
    }

    private static Stream<Object[]> numbered(Object[]... rows) {
        return numbered(Arrays.stream(rows));
    }

    /** Puts a number in front of every row. */
    private static Stream<Object[]> numbered(Stream<Object[]> rows) {
        int[] id = {0};
        return rows.map(row -> {
            Object[] longer = new Object[row.length + 1];
            longer[0] = Integer.toString(++id[0]);
            System.arraycopy(row, 0, longer, 1, row.length);
            return longer;
        });
    }
}
