package dev.sterna.embedded.data;

import static dev.sterna.embedded.data.HardTable.row;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Tables that are hard by their keys, or by having none. */
final class HardKeys {
    private static final int SKEWED_ROWS = 20_000;
    private static final long SKEWED_RANGE = 10_000_000;

    private HardKeys() {}

    static List<HardTable> tables() {
        return List.of(
                HardTable.of(
                        "composite_keys",
                        "tenant integer NOT NULL, code varchar(20) {ignorecase} NOT NULL, day date NOT NULL,"
                                + " note {text}, PRIMARY KEY (tenant, code, day)",
                        compositeKeys()),
                HardTable.of(
                        "string_keys",
                        "name varchar(100) {ignorecase} NOT NULL, position integer NOT NULL, PRIMARY KEY (name)",
                        stringKeys()),
                HardTable.of(
                        "exact_string_keys",
                        "name varchar(100) {exact} NOT NULL, position integer NOT NULL, PRIMARY KEY (name)",
                        exactStringKeys()),
                HardTable.of("uuid_keys", "id {uuid} NOT NULL, position integer, PRIMARY KEY (id)", uuidKeys()),
                HardTable.of(
                        "timestamp_keys",
                        "at {datetime} NOT NULL, position integer, PRIMARY KEY (at)",
                        timestampKeys()),
                HardTable.of(
                        "signed_keys",
                        "id bigint NOT NULL, position integer, PRIMARY KEY (id)",
                        numbered(Stream.of(
                                Long.MIN_VALUE,
                                Long.MIN_VALUE + 1,
                                -4_294_967_296L,
                                -1L,
                                0L,
                                1L,
                                9_007_199_254_740_993L,
                                Long.MAX_VALUE - 1,
                                Long.MAX_VALUE))),
                HardTable.mysqlOnly(
                        "unsigned_keys",
                        "id bigint unsigned NOT NULL, position integer, PRIMARY KEY (id)",
                        numbered(Stream.of(
                                "0",
                                "1",
                                "9223372036854775807",
                                "9223372036854775808",
                                "18446744073709551614",
                                "18446744073709551615"))),
                HardTable.of(
                        "skewed_keys",
                        "id bigint NOT NULL, payload varchar(40) NOT NULL, amount decimal(12,2), PRIMARY KEY (id)",
                        skewedKeys()),
                HardTable.of("no_key", "a integer, b varchar(20), c {double}", noKey()),
                HardTable.of("nullable_unique", "code integer, note varchar(40), UNIQUE (code)", nullableUnique()),
                HardTable.of("empty_table", "id integer NOT NULL, name varchar(10), PRIMARY KEY (id)", Stream.empty()));
    }

    private static Stream<Object[]> compositeKeys() {
        LocalDate first = LocalDate.of(2024, 2, 27);
        return IntStream.range(0, 400)
                .mapToObj(i -> row(
                        Integer.toString(i % 8 - 3),
                        (i / 8 % 2 == 0 ? "ab-" : "Ä ") + i / 16 % 5,
                        first.plusDays(i / 80).toString(),
                        i % 7 == 0 ? null : "row " + i));
    }

    /** Distinct under a collation that ignores case and accents, and sorted otherwise by it than by code points. */
    private static Stream<Object[]> stringKeys() {
        Stream<String> odd = Stream.of(
                "",
                " leading space",
                "\"double\"",
                "'single'",
                "back\\slash",
                "new\nline",
                "tab\there",
                "percent%",
                "under_score",
                "Ärger",
                "Zebra",
                "apple",
                "Öl",
                "éclair",
                "ñandú",
                "日本語",
                "Ελλάδα",
                "кириллица",
                "עברית",
                "\uD83D\uDE00 smile",
                "\uD83D\uDC69\u200D\uD83D\uDCBB coder",
                "\uD835\uDD38 double-struck");
        Stream<String> words = IntStream.range(0, 600)
                .mapToObj(i -> (i % 3 == 0 ? "K" : i % 3 == 1 ? "k" : "é") + "ey " + Integer.toString(i * 7919, 36));
        return numbered(Stream.concat(odd, words));
    }

