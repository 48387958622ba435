package dev.sterna.diff;

import static dev.sterna.diff.Twins.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.compare.DigestMethod;
import dev.sterna.embedded.Engine;
import dev.sterna.step.Outcome;
import dev.sterna.step.TableReport.Difference;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A diff names every row that differs, with its columns, and no other. */
class DiffIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    /** Five chunks, compared range by range, with room between the keys. */
    private static final String[] ITEM = {
        "CREATE TABLE item (id int PRIMARY KEY, name varchar(20), price decimal(10,2))",
        numbered("item", 500, "i * 10, concat('item ', i), i * 0.25")
    };

    /** Of each common type a value that is easily taken for another. */
    private static final String[] FACT = {
        "CREATE TABLE fact (id int PRIMARY KEY, whole int, large bigint, money decimal(12,3), name varchar(40),"
                + " story text, single float(24), twofold double precision, born date, seen STAMP, bits BYTES,"
                + " blank varchar(40), absent varchar(40), no_number int, no_bits BYTES)",
        numbered(
                "fact",
                30,
                "i, 7, 9007199254740992, 12.345, 'Anna', concat(repeat('x', 9000), 'y'), 0.1, 0.1, '2024-02-28',"
                        + " '2024-02-28 12:00:00.000001', unhex('00ff'), '', NULL, NULL, NULL")
    };

    /** A column, and what the target makes of it: in the row whose number is the place in this list. */
    private static final String[][] CHANGES = {
        {"whole", "8"},
        {"large", "9007199254740993"},
        {"money", "12.346"},
        {"name", "'Anna '"},
        {"name", "' Anna'"},
        {"name", "'anna'"},
        {"name", "'\u00c0nna'"},
        {"name", "NULL"},
        {"blank", "NULL"},
        {"blank", "' '"},
        {"absent", "''"},
        {"absent", "'NULL'"},
        {"no_number", "0"},
        {"no_bits", "unhex('')"},
        {"story", "concat(repeat('x', 9000), 'z')"},
        {"story", "concat(repeat('x', 9000), 'y ')"},
        {"single", "0.10000001"},
        {"twofold", "0.10000000000000002"},
        {"born", "'2024-02-29'"},
        {"seen", "'2024-02-28 12:00:00.000002'"},
        {"seen", "NULL"},
        {"bits", "unhex('00fe')"},
        {"bits", "unhex('00ff00')"},
        {"bits", "unhex('')"},
    };

    @TempDir
    Path directory;

    private Twins twins(Engine from, Engine to) {
        return new Twins(DATABASES.create(from), DATABASES.create(to), directory);
    }

    @EveryPair
    void identicalTablesGiveNoFalseAlarm(Engine from, Engine to) {
        Twins twins = twins(from, to);
        twins.fill(
                ITEM[0],
                ITEM[1],
                FACT[0],
                FACT[1],
                "CREATE TABLE word (k varchar(20) PRIMARY KEY, v int)",
                numbered("word", 500, "concat('w', i), i"),
                "CREATE TABLE nothing_yet (id int PRIMARY KEY)");

        Findings found = twins.diff();

        assertThat(twins.plan("item").chunks()).hasSizeGreaterThan(3);
        assertThat(twins.plan("word").buckets()).isGreaterThan(3);
        found.assertIdentical("item", "digest");
        found.assertIdentical("fact", "digest");
        found.assertIdentical("word", "buckets");
        found.assertIdentical("nothing_yet", "digest");
        assertThat(found.outcome()).isEqualTo(Outcome.DONE);
        assertThat(found.report().rows()).isEqualTo(500 + 30 + 500);
    }

    @EveryPair
    void rowsAreNamedWhereverTheyLie(Engine from, Engine to) {
        Twins twins = twins(from, to);
        twins.fill(ITEM);
        assertThat(twins.plan("item").comparison()).isEqualTo(DigestMethod.RANGES);

        twins.onTarget(
                "DELETE FROM item WHERE id IN (20, 30, 4990)",
                "INSERT INTO item VALUES (25, 'new', 1), (3333, NULL, NULL)",
                "UPDATE item SET name = 'other' WHERE id = 40",
                "UPDATE item SET name = 'other', price = 0 WHERE id = 50",
                "UPDATE item SET price = price + 0.01 WHERE id = 4000",
                "UPDATE item SET id = 2005 WHERE id = 2000",
                "UPDATE item SET id = 4505 WHERE id = 1500");

        twins.diff()
                .assertDiffers(
                        "item",
                        "missing id=20",
                        "missing id=30",
                        "missing id=4990",
                        "extra id=25",
                        "extra id=3333",
                        "changed id=40: name",
                        "changed id=50: name, price",
                        "changed id=4000: price",
                        "missing id=2000",
                        "extra id=2005",
                        "missing id=1500",
                        "extra id=4505");
    }

    /** The plan knows the keys of one moment; rows below and above all of them are compared as well. */
    @EveryPair
    void rowsOutsideOfEveryPlannedKeyAreFound(Engine from, Engine to) {
        Twins twins = twins(from, to);
        twins.fill(ITEM);

        twins.onTarget(
                "INSERT INTO item VALUES (-2147483648, 'least', 0), (-7, 'less', 0), (2147483647, 'greatest', 0)",
                "DELETE FROM item WHERE id IN (10, 5000)");
        twins.onSource("INSERT INTO item VALUES (-8, 'late', 0), (999999, 'late', 0)");

        twins.diff()
                .assertDiffers(
                        "item",
                        "extra id=-2147483648",
                        "extra id=-7",
                        "extra id=2147483647",
                        "missing id=10",
                        "missing id=5000",
                        "missing id=-8",
                        "missing id=999999");
    }

    @EveryPair
    void changedValuesAreNamedByTheirColumns(Engine from, Engine to) {
        Twins twins = twins(from, to);
        twins.fill(FACT);
        String[] expected = new String[CHANGES.length + 1];
        for (int i = 0; i < CHANGES.length; i++) {
            twins.onTarget("UPDATE fact SET " + CHANGES[i][0] + " = " + CHANGES[i][1] + " WHERE id = " + (i + 1));
            expected[i] = "changed id=" + (i + 1) + ": " + CHANGES[i][0];
        }
        twins.onTarget("UPDATE fact SET whole = NULL, name = 'Bea', twofold = 0, bits = NULL WHERE id = 30");
        expected[CHANGES.length] = "changed id=30: whole, name, twofold, bits";

        twins.diff().assertDiffers("fact", expected);
    }

    @EveryPair
    void aTableWithoutRowsOnOneSideDiffersInAllOfTheOther(Engine from, Engine to) {
        Twins twins = twins(from, to);
        twins.fill(
                "CREATE TABLE emptied (id int PRIMARY KEY)",
                numbered("emptied", 250, "i"),
                "CREATE TABLE emptied_words (k varchar(20) PRIMARY KEY)",
                numbered("emptied_words", 250, "concat('w', i)"),
                "CREATE TABLE filled (id int PRIMARY KEY)");

        twins.onTarget("DELETE FROM emptied", "DELETE FROM emptied_words", "INSERT INTO filled VALUES (1), (2)");

        Findings found = twins.diff();
        found.assertDiffers("emptied", each(250, "missing id="));
        found.assertDiffers("emptied_words", each(250, "missing k=w"));
        found.assertDiffers("filled", "extra id=1", "extra id=2");
    }

    @EveryPair
    void whatCannotBeComparedIsSaidAndTheRestCompared(Engine from, Engine to) {
        Twins twins = twins(from, to);
        twins.fill(
                "CREATE TABLE gone (id int PRIMARY KEY)",
                numbered("gone", 250, "i"),
                "CREATE TABLE narrow (id int PRIMARY KEY, v int)",
                "CREATE TABLE here (id int PRIMARY KEY)",
                "INSERT INTO here VALUES (1)");

        twins.onTarget("DROP TABLE gone", "ALTER TABLE narrow DROP COLUMN v");

        Findings found = twins.diff();
        assertThat(found.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(found.verdict("gone")).isEqualTo(new Difference(false, 250, 0, 0, "digest", 0));
        assertThat(found.text("gone")).isEmpty();
        assertThat(found.problems("gone")).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("target-table-missing");
            assertThat(problem.message())
                    .isEqualTo("The target has no table " + found.targetSchema() + ".gone: all 250 rows of "
                            + twins.plan("gone").name() + " are missing");
            assertThat(problem.remedy()).contains("sterna prepare --execute");
        });
        assertThat(found.verdict("narrow").identical()).isFalse();
        assertThat(found.problems("narrow")).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("target-column-missing");
            assertThat(problem.message()).endsWith("which has no column v");
        });
        found.assertIdentical("here", "digest");
    }

    /** The lines are an interface: people read them by programs. */
    @EveryPair
    void theFileHoldsALineForEachRowUntilTheNextDiff(Engine from, Engine to) {
        Twins twins = twins(from, to);
        twins.fill(ITEM);
        twins.onTarget(
                "DELETE FROM item WHERE id = 30",
                "INSERT INTO item VALUES (31, 'item 3', 0.75)",
                "UPDATE item SET name = 'secret', price = 0 WHERE id = 40");
        assertThat(twins.diff().text("item").split("(?<=\n)"))
                .containsExactlyInAnyOrder(
                        "{\"kind\":\"missing\",\"key\":{\"id\":\"30\"}}\n",
                        "{\"kind\":\"extra\",\"key\":{\"id\":\"31\"}}\n",
                        "{\"kind\":\"changed\",\"key\":{\"id\":\"40\"},\"columns\":[\"name\",\"price\"]}\n");

        twins.onTarget("UPDATE item SET id = 30 WHERE id = 31");
        twins.diff().assertDiffers("item", "changed id=40: name, price");
        twins.onTarget("UPDATE item SET name = 'item 4', price = 1 WHERE id = 40");
        Findings repaired = twins.diff();
        repaired.assertIdentical("item", "digest");
        assertThat(repaired.outcome()).isEqualTo(Outcome.DONE);
    }

    private static String[] each(int rows, String words) {
        return IntStream.rangeClosed(1, rows).mapToObj(i -> words + i).toArray(String[]::new);
    }
}
