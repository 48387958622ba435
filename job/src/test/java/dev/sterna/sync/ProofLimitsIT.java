package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.changes.Deletes;
import dev.sterna.config.SyncSettings;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.workload.ShopTables;
import dev.sterna.error.Problem;
import dev.sterna.model.Side;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the proof may not do, what it does not wait for, and what it gets through all the same. */
@Tag("long")
class ProofLimitsIT {
    private static final long SECONDS = Long.getLong("sterna.hot-seconds", 8);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @RegisterExtension
    static final LoggingServers LOGGING = new LoggingServers();

    @TempDir
    Path directory;

    private volatile boolean ended;

    private FollowRig rig(Engine from, Engine to, String... statements) {
        FollowRig rig = new FollowRig(LOGGING.source(DATABASES, from), DATABASES.create(to), directory);
        rig.sync.fill(statements);
        return rig;
    }

    private static String[] items(int rows) {
        return new String[] {
            "CREATE TABLE item (id int PRIMARY KEY, v int)",
            ShopTables.numbered("item", rows, "i, 0"),
            "CREATE TABLE other (id int PRIMARY KEY, v int)",
            ShopTables.numbered("other", rows, "i, 0")
        };
    }

    /** Gives statements on one connection until it is ended. */
    private CompletableFuture<Long> write(TestDatabase source, String first, String... again) {
        return CompletableFuture.supplyAsync(() -> {
            long rounds = 0;
            try (Connection connection = source.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(first);
                for (; !ended; rounds++) {
                    for (String one : again) {
                        statement.execute(one);
                    }
                }
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
            return rounds;
        });
    }

    /** The target's own rows that refer to a row which is mended go by the same limit as any others, and not with that row. */
    @ParameterizedTest
    @EnumSource(Deletes.class)
    void noRowGoesWithOneThatIsMended(Deletes deletes) throws Exception {
        FollowRig rig = rig(
                Engine.MARIADB,
                Engine.POSTGRESQL,
                "CREATE TABLE parent (id int PRIMARY KEY, v int)",
                ShopTables.numbered("parent", 40, "i, i"),
                "CREATE TABLE child (id int PRIMARY KEY, p int NOT NULL, CONSTRAINT child_p FOREIGN KEY (p)"
                        + " REFERENCES parent (id) ON DELETE CASCADE)",
                ShopTables.numbered("child", 40, "i, i"));
        rig.settings(5000, "0.05", SyncSettings.SourceObjects.CREATE);
        FollowRig.report(rig.follow(CLOSE));
        rig.sync.onTarget("UPDATE parent SET v = -7 WHERE id = 3", ShopTables.numbered("child", 10, "i + 1000, 3"));
        CompletableFuture<StepReport.Synced> follower = rig.follow(deletes);
        rig.await("SELECT v FROM parent WHERE id = 3", "3");
        StepReport stopped = rig.stop();
        StepReport.Synced report = FollowRig.report(follower);
        assertThat(rig.sync.steps.target.queryValue("SELECT count(*) FROM child"))
                .isEqualTo("50");
        assertThat(report.outcome()).as(rig.sync.steps.output.toString()).isEqualTo(Outcome.DIFFERS);
        assertThat(report.problems()).extracting(Problem::code).containsExactly("rows-too-many");
        assertThat(report.summary().proof().differences()).isEqualTo(10);
        assertThat(stopped.outcome()).isEqualTo(Outcome.DIFFERS);
    }

    /** Somebody holds a lock on a table and does not give it up: who wishes that it ends hears so, and has what is proven. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL, SOURCE", "MARIADB, POSTGRESQL, TARGET", "POSTGRESQL, MARIADB, TARGET"})
    void aLockOfSomebodyElseHoldsNobodyUpForEver(Engine from, Engine to, Side side) throws Exception {
        FollowRig rig = rig(from, to, items(200));
        FollowRig.report(rig.follow(CLOSE));
        try (Connection first = (from == Engine.MARIADB ? rig.sync.steps.source : rig.sync.steps.target).connect();
                Connection second = rig.sync.steps.target.connect();
                Statement locking = first.createStatement()) {
            locking.execute("LOCK TABLES item WRITE");
            CompletableFuture<StepReport.Synced> follower = rig.follow();
            rig.awaitGoingOn();
            if (from == Engine.MARIADB && side == Side.TARGET) {
                second.setAutoCommit(false);
                second.createStatement().execute("LOCK TABLE item IN ACCESS EXCLUSIVE MODE");
                locking.execute("UNLOCK TABLES");
            }
            long began = System.nanoTime();
            StepReport stopped = CompletableFuture.supplyAsync(rig::stop).get(120, TimeUnit.SECONDS);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("%s to %s, locked in the %s: --stop was through after %.1f s%n", from, to, side, seconds);
            assertThat(stopped.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(stopped.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("not-proven");
                assertThat(problem.message())
                        .contains("nothing is proven of ", ".item (Cannot ")
                        .containsIgnoringCase("lock");
            });
            SyncSummary.Proof proof = FollowRig.report(follower).summary().proof();
            assertThat(proof.verdict()).isEqualTo("not-proven");
            assertThat(proof.rows()).as("The other table").isGreaterThanOrEqualTo(200);
        }
    }

    /** Times in the log that are an hour old are no lag, as long as who follows is where the log ends. */
    @Test
    void theProofBeginsWhateverTheSourcesClockSays() throws Exception {
        FollowRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL, items(200));
        // From the beginning, so that the log never has nothing to tell.
        CompletableFuture<Long> writer = write(
                rig.sync.steps.source,
                "SET timestamp = UNIX_TIMESTAMP() - 3600",
                "UPDATE item SET v = v + 1 WHERE id = 7");
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        try {
            rig.awaitFollowing(follower);
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> rig.sync.steps.events.stream()
                            .filter(event -> event.getKey().equals("follow-lag"))
                            .anyMatch(event ->
                                    Double.valueOf(1).equals(event.getValue().get("proof"))));
        } finally {
            ended = true;
            writer.join();
        }
        assertThat(rig.stop().outcome()).isEqualTo(Outcome.DONE);
        assertThat(FollowRig.report(follower).summary().proof().verdict()).isEqualTo("proven");
    }

    /**
     * All rows of a small table are written again and again, so that no chunk of it is ever the same on both sides: each has rows
     * on their way. The pass gets through it all the same, since only these rows stay open, and what is open once nobody writes is
     * compared at once.
     */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void aTableOfWhichEveryRowIsWrittenAllTheTimeIsProven(Engine from, Engine to) throws Exception {
        int rows = Integer.getInteger("sterna.hot-rows", 2000);
        FollowRig rig = new FollowRig(LOGGING.source(DATABASES, from), DATABASES.create(to), directory);
        rig.sync.steps.chunkRows = rows / 20;
        rig.sync.fill(items(rows));
        CompletableFuture<StepReport.Synced> follower = rig.follow();
        rig.awaitFollowing(follower);
        String[] parts = new String[20];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = "UPDATE item SET v = v + 1 WHERE id > " + i * rows / parts.length + " AND id <= "
                    + (i + 1) * rows / parts.length;
        }
        CompletableFuture<Long> writer = write(rig.sync.steps.source, "SELECT 1", parts);
        TimeUnit.SECONDS.sleep(SECONDS);
        double openKeys = rig.sync.steps.events.stream()
                .filter(event -> event.getKey().equals("follow-lag"))
                .mapToDouble(event -> ((Number) event.getValue().get("keysUnproven")).doubleValue())
                .max()
                .orElseThrow();
        ended = true;
        long rounds = writer.join();
        long last = System.nanoTime();
        assertThat(rig.stop().outcome()).isEqualTo(Outcome.DONE);
        double seconds = (System.nanoTime() - last) / 1e9;
        SyncSummary summary = FollowRig.report(follower).summary();
        SyncSummary.Proof proof = summary.proof();
        System.out.printf(
                "%s to %s: each of %d rows written %d times, %.0f changes/s; %d rows compared once, %d keys again, %.0f open at most;"
                        + " proven %.2f s after the last write, of that %.2f s after all was in%n",
                from,
                to,
                rows,
                rounds,
                summary.changesPerSecond(),
                proof.rows(),
                proof.comparedAgain(),
                openKeys,
                seconds,
                proof.seconds());
        assertThat(proof.verdict()).isEqualTo("proven");
        assertThat(proof.seconds()).isLessThan(3);
        rig.assertSame(List.of("item", "other"));
    }

    /** What a cutover needs: a place in the log that somebody has noted after the last write; a place that is not reached yet. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB", "MYSQL, POSTGRESQL"})
    void itEndsAtAPlaceInTheLog(Engine from, Engine to) throws Exception {
        FollowRig rig = rig(from, to, items(200));
        FollowRig.report(rig.follow(CLOSE));
        rig.sync.onSource("UPDATE item SET v = 1 WHERE id <= 50");
        String place = FollowUntil.Place.end(rig.sync.run().source()).toString();
        StepReport.Synced report = FollowRig.report(rig.follow(new FollowUntil.Place(place), Deletes.NOT_ALLOWED));
        assertThat(report.outcome()).as(rig.sync.steps.output.toString()).isEqualTo(Outcome.DONE);
        assertThat(report.summary().proof().verdict()).isEqualTo("proven");
        rig.assertSame(List.of("item", "other"));
        assertThat(rig.proofGate().orElseThrow().passed()).isTrue();
        assertThat(rig.sync.steps.output)
                .contains("sync: the source's log has come to " + place + "; brings what has changed by now");
        assertThat(rig.left()).as("Whoever goes on needs it").isNotEmpty();
        assertThat(rig.stop().outcome()).isNotEqualTo(Outcome.REFUSED);
    }
}
