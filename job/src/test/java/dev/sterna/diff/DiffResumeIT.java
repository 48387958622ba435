package dev.sterna.diff;

import static dev.sterna.diff.Twins.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import dev.sterna.error.Problem;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.transfer.FailpointReached;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a comparison goes on with that another one had found out when it was cut short. */
class DiffResumeIT {
    private static final String FAILPOINTS = "dev.sterna.failpoints";
    private static final String[] DIFFERENCES = {
        "changed id=50: v", "missing id=250", "missing id=251", "extra id=5000", "changed id=350: v"
    };

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    @EveryPair
    void goesOnWhereRowsWereToldApart(Engine from, Engine to) throws IOException {
        Twins twins = twins(from, to);
        cutShort(twins);
        assertThat(kept(twins)).isNotEmpty();
        Findings found = twins.diff("--max-rows", "99");
        assertThat(twins.resumed()).as("other options").isEmpty();
        found.assertDiffers("part", DIFFERENCES);

        twins.diff(new String[0]).assertDiffers("part", DIFFERENCES);
        assertThat(twins.resumed())
                .singleElement()
                .satisfies(parts -> assertThat((Integer) parts)
                        .as("all chunks that are the same, and at least the one at which it ended")
                        .isBetween(2, 12));
        assertThat(twins.warnings())
                .filteredOn(warning -> warning.code().equals("compared-earlier"))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.message())
                            .contains(
                                    " parts of tables were compared by a diff that was cut short, the oldest of them ");
                    assertThat(warning.remedy()).endsWith("sterna diff --run-id r1 --fresh");
                });
        assertThat(kept(twins)).isEmpty();
        twins.diff(new String[0]).assertDiffers("part", DIFFERENCES);
        assertThat(twins.resumed()).as("there is nothing to go on with").hasSize(1);
    }

    @Test
    void writesAllThatWasFoundBefore() throws IOException {
        Twins twins = twins(Engine.MARIADB, Engine.POSTGRESQL);
        Path statements = directory.resolve("mend.sql");
        String[] options = {"--show-values", "", "--sql", statements.toString(), "--parquet", ""};
        cutShort(twins, options);
        Findings found = twins.diff(options);
        assertThat(twins.resumed()).hasSize(1);
        assertThat(found.text("part").lines())
                .hasSize(5)
                .anyMatch(line -> line.contains("\"source\":{\"v\":\"v50\"},\"target\":{\"v\":null}"));
        assertThat(Files.readAllLines(statements).stream().filter(line -> line.matches("(INSERT|UPDATE|DELETE).*")))
                .hasSize(5);
        assertThat(directory.resolve("r1/diff")).isDirectoryContaining("glob:**.parquet");
    }

    @Test
    void countsRowsThatAreNotWritten() {
        Twins twins = twins(Engine.POSTGRESQL, Engine.MARIADB);
        cutShort(twins, "--max-rows", "1");
        Findings found = twins.diff("--max-rows", "1");
        assertThat(twins.resumed()).hasSize(1);
        assertThat(found.text("part").lines()).hasSize(1);
        assertThat(found.verdict("part").changed()).isEqualTo(2);
        assertThat(found.verdict("part").missing()).isEqualTo(2);
        assertThat(found.verdict("part").extra()).isEqualTo(1);
        assertThat(found.problems("part")).extracting(Problem::code).containsExactly("rows-differ");
    }

    @Test
    void beginsAnewWhereThatProvesNothing() throws IOException {
        Twins twins = twins(Engine.MARIADB, Engine.POSTGRESQL);
        cutShort(twins);
        twins.diff("--fresh", "").assertDiffers("part", DIFFERENCES);
        assertThat(twins.resumed()).isEmpty();

        cutShort(twins);
        twins.noteBatch("part");
        twins.diff(new String[0]).assertDiffers("part", DIFFERENCES);
        assertThat(twins.resumed()).isEmpty();
        assertThat(twins.output())
                .contains("diff: begins anew, not where one was cut short: rows have been brought to the target since");

        cutShort(twins);
        for (Path file : kept(twins)) {
            String earlier = Instant.now().minus(Duration.ofDays(2)).toString().substring(0, 11);
            Files.writeString(file, Files.readString(file).replaceAll("\\d{4}-\\d\\d-\\d\\dT", earlier));
        }
        twins.diff(new String[0]).assertDiffers("part", DIFFERENCES);
        assertThat(twins.resumed()).isEmpty();
        assertThat(twins.output())
                .contains("diff: begins anew, not where one was cut short: that was more than 24 hours ago");
    }

    /** Somebody has done by hand what the file of statements says: it must not be told once more. */
    @Test
    void whatWasMendedMeanwhileIsNotTold() {
        Twins twins = twins(Engine.MARIADB, Engine.POSTGRESQL);
        cutShort(twins);
        twins.onTarget("DELETE FROM part", numbered("part", 1000, "i, concat('v', i)"));
        Findings found = twins.diff(new String[0]);
        found.assertIdentical("part", "digest");
        assertThat(found.problems("part")).isEmpty();
    }

    @Test
    void looksAgainAtWhatTheCrashLeftHalf() throws IOException {
        Twins twins = twins(Engine.MARIADB, Engine.POSTGRESQL);
        cutShort(twins);
        for (Path file : kept(twins)) {
            List<String> lines = Files.readAllLines(file);
            if (file.toString().contains(".rows-")) {
                Files.write(file, lines.subList(0, lines.size() - 1));
            }
            Files.writeString(file, "{\"table\":\"pa", StandardOpenOption.APPEND);
        }
        cutShort(twins);
        twins.diff(new String[0]).assertDiffers("part", DIFFERENCES);
        assertThat(twins.resumed()).hasSize(1);
    }

    @Test
    void tablesInBucketsGoOnTableByTable() {
        Twins twins = new Twins(DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL), directory);
        twins.fill(
                "CREATE TABLE a_word (k varchar(30) COLLATE utf8mb4_general_ci PRIMARY KEY, v int)",
                "CREATE TABLE part (id int PRIMARY KEY, v varchar(9))",
                "CREATE TABLE b_word (k varchar(30) COLLATE utf8mb4_general_ci PRIMARY KEY, v int)",
                numbered("a_word", 500, "concat('k', i), i"),
                numbered("part", 500, "i, concat('v', i)"),
                numbered("b_word", 500, "concat('k', i), i"));
        twins.onTarget("UPDATE part SET v = NULL WHERE id = 50", "UPDATE a_word SET v = -1 WHERE k = 'k7'");
        cutShort(twins);
        Findings found = twins.diff(new String[0]);
        found.assertIdentical("b_word", "buckets");
        assertThat(twins.resumed()).hasSize(1);
        assertThat(found.text("a_word").lines()).hasSize(1);
        assertThat(found.text("part").lines()).hasSize(1);
        assertThat(found.problems("a_word")).extracting(Problem::code).containsExactly("rows-differ");
    }

    @EveryPair
    void scansGoOn(Engine from, Engine to) {
        Twins twins = new Twins(DATABASES.create(from), DATABASES.create(to), directory);
        twins.fill(
                "CREATE TABLE word (k varchar(30) COLLATE "
                        + (from == Engine.POSTGRESQL ? "\"und-x-icu\"" : "utf8mb4_general_ci") + " PRIMARY KEY, v int)",
                numbered("word", 500, "concat('k', i), i"));
        twins.onTarget("UPDATE word SET v = -1 WHERE k = 'k7'", "DELETE FROM word WHERE k = 'k8'");
        System.setProperty(FAILPOINTS, "after-commit:3");
        try {
            assertThatThrownBy(() -> twins.diff(new String[0])).isInstanceOf(FailpointReached.class);
        } finally {
            System.clearProperty(FAILPOINTS);
        }
        twins.diff(new String[0]).assertDiffers("word", "changed k=k7: v", "missing k=k8");
        assertThat(twins.resumed())
                .singleElement()
                .satisfies(parts -> assertThat((Integer) parts).isGreaterThanOrEqualTo(3));
    }

    private Twins twins(Engine from, Engine to) {
        Twins twins = new Twins(DATABASES.create(from), DATABASES.create(to), directory);
        twins.fill("CREATE TABLE part (id int PRIMARY KEY, v varchar(9))", numbered("part", 1000, "i, concat('v', i)"));
        twins.onTarget(
                "UPDATE part SET v = NULL WHERE id = 50",
                "DELETE FROM part WHERE id IN (250, 251)",
                "UPDATE part SET v = 'w' WHERE id = 350",
                "INSERT INTO part VALUES (5000, 'x')");
        return twins;
    }

    /** A comparison that ends as soon as the rows of one chunk have been told apart. */
    private static void cutShort(Twins twins, String... options) {
        System.setProperty(FAILPOINTS, "after-write");
        try {
            assertThatThrownBy(() -> twins.diff(options)).isInstanceOf(FailpointReached.class);
        } finally {
            System.clearProperty(FAILPOINTS);
        }
    }

    /** Files of a comparison that was cut short without options. */
    private static List<Path> kept(Twins twins) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(URI.create(twins.files())).resolve("diff"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("compared-"))
                    .toList();
        }
    }
}
