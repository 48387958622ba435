package dev.sterna.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.compare.DigestMethod;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How few rows are fetched, however large the chunks are in which something differs. */
@Tag("long")
class DiffDepthIT {
    private static final int ROWS = 20_000;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    @EveryPair
    void rowsAreFetchedFromWhereTheyDiffer(Engine from, Engine to) {
        Twins twins = new Twins(DATABASES.create(from), DATABASES.create(to), directory, ROWS / 4);
        twins.fill(
                "CREATE TABLE deep (id bigint PRIMARY KEY, v varchar(20))",
                "INSERT INTO deep SELECT i * 3, concat('v', i) FROM " + numbers());
        assertThat(twins.plan("deep").comparison()).isEqualTo(DigestMethod.RANGES);
        twins.onTarget(
                "UPDATE deep SET v = 'other' WHERE id IN (3, 30000, 45000)",
                "DELETE FROM deep WHERE id IN (6, 45003, 60000)",
                "INSERT INTO deep VALUES (1, 'a'), (-5, 'b'), (30001, 'c'), (70000, 'd')",
                "UPDATE deep SET id = 30002 WHERE id = 30003");
        Findings found = twins.diff();
        found.assertDiffers(
                "deep",
                "changed id=3: v",
                "changed id=30000: v",
                "changed id=45000: v",
                "missing id=6",
                "missing id=45003",
                "missing id=60000",
                "missing id=30003",
                "extra id=1",
                "extra id=-5",
                "extra id=30001",
                "extra id=30002",
                "extra id=70000");
        assertThat(twins.fetched("deep")).isBetween(20L, ROWS * 2 * 5L / 100);
    }

    /** One side orders as a dictionary, the other as octets: no range of one is a range of the other. */
    @EveryPair
    void keysInAnotherOrderAreFetchedByTheirHash(Engine from, Engine to) {
        Twins twins = new Twins(DATABASES.create(from), DATABASES.create(to), directory, ROWS / 4);
        twins.fill(
                "CREATE TABLE word (k varchar(30) COLLATE "
                        + (from == Engine.POSTGRESQL ? "\"und-x-icu\"" : "utf8mb4_general_ci") + " PRIMARY KEY, v int)",
                "INSERT INTO word SELECT concat(CASE i % 2 WHEN 0 THEN 'a' ELSE 'B' END, i), i FROM " + numbers());
        twins.onTarget(
                switch (to) {
                    case POSTGRESQL -> "ALTER TABLE word ALTER k TYPE varchar(30) COLLATE \"C\"";
                    case MARIADB -> "ALTER TABLE word MODIFY k varchar(30) COLLATE utf8mb4_nopad_bin NOT NULL";
                    case MYSQL -> "ALTER TABLE word MODIFY k varchar(30) COLLATE utf8mb4_0900_bin NOT NULL";
                });
        assertThat(twins.plan("word").comparison()).isEqualTo(DigestMethod.BUCKETS);
        twins.onTarget(
                "UPDATE word SET v = 0 WHERE k IN ('B1', 'a20000')",
                "DELETE FROM word WHERE k = 'a4'",
                "INSERT INTO word VALUES ('ZZZ', 1)",
                "UPDATE word SET k = 'b5' WHERE k = 'B5'");
        twins.diff()
                .assertDiffers(
                        "word",
                        "changed k=B1: v",
                        "changed k=a20000: v",
                        "missing k=a4",
                        "extra k=ZZZ",
                        "missing k=B5",
                        "extra k=b5");
        assertThat(twins.fetched("word")).isLessThan(ROWS * 2 * 5L / 100);
    }

    @EveryPair
    void rowsWithoutAKeyAreFetchedByTheirHash(Engine from, Engine to) {
        Twins twins = new Twins(DATABASES.create(from), DATABASES.create(to), directory, ROWS / 4);
        twins.fill(
                "CREATE TABLE loose (a int, v varchar(20))",
                "INSERT INTO loose SELECT i, concat('v', i) FROM " + numbers(),
                "INSERT INTO loose VALUES (1, 'v1'), (NULL, NULL), (NULL, NULL)");
        twins.onTarget("UPDATE loose SET v = 'other' WHERE a = 1", "INSERT INTO loose VALUES (NULL, NULL)");
        twins.diff()
                .assertDiffers(
                        "loose",
                        "missing a=1 v=v1",
                        "missing a=1 v=v1",
                        "extra a=1 v=other",
                        "extra a=1 v=other",
                        "extra a=null v=null");
        assertThat(twins.fetched("loose")).isLessThan(ROWS * 2 * 5L / 100);
    }

    private static String numbers() {
        String tens = "(SELECT 0 AS d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5"
                + " UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)";
        return "(SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * d.d + 10000 * e.d AS i FROM " + tens + " a, " + tens
                + " b, " + tens + " c, " + tens + " d, (SELECT 0 AS d UNION SELECT 1) e) n";
    }

    /** Keys of which most are far from all others leave strips with nearly all rows, which are cut again. */
    @EveryPair
    void skewedKeysAreCutAgain(Engine from, Engine to) {
        Twins twins = new Twins(DATABASES.create(from), DATABASES.create(to), directory, ROWS / 2);
        twins.fill(
                "CREATE TABLE skewed (a bigint, b int, v int, PRIMARY KEY (a, b))",
                "INSERT INTO skewed SELECT CASE WHEN i % 1000 = 0 THEN i * 1000000000000 ELSE (i - i % 10) / 10 END, i, i FROM "
                        + numbers());
        twins.onTarget("UPDATE skewed SET v = 0 WHERE b IN (7, 12345)", "DELETE FROM skewed WHERE b = 3000");
        twins.diff()
                .assertDiffers(
                        "skewed",
                        "changed a=0 b=7: v",
                        "changed a=1234 b=12345: v",
                        "missing a=3000000000000000 b=3000");
        assertThat(twins.fetched("skewed")).isLessThan(ROWS * 2 * 5L / 100);
    }
}
