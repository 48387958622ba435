package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A diff in a process of its own is killed in the middle of a table: the next one asks for the rest of it alone. */
class DiffProcessIT {
    private static final String LEFT = "ids > 600";
    private static final String DONE = "ids BETWEEN 20 AND 80";

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void asksOnlyForChunksThatWereLeft(Engine from, Engine to) throws Exception {
        TestDatabase source = DATABASES.create(from);
        TestDatabase target = DATABASES.create(to);
        boolean postgres = from == Engine.POSTGRESQL;
        String lock = postgres ? "pg_advisory_lock(4711)" : "GET_LOCK('" + source.name() + "', 600)";
        try (InterruptedRun run = new InterruptedRun(folder, source, target);
                Connection gate = source.connect();
                Statement statement = gate.createStatement()) {
            Shop shop = run.shop();
            look(source, "FALSE", "");
            String orders = (postgres ? "public" : source.name()) + ".orders";
            shop.configure(
                    Shop.login(source),
                    Shop.login(target),
                    "sterna { chunk.rows = 100, tables.where { \"" + orders + "\" = \"look(id) = 1\" } }");
            for (String step : List.of("prepare", "backup", "load")) {
                assertThat(shop.json(step, "--execute").exitCode()).isZero();
            }
            target.execute("DELETE FROM orders WHERE id = 150", "UPDATE orders SET note = 'x' WHERE id = 350");

            look(source, LEFT, postgres ? "PERFORM " + lock : "DO " + lock);
            statement.execute("SELECT " + lock);
            run.start("diff", "--run-id", "r");
            await().atMost(InterruptedRun.PATIENCE).until(() -> compared(orders) >= 4);
            run.kill();
            statement.execute(
                    postgres ? "SELECT pg_advisory_unlock(4711)" : "SELECT RELEASE_LOCK('" + source.name() + "')");

            look(source, DONE, postgres ? "RAISE 'looked again'" : "SIGNAL SQLSTATE '45000'");
            Cli diff = shop.json("diff");
            assertThat(diff.exitCode()).as(diff.err()).isEqualTo(6);
            assertThat(diff.result().findValuesAsText("code")).contains("compared-earlier", "rows-differ");
            assertThat(Files.readString(shop.file("r", "events.jsonl"))).contains("\"type\":\"diff-resumed\",\"");
            assertThat(lines(shop, orders))
                    .containsExactlyInAnyOrder(
                            "{\"kind\":\"missing\",\"key\":{\"id\":\"150\"}}",
                            "{\"kind\":\"changed\",\"key\":{\"id\":\"350\"},\"columns\":[\"note\"]}");
            assertThat(compared(orders)).isZero();

            Cli again = shop.json("diff");
            assertThat(again.exitCode()).as("all chunks are looked at").isEqualTo(4);
            look(source, "FALSE", "");
            assertThat(shop.json("diff", "--fresh").exitCode()).isEqualTo(6);
        }
    }

    /** The function that the source asks of every row of the table, and what it does with some of them. */
    private static void look(TestDatabase source, String when, String then) {
        boolean postgres = source.engine() == Engine.POSTGRESQL;
        String body =
                "BEGIN " + (then.isEmpty() ? "" : "IF " + when + " THEN " + then + "; END IF; ") + "RETURN 1; END";
        source.execute(
                postgres
                        ? "CREATE OR REPLACE FUNCTION look(ids int) RETURNS int LANGUAGE plpgsql AS $$" + body + "$$"
                        : "CREATE OR REPLACE FUNCTION look(ids int) RETURNS int DETERMINISTIC " + body);
    }

    /** How many chunks of a table a diff has noted that has not come to its end. */
    private long compared(String table) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            long count = 0;
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("parts-"))
                    .toList()) {
                count += Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("{\"table\":\"" + table + "\""))
                        .count();
            }
            return count;
        }
    }

    private static List<String> lines(Shop shop, String table) throws IOException {
        try (Stream<Path> files = Files.list(shop.file("r", "diff"))) {
            Path file = files.filter(one -> one.toString().endsWith(".jsonl"))
                    .filter(one -> one.getFileName().toString().contains("orders"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(table));
            return Files.readAllLines(file);
        }
    }
}
