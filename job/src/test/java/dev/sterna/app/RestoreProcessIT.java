package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A restore and a drill in a process of their own are killed in the middle; the same words go on, or clean up. */
@Tag("long")
class RestoreProcessIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    @Test
    void aKilledRestoreGoesOnWhereItWas() throws Exception {
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        try (InterruptedRun run = new InterruptedRun(folder, DATABASES.create(Engine.MARIADB), target);
                Connection gate = target.connect();
                Statement statement = gate.createStatement()) {
            Shop shop = run.shop();
            for (String step : List.of("prepare", "backup")) {
                assertThat(shop.json(step, "--execute").exitCode()).isZero();
            }
            gate.setAutoCommit(false);
            statement.execute("LOCK TABLE customer IN SHARE MODE");
            run.start("restore", "--run-id", "r", "--execute");
            await().atMost(InterruptedRun.PATIENCE).until(() -> chunks(target, "orders") > 0);
            await().atMost(InterruptedRun.PATIENCE).until(() -> InterruptedRun.waits(target));
            run.kill();
            gate.commit();

            Cli again = shop.json("restore", "--execute");

            assertThat(again.exitCode()).as(again.err()).isZero();
            assertThat(again.result().at("/outcome").asText()).isEqualTo("done");
            assertThat(again.result().at("/tables/0/diff/identical").asBoolean())
                    .isTrue();
            assertThat(target.queryValue("SELECT COUNT(*) FROM customer")).isEqualTo("3");
            assertThat(target.queryValue("SELECT COUNT(*) FROM orders")).isEqualTo("1000");
            assertThat(target.query("SELECT DISTINCT run_id FROM sterna.chunk"))
                    .as("both have worked on one restore")
                    .hasSize(1);
            assertThat(again.err()).contains("restore r.restore-").contains(".1: to ");
        }
    }

    @Test
    void whatAKilledDrillHasLeftTheNextOneDrops() throws Exception {
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        try (InterruptedRun run = new InterruptedRun(folder, DATABASES.create(Engine.MARIADB), target);
                Connection gate = target.connect();
                Statement statement = gate.createStatement()) {
            Shop shop = run.shop();
            for (String step : List.of("prepare", "backup")) {
                assertThat(shop.json(step, "--execute").exitCode()).isZero();
            }
            run.start("drill", "--run-id", "r", "--execute");
            await().atMost(InterruptedRun.PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !left(target).isEmpty());
            gate.setAutoCommit(false);
            statement.execute("LOCK TABLE sterna.chunk IN EXCLUSIVE MODE");
            await().atMost(InterruptedRun.PATIENCE).until(() -> InterruptedRun.waits(target));
            run.kill();
            gate.commit();
            assertThat(left(target)).hasSize(1);

            Cli again = shop.json("drill", "--execute");

            assertThat(again.exitCode()).as(again.err()).isZero();
            assertThat(again.err()).contains("drill: dropped what an earlier one has left: sterna_drill_");
            assertThat(again.result().at("/drill/identical").asBoolean()).isTrue();
            assertThat(left(target)).isEmpty();
        }
    }

    private static long chunks(TestDatabase target, String table) throws Exception {
        return Long.parseLong(
                target.queryValue("SELECT COUNT(*) FROM sterna.chunk WHERE table_name LIKE '%." + table + "'"));
    }

    private static List<List<String>> left(TestDatabase target) {
        return target.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'sterna\\_drill\\_%'");
    }
}
