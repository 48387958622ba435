package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.SparkCluster;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes are killed while executors bring rows: what is missing comes, and nothing twice. */
@Tag("long")
class SyncProcessIT {
    private static final int ALL = 21_000;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void killedAndGivenAgain(Engine from, Engine to) throws Exception {
        try (InterruptedRun run = new InterruptedRun(folder, DATABASES.create(from), DATABASES.create(to))) {
            TestDatabase target = run.target();
            loaded(run, "");
            for (int i = 0; i < Integer.getInteger("sterna.kills", 1); i++) {
                beginsToBring(run, "local[2]");
                run.kill();
            }
            assertThat(there(target)).isBetween(1500L, ALL - 1L);

            // The server may still be at what the process had begun.
            await().atMost(InterruptedRun.PATIENCE).until(() -> !InterruptedRun.waits(target));
            Cli again = run.shop().json("sync", "--execute");

            assertThat(again.exitCode()).as(again.err()).isZero();
            assertThat(again.result().at("/sync/left").asInt()).isZero();
            assertThat(again.result().at("/sync/inserted").asLong()).isBetween(1L, ALL - 1500L);
            assertBroughtOnce(run);
        }
    }

    /** On a cluster, where executors are processes of their own. */
    @Test
    void anExecutorIsKilled() throws Exception {
        try (InterruptedRun run =
                new InterruptedRun(folder, DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL))) {
            loaded(
                    run,
                    "sterna.spark { \"spark.executor.memory\" = 512m, \"spark.executor.cores\" = 1,"
                            + " \"spark.cores.max\" = 2, \"spark.driver.host\" = \"127.0.0.1\" }");
            beginsToBring(run, new SparkCluster().masterUrl());
            ProcessHandle executor = ProcessHandle.current()
                    .descendants()
                    .filter(process -> command(process).contains("CoarseGrainedExecutorBackend"))
                    .findFirst()
                    .orElseThrow();

            executor.destroyForcibly();

            assertThat(run.ended()).as(run.output()).isZero();
            assertThat(run.output()).contains("sync round 1: 20000 inserted, 400 updated, 0 deleted, ");
            assertBroughtOnce(run);
        }
    }

    /** Longer ones than Java itself tells. */
    private static String command(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException ended) {
            return "";
        }
    }

    /** Rows are missing and changed in the target. */
    private static void loaded(InterruptedRun run, String more) {
        Shop shop = run.shop();
        run.source()
                .execute("INSERT INTO orders SELECT 1000 + seq, 1, 'more' FROM ("
                        + run.source().sql().numbers(ALL - 1000) + ") n");
        shop.configure(
                Shop.login(run.source()),
                Shop.login(run.target()),
                "sterna { chunk.rows = 10000, sync { settle = 10ms, batch-keys = 20, executors-from = 100 } }\n"
                        + more);
        for (String step : List.of("prepare", "backup", "load")) {
            assertThat(shop.json(step, "--execute", "--master", "local[2]").exitCode())
                    .isZero();
        }
        run.target().execute("DELETE FROM orders WHERE id > 1000", "UPDATE orders SET note = 'x' WHERE id <= 400");
    }

    private static void beginsToBring(InterruptedRun run, String master) throws IOException {
        long before = there(run.target());
        run.start("sync", "--execute", "--run-id", "r", "--master", master);
        await().atMost(InterruptedRun.PATIENCE).until(() -> there(run.target()) >= before + 500);
        assertThat(run.output()).contains(" rows of ", " are brought by Spark's executors");
        try (Stream<Path> files = Files.list(run.shop().file("r", "sync"))) {
            assertThat(files).anyMatch(file -> file.toString().endsWith(".keys"));
        }
    }

    private static long there(TestDatabase target) {
        return Long.parseLong(target.queryValue("SELECT count(*) FROM orders"));
    }

    private static void assertBroughtOnce(InterruptedRun run) throws IOException {
        String rows = "SELECT count(*), sum(id), min(note), max(note) FROM orders";
        assertThat(run.target().query(rows)).isEqualTo(run.source().query(rows));
        // However often a batch was begun: what the ledger says was inserted is what was missing.
        assertThat(ledger(run.target(), "SUM(inserted)")).isEqualTo(ALL - 1000L);
        assertThat(ledger(run.target(), "SUM(updated)")).isEqualTo(400L);
        assertThat(run.shop().json("diff").exitCode()).isZero();
        try (Stream<Path> files = Files.list(run.shop().file("r", "sync"))) {
            assertThat(files).isEmpty();
        }
    }

    private static long ledger(TestDatabase target, String sum) {
        String table = target.engine() == Engine.POSTGRESQL ? "sterna.batch" : "sterna_batch";
        return Long.parseLong(target.queryValue("SELECT " + sum + " FROM " + table));
    }
}
