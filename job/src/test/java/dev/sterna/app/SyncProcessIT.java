package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process is killed while executors bring rows: the same command brings the rest, and nothing twice. */
class SyncProcessIT {
    private static final int ALL = 21_000;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void killedAndGivenAgain(Engine from, Engine to) throws Exception {
        TestDatabase source = DATABASES.create(from);
        TestDatabase target = DATABASES.create(to);
        try (InterruptedRun run = new InterruptedRun(folder, source, target)) {
            Shop shop = run.shop();
            source.execute("INSERT INTO orders SELECT 1000 + seq, 1, 'more' FROM ("
                    + source.sql().numbers(ALL - 1000) + ") n");
            shop.configure(
                    Shop.login(source),
                    Shop.login(target),
                    "sterna { chunk.rows = 10000, sync { settle = 10ms, batch-keys = 20, executors-from = 100 } }");
            for (String step : List.of("prepare", "backup", "load")) {
                assertThat(shop.json(step, "--execute").exitCode()).isZero();
            }
            target.execute("DELETE FROM orders WHERE id > 1000", "UPDATE orders SET note = 'x' WHERE id <= 400");
            String there = "SELECT count(*) FROM orders";

            for (int i = 0; i < Integer.getInteger("sterna.kills", 1); i++) {
                long before = Long.parseLong(target.queryValue(there));
                run.start("sync", "--execute", "--run-id", "r", "--master", "local[2]");
                await().atMost(InterruptedRun.PATIENCE)
                        .until(() -> Long.parseLong(target.queryValue(there)) >= before + 500);
                assertThat(Files.list(shop.file("r", "sync")))
                        .anyMatch(file -> file.toString().endsWith(".keys"));
                run.kill();
                assertThat(run.output()).contains("rows of ", " are brought by Spark's executors");
            }
            assertThat(Long.parseLong(target.queryValue(there))).isBetween(1500L, ALL - 1L);

            // The server may still be at what the process had begun.
            await().atMost(InterruptedRun.PATIENCE)
                    .until(() ->
                            target.queryValue(target.sql().waitingSessions()).equals("0"));
            Cli again = shop.json("sync", "--execute");
            assertThat(again.exitCode()).as(again.err()).isZero();
            assertThat(again.result().at("/sync/left").asInt()).isZero();
            long brought = again.result().at("/sync/inserted").asLong();
            assertThat(brought).isBetween(1L, ALL - 1500L);
            String rows = "SELECT count(*), sum(id), min(note), max(note) FROM orders";
            assertThat(target.query(rows)).isEqualTo(source.query(rows));
            // However often a batch was begun: what the ledger says was inserted is what was missing.
            assertThat(ledger(target, "SUM(inserted)")).isEqualTo(ALL - 1000L);
            assertThat(ledger(target, "SUM(updated)")).isEqualTo(400L);
            assertThat(shop.json("diff").exitCode()).isZero();
            try (Stream<Path> files = Files.list(shop.file("r", "sync"))) {
                assertThat(files).isEmpty();
            }
        }
    }

    private static long ledger(TestDatabase target, String sum) {
        String table = target.engine() == Engine.POSTGRESQL ? "sterna.batch" : "sterna_batch";
        return Long.parseLong(target.queryValue("SELECT " + sum + " FROM " + table));
    }
}