    /** Distinct only where case, accents, normal forms and trailing spaces count. */
    private static Stream<Object[]> exactStringKeys() {
        return numbered(Stream.of(
                "",
                " ",
                "  ",
                "a",
                "A",
                "a ",
                "a  ",
                "á",
                "a\u0301",
                "à",
                "ä",
                "Ä",
                "å",
                "\u212B",
                "Å",
                "ss",
                "ß",
                "SS",
                "ẞ",
                "straße",
                "strasse",
                "STRASSE",
                "i",
                "I",
                "ı",
                "İ",
                "i\u0307",
                "ﬁ",
                "fi",
                "½",
                "1⁄2",
                "ａ",
                "\u200Ba",
                "\uFEFFa",
                "e\u0301e",
                "ée",
                "\uD83D\uDC4D",
                "\uD83D\uDC4D\uD83C\uDFFD",
                "\uFFFD",
                "\uE000",
                "\uD800\uDC00",
                "\uDBFF\uDFFD"));
    }

    /** Of versions 1, 4 and 7, which MariaDB sorts by other parts than PostgreSQL; it refuses ones without a version. */
    private static Stream<Object[]> uuidKeys() {
        Random random = new Random(1);
        Stream<String> limits =
                Stream.of("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff");
        Stream<String> others = IntStream.range(0, 500).mapToObj(i -> {
            int version = 1 + i % 3 * 3;
            long high = random.nextLong() & ~0xF000L | (long) version << 12;
            long low = random.nextLong() & ~(3L << 62) | 2L << 62;
            return new UUID(high, low).toString();
        });
        return numbered(Stream.concat(limits, others));
    }

    private static Stream<Object[]> timestampKeys() {
        LocalDateTime first = LocalDateTime.of(2023, 12, 31, 23, 59, 59, 999_900_000);
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
        return numbered(IntStream.range(0, 500)
                .mapToObj(i ->
                        first.plusNanos(i * 1_000L).plusDays(i / 250 * 400L).format(format)));
    }

    /** Nine tenths of the rows in a hundredth of the range. */
    private static Stream<Object[]> skewedKeys() {
        long dense = SKEWED_RANGE / 100;
        long denseRows = SKEWED_ROWS * 9L / 10;
        long sparseRows = SKEWED_ROWS - denseRows;
        LongStream ids = LongStream.concat(
                LongStream.range(0, denseRows).map(i -> SKEWED_RANGE / 2 + i * dense / denseRows),
                // An odd stride from an odd start keeps clear of the dense part, but for its ends.
                LongStream.range(0, sparseRows).map(i -> {
                    long spread = i * (SKEWED_RANGE - dense) / sparseRows;
                    return spread < SKEWED_RANGE / 2 ? spread : spread + dense;
                }));
        return ids.mapToObj(id -> row(
                Long.toString(id),
                "payload " + Long.toString(id * 2_654_435_761L, 36),
                id % 11 == 0 ? null : id % 1000 - 500 + "." + id % 90 / 10 + id % 10));
    }

    /** Ten different rows, each many times, some all NULL. */
    private static Stream<Object[]> noKey() {
        return IntStream.range(0, 3_000)
                .map(i -> i % 10)
                .mapToObj(i -> i == 9
                        ? row(null, null, null)
                        : row(Integer.toString(i / 3), i % 3 == 2 ? null : "twin " + i % 3, i / 3 + ".25"));
    }

    private static Stream<Object[]> nullableUnique() {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> row(i % 5 < 2 ? null : Integer.toString(i * 3 - 700), "row " + i));
    }

    private static Stream<Object[]> numbered(Stream<?> keys) {
        int[] position = {0};
        return keys.map(key -> row(key.toString(), Integer.toString(position[0]++)));
    }
}
