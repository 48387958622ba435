package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.changes.Deletes;
import dev.sterna.config.SyncSettings;
import dev.sterna.dialect.ServerKill;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.workload.ShopTables;
import dev.sterna.embedded.workload.Workload;
import dev.sterna.error.Problem;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.testing.LoggingServers;
import dev.sterna.testing.TestDatabase;
import dev.sterna.testing.Tries;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The log of a source that is written to is followed, and in the end nothing differs. */
class FollowIT {
    private static final double MANY_A_SECOND = 4000;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @RegisterExtension
    static final LoggingServers LOGGING = new LoggingServers();

    @TempDir
    Path directory;

    private FollowRig rig(Engine from, Engine to) {
        return new FollowRig(LOGGING.source(DATABASES, from), DATABASES.create(to), directory);
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB", "MYSQL, POSTGRESQL"})
    void everythingThatChangesComesOver(Engine from, Engine to) throws Exception {
        Tries.of(1, random -> {
            FollowRig rig = rig(from, to);
            ShopTables tables = new ShopTables(300);
            rig.sync.fill(tables.statements());
            // Between the backup and the beginning.
            rig.sync.onSource(
                    "DELETE FROM item WHERE id < 20",
                    "UPDATE child SET v = -1 WHERE id < 9",
                    "DELETE FROM note WHERE n = 3");
            Workload workload = new Workload(rig.sync.steps.source, tables, random, 0, MANY_A_SECOND);
            CompletableFuture<Void> writer = CompletableFuture.runAsync(workload);
            CompletableFuture<StepReport.Synced> follower = rig.follow();
            rig.awaitFollowing(follower);
            workload.large();
            TimeUnit.MILLISECONDS.sleep(500);
            workload.end();
            writer.join();
            assertThat(rig.left()).isNotEmpty();
            assertThat(rig.stop().outcome()).isEqualTo(Outcome.DONE);
            StepReport.Synced report = follower.get(60, TimeUnit.SECONDS);

            assertThat(report.problems()).isEmpty();
            assertThat(report.outcome()).isEqualTo(Outcome.DONE);
            assertThat(report.summary().openKeys()).isZero();
            assertThat(report.summary().logChanges()).isGreaterThan(20_000);
            assertThat(report.summary().proof().verdict()).isEqualTo("proven");
            assertThat(report.summary().proof().rows()).isPositive();
            assertThat(report.summary().proof().comparedAgain()).isGreaterThan(1000);
            assertThat(report.summary().proof().broughtAgain()).isZero();
            rig.assertSame(ShopTables.NAMES);
        });
    }

    private static String numbered(String table, int rows) {
        return ShopTables.numbered(table, rows, "i, i, i");
    }

    /** What one table cannot, others can; and what the target does not take for now is not forgotten. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void whatCannotBeBroughtIsNamedAndTheRestGoesOn(Engine from, Engine to) throws Exception {
        FollowRig rig = rig(from, to);
        rig.settings(5000, "0.5", SyncSettings.SourceObjects.CREATE);
        rig.sync.fill(
                "CREATE TABLE item (id int PRIMARY KEY, v int, u int UNIQUE)",
                numbered("item", 50),
                "CREATE TABLE emptied (id int PRIMARY KEY, v int, u int)",
                numbered("emptied", 50),
                "CREATE TABLE altered (id int PRIMARY KEY, v int, u int)",
                numbered("altered", 50),
                "CREATE TABLE purged (id int PRIMARY KEY, v int, u int)",
                numbered("purged", 300),
                "CREATE TABLE renewed (id int PRIMARY KEY, v int, u int)",
                numbered("renewed", 300));
        rig.sync.onTarget(
                "ALTER TABLE item ADD CONSTRAINT small CHECK (v <> -17)", "INSERT INTO item VALUES (1000, 0, 2000)");
        StepReport.Synced begun = rig.follow(new FollowUntil.Lag(Duration.ofSeconds(5)), Deletes.NOT_ALLOWED)
                .get(60, TimeUnit.SECONDS);
        assertThat(begun.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(begun.problems()).extracting(Problem::code).contains("rows-too-many");

        CompletableFuture<StepReport.Synced> follower = rig.follow(Deletes.NOT_ALLOWED);
        rig.awaitFollowing(follower);
        rig.sync.onSource(
                "UPDATE item SET v = v + 100 WHERE id > 17",
                "INSERT INTO item VALUES (60, -17, 60)",
                // A row of the target's own has that.
                "UPDATE item SET u = 2000 WHERE id = 3",
                "TRUNCATE TABLE emptied",
                "ALTER TABLE altered ADD extra int",
                "INSERT INTO altered VALUES (100, 100, 100, 100)",
                "DELETE FROM purged WHERE id > 20");
        try (Connection source = rig.sync.steps.source.connect();
                Statement statement = source.createStatement()) {
            source.setAutoCommit(false);
            statement.execute("DELETE FROM renewed");
            statement.execute(ShopTables.numbered("renewed", 300, "1000 + i, i, i"));
            source.commit();
        }
        rig.sync.onSource("INSERT INTO item VALUES (61, 61, 61)");
        rig.await("SELECT count(*) FROM item WHERE id = 61", "1");
        rig.stop();
        StepReport.Synced report = follower.get(60, TimeUnit.SECONDS);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.problems())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        "rows-not-brought", "rows-too-many", "too-many-deletes", "too-many-deletes", "source-changed");
        assertThat(report.problems())
                .anySatisfy(problem -> assertThat(problem.message())
                        .contains("it was truncated at the source, and all 50 rows of ", "max-delete-fraction = 0.5"));
        assertThat(report.problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains("2 rows of ", "are not taken by "));
        assertThat(report.problems())
                .anySatisfy(problem -> assertThat(problem.message())
                        .contains("of 300 rows of ", " the source has deleted so many that it has 20; "));
        assertThat(report.summary().openKeys()).isEqualTo(2);
        assertThat(rig.sync.steps.target.queryValue("SELECT count(*) FROM emptied"))
                .isEqualTo("50");
        assertThat(rig.sync.steps.target.queryValue("SELECT count(*) FROM purged"))
                .isEqualTo("300");
        rig.assertSame(List.of("renewed"));
        assertThat(rig.sync.steps.target.queryValue("SELECT count(*) FROM item WHERE v > 100"))
                .isEqualTo("33");
    }

    /** What is in the way when a run ends is tried again by the next, from where it was and without comparing. */
    @Test
    void theSameCommandGoesOnWhereItWas() throws Exception {
        FollowRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL);
        rig.sync.fill("CREATE TABLE item (id int PRIMARY KEY, v int, u int UNIQUE)", numbered("item", 50));
        rig.sync.onTarget("ALTER TABLE item ADD CONSTRAINT small CHECK (v <> -17)");
        assertThat(rig.follow(Duration.ofSeconds(5)).get(60, TimeUnit.SECONDS).outcome())
                .isEqualTo(Outcome.NOTHING_TO_DO);
        rig.sync.onSource("INSERT INTO item VALUES (60, -17, 60)", "DELETE FROM item WHERE id = 4");
        StepReport.Synced left = rig.follow(Duration.ofSeconds(5)).get(60, TimeUnit.SECONDS);
        assertThat(left.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(left.summary().deleted()).isEqualTo(1);
        assertThat(left.summary().rounds()).isZero();
        rig.sync.onTarget("ALTER TABLE item DROP CONSTRAINT small");
        StepReport.Synced done = rig.follow(Duration.ofSeconds(5)).get(60, TimeUnit.SECONDS);
        assertThat(done.problems()).isEmpty();
        assertThat(done.summary().inserted()).isEqualTo(1);
        assertThat(rig.stop().outcome()).isEqualTo(Outcome.DONE);
        assertThat(rig.stop().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        rig.assertSame(List.of("item"));
    }

    /** Nothing is made on the source unless the settings say so; what needs nothing is followed all the same. */
    @Test
    void nothingIsMadeOnTheSourceUnlessAllowed() throws Exception {
        FollowRig refused = rig(Engine.POSTGRESQL, Engine.MARIADB);
        refused.settings(5000, "1", SyncSettings.SourceObjects.REFUSE);
        refused.sync.fill("CREATE TABLE item (id int PRIMARY KEY, v int, u int)", numbered("item", 10));
        assertThatThrownBy(() -> refused.follow(Duration.ofSeconds(5)).join())
                .hasMessageContaining("it lacks the publication sterna_log_r1_")
                .hasMessageContaining(" and the replication slot sterna_log_r1_");
        assertThat(refused.left()).isEmpty();
        new FollowStep(new FollowUntil.Told(), Deletes.ALLOWED).preview(refused.sync.run());
        assertThat(String.join("\n", refused.sync.steps.output))
                .contains("sync would need on the source: publication sterna_log_r1_", "CREATE PUBLICATION");
    }

    /** Where nobody can tell any more what changed, all rows are compared, and that is said. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void aLogThatDoesNotGoBackSoFarIsNotTrusted(Engine from, Engine to) throws Exception {
        FollowRig rig = rig(from, to);
        rig.sync.fill("CREATE TABLE item (id int PRIMARY KEY, v int, u int)", numbered("item", 50));
        assertThat(rig.follow(Duration.ofSeconds(5)).get(60, TimeUnit.SECONDS).outcome())
                .isEqualTo(Outcome.NOTHING_TO_DO);
        rig.sync.onSource("UPDATE item SET v = -1 WHERE id < 5", "DELETE FROM item WHERE id = 9");
        if (from == Engine.POSTGRESQL) {
            String slot = rig.left().stream()
                    .filter(name -> name.startsWith("replication slot "))
                    .findFirst()
                    .orElseThrow()
                    .replace("replication slot ", "");
            rig.sync.steps.source.executeAsAdministrator("SELECT pg_drop_replication_slot('" + slot + "')");
        } else {
            purge(rig.sync.steps.source);
        }

        StepReport.Synced report = rig.follow(Duration.ofSeconds(5)).get(60, TimeUnit.SECONDS);

        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        assertThat(report.summary().rounds()).isEqualTo(1);
        assertThat(report.summary().applied()).isEqualTo(5);
        assertThat(String.join("\n", rig.sync.steps.output) + rig.sync.steps.warnings)
                .containsAnyOf("so it begins anew", "all rows are compared anew");
        rig.sync.onSource("UPDATE item SET v = -2 WHERE id = 10");
        assertThat(rig.follow(Duration.ofSeconds(5))
                        .get(60, TimeUnit.SECONDS)
                        .summary()
                        .applied())
                .isEqualTo(1);
        rig.stop();
        rig.assertSame(List.of("item"));
    }

    /** A server keeps a log that somebody reads, and notices late that he is gone. */
    private static void purge(TestDatabase source) throws InterruptedException {
        List<List<String>> logs;
        do {
            Thread.sleep(50);
            source.executeAsAdministrator("FLUSH BINARY LOGS");
            logs = source.query("SHOW BINARY LOGS");
            source.executeAsAdministrator(
                    "PURGE BINARY LOGS TO '" + logs.get(logs.size() - 1).get(0) + "'");
            logs = source.query("SHOW BINARY LOGS");
        } while (logs.size() > 1);
    }

    /** Somebody else has ended it: what changes then is not acknowledged by whoever does not know of it. */
    @Test
    void whoIsNotKnownAnyMoreEnds() throws Exception {
        FollowRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL);
        rig.sync.fill("CREATE TABLE item (id int PRIMARY KEY, v int, u int)", numbered("item", 10));
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        rig.awaitFollowing(follower);
        rig.sync.run().ledger().follow().forget("r1");
        rig.sync.onSource("UPDATE item SET v = -1 WHERE id = 1");
        assertThatThrownBy(() -> follower.get(30, TimeUnit.SECONDS))
                .hasMessageContaining("another command has ended it for run r1");
    }

    /** By less than the cycle itself takes in which it caught up. */
    @Test
    void aSmallLagIsReachedToo() throws Exception {
        FollowRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL);
        rig.sync.fill("CREATE TABLE item (id int PRIMARY KEY, v int, u int)", numbered("item", 10));
        rig.sync.onSource("UPDATE item SET v = -1 WHERE id = 1");
        rig.follow(Duration.ofMillis(1)).get(30, TimeUnit.SECONDS);
        rig.assertSame(List.of("item"));
    }

