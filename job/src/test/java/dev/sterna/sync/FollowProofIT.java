package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.changes.Deletes;
import dev.sterna.config.SyncSettings;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.workload.ShopTables;
import dev.sterna.error.Problem;
import dev.sterna.model.TableName;
import dev.sterna.plan.Samples;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.step.SyncSummary;
import dev.sterna.testing.Databases;
import dev.sterna.testing.LoggingServers;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While the log is followed it is proven that both sides are the same, and what no log tells is found. */
class FollowProofIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @RegisterExtension
    static final LoggingServers LOGGING = new LoggingServers();

    @TempDir
    Path directory;

    private volatile boolean ended;

    private FollowRig rig(Engine from, Engine to, int rows) {
        FollowRig rig = new FollowRig(LOGGING.source(DATABASES, from), DATABASES.create(to), directory);
        rig.sync.fill(
                "CREATE TABLE item (id int PRIMARY KEY, v int, u int)",
                ShopTables.numbered("item", rows, "i, i, i"),
                "CREATE TABLE word (w varchar(40) PRIMARY KEY, v int)",
                ShopTables.numbered("word", rows, "concat('word ', i), i"),
                // Without a row when it was planned.
                "CREATE TABLE late (id int PRIMARY KEY, v int)");
        return rig;
    }

    /** Some statements a moment, of rows here and there. */
    private CompletableFuture<Void> write(TestDatabase source, int rows) {
        return CompletableFuture.runAsync(() -> {
            try (Connection connection = source.connect();
                    Statement statement = connection.createStatement()) {
                for (int i = rows + 1; !ended; i++) {
                    int id = 1 + ThreadLocalRandom.current().nextInt(rows);
                    // What others have done behind everybody's back is theirs.
                    if (id > 20) {
                        statement.execute("UPDATE item SET v = v + 1 WHERE id = " + id);
                        statement.execute("UPDATE word SET v = v + 1 WHERE w = 'word " + id + "'");
                    }
                    statement.execute("INSERT INTO item VALUES (" + i + ", 0, 0)");
                    statement.execute("DELETE FROM item WHERE id = " + (i - 100) + " AND v = 0");
                }
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void whatNoLogTellsIsFoundAndBroughtAndAllIsProven(Engine from, Engine to) throws Exception {
        int rows = 900;
        FollowRig rig = rig(from, to, rows);
        FollowRig.report(rig.follow(Duration.ofSeconds(5)));
        rig.sync.onTarget(
                "UPDATE item SET v = -7 WHERE id = 3",
                "DELETE FROM item WHERE id = 4",
                "INSERT INTO item VALUES (-5, 5, 5)",
                "UPDATE word SET v = -7 WHERE w = 'word 6'");
        if (from == Engine.MARIADB) {
            rig.sync.steps.source.executeAsAdministrator(
                    "SET SESSION sql_log_bin = 0",
                    "UPDATE " + rig.sync.steps.source.name() + ".item SET v = -8 WHERE id = 7",
                    "SET SESSION sql_log_bin = 1");
        }
        int wrong = from == Engine.MARIADB ? 5 : 4;

        rig.sync.onSource("INSERT INTO late VALUES (1, 1), (2, 2)");
        // Goes on without a first look.
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        CompletableFuture<Void> writer = write(rig.sync.steps.source, rows);
        rig.await("SELECT count(*) FROM item WHERE v = -7 OR id = -5", "0");
        rig.await("SELECT count(*) FROM item WHERE id = 4", "1");
        rig.await("SELECT v FROM word WHERE w = 'word 6'", "6");
        if (from == Engine.MARIADB) {
            rig.await("SELECT v FROM item WHERE id = 7", "-8");
        }
        ended = true;
        writer.join();
        StepReport stopped = rig.stop();

        SyncSummary.Proof proof = FollowRig.report(follower).summary().proof();
        assertThat(proof.verdict()).as(rig.sync.steps.output.toString()).isEqualTo("proven");
        assertThat(proof.broughtAgain()).isEqualTo(wrong);
        assertThat(proof.rows()).isGreaterThanOrEqualTo(2L * rows);
        assertThat(proof.differences() + proof.openKeys()).isZero();
        assertThat(proof.seconds()).isLessThan(3);
        assertThat(stopped.outcome()).isEqualTo(Outcome.DONE);
        assertThat(rig.sync.steps.warnings).extracting(Problem::code).contains("rows-not-in-log");
        assertThat(rig.sync.steps.output)
                .filteredOn(line -> line.startsWith("sync: proven equal up to "))
                .as("By who followed, and by who stopped it")
                .hasSize(2);
        assertThat(rig.proofGate().orElseThrow().passed()).isTrue();
        assertThat(rig.proofGate().orElseThrow().position()).isEqualTo(proof.position());
        rig.assertSame(List.of("item", "word", "late"));
    }

    /** A row of the target's own is only removed if that is allowed, and else named. */
    @Test
    void whatMayNotGoIsADifference() throws Exception {
        FollowRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL, 200);
        FollowRig.report(rig.follow(Duration.ofSeconds(5)));
        rig.sync.onTarget("INSERT INTO item VALUES (-5, 5, 5)");
        CompletableFuture<StepReport.Synced> follower = rig.follow(Deletes.NOT_ALLOWED);
        rig.awaitGoingOn();
        StepReport stopped = rig.stop();
        StepReport.Synced report = FollowRig.report(follower);
        assertThat(report.outcome()).as(rig.sync.steps.output.toString()).isEqualTo(Outcome.DIFFERS);
        assertThat(report.problems()).extracting(Problem::code).containsExactly("rows-too-many");
        assertThat(report.summary().proof().verdict()).isEqualTo("differs");
        assertThat(report.summary().proof().differences()).isEqualTo(1);
        assertThat(stopped.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(stopped.problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains("not equal up to ", ": 1 row differs"));
        assertThat(rig.proofGate().orElseThrow().passed()).isFalse();
    }

    /** Who wishes that it ends before all rows were compared waits for that, and hears so. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void aPassThatIsNotFinishedIsFinishedFirst(Engine from, Engine to) throws Exception {
        FollowRig rig = rig(from, to, 200);
        FollowRig.report(rig.follow(Duration.ofSeconds(5)));
        CompletableFuture<StepReport.Synced> follower;
        CompletableFuture<StepReport> stop;
        TestDatabase held = from == Engine.MARIADB ? rig.sync.steps.source : rig.sync.steps.target;
        try (Connection holding = held.connect();
                Statement statement = holding.createStatement()) {
            statement.execute("LOCK TABLES item WRITE");
            follower = rig.follow();
            rig.awaitGoingOn();
            stop = CompletableFuture.supplyAsync(rig::stop);
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> rig.sync.steps.output.stream()
                            .anyMatch(line -> line.contains("not all rows were compared yet")));
            TimeUnit.MILLISECONDS.sleep(700);
            assertThat(follower).isNotDone();
            statement.execute("UNLOCK TABLES");
        }
        assertThat(stop.get(60, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.DONE);
        assertThat(FollowRig.report(follower).summary().proof().verdict()).isEqualTo("proven");
    }

    @Test
    void nothingIsProvenWhereThatIsNotWanted() throws Exception {
        FollowRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL, 200);
        rig.prove = SyncSettings.Prove.OFF;
        rig.settings(5000, "1", SyncSettings.SourceObjects.CREATE);
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        rig.awaitFollowing(follower);
        assertThat(rig.stop().outcome()).isEqualTo(Outcome.DONE);
        assertThat(FollowRig.report(follower).summary().proof()).isNull();
        assertThat(rig.sync.steps.output)
                .anySatisfy(line -> assertThat(line).contains("not proven", "sterna diff --run-id r1"));
        assertThat(rig.proofGate()).isEmpty();
    }

    /** Somebody goes on writing: what is still written is not proven, and that is said; nothing else is held up by it. */
    @Tag("long")
    @Test
    void whatIsStillWrittenIsNotProven() throws Exception {
        FollowRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL, 500);
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        rig.awaitFollowing(follower);
        CompletableFuture<Void> writer = write(rig.sync.steps.source, 500);
        TimeUnit.SECONDS.sleep(1);
        StepReport stopped = rig.stop();
        ended = true;
        writer.join();
        StepReport.Synced report = FollowRig.report(follower);
        assertThat(report.summary().proof().differences()).isZero();
        assertThat(report.summary().proof().openKeys()).isPositive();
        assertThat(report.summary().proof().verdict()).isEqualTo("not-proven");
        assertThat(rig.sync.steps.warnings).extracting(Problem::code).contains("rows-not-proven");
        assertThat(rig.sync.steps.warnings)
                .anySatisfy(problem -> assertThat(problem.message()).contains(" still being written"));
        assertThat(stopped.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(stopped.problems()).extracting(Problem::code).containsExactly("not-proven");
    }

    /** What was set aside before anything was followed is not proven either. */
    @Test
    void aTableThatWasSetAsideBeforeIsNotProven() throws Exception {
        FollowRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL, 200);
        rig.sync.onSource("ALTER TABLE item ADD extra int");
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        rig.awaitFollowing(follower);
        StepReport stopped = rig.stop();
        assertThat(FollowRig.report(follower).summary().proof().verdict()).isEqualTo("not-proven");
        assertThat(stopped.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(stopped.problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains("nothing is proven of ", ".item"));
        assertThat(rig.proofGate().orElseThrow().passed()).isFalse();
    }

    /** What the plan leaves out is not in the target, so that not all is the same. */
    @Test
    void aTableThatThePlanLeavesOutIsNotProven() throws Exception {
        FollowRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL, 200);
        Samples.leaveOut(rig.sync.run().workspace(), rig.sync.plan(), new TableName("shop", "apart"));
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        rig.awaitFollowing(follower);
        StepReport stopped = rig.stop();
        assertThat(FollowRig.report(follower).summary().proof().verdict()).isEqualTo("not-proven");
        assertThat(stopped.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(stopped.problems())
                .anySatisfy(problem -> assertThat(problem.message()).contains("nothing is proven of shop.apart; "));
        assertThat(rig.proofGate().orElseThrow().passed()).isFalse();
    }

    /** A table that goes during the pass takes the proof of no other with it. */
    @Test
    void aTableThatIsLeftIsNotProvenAndOthersAre() throws Exception {
        FollowRig rig = rig(Engine.POSTGRESQL, Engine.MARIADB, 200);
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        rig.awaitFollowing(follower);
        rig.sync.onSource("ALTER TABLE item ADD extra int", "INSERT INTO item VALUES (1000, 1, 1, 1)");
        rig.sync.onSource("UPDATE word SET v = -1 WHERE w = 'word 9'");
        rig.await("SELECT v FROM word WHERE w = 'word 9'", "-1");
        rig.stop();
        StepReport.Synced report = FollowRig.report(follower);
        assertThat(report.summary().proof().verdict()).isEqualTo("not-proven");
        assertThat(rig.sync.steps.output)
                .anySatisfy(line -> assertThat(line).contains("nothing is proven of ", ".item"));
        assertThat(rig.proofGate().orElseThrow().passed()).isFalse();
        assertThat(rig.proofGate().orElseThrow().found()).isZero();
    }
}
