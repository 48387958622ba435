package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.LoggingServers;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process that follows a log is killed at any moment, {@code -Dsterna.kills} times, interrupted and stopped: nothing is lost,
 * nothing comes twice, and nothing is left on the source.
 */
@Tag("long")
class FollowProcessIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @RegisterExtension
    static final LoggingServers LOGGING = new LoggingServers();

    @TempDir
    private Path folder;

    private volatile boolean ended;

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void killedInterruptedAndStopped(Engine from, Engine to) throws Exception {
        TestDatabase source = LOGGING.source(DATABASES, from);
        TestDatabase target = DATABASES.create(to);
        try (InterruptedRun run = new InterruptedRun(folder, source, target)) {
            Shop shop = run.shop();
            shop.configure(
                    Shop.login(source),
                    shop.writer(),
                    "sterna.sync { source-objects = create, settle = 10ms, max-delete-fraction = 1 }");
            for (String step : new String[] {"prepare", "backup", "load"}) {
                assertThat(shop.json(step, "--execute").exitCode()).isZero();
            }
            assertThat(shop.json("prepare", "--after-load", "--execute").exitCode())
                    .isZero();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(source));
            for (int i = 0; i < Integer.getInteger("sterna.kills", 1); i++) {
                begin(run);
                TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(1500));
                run.kill();
            }
            Cli status = shop.json("status");
            assertThat(status.result().at("/status/state").asText()).isEqualTo("dead");
            assertThat(status.result().at("/problems/0/code").asText()).isEqualTo("log-objects-left");
            assertThat(status.result().at("/problems/0/remedy").asText())
                    .contains("sterna sync --run-id r --stop --execute", "DROP ");

            begin(run);
            assertThat(shop.json("sync", "--follow", "--execute").exitCode()).isEqualTo(8);
            run.interrupt();
            assertThat(run.ended()).as(run.output()).isEqualTo(130);
            run.assertInterrupted(
                    "Resume it with: sterna sync --config " + shop.config()
                            + " --run-id r --deletes --follow --execute",
                    "log-objects-left");

            begin(run);
            ended = true;
            writer.join();
            Cli stop = shop.json("sync", "--stop", "--execute");
            assertThat(stop.exitCode()).as(stop.err()).isZero();
            // However often it was begun anew.
            assertThat(stop.err()).contains("sync: proven equal up to ");
            assertThat(run.ended()).as(run.output()).isZero();
            assertThat(run.output()).contains("follows the source's log from ").doesNotContain("\tat ");
            String rows = "SELECT count(*), sum(id), min(note), max(note) FROM orders";
            assertThat(target.query(rows)).isEqualTo(source.query(rows));
            assertThat(shop.json("diff").exitCode()).isZero();
            Cli ended = shop.json("status");
            assertThat(ended.result().at("/problems")).isEmpty();
            assertThat(ended.result().at("/status/gates/0/name").asText()).isEqualTo("proof");
            assertThat(ended.result().at("/status/gates/0/passed").asBoolean()).isTrue();
        }
    }

    private static void begin(InterruptedRun run) throws IOException {
        run.start("sync", "--follow", "--deletes", "--execute", "--run-id", "r");
        await().atMost(InterruptedRun.PATIENCE).until(() -> run.output().contains("follows the source's log from "));
    }

    private void write(TestDatabase source) {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 2000; !ended; i++) {
                int id = ThreadLocalRandom.current().nextInt(i);
                statement.execute("INSERT INTO orders VALUES (" + i + ", 1, 'new')");
                statement.execute("UPDATE orders SET note = 'n" + id + "' WHERE id = " + id);
                statement.execute("DELETE FROM orders WHERE id = " + (id - 300));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
