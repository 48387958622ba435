package dev.sterna.diff;

import static dev.sterna.diff.Twins.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.compare.DigestMethod;
import dev.sterna.embedded.Engine;
import dev.sterna.error.Problem;
import dev.sterna.step.CommandOption;
import dev.sterna.step.OptionValues;
import dev.sterna.step.Outcome;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons of a part of what is there. */
class DiffScopeIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    @EveryPair
    void partsOfTablesAreCompared(Engine from, Engine to) {
        Twins twins = new Twins(DATABASES.create(from), DATABASES.create(to), directory);
        twins.fill(
                "CREATE TABLE part (id int PRIMARY KEY, a int, b varchar(9), at STAMP)",
                numbered("part", 500, "i, i, concat('b', i), '2026-01-01 00:00:00.5'"),
                "UPDATE part SET at = '2026-02-01 00:00:00.5' WHERE id > 400");
        twins.onTarget("UPDATE part SET a = 0 WHERE id IN (1, 401)", "UPDATE part SET b = 'x' WHERE id = 450");

        twins.diff("--columns", "a").assertDiffers("part", "changed id=1: a", "changed id=401: a");
        twins.diff("--columns", "b").assertDiffers("part", "changed id=450: b");
        twins.diff("--columns", "at").assertIdentical("part", "digest");
        twins.diff("--since", "at=2026-02-01").assertDiffers("part", "changed id=401: a", "changed id=450: b");
        twins.diff("--since", "at=2026-02-01 00:00:00.6").assertIdentical("part", "digest");
        twins.diff("--since", "id=401", "--columns", "b").assertDiffers("part", "changed id=450: b");
        twins.diff("--sample", "100%")
                .assertDiffers("part", "changed id=1: a", "changed id=401: a", "changed id=450: b");

        Findings few = twins.diff("--max-rows", "1");
        assertThat(few.text("part").lines()).hasSize(1);
        assertThat(few.verdict("part").changed()).isEqualTo(3);
        assertThat(few.problems("part").get(0).remedy()).startsWith("See which rows in the first 1 in ");
    }

    @Test
    void valuesAreShownAndStatementsWrittenOnRequestAlone() throws IOException {
        Twins twins = new Twins(DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL), directory);
        twins.fill(
                "CREATE TABLE part (id int PRIMARY KEY, a int, b varchar(9))",
                numbered("part", 5, "i, i, concat('b', i)"),
                "CREATE TABLE bare (a int)",
                "INSERT INTO bare VALUES (1), (1)");
        twins.onTarget(
                "UPDATE part SET b = NULL WHERE id = 1",
                "UPDATE part SET b = 'gone' WHERE id = 6",
                "DELETE FROM part WHERE id = 2",
                "INSERT INTO part VALUES (9, 9, 'new')",
                "DELETE FROM bare");

        assertThat(twins.diff().text("part")).doesNotContain("b1", "b2", "new");

        Path statements = directory.resolve("mend.sql");
        Findings found = twins.diff("--show-values", "", "--sql", statements.toString());
        assertThat(found.text("part").lines())
                .containsExactlyInAnyOrder(
                        "{\"kind\":\"changed\",\"key\":{\"id\":\"1\"},\"columns\":[\"b\"],"
                                + "\"source\":{\"b\":\"b1\"},\"target\":{\"b\":null}}",
                        "{\"kind\":\"missing\",\"key\":{\"id\":\"2\"},"
                                + "\"source\":{\"id\":\"2\",\"a\":\"2\",\"b\":\"b2\"}}",
                        "{\"kind\":\"extra\",\"key\":{\"id\":\"9\"},"
                                + "\"target\":{\"id\":\"9\",\"a\":\"9\",\"b\":\"new\"}}");
        assertThat(Files.readAllLines(statements))
                .contains(
                        "DELETE FROM \"public\".\"part\" WHERE \"id\" = CAST(9 AS integer);",
                        "UPDATE \"public\".\"part\" SET \"a\" = CAST(1 AS integer), \"b\" = 'b1'"
                                + " WHERE \"id\" = CAST(1 AS integer);",
                        "INSERT INTO \"public\".\"part\" (\"id\", \"a\", \"b\") OVERRIDING SYSTEM VALUE"
                                + " VALUES (CAST(2 AS integer), CAST(2 AS integer), 'b2');")
                .anyMatch(line -> line.startsWith("-- ")
                        && line.endsWith("bare is not in here: it has no key; sterna sync brings its rows"));
        assertThat(Files.getPosixFilePermissions(statements)).hasSize(2);
        assertThat(directory.resolve("r1/diff"))
                .isDirectoryNotContaining(file -> file.toString().endsWith(".rows"));
        assertThatThrownBy(() ->
                        twins.diff("--sql", directory.resolve("no/where.sql").toString()))
                .hasMessageContaining("Cannot write ");
        assertThatThrownBy(() -> new DiffDescriptor().step(values("--sql", "x.sql", "--columns", "a")))
                .hasMessageContaining("they bring whole rows");
    }

    @Test
    void aSampleIsAShareOfTheChunks() {
        Twins twins = new Twins(DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL), directory);
        twins.fill("CREATE TABLE few (id int PRIMARY KEY)", numbered("few", 500, "i"));
        assertThat(twins.plan("few").chunks().size()).isBetween(4, 7);
        twins.diff("--sample", "20%");
        assertThat(twins.sourceRows("few")).isBetween(1L, 250L);
    }

    @Test
    void aSampleOfKeysInAnotherOrderIsAShareOfThem() {
        Twins twins = new Twins(DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL), directory);
        twins.fill(
                "CREATE TABLE word (k varchar(30) COLLATE utf8mb4_general_ci PRIMARY KEY, v int)",
                numbered("word", 500, "concat('k', i), i"));
        twins.onTarget("ALTER TABLE word ALTER k TYPE varchar(30) COLLATE \"C\"", "UPDATE word SET v = -1");
        assertThat(twins.plan("word").comparison()).isEqualTo(DigestMethod.BUCKETS);
        Findings found = twins.diff("--sample", "20%");
        assertThat(found.problems("word")).extracting(Problem::code).containsExactly("rows-differ");
        assertThat(found.verdict("word").changed()).isBetween(50L, 200L).isEqualTo(twins.sourceRows("word"));
    }

    @EveryPair
    void rowsComeChunkByChunkHoweverManyAreLookedAtAtATime(Engine from, Engine to) {
        Twins twins = new Twins(DATABASES.create(from), DATABASES.create(to), directory);
        twins.fill("CREATE TABLE wide (id int PRIMARY KEY, a int)", numbered("wide", 1000, "i, i"));
        twins.onTarget("UPDATE wide SET a = -1 WHERE id % 200 = 50");
        assertThat(twins.diff().text("wide").lines().map(DiffScopeIT::id))
                .containsExactly("50", "250", "450", "650", "850");
        assertThat(twins.diff("--max-rows", "2").text("wide").lines().map(DiffScopeIT::id))
                .containsExactly("50", "250");

        twins.onTarget("UPDATE wide SET a = -1");
        Findings found = twins.diff();
        assertThat(found.verdict("wide").changed()).isEqualTo(1000);
        assertThat(found.text("wide").lines().map(DiffScopeIT::id).distinct()).hasSize(1000);
    }

    /** More rows of a part differ than are kept until its turn comes. */
    @Test
    void partsWithManyRowsWaitForTheirTurn() {
        Twins twins = new Twins(DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL), directory, 2000);
        twins.fill("CREATE TABLE many (id int PRIMARY KEY, a int)", numbered("many", 1000, "i, i"));
        for (int i = 1; i < 10; i++) {
            String more = numbered("many", 1000, "i + " + i * 1000 + ", i");
            twins.onSource(more);
            twins.onTarget(more);
        }
        twins.onTarget("UPDATE many SET a = -1");
        Findings found = twins.diff();
        assertThat(found.verdict("many").changed()).isEqualTo(10_000);
        assertThat(found.problems("many")).extracting(Problem::code).containsExactly("rows-differ");
        assertThat(found.text("many").lines().map(DiffScopeIT::id).distinct()).hasSize(10_000);
    }

    private static String id(String line) {
        return line.replaceAll(".*\"id\":\"(\\d+)\".*", "$1");
    }

    @Test
    void aPartSaysThatItIsOne() {
        Twins twins = new Twins(DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL), directory);
        twins.fill(
                "CREATE TABLE one (id int PRIMARY KEY, a int)",
                "CREATE TABLE two (id int PRIMARY KEY, b int)",
                numbered("one", 5, "i, i"),
                numbered("two", 5, "i, i"));
        twins.onTarget("UPDATE two SET b = 0 WHERE id = 3");
        twins.diff().assertDiffers("two", "changed id=3: b");
        Findings part = twins.diff("--columns", "a");
        assertThat(part.outcome()).isEqualTo(Outcome.DONE);
        assertThat(part.text("two")).as("what the whole comparison found").contains("changed");
        assertThat(twins.warnings())
                .anySatisfy(warning -> assertThat(warning.message())
                        .isEqualTo("Compared were columns a alone, of 1 of 2 tables: this proves nothing of the rest"));
        assertThatThrownBy(() -> twins.diff("--columns", "a,totl"))
                .hasMessageContaining("None of the tables carries a column totl");
    }

    @Test
    void rowsToldApartByDocumentsAreComparedWhole() {
        Twins twins = new Twins(DATABASES.create(Engine.POSTGRESQL), DATABASES.create(Engine.POSTGRESQL), directory);
        twins.fill(
                "CREATE TABLE doc (a int, d json)",
                "INSERT INTO doc SELECT i, ('{\"b\":  ' || i || ', \"a\":1}')::json FROM generate_series(1, 500) i");
        twins.onTarget("ALTER TABLE doc ALTER d TYPE jsonb");
        twins.diff("--columns", "d").assertIdentical("doc", "rows");
        twins.diff("--sample", "10%").assertIdentical("doc", "rows");
    }

    @Test
    void valuesThatMeanNothingAreRefused() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "--sample", "150%",
                        "--columns", "a,,b",
                        "--since", "at",
                        "--max-rows", "-1")
                .entrySet()) {
            assertThatThrownBy(() -> new DiffDescriptor().step(values(wrong.getKey(), wrong.getValue())))
                    .hasMessageContaining("Invalid " + wrong.getKey() + ": " + wrong.getValue());
        }
        Twins twins = new Twins(DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL), directory);
        twins.fill("CREATE TABLE odd (id int PRIMARY KEY, t varchar(9))", numbered("odd", 5, "i, 'x'"));
        assertThatThrownBy(() -> twins.diff("--since", "id=abc")).hasMessageContaining("abc is no value of its type");
        assertThatThrownBy(() -> twins.diff("--since", "t=abc"))
                .hasMessageContaining("it is neither a number nor a date");
    }

    static OptionValues values(String... words) {
        Map<CommandOption, String> values = new LinkedHashMap<>();
        List<CommandOption> options = new DiffDescriptor().options();
        for (int i = 0; i < words.length; i += 2) {
            String name = words[i];
            CommandOption option = options.stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            values.put(option, words[i + 1]);
        }
        return new OptionValues(values);
    }
}
