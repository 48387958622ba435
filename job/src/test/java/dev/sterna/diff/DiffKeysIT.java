package dev.sterna.diff;

import static dev.sterna.diff.Twins.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.compare.DigestMethod;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** By what a diff tells rows apart: keys of every kind, and none. */
class DiffKeysIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private Twins twins(Engine from, Engine to) {
        return new Twins(DATABASES.create(from), DATABASES.create(to), directory);
    }

    /** One side orders as a dictionary, the other as octets, so no range of one is a range of the other. */
    @EveryPair
    void textKeysMayBeOrderedOtherwiseOnTheOtherSide(Engine from, Engine to) {
        Twins twins = twins(from, to);
        twins.fill(
                "CREATE TABLE word (k varchar(30) COLLATE "
                        + (from == Engine.POSTGRESQL ? "\"und-x-icu\"" : "utf8mb4_general_ci")
                        + " PRIMARY KEY, v int)",
                numbered(
                        "word",
                        500,
                        "concat(CASE i % 4 WHEN 0 THEN 'a' WHEN 1 THEN 'B' WHEN 2 THEN '\u00e9' ELSE '_' END, i), i"));
        twins.onTarget(
                switch (to) {
                    case POSTGRESQL -> "ALTER TABLE word ALTER k TYPE varchar(30) COLLATE \"C\"";
                    case MARIADB -> "ALTER TABLE word MODIFY k varchar(30) COLLATE utf8mb4_nopad_bin NOT NULL";
                    case MYSQL -> "ALTER TABLE word MODIFY k varchar(30) COLLATE utf8mb4_0900_bin NOT NULL";
                });
        assertThat(twins.plan("word").comparison()).isEqualTo(DigestMethod.BUCKETS);
        assertThat(twins.plan("word").buckets()).isEqualTo(8);
        twins.diff().assertIdentical("word", "buckets");

        // One bucket is looked at by itself, several are looked at together.
        twins.onTarget("UPDATE word SET v = 0 WHERE k = 'B1'");
        twins.diff().assertDiffers("word", "changed k=B1: v");
        twins.onTarget(
                "DELETE FROM word WHERE k = 'a4'",
                "INSERT INTO word VALUES ('', 1), ('ZZZ', 1), ('\u00e9', 1)",
                "UPDATE word SET k = 'b5' WHERE k = 'B5'",
                "UPDATE word SET k = '_7 ' WHERE k = '_7'",
                "UPDATE word SET k = 'e6' WHERE k = '\u00e96'");
        twins.diff()
                .assertDiffers(
                        "word",
                        "changed k=B1: v",
                        "missing k=a4",
                        "extra k=",
                        "extra k=ZZZ",
                        "extra k=\u00e9",
                        "missing k=B5",
                        "extra k=b5",
                        "missing k=_7",
                        "extra k=_7 ",
                        "missing k=\u00e96",
                        "extra k=e6");
    }

    /** A table without a key whose JSON is compared by meaning is paired by all else, which may be long. */
    @Test
    void withoutAKeyLongValuesAreNotToldWhole() {
        Twins twins = twins(Engine.POSTGRESQL, Engine.POSTGRESQL);
        twins.fill(
                "CREATE TABLE heap (v int, o BYTES, j json)",
                numbered("heap", 50, "i, unhex(repeat('ab', 3000)), '{\"b\": 1,  \"a\": 2}'"));
        twins.onTarget("ALTER TABLE heap ALTER COLUMN j TYPE jsonb");
        assertThat(twins.diff().verdict("heap").identical()).isTrue();

        twins.onTarget("DELETE FROM heap WHERE v = 7");
        assertThat(twins.diff().text("heap")).contains("\"o\":\"3000#").doesNotContain("abab");
    }

    @EveryPair
    void binaryAndLongKeysAreToldWhole(Engine from, Engine to) {
        Twins twins = twins(from, to);
        String octets = from == Engine.POSTGRESQL ? "bytea" : "varbinary(700)";
        twins.fill(
                "CREATE TABLE octets (k " + octets + " PRIMARY KEY, v int)",
                numbered("octets", 150, "unhex(lpad(concat('', i), 8, '0')), i"),
                "CREATE TABLE tale (k varchar(700) PRIMARY KEY, v int)",
                numbered("tale", 150, "concat(repeat('x', 600), i), i"));
        twins.diff().assertIdentical("octets", "buckets");

        twins.onTarget(
                "UPDATE octets SET v = 0 WHERE k = unhex('00000007')",
                "DELETE FROM octets WHERE k = unhex('00000012')",
                "INSERT INTO octets VALUES (unhex(repeat('ab', 600)), 1)",
                "DELETE FROM tale WHERE v = 3");
        Findings found = twins.diff();
        found.assertDiffers("octets", "changed k=00000007: v", "missing k=00000012", "extra k=" + "ab".repeat(600));
        found.assertDiffers("tale", "missing k=" + "x".repeat(600) + "3");
    }

    @EveryPair
    void keysOfSeveralColumns(Engine from, Engine to) {
        Twins twins = twins(from, to);
        twins.fill(
                "CREATE TABLE line (number int, part int, note varchar(20), PRIMARY KEY (number, part))",
                numbered("line", 490, "floor((i - 1) / 7), (i - 1) % 7, concat('note ', i)"),
                "CREATE TABLE pair (a varchar(10), b varchar(10), v int, PRIMARY KEY (a, b))",
                numbered("pair", 300, "concat('a', i % 20), concat('b', i), i"),
                "INSERT INTO pair VALUES ('1', '23', 0)");
        assertThat(twins.plan("line").comparison()).isEqualTo(DigestMethod.RANGES);
        assertThat(twins.plan("line").chunks()).hasSizeGreaterThan(3);
        assertThat(twins.plan("pair").comparison()).isEqualTo(DigestMethod.BUCKETS);
        Findings same = twins.diff();
        same.assertIdentical("line", "digest");
        same.assertIdentical("pair", "buckets");

        twins.onTarget(
                "DELETE FROM line WHERE number = 3 AND part = 3",
                "UPDATE line SET note = NULL WHERE number = 10 AND part = 5",
                "UPDATE line SET part = 77 WHERE number = 20 AND part = 2",
                "INSERT INTO line VALUES (3, 99, 'above all parts'), (-1, 6, 'below all'), (1000, 0, 'above all')",
                "UPDATE pair SET a = '12', b = '3' WHERE a = '1'",
                "UPDATE pair SET v = -1 WHERE a = 'a5' AND b = 'b45'");

        Findings found = twins.diff();
        found.assertDiffers(
                "line",
                "missing number=3 part=3",
                "changed number=10 part=5: note",
                "missing number=20 part=2",
                "extra number=20 part=77",
                "extra number=3 part=99",
                "extra number=-1 part=6",
                "extra number=1000 part=0");
        found.assertDiffers("pair", "missing a=1 b=23", "extra a=12 b=3", "changed a=a5 b=b45: v");
    }

    @EveryPair
    void keysOfTimesAndDecimals(Engine from, Engine to) {
        Twins twins = twins(from, to);
        twins.fill(
                "CREATE TABLE tick (seen STAMP PRIMARY KEY, v int)",
                numbered("tick", 300, "CAST(concat('2024-02-28 12:00:00.', lpad(concat(i), 6, '0')) AS STAMP), i"),
                "CREATE TABLE level (k decimal(10,2) PRIMARY KEY, v int)",
                numbered("level", 300, "(i - 150) * 0.05, i"));
        for (String table : new String[] {"tick", "level"}) {
            assertThat(twins.plan(table).comparison()).isEqualTo(DigestMethod.RANGES);
            assertThat(twins.plan(table).chunks()).hasSize(3);
            twins.diff().assertIdentical(table, "digest");
        }

        twins.onTarget(
                "UPDATE tick SET seen = '2024-02-28 12:00:00.000301' WHERE v = 7",
                "UPDATE tick SET v = 0 WHERE v = 250",
                "INSERT INTO tick VALUES ('2024-02-28 11:59:59.999999', 0), ('9999-12-31 23:59:59.999999', 0)",
                "DELETE FROM level WHERE k = 0",
                "UPDATE level SET k = -7.46 WHERE v = 1",
                "INSERT INTO level VALUES (99999999.99, 0), (-99999999.99, 0)");

        Findings found = twins.diff();
        found.assertDiffers(
                "tick",
                "missing seen=2024-02-28 12:00:00.000007",
                "extra seen=2024-02-28 12:00:00.000301",
                "changed seen=2024-02-28 12:00:00.00025: v",
                "extra seen=2024-02-28 11:59:59.999999",
                "extra seen=9999-12-31 23:59:59.999999");
        found.assertDiffers(
                "level",
                "missing k=0.00",
                "missing k=-7.45",
                "extra k=-7.46",
                "extra k=99999999.99",
                "extra k=-99999999.99");
    }

    /** Where NULL may stand in a unique key, equal keys are no equal rows: rows are told apart by all columns. */
    @EveryPair
    void uniqueKeysTellRowsApartUnlessTheyTakeNull(Engine from, Engine to) {
        Twins twins = twins(from, to);
        twins.fill(
                "CREATE TABLE badge (code int UNIQUE, name varchar(20))",
                numbered("badge", 250, "i, concat('member ', i)"),
                numbered("badge", 60, "NULL, concat('guest ', i)"),
                "INSERT INTO badge VALUES (NULL, 'guest 1'), (NULL, NULL)",
                "CREATE TABLE seat (place int NOT NULL UNIQUE, guest varchar(20))",
                numbered("seat", 250, "i, concat('guest ', i)"));
        Findings same = twins.diff();
        same.assertIdentical("badge", "buckets");
        same.assertIdentical("seat", "buckets");

        twins.onTarget(
                "UPDATE badge SET name = 'other' WHERE code = 5",
                "UPDATE badge SET code = NULL WHERE code = 77",
                "UPDATE badge SET name = 'guest nine' WHERE name = 'guest 9'",
                "INSERT INTO badge VALUES (NULL, 'guest 1'), (-3, 'below all'), (1000000, 'above all')",
                "UPDATE badge SET name = '' WHERE code IS NULL AND name IS NULL",
                "UPDATE seat SET guest = NULL WHERE place = 5",
                "UPDATE seat SET place = -5 WHERE place = 6");

        Findings found = twins.diff();
        found.assertDiffers(
                "badge",
                "missing code=5 name=member 5",
                "extra code=5 name=other",
                "missing code=77 name=member 77",
                "extra code=null name=member 77",
                "missing code=null name=guest 9",
                "extra code=null name=guest nine",
                "extra code=null name=guest 1",
                "extra code=-3 name=below all",
                "extra code=1000000 name=above all",
                "missing code=null name=null",
                "extra code=null name=");
        found.assertDiffers("seat", "changed place=5: guest", "missing place=6", "extra place=-5");
    }

    /** Without a key a table is a multiset: how often a row is there counts, and no row can have changed. */
    @EveryPair
    void withoutAKeyEqualRowsAreCounted(Engine from, Engine to) {
        Twins twins = twins(from, to);
        twins.fill(
                "CREATE TABLE log (code int, word varchar(20))",
                numbered("log", 60, "i % 10, concat('w', i % 10)"),
                "CREATE TABLE trail (code int, word varchar(20), ok decimal(5,1))",
                numbered("trail", 500, "i % 50, concat('w', i % 50), 0.5"));
        assertThat(twins.plan("log").comparison()).isEqualTo(DigestMethod.RANGES);
        assertThat(twins.plan("trail").comparison()).isEqualTo(DigestMethod.BUCKETS);
        assertThat(twins.plan("trail").buckets()).isGreaterThan(3);
        Findings same = twins.diff();
        same.assertIdentical("log", "digest");
        same.assertIdentical("trail", "buckets");

        // Of the six copies of each row: one more of 3, one less of 4, and one of 5 exchanged, so that the counts
        // agree.
        twins.onTarget(
                "INSERT INTO log VALUES (3, 'w3'), (5, 'other')",
                "DELETE FROM log WHERE word IN ('w4', 'w5')",
                numbered("log", 5, "4, 'w4'"),
                numbered("log", 5, "5, 'w5'"),
                "INSERT INTO trail VALUES (7, 'w7', 0.5)");
        Findings found = twins.diff();
        found.assertDiffers(
                "log",
                "extra code=3 word=w3",
                "missing code=4 word=w4",
                "missing code=5 word=w5",
                "extra code=5 word=other");
        found.assertDiffers("trail", "extra code=7 word=w7 ok=0.5");

        twins.onTarget(
                "INSERT INTO trail VALUES (7, 'w7', 0.5), (NULL, NULL, NULL), (NULL, '', NULL)",
                "DELETE FROM trail WHERE code = 8",
                numbered("trail", 8, "8, 'w8', 0.5"),
                "UPDATE trail SET ok = 0.4 WHERE code = 9");
        String[] expected = new String[26];
        expected[0] = expected[1] = "extra code=7 word=w7 ok=0.5";
        expected[2] = "extra code=null word=null ok=null";
        expected[3] = "extra code=null word= ok=null";
        expected[4] = expected[5] = "missing code=8 word=w8 ok=0.5";
        for (int i = 0; i < 10; i++) {
            expected[6 + 2 * i] = "missing code=9 word=w9 ok=0.5";
            expected[7 + 2 * i] = "extra code=9 word=w9 ok=0.4";
        }
        twins.diff().assertDiffers("trail", expected);
    }
}
