package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.changes.ChangeCounts;
import dev.sterna.changes.ChangeList;
import dev.sterna.changes.Deletes;
import dev.sterna.compare.RowDifference;
import dev.sterna.config.SyncSettings;
import dev.sterna.config.ValuePolicy;
import dev.sterna.embedded.Engine;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.step.Workspace;
import dev.sterna.step.WorkspaceFile;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sync rather leaves alone than harms; the other tables are brought. */
class SyncSafetyIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private SyncRig rig(Engine source, Engine target) {
        SyncRig rig = new SyncRig(
                DATABASES.create(source),
                DATABASES.create(target),
                directory,
                ObjectKind.INDEX,
                ObjectKind.UNIQUE_CONSTRAINT);
        rig.settings(100, "0.5");
        return rig;
    }

    private static void assertOnly(StepReport.Synced synced, String code, String... words) {
        assertThat(synced.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.message()).contains(words);
        });
        assertThat(synced.outcome()).isEqualTo(Outcome.FAILED);
    }

    /** The source has no row of the key that the target was given. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void aKeyThatIsConvertedIsLeftAlone(Engine source) {
        SyncRig rig = rig(source, Engine.POSTGRESQL);
        rig.steps.values = new ValuePolicy(ValuePolicy.OnZeroDate.FAIL, ValuePolicy.OnNulCharacter.STRIP);
        rig.fill(
                "CREATE TABLE word (w varchar(20) PRIMARY KEY, v int)",
                "INSERT INTO word VALUES ('a', 1), ('b', 1), ('c', 1)",
                "CREATE TABLE other (id int PRIMARY KEY, v varchar(20))",
                "INSERT INTO other VALUES (1, 'a')");
        rig.onSource("INSERT INTO word VALUES (concat('x', char(0), 'y'), 1)", "UPDATE other SET v = 'b'");
        rig.onTarget("INSERT INTO word VALUES ('xy', 2)");

        StepReport.Synced synced = rig.sync();

        assertOnly(synced, "converted-key-not-synced", "convert values of its key (w)");
        assertThat(rig.steps.target.queryValue("SELECT v FROM word WHERE w = 'xy'"))
                .isEqualTo("2");
        assertThat(rig.steps.target.queryValue("SELECT v FROM other")).isEqualTo("b");
    }

    @Test
    void largeObjectsAreLeftAlone() {
        SyncRig rig = rig(Engine.POSTGRESQL, Engine.POSTGRESQL);
        rig.fill(
                "SELECT lo_from_bytea(4711, 'new')",
                "CREATE TABLE other (id int PRIMARY KEY, v varchar(20))",
                "INSERT INTO other VALUES (1, 'a')");
        rig.onTarget("SELECT lo_from_bytea(4711, 'old')", "UPDATE other SET v = 'b'");

        StepReport.Synced synced = rig.sync();

        assertOnly(synced, "large-objects-not-synced", "large objects are not changed piece by piece");
        assertThat(rig.steps.target.queryValue("SELECT convert_from(lo_get(4711), 'UTF8')"))
                .isEqualTo("old");
        assertThat(rig.steps.target.queryValue("SELECT v FROM other")).isEqualTo("a");
    }

    /** Between two looks at the same rows. */
    private StepReport.Synced syncAndMeanwhile(SyncRig rig, Runnable meanwhile) {
        rig.steps.sync = new SyncSettings(SyncSettings.Changes.DIFF, BigDecimal.ONE, Duration.ofSeconds(3), 100);
        CompletableFuture<StepReport.Synced> syncing = CompletableFuture.supplyAsync(rig::sync);
        Path lists = directory.resolve("r1/sync");
        Awaitility.await().until(() -> Files.isDirectory(lists) && files(lists) >= 2);
        meanwhile.run();
        return syncing.join();
    }

    private static long files(Path lists) {
        try (Stream<Path> files = Files.list(lists)) {
            return files.count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void fillTwo(SyncRig rig) {
        rig.fill(
                "CREATE TABLE item (id int PRIMARY KEY, v int)",
                "INSERT INTO item VALUES (1, 1), (2, 2), (3, 3), (4, 4)",
                "CREATE TABLE other (id int PRIMARY KEY, v int)",
                "INSERT INTO other VALUES (1, 1), (2, 2)");
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void aTableThatTheTargetLosesBetweenTwoLooksIsSetAsideAlone(Engine target) {
        SyncRig rig = rig(target == Engine.POSTGRESQL ? Engine.MARIADB : Engine.POSTGRESQL, target);
        fillTwo(rig);
        rig.onSource("UPDATE item SET v = 9 WHERE id = 1", "UPDATE other SET v = 9 WHERE id = 1");

        StepReport.Synced synced = syncAndMeanwhile(rig, () -> rig.onTarget("ALTER TABLE item DROP COLUMN v"));

        assertThat(synced.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("item"));
        assertThat(synced.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(rig.steps.target.queryValue("SELECT v FROM other WHERE id = 1"))
                .isEqualTo("9");
    }

    @ParameterizedTest
    @EnumSource
    void nullInTheTargetsKeySetsTheTableAsideAlone(Engine target) {
        SyncRig rig = rig(target == Engine.POSTGRESQL ? Engine.MARIADB : Engine.POSTGRESQL, target);
        fillTwo(rig);
        if (target == Engine.POSTGRESQL) {
            rig.onTarget("ALTER TABLE item DROP CONSTRAINT item_pkey", "ALTER TABLE item ALTER id DROP NOT NULL");
        } else {
            rig.onTarget("ALTER TABLE item DROP PRIMARY KEY", "ALTER TABLE item MODIFY id int NULL");
        }
        rig.onTarget("INSERT INTO item VALUES (NULL, 1)");
        rig.onSource("UPDATE other SET v = 9 WHERE id = 1");

        StepReport.Synced synced = rig.sync();

        assertOnly(synced, "null-in-key", "1 row of ", "have NULL in the key");
        assertThat(rig.steps.target.queryValue("SELECT v FROM other WHERE id = 1"))
                .isEqualTo("9");
    }

    /** A key of the target that the source's type cannot have. */
    @ParameterizedTest
    @EnumSource
    void aKeyThatTheSourceCannotHaveSetsTheTableAsideAlone(Engine target) {
        SyncRig rig = rig(target == Engine.POSTGRESQL ? Engine.MARIADB : Engine.POSTGRESQL, target);
        fillTwo(rig);
        rig.onTarget(
                target == Engine.POSTGRESQL
                        ? "ALTER TABLE item ALTER id TYPE varchar(20)"
                        : "ALTER TABLE item MODIFY id varchar(20)",
                "INSERT INTO item VALUES ('1.5', 1)");
        rig.onSource("UPDATE other SET v = 9 WHERE id = 1");

        StepReport.Synced synced = rig.sync();

        assertThat(synced.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("item"));
        assertThat(synced.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(rig.steps.target.queryValue("SELECT v FROM other WHERE id = 1"))
                .isEqualTo("9");
    }

    /** What cannot be told apart at the second look is not taken for equal. */
    @Test
    void rowsWithoutAHashAtTheSecondLookSetTheTableAside() {
        SyncRig rig = rig(Engine.POSTGRESQL, Engine.MARIADB);
        rig.fill(
                "CREATE TABLE item (id int PRIMARY KEY, v int, c1 text, c2 text, c3 text, c4 text, c5 text)",
                "INSERT INTO item VALUES (1, 1, NULL, NULL, NULL, NULL, NULL)",
                "CREATE TABLE other (id int PRIMARY KEY, v int)",
                "INSERT INTO other VALUES (1, 1), (2, 2)");
        rig.onSource("UPDATE item SET v = 9 WHERE id = 1", "UPDATE other SET v = 9 WHERE id = 1");
        String grow = Stream.of("c1", "c2", "c3", "c4", "c5")
                .map(column -> column + " = repeat('d', 8000)")
                .collect(Collectors.joining(", ", "UPDATE item SET ", ""));
        TestDatabase small = rig.steps.target;
        String before = small.queryValue("SELECT @@GLOBAL.max_allowed_packet");
        try {
            StepReport.Synced synced = syncAndMeanwhile(rig, () -> {
                rig.onSource(grow);
                rig.onTarget(grow);
                small.executeAsAdministrator("SET GLOBAL max_allowed_packet = 32768");
            });

            assertThat(synced.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("item", "computed no hash"));
            assertThat(synced.outcome()).isEqualTo(Outcome.FAILED);
        } finally {
            small.executeAsAdministrator("SET GLOBAL max_allowed_packet = " + before);
        }
        assertThat(rig.steps.target.queryValue("SELECT v FROM other WHERE id = 1"))
                .isEqualTo("9");
    }

    /** The target's collation is coarser than the source's. */
    @ParameterizedTest
    @EnumSource
    void aRowDoesNotTakeThePlaceOfOneThatTheSourceHasToo(Engine target) throws IOException {
        SyncRig rig = rig(target == Engine.POSTGRESQL ? Engine.MARIADB : Engine.POSTGRESQL, target);
        String text = target == Engine.POSTGRESQL ? "varchar(20) COLLATE utf8mb4_bin" : "varchar(20)";
        rig.fill(
                "CREATE TABLE word (w " + text + " PRIMARY KEY, v int)",
                "INSERT INTO word VALUES ('e', 1), ('a', 1), ('b', 1), ('c', 1), ('d', 1)");
        if (target == Engine.POSTGRESQL) {
            rig.onTarget(
                    "CREATE COLLATION coarse (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
                    "ALTER TABLE word ALTER w TYPE varchar(20) COLLATE coarse");
        } else {
            rig.onTarget("ALTER TABLE word MODIFY w varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
        }
        rig.onSource(
                "INSERT INTO word VALUES ('é', 2), ('f', 2)",
                "UPDATE word SET v = 2 WHERE w = 'e'",
                "UPDATE word SET w = 'A' WHERE w = 'a'");

        StepReport.Synced synced = rig.sync(Deletes.NOT_ALLOWED);

        assertThat(synced.summary().notBrought())
                .as(synced.problems().toString())
                .isEqualTo(1);
        assertThat(synced.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(rig.steps.target.queryValue("SELECT max(w) FROM word WHERE w = 'e'"))
                .isEqualTo("e");
        assertThat(rig.steps.target.queryValue("SELECT v FROM word WHERE w = 'e'"))
                .isEqualTo("2");
        assertThat(rig.steps.target.queryValue("SELECT max(w) FROM word WHERE w = 'a'"))
                .isEqualTo("A");
        assertThat(rig.steps.target.queryValue("SELECT v FROM word WHERE w = 'f'"))
                .isEqualTo("2");
        try (Stream<Path> files = Files.list(directory.resolve("r1/sync"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file))
                            .contains("{\"key\":{\"w\":\"é\"}", "that of another row, which the source has too"));
        }
        assertThat(rig.sync().summary().left()).isEqualTo(1);
        assertThat(rig.steps.target.queryValue("SELECT v FROM word WHERE w = 'e'"))
                .isEqualTo("2");
    }

    /** What was updated at the source is not there twice afterwards. */
    @ParameterizedTest
    @EnumSource
    void rowsWithoutAKeyDoNotGrowMoreThanTheSourceHas(Engine target) {
        SyncRig rig = rig(target == Engine.POSTGRESQL ? Engine.MARIADB : Engine.POSTGRESQL, target);
        rig.fill("CREATE TABLE log (n int, v int)", "INSERT INTO log VALUES (1, 1), (2, 2), (3, 3), (4, 4)");
        rig.onSource("UPDATE log SET v = 9 WHERE n = 1", "INSERT INTO log VALUES (5, 5)");

        StepReport.Synced synced = rig.sync(Deletes.NOT_ALLOWED);

        assertThat(synced.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM log")).isEqualTo("5");
        assertThat(synced.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("one missing and one too many, so 1 were not inserted");
            assertThat(problem.remedy()).contains("--deletes");
        });
        assertThat(rig.sync().outcome()).isEqualTo(Outcome.DONE);
        rig.assertNothingDiffers();
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void sessionsThatChangeRowsBesideEachOtherLockNoGaps(Engine target) throws SQLException {
        SyncRig rig = rig(Engine.POSTGRESQL, target);
        var database = rig.run().target();
        try (Connection connection = database.open()) {
            database.dialect().rowChanges().begin(connection);
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @Test
    void rowsThatWentInEarlierRoundsCount() {
        SyncRig rig = rig(Engine.POSTGRESQL, Engine.MARIADB);
        fillTwo(rig);
        TablePlan item = rig.plan().tables().get(0);
        DeleteLimit limit = new DeleteLimit(
                new BigDecimal("0.05"), "r1", Route.forward(rig.run().migration()));

        assertThat(limit.refusal(gap(item, 4))).isEmpty();
        assertThat(limit.refusal(gap(item, 4))).isEmpty();
        assertThat(limit.refusal(gap(item, 6)).orElseThrow()).hasMessageContaining("no row of the table was removed");
        limit.removed(item, 4);
        assertThat(limit.refusal(gap(item, 3)).orElseThrow())
                .hasMessageContaining("7 of 100 rows", "4 of them were removed before, by this command");
    }

    private TableGap gap(TablePlan plan, int extra) {
        ChangeList list = new ChangeList(
                new WorkspaceFile(new Workspace(directory.toUri() + "/gap", new Configuration(false)), "gap.rows"), 1);
        for (int i = 0; i < extra; i++) {
            list.accept(new RowDifference.Extra(List.of(Integer.toString(i)), List.of(), i));
        }
        list.close();
        return new TableGap(plan, Extent.ALL, 96, 100, List.of(new Wrong(null, list)), 0, ChangeCounts.NONE, 0);
    }
}
