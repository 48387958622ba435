package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.changes.Deletes;
import dev.sterna.config.SyncSettings;
import dev.sterna.embedded.EmbeddedMariaDb;
import dev.sterna.embedded.EmbeddedPostgres;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import dev.sterna.ledger.FollowRow;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.LogObjectsLeft;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Two databases of which one's log is followed into the other. */
final class FollowRig {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final SyncRig sync;

    /** Servers that keep a log; that of MySQL keeps one by itself. */
    static final class Servers implements AutoCloseable {
        private final Map<Engine, EmbeddedServer> servers = new EnumMap<>(Engine.class);

        Servers(Path directory) {
            servers.put(
                    Engine.POSTGRESQL,
                    EmbeddedPostgres.start(
                            directory,
                            "followed",
                            Map.of("wal_level", "logical", "fsync", "off", "shared_buffers", "64MB")));
            servers.put(
                    Engine.MARIADB,
                    EmbeddedMariaDb.start(
                            directory,
                            "followed",
                            Map.of(
                                    "log_bin", "changes",
                                    "binlog_format", "ROW",
                                    "sync_binlog", "0",
                                    "innodb_flush_log_at_trx_commit", "0",
                                    "innodb_buffer_pool_size", "64M")));
        }

        TestDatabase source(Databases databases, Engine engine) {
            TestDatabase database =
                    servers.containsKey(engine) ? databases.create(servers.get(engine)) : databases.create(engine);
            database.executeAsAdministrator(
                    engine == Engine.POSTGRESQL
                            ? "ALTER ROLE \"" + database.user() + "\" REPLICATION"
                            : "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + database.user() + "'@'%'");
            return database;
        }

        @Override
        public void close() {
            servers.values().forEach(EmbeddedServer::close);
        }
    }

    FollowRig(TestDatabase source, TestDatabase target, Path workspace) {
        sync = new SyncRig(
                source, target, workspace, ObjectKind.INDEX, ObjectKind.UNIQUE_CONSTRAINT, ObjectKind.FOREIGN_KEY);
        settings(5000, "1", SyncSettings.SourceObjects.CREATE);
    }

    void settings(int batchKeys, String maxDeletes, SyncSettings.SourceObjects objects) {
        sync.steps.sync = new SyncSettings(
                SyncSettings.Changes.AUTO,
                new BigDecimal(maxDeletes),
                Duration.ofMillis(20),
                batchKeys,
                objects,
                Duration.ofSeconds(60));
    }

    /** Follows in another thread until somebody wishes that it stops. */
    CompletableFuture<StepReport.Synced> follow() {
        return follow(null);
    }

    CompletableFuture<StepReport.Synced> follow(Duration untilLag) {
        CompletableFuture<StepReport.Synced> report = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    RunContext run = sync.run();
                    try (Ledger.Lock lock = run.ledger().lock(run.runId())) {
                        report.complete((StepReport.Synced)
                                new FollowStep(untilLag, Deletes.ALLOWED).execute(locked(run, lock)));
                    } catch (RuntimeException | Error failure) {
                        report.completeExceptionally(failure);
                    }
                },
                "follower");
        thread.setDaemon(true);
        thread.start();
        return report;
    }

    private static RunContext locked(RunContext run, Ledger.Lock lock) {
        return new RunContext(
                run.runId(),
                run.migration(),
                run.only(),
                run.workspace(),
                run.events(),
                run.progress(),
                run.spark(),
                run.output(),
                run.warnings(),
                run.aside(),
                lock::hold);
    }

    /** Waits until what changed before is in, and the log is followed. */
    void awaitFollowing(CompletableFuture<?> follower) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (sync.run()
                .ledger()
                .follow()
                .find("r1")
                .filter(row -> row.phase().equals(FollowRow.FOLLOWING))
                .isEmpty()) {
            assertThat(System.nanoTime())
                    .as("nobody follows: " + sync.steps.output)
                    .isLessThan(end);
            if (follower.isDone()) {
                follower.join();
            }
            Thread.sleep(50);
        }
    }

    /** Has it stopped, and finds nothing on the source afterwards. */
    StepReport stop() {
        StepReport report = new StopStep().execute(sync.run());
        assertThat(left()).isEmpty();
        return report;
    }

    List<String> left() {
        RunContext run = sync.run();
        return LogObjectsLeft.of(
                        run.source(),
                        "r1",
                        sync.plan().tables().stream().map(TablePlan::source).toList())
                .stream()
                .map(object -> object.kind() + " " + object.name())
                .toList();
    }

    /** The witness: plain SQL, that knows nothing of what it looks at. */
    void assertSame(List<String> tables) {
        for (String table : tables) {
            assertThat(rows(sync.steps.target, table)).as(table).isEqualTo(rows(sync.steps.source, table));
        }
    }

    private static List<List<String>> rows(TestDatabase database, String table) {
        List<List<String>> rows = new ArrayList<>(database.query("SELECT * FROM " + table));
        rows.sort((one, other) -> one.toString().compareTo(other.toString()));
        return rows;
    }
}
