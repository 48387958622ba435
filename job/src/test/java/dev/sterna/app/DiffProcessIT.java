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

    /** Keys that both sides order alike are compared by chunks, others by scans that each side makes in its own order. */
    @ParameterizedTest
    @CsvSource({
        "MARIADB, POSTGRESQL, orders",
        "POSTGRESQL, MARIADB, orders",
        "MARIADB, POSTGRESQL, words",
        "POSTGRESQL, MARIADB, words"
    })
    void asksOnlyForWhatWasLeft(Engine from, Engine to, String name) throws Exception {
        TestDatabase source = DATABASES.create(from);
        TestDatabase target = DATABASES.create(to);
        boolean postgres = from == Engine.POSTGRESQL;
        String lock = postgres ? "pg_advisory_lock(4711)" : "GET_LOCK('" + source.name() + "', 600)";
        try (InterruptedRun run = new InterruptedRun(folder, source, target);
                Connection gate = source.connect();
                Statement statement = gate.createStatement()) {
            Shop shop = run.shop();
            look(source, "FALSE", "");
            source.execute(
                    "CREATE TABLE words (word varchar(20) PRIMARY KEY, id int, note varchar(100))",
                    "INSERT INTO words SELECT concat('w', 1000 + id), id, note FROM orders",
                    postgres ? "ANALYZE words" : "ANALYZE TABLE words");
            String table = (postgres ? "public" : source.name()) + "." + name;
            boolean chunks = name.equals("orders");
            shop.configure(
                    Shop.login(source),
                    Shop.login(target),
                    "sterna { chunk.rows = 100, tables.where { \"" + table + "\" = \"look(id) = 1\" } }");
            for (String step : List.of("prepare", "backup", "load")) {
                assertThat(shop.json(step, "--execute").exitCode()).isZero();
            }
            if (chunks) {
                target.execute("DELETE FROM orders WHERE id = 150", "UPDATE orders SET note = 'x' WHERE id = 350");
            }

            look(source, LEFT, postgres ? "PERFORM " + lock : "DO " + lock);
            statement.execute("SELECT " + lock);
            run.start("diff", "--run-id", "r");
            await().atMost(InterruptedRun.PATIENCE).until(() -> compared(table) >= 4);
            run.kill();
            statement.execute(
                    postgres ? "SELECT pg_advisory_unlock(4711)" : "SELECT RELEASE_LOCK('" + source.name() + "')");

            look(source, DONE, postgres ? "RAISE 'looked again'" : "SIGNAL SQLSTATE '45000'");
            Cli diff = shop.json("diff");
            assertThat(diff.exitCode()).as(diff.err()).isEqualTo(chunks ? 6 : 0);
            assertThat(diff.result().findValuesAsText("code")).contains("compared-earlier");
            assertThat(Files.readString(shop.file("r", "events.jsonl"))).contains("\"type\":\"diff-resumed\",\"");
            if (chunks) {
                assertThat(lines(shop))
                        .containsExactlyInAnyOrder(
                                "{\"kind\":\"missing\",\"key\":{\"id\":\"150\"}}",
                                "{\"kind\":\"changed\",\"key\":{\"id\":\"350\"},\"columns\":[\"note\"]}");
            }
            assertThat(compared(table)).isZero();

            Cli again = shop.json("diff");
            assertThat(again.exitCode()).as("all chunks are looked at").isEqualTo(4);
            look(source, "FALSE", "");
            assertThat(shop.json("diff", "--fresh").exitCode()).isEqualTo(chunks ? 6 : 0);
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

    /** How many times a diff that has not come to its end has noted how far it is with a table. */
    private long compared(String table) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
            long count = 0;
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("parts-"))
                    .toList()) {
                count += Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("{\"table\":\"" + table + "\"")
                                && !line.contains("\"side\":\"target\""))
                        .count();
            }
            return count;
        }
    }

    private static List<String> lines(Shop shop) throws IOException {
        try (Stream<Path> files = Files.list(shop.file("r", "diff"))) {
            Path file = files.filter(one -> one.toString().endsWith(".jsonl"))
                    .filter(one -> one.getFileName().toString().contains("orders"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(file);
        }
    }
}