    /** Whoever may make nothing must not lose what another one has made. */
    @Test
    void nothingIsDroppedThatMayNotBeMadeAgain() throws Exception {
        FollowRig rig = rig(Engine.POSTGRESQL, Engine.POSTGRESQL);
        rig.sync.fill(
                "CREATE TABLE item (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, v int, u int)",
                numbered("item", 10));
        rig.follow(Duration.ofSeconds(5)).get(60, TimeUnit.SECONDS);
        List<String> made = rig.left();
        assertThat(made).hasSize(2);
        assertThat(rig.sync.steps.warnings)
                .extracting(Problem::code)
                .as("Somebody has to go on, or to drop it")
                .contains("log-objects-left");
        rig.settings(5000, "1", SyncSettings.SourceObjects.REFUSE);
        rig.sync.run().ledger().follow().forget("r1");
        assertThatThrownBy(() -> rig.follow(Duration.ofSeconds(5)).join())
                .hasMessageContaining(
                        "to begin anew it would have to drop and make again the publication sterna_log_r1_");
        assertThat(rig.left()).isEqualTo(made);

        rig.settings(5000, "1", SyncSettings.SourceObjects.CREATE);
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        rig.awaitFollowing(follower);
        rig.sync.onSource("INSERT INTO item VALUES (11, 11, 11)");
        rig.await("SELECT count(*) FROM item", "11");
        rig.stop();
        follower.get(60, TimeUnit.SECONDS);
        rig.sync.onTarget("INSERT INTO item (v) VALUES (12)");
        assertThat(rig.sync.steps.target.queryValue("SELECT max(id) FROM item"))
                .as("The counter goes on behind what the log brought")
                .isEqualTo("12");
    }

