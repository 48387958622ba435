package dev.sterna.sync;

import static dev.sterna.embedded.workload.ShopTables.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.changes.Deletes;
import dev.sterna.config.OnConflict;
import dev.sterna.config.SyncSettings;
import dev.sterna.embedded.Engine;
import dev.sterna.error.Problem;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.transfer.FailpointReached;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that somebody has changed on the side that is written: none of them goes without a word, by each engine as the source. */
@Tag("long")
class ReverseConflictIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final String FAILPOINTS = "dev.sterna.failpoints";

    @TempDir
    Path directory;

    @AfterEach
    void nothingFailsAfterwards() {
        System.clearProperty(FAILPOINTS);
    }

    private SyncRig rig(Engine source) {
        return SyncRig.back(DATABASES, source, directory);
    }

    private static void onConflict(SyncRig rig, String policy) {
        rig.steps.sync = rig.steps.sync.withOnConflict(OnConflict.of(policy).orElseThrow());
    }

    private static String source(SyncRig rig, String query) {
        return rig.steps.source.queryValue(query);
    }

    /** Three parts: in the first the target alone has changed, in the second both have, in the third the source alone. */
    private SyncRig conflict(Engine source) {
        SyncRig rig = rig(source);
        rig.fill(
                "CREATE TABLE item (id int PRIMARY KEY, v int, at STAMP)",
                numbered("item", 300, "i, i, '2024-01-01 00:00:00'"),
                "CREATE TABLE other (id int PRIMARY KEY, v int, at STAMP)",
                "INSERT INTO other VALUES (1, 1, NULL)");
        rig.agree();
        rig.onTarget(
                "UPDATE item SET v = -1, at = '2024-02-01 00:00:00' WHERE id IN (10, 150, 160)",
                "UPDATE other SET v = -1 WHERE id = 1");
        rig.onSource(
                "UPDATE item SET v = -2, at = '2024-01-15 00:00:00.5' WHERE id = 160",
                "UPDATE item SET v = -2, at = '2024-03-01 00:00:00' WHERE id IN (170, 290)");
        return rig;
    }

    @ParameterizedTest
    @EnumSource
    void whereBothMayHaveChangedNothingIsWritten(Engine source) {
        SyncRig rig = conflict(source);

        StepReport.Synced back = rig.reverse(Deletes.NOT_ALLOWED);

        assertThat(back.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(back.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("both-sides-changed");
            // One more of the target's in a part in which the source has changed others.
            assertThat(problem.message()).contains("4 rows differ where the source may have been changed as well");
            assertThat(problem.remedy()).contains("sterna diff --run-id r1", "sync --run-id r1 --reverse");
        });
        assertThat(source(rig, "SELECT count(*) FROM item WHERE v = -1")).isEqualTo("0");
        assertThat(source(rig, "SELECT v FROM other")).isEqualTo("-1");
    }

    @ParameterizedTest
    @EnumSource
    void theSourceWinsWhereItIsToldTo(Engine source) {
        SyncRig rig = conflict(source);
        onConflict(rig, "source-wins");

        StepReport.Synced back = rig.reverse(Deletes.NOT_ALLOWED);

        assertThat(back.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(back.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("rows-kept");
            assertThat(problem.message()).contains("4 rows of ", "in the source stay as they are");
        });
        assertThat(source(rig, "SELECT concat(count(*), ' ', max(id)) FROM item WHERE v = -1"))
                .isEqualTo("1 10");
        assertThat(source(rig, "SELECT count(*) FROM item WHERE v = -2")).isEqualTo("3");
        // And the other way round the source's rows go to the target.
        assertThat(rig.sync().outcome()).isEqualTo(Outcome.DONE);
        rig.assertNothingDiffers();
    }

    @ParameterizedTest
    @EnumSource
    void theTargetWinsWhereItIsToldTo(Engine source) {
        SyncRig rig = conflict(source);
        onConflict(rig, "target-wins");

        assertThat(rig.reverse(Deletes.NOT_ALLOWED).outcome()).isEqualTo(Outcome.DONE);

        assertThat(source(rig, "SELECT count(*) FROM item WHERE v = -1")).isEqualTo("3");
        assertThat(source(rig, "SELECT count(*) FROM item WHERE v = -2")).isEqualTo("0");
        rig.assertNothingDiffers();
    }

    @ParameterizedTest
    @EnumSource
    void theNewestWinsWhereItIsToldTo(Engine source) {
        SyncRig rig = conflict(source);
        onConflict(rig, "newest at");

        StepReport.Synced back = rig.reverse(Deletes.NOT_ALLOWED);

        assertThat(back.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(back.problems()).extracting(Problem::code).containsExactly("rows-kept");
        assertThat(source(rig, "SELECT count(*) FROM item WHERE v = -1")).isEqualTo("3");
        assertThat(source(rig, "SELECT concat(min(id), ' ', max(id)) FROM item WHERE v = -2"))
                .isEqualTo("170 290");
        assertThat(rig.sync().outcome()).isEqualTo(Outcome.DONE);
        rig.assertNothingDiffers();
    }

    @Test
    void nobodyWinsATie() {
        SyncRig rig = conflict(Engine.MARIADB);
        rig.onSource("UPDATE item SET v = 5 WHERE id = 20");
        onConflict(rig, "newest at");
        rig.onTarget("UPDATE item SET v = 6 WHERE id = 20");

        StepReport.Synced back = rig.reverse(Deletes.NOT_ALLOWED);

        assertThat(back.problems()).extracting(Problem::code).containsExactly("both-sides-changed");
        assertThat(back.problems().get(0).message()).contains("1 row differs", "at is the same in these");
        assertThat(source(rig, "SELECT count(*) FROM item WHERE v = -1")).isEqualTo("0");

        onConflict(rig, "newest nothing");
        assertThat(rig.reverse(Deletes.NOT_ALLOWED).problems().get(0).message()).contains("it has no column nothing");
    }

    /** Forward, what the target has of its own stood in nobody's way, unless somebody says so. */
    @ParameterizedTest
    @EnumSource
    void forwardTheTargetWinsWhereItIsToldTo(Engine source) {
        SyncRig rig = conflict(source);
        onConflict(rig, "target-wins");

        StepReport.Synced synced = rig.sync(Deletes.NOT_ALLOWED);

        assertThat(synced.problems()).extracting(Problem::code).containsOnly("rows-kept");
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM item WHERE v = -1"))
                .isEqualTo("3");
        // Its part of the table was not touched in the target.
        assertThat(rig.steps.target.queryValue("SELECT v FROM item WHERE id = 290"))
                .isEqualTo("-2");

        onConflict(rig, "fail");
        assertThat(rig.sync(Deletes.NOT_ALLOWED).outcome()).isEqualTo(Outcome.DONE);
        rig.assertNothingDiffers();
    }

    /** What somebody has changed in the source after a kill is not taken for what the killed command has brought. */
    @ParameterizedTest
    @EnumSource
    void whatOthersChangeAfterAKillIsAConflict(Engine source) {
        SyncRig rig = rig(source);
        rig.settings(1, "1");
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", numbered("item", 60, "i, i"));
        rig.agree();
        rig.onTarget("UPDATE item SET v = 0 WHERE id < 50");
        System.setProperty(FAILPOINTS, "after-commit:2");
        assertThatThrownBy(() -> rig.reverse(Deletes.ALLOWED)).isInstanceOf(FailpointReached.class);
        System.clearProperty(FAILPOINTS);
        rig.onSource("UPDATE item SET v = 77 WHERE id = 55");

        StepReport.Synced back = rig.reverse(Deletes.ALLOWED);

        assertThat(back.problems()).extracting(Problem::code).containsExactly("both-sides-changed");
        assertThat(source(rig, "SELECT v FROM item WHERE id = 55")).isEqualTo("77");

        rig.onSource("UPDATE item SET v = 55 WHERE id = 55");
        assertThat(rig.reverse(Deletes.ALLOWED).outcome()).isEqualTo(Outcome.DONE);
        rig.assertNothingDiffers();
    }

    /** A row that is written between the last look at it and its batch is not overwritten. */
    @ParameterizedTest
    @EnumSource
    void whatOthersChangeMeanwhileIsNotOverwritten(Engine source) throws SQLException {
        SyncRig rig = rig(source);
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", numbered("item", 20, "i, i"));
        rig.agree();
        rig.onTarget("UPDATE item SET v = 0 WHERE id < 9", "DELETE FROM item WHERE id = 15");
        StepReport.Synced back;
        try (Connection other = rig.run().source().open()) {
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute("UPDATE item SET v = 77 WHERE id IN (5, 15)");
            }
            CompletableFuture<StepReport.Synced> going =
                    CompletableFuture.supplyAsync(() -> rig.reverse(Deletes.ALLOWED));
            assertThatThrownBy(() -> going.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            other.commit();
            back = going.join();
        }

        assertThat(back.problems()).extracting(Problem::code).containsExactly("both-sides-changed");
        assertThat(source(rig, "SELECT count(*) FROM item WHERE v = 77")).isEqualTo("2");
        assertThat(source(rig, "SELECT count(*) FROM item WHERE v = 0")).isEqualTo("7");
    }

    /** Between the look that finds a part untouched and the one that names its rows. */
    @ParameterizedTest
    @EnumSource
    void whatOthersChangeWhileDifferencesSettleIsAConflict(Engine source) throws InterruptedException {
        SyncRig rig = rig(source);
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", numbered("item", 20, "i, i"));
        rig.agree();
        rig.steps.sync = new SyncSettings(SyncSettings.Changes.AUTO, BigDecimal.ONE, Duration.ofSeconds(4), 5000);
        rig.onTarget("UPDATE item SET v = 0 WHERE id < 9");
        CompletableFuture<StepReport.Synced> going = CompletableFuture.supplyAsync(() -> rig.reverse(Deletes.ALLOWED));
        TimeUnit.SECONDS.sleep(3);
        rig.onSource("UPDATE item SET v = 77 WHERE id = 5");

        assertThat(going.join().problems()).extracting(Problem::code).containsExactly("both-sides-changed");
        assertThat(source(rig, "SELECT v FROM item WHERE id = 5")).isEqualTo("77");
    }

    /** A row that nobody has judged does not go because another one comes under its key in other letters. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void aKeyInOtherLettersTakesNoPlaceUnasked(Engine source) {
        SyncRig rig = rig(source);
        rig.fill(
                "CREATE TABLE word (k varchar(9) PRIMARY KEY, v int)",
                "INSERT INTO word VALUES ('a', 1)",
                "INSERT INTO word VALUES ('b', 1)");
        rig.agree();
        rig.onTarget(
                "DELETE FROM word WHERE k = 'a'",
                "INSERT INTO word VALUES ('A', 2)",
                "UPDATE word SET v = 2 WHERE k = 'b'");

        StepReport.Synced back = rig.reverse(Deletes.NOT_ALLOWED);

        assertThat(back.outcome()).isNotEqualTo(Outcome.DONE);
        assertThat(source(rig, "SELECT v FROM word WHERE k = 'a'")).isEqualTo("1");
        assertThat(source(rig, "SELECT v FROM word WHERE k = 'b'")).isEqualTo("2");
    }
}