    /** What a foreign key does to the rows of a child is only told by its parent. */
    @Test
    void withAParentGoItsChildren() throws Exception {
        FollowRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL);
        rig.sync.fill(
                "CREATE TABLE parent (id int PRIMARY KEY, v int, u int)",
                numbered("parent", 10),
                "CREATE TABLE child (id int PRIMARY KEY, v int, u int REFERENCES parent (id) ON DELETE CASCADE)",
                numbered("child", 10),
                "CREATE TABLE toy (id int PRIMARY KEY, v int, u int REFERENCES child (id) ON DELETE CASCADE)",
                numbered("toy", 10),
                "CREATE TABLE item (id int PRIMARY KEY, v int, u int)",
                numbered("item", 10));
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        rig.awaitFollowing(follower);
        rig.sync.onSource(
                "ALTER TABLE parent ADD extra int",
                "DELETE FROM parent WHERE id = 3",
                "UPDATE item SET v = -1 WHERE id = 1");
        rig.await("SELECT v FROM item WHERE id = 1", "-1");
        rig.stop();
        StepReport.Synced report = follower.get(60, TimeUnit.SECONDS);
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.problems())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("source-changed", "parent-not-followed", "parent-not-followed");
        assertThat(rig.sync.steps.warnings)
                .anySatisfy(problem -> assertThat(problem.message())
                        .contains(".child, ", ".parent, ", ".toy: they were not followed to the end"));
    }

    @Tag("long")
    @Test
    void aServerThatComesAgainIsWaitedFor() throws Exception {
        try (LoggingServers own = new LoggingServers();
                ServerKill source = new ServerKill(own.server(Engine.MARIADB));
                ServerKill target = new ServerKill(own.server(Engine.POSTGRESQL));
                Databases.Scope scope = DATABASES.scope()) {
            FollowRig rig = new FollowRig(
                    own.source(DATABASES, Engine.MARIADB), DATABASES.create(own.server(Engine.POSTGRESQL)), directory);
            survives(rig, source, target);
            assertThat(scope).isNotNull();
        }
    }

    private static void survives(FollowRig rig, ServerKill source, ServerKill target) throws Exception {
        rig.settings(5000, "1", SyncSettings.SourceObjects.REFUSE);
        rig.sync.fill("CREATE TABLE item (id int PRIMARY KEY, v int, u int)", numbered("item", 50));
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        rig.sync.onSource("UPDATE item SET v = -1 WHERE id = 1");
        rig.awaitFollowing(follower);
        source.afterAWhile();
        rig.renew();
        rig.sync.onSource("UPDATE item SET v = -2 WHERE id = 2");
        rig.await("SELECT count(*) FROM item WHERE v = -2", "1");
        target.afterAWhile();
        rig.renew();
        rig.sync.onSource("UPDATE item SET v = -3 WHERE id = 3");
        rig.await("SELECT count(*) FROM item WHERE v = -3", "1");
        rig.stop();
        StepReport.Synced report = follower.get(60, TimeUnit.SECONDS);
        assertThat(report.outcome()).isEqualTo(Outcome.DONE);
        rig.assertSame(List.of("item"));
        assertThat(rig.sync.steps.events)
                .extracting(Map.Entry::getKey)
                .contains("follow-lost", "follow-back", "follow-lag");
    }

    /** The log of the source says nothing of what its foreign keys do. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "MYSQL"})
    void keysOfParentsThatAreTakenAgainTakeNoChildWithThem(Engine from) throws Exception {
        FollowRig rig = rig(from, Engine.POSTGRESQL);
        rig.sync.fill(
                "CREATE TABLE p (id int PRIMARY KEY, v int)",
                "CREATE TABLE c (id int PRIMARY KEY, p int, v int,"
                        + " FOREIGN KEY (p) REFERENCES p (id) ON UPDATE CASCADE ON DELETE SET NULL)",
                "CREATE TABLE d (p int, n int, v int, PRIMARY KEY (p, n),"
                        + " FOREIGN KEY (p) REFERENCES p (id) ON UPDATE CASCADE ON DELETE CASCADE)",
                "INSERT INTO p VALUES (1, 1), (2, 2), (9, 9), (10, 10)",
                "INSERT INTO c VALUES (1, 1, 1), (2, 2, 2), (3, NULL, 3), (4, 10, 4)",
                "INSERT INTO d VALUES (1, 1, 10), (2, 1, 20), (9, 1, 30), (10, 1, 40)");
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        while (rig.sync.steps.output.stream().noneMatch(line -> line.startsWith("sync look 1"))) {
            assertThat(follower).isNotDone();
            TimeUnit.MILLISECONDS.sleep(20);
        }
        rig.sync.onSource(
                // Two parents change places, and one comes in the place of another.
                "UPDATE p SET id = 3 WHERE id = 1",
                "UPDATE p SET id = 1 WHERE id = 2",
                "UPDATE p SET id = 2 WHERE id = 3",
                "UPDATE p SET id = 11 WHERE id = 9",
                "INSERT INTO p VALUES (9, 0)",
                "DELETE FROM p WHERE id = 10",
                "INSERT INTO p VALUES (10, 0)");
        rig.stop();

        assertThat(follower.get(60, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.DONE);
        rig.assertSame(List.of("p", "c", "d"));
    }
}
