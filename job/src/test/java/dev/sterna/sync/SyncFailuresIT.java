package dev.sterna.sync;

import static dev.sterna.embedded.workload.ShopTables.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.changes.Deletes;
import dev.sterna.config.SyncSettings;
import dev.sterna.embedded.Engine;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.testing.Tries;
import dev.sterna.transfer.FailpointReached;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sync leaves, refuses and survives, by each engine as the target. */
class SyncFailuresIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final String FAILPOINTS = "dev.sterna.failpoints";

    @TempDir
    Path directory;

    @AfterEach
    void nothingFailsAfterwards() {
        System.clearProperty(FAILPOINTS);
    }

    private SyncRig rig(Engine target) {
        Engine source = target == Engine.POSTGRESQL ? Engine.MARIADB : Engine.POSTGRESQL;
        return new SyncRig(
                DATABASES.create(source),
                DATABASES.create(target),
                directory,
                ObjectKind.INDEX,
                ObjectKind.UNIQUE_CONSTRAINT);
    }

    @ParameterizedTest
    @EnumSource
    void onlyCopiesTooManyAreLeft(Engine target) {
        SyncRig rig = rig(target);
        rig.settings(5000, "0.5");
        rig.fill(
                "CREATE TABLE log (n int, t varchar(20), b BYTES)",
                numbered("log", 400, "i % 200, concat('t', i % 200), NULL"),
                "INSERT INTO log VALUES (7, 'a', unhex('00ff'HEX)), (7, 'a', unhex('00ff'HEX)),"
                        + " (7, 'a', unhex('00ff'HEX)), (7, 'A', unhex('00ff'HEX)), (7, 'a ', unhex('00ff'HEX)),"
                        + " (NULL, NULL, NULL), (NULL, NULL, NULL), (NULL, '', NULL)");
        rig.onTarget(
                "DELETE FROM log WHERE n IS NULL AND t IS NULL",
                "INSERT INTO log VALUES (NULL, NULL, NULL)",
                "DELETE FROM log WHERE n = 7 AND b IS NOT NULL",
                // Three copies there, two here; one there, three here.
                "INSERT INTO log VALUES (7, 'a', unhex('00ff'HEX)), (7, 'a', unhex('00ff'HEX)),"
                        + " (7, 'A', unhex('00ff'HEX)), (7, 'A', unhex('00ff'HEX)), (7, 'A', unhex('00ff'HEX)),"
                        + " (8, 'only here', NULL), (8, 'only here', NULL)",
                "DELETE FROM log WHERE n = 9");

        StepReport.Synced left = rig.sync(Deletes.NOT_ALLOWED);

        assertThat(left.outcome()).isEqualTo(Outcome.DIFFERS);
        // Of five that are missing, four may be those that are too many, as they were before.
        assertThat(left.summary().inserted()).isEqualTo(1);
        assertThat(left.summary().left()).isEqualTo(8);
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM log WHERE n = 8 AND t = 'only here'"))
                .isEqualTo("2");

        StepReport.Synced synced = rig.sync();

        assertThat(synced.problems()).isEmpty();
        assertThat(synced.summary().deleted()).isEqualTo(4);
        assertThat(synced.outcome()).isEqualTo(Outcome.DONE);
        rig.assertNothingDiffers();
    }

    /** What only the target has is left unless somebody says otherwise, and never is all of it taken by accident. */
    @ParameterizedTest
    @EnumSource
    void anEmptiedSourceDoesNotEmptyTheTarget(Engine target) {
        SyncRig rig = rig(target);
        rig.fill(
                "CREATE TABLE item (id int PRIMARY KEY, v int)",
                numbered("item", 100, "i, i"),
                "CREATE TABLE other (id int PRIMARY KEY, v int)",
                numbered("other", 100, "i, i"));
        rig.onSource("DELETE FROM item", "DELETE FROM other WHERE id <= 3", "UPDATE other SET v = 0 WHERE id = 50");

        StepReport.Synced left = rig.sync(Deletes.NOT_ALLOWED);
        assertThat(left.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(left.problems()).extracting(Problem::code).containsOnly("rows-too-many");
        assertThat(left.problems().get(0).message()).contains("has 100 rows that ");
        assertThat(left.problems().get(0).remedy()).contains("sterna sync --run-id r1 --deletes --execute");
        assertThat(left.summary().updated()).isEqualTo(1);

        StepReport.Synced refused = rig.sync();
        assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("too-many-deletes");
            assertThat(problem.message()).contains("100 of 100 rows of ", "the source's table is empty");
            assertThat(problem.remedy()).contains("-D sterna.sync.max-delete-fraction=1");
        });
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM item")).isEqualTo("100");
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM other")).isEqualTo("97");

        rig.settings(5000, "1");
        assertThat(rig.sync().outcome()).isEqualTo(Outcome.DONE);
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM item")).isEqualTo("0");
        rig.assertNothingDiffers();
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostOrDoubledWhenItEndsInTheMiddle(Engine target) {
        SyncRig rig = rig(target);
        rig.settings(10, "1");
        rig.fill(
                "CREATE TABLE item (id int PRIMARY KEY, v int)",
                numbered("item", 60, "i, i"),
                "CREATE TABLE log (n int, v int)",
                numbered("log", 60, "i % 20, 0"));
        rig.onTarget(
                "DELETE FROM item WHERE id > 40",
                "UPDATE item SET v = 0 WHERE id < 10",
                "UPDATE item SET id = id + 1000 WHERE id < 20",
                "DELETE FROM log WHERE n = 3",
                "INSERT INTO log VALUES (4, 0), (99, 0)");
        for (String place : List.of("before-commit:3", "after-commit:2", "before-commit:1", "after-commit:5")) {
            System.setProperty(FAILPOINTS, place);
            try {
                rig.sync();
            } catch (FailpointReached reached) {
                // as a kill would end it
            }
        }
        System.clearProperty(FAILPOINTS);

        assertThat(rig.sync().summary().left()).isZero();
        rig.assertNothingDiffers();
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM log WHERE n IN (3, 4)"))
                .isEqualTo("6");
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM item")).isEqualTo("60");
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatTheTargetRefusesAreNamedAndTheOthersBrought(Engine target) throws IOException {
        SyncRig rig = rig(target);
        rig.settings(8, "0");
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int, u int UNIQUE)", numbered("item", 50, "i, i, i"));
        rig.onTarget(
                "DELETE FROM item WHERE id BETWEEN 10 AND 39",
                "ALTER TABLE item ADD CONSTRAINT small CHECK (v NOT IN (17, 31))",
                // It has what another row of the source is to have, and is not to go.
                "INSERT INTO item VALUES (1000, 0, 22)");

        StepReport.Synced synced = rig.sync(Deletes.NOT_ALLOWED);

        assertThat(synced.summary().inserted()).isEqualTo(27);
        assertThat(synced.summary().notBrought()).isEqualTo(3);
        assertThat(synced.summary().left()).isEqualTo(4);
        assertThat(synced.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(synced.problems()).extracting(Problem::code).contains("rows-not-brought");
        try (Stream<Path> files = Files.list(directory.resolve("r1/sync"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(
                            file -> assertThat(Files.readString(file))
                                    .contains("{\"key\":{\"id\":\"17\"}", "{\"key\":{\"id\":\"31\"}")
                                    .contains(
                                            "{\"key\":{\"id\":\"22\"},\"because\":\"another row of the target has a unique value of it\""));
        }

        rig.onTarget("DELETE FROM item WHERE id = 1000");
        assertThat(rig.sync(Deletes.NOT_ALLOWED).outcome()).isEqualTo(Outcome.REJECTED);
        rig.onTarget(
                target == Engine.MYSQL
                        ? "ALTER TABLE item DROP CHECK small"
                        : "ALTER TABLE item DROP CONSTRAINT small");
        assertThat(rig.sync(Deletes.NOT_ALLOWED).outcome()).isEqualTo(Outcome.DONE);
        rig.assertNothingDiffers();
    }

    /** However the source changes meanwhile, what it holds in the end is what the target gets. */
    @ParameterizedTest
    @EnumSource
    void theSourceMayBeWrittenToMeanwhile(Engine target) {
        Tries.of(1, random -> {
            SyncRig rig = rig(target);
            rig.steps.sync = new SyncSettings(SyncSettings.Changes.AUTO, BigDecimal.ONE, Duration.ofMillis(20), 50);
            rig.fill(
                    "CREATE TABLE item (id int PRIMARY KEY, v int, u int UNIQUE)",
                    numbered("item", 300, "i, i, i"),
                    "CREATE TABLE log (n int, v int)",
                    numbered("log", 300, "i % 50, i % 3"));
            AtomicBoolean stop = new AtomicBoolean();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(rig, random, stop));
            try {
                for (int i = 0; i < 2; i++) {
                    new SyncStep(2, Deletes.ALLOWED).execute(rig.run());
                }
            } finally {
                stop.set(true);
                writer.join();
            }

            StepReport.Synced last = rig.sync();

            assertThat(last.summary().left()).as(last.problems().toString()).isZero();
            rig.assertNothingDiffers();
        });
    }

    private static void write(SyncRig rig, Random random, AtomicBoolean stop) {
        for (int next = 1000; !stop.get(); next++) {
            int one = 1 + random.nextInt(300);
            int other = 1 + random.nextInt(300);
            rig.onSource(
                    switch (random.nextInt(6)) {
                        case 0 -> "INSERT INTO item VALUES (" + next + ", 0, " + next + ")";
                        case 1 -> "UPDATE item SET v = v + 1 WHERE id BETWEEN " + one + " AND " + (one + 20);
                        case 2 -> "DELETE FROM item WHERE id = " + one;
                        case 3 -> "UPDATE item SET id = " + (10_000_000 + next) + " WHERE id = " + one;
                        case 4 -> "INSERT INTO log VALUES (" + other % 50 + ", 0), (" + other % 50 + ", 0)";
                        default -> "DELETE FROM log WHERE n = " + other % 50 + " AND v = " + one % 3;
                    });
            if (random.nextInt(3) == 0) {
                // Unique values go from row to row.
                rig.onSource(
                        "UPDATE item SET u = -u WHERE id IN (" + one + ", " + other + ")",
                        "UPDATE item SET u = " + (20_000_000 + next) + " WHERE id = " + one,
                        "UPDATE item SET u = -u WHERE id = " + other + " AND u < 0");
            }
        }
    }

    /** Without its unique key the target may have a row twice. */
    @ParameterizedTest
    @EnumSource
    void rowsThatTheTargetHasTwiceBecomeOne(Engine target) {
        SyncRig rig = rig(target);
        rig.settings(5, "0.5");
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", numbered("item", 30, "i, i"));
        rig.onTarget(
                target == Engine.POSTGRESQL
                        ? "ALTER TABLE item DROP CONSTRAINT item_pkey"
                        : "ALTER TABLE item DROP PRIMARY KEY",
                "INSERT INTO item VALUES (3, 3), (4, 0), (4, 4), (5, 5), (99, 99), (99, 99)",
                "UPDATE item SET v = 0 WHERE id = 7");

        StepReport.Synced synced = rig.sync();

        assertThat(synced.outcome()).as(synced.problems().toString()).isEqualTo(Outcome.DONE);
        rig.assertNothingDiffers();
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM item")).isEqualTo("30");
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfTheTargetActs(Engine target) {
        SyncRig rig = rig(target);
        rig.settings(100, "1");
        if (target != Engine.POSTGRESQL) {
            rig.steps.targetLogin = rig.steps.target.administrator();
        }
        rig.fill(
                "CREATE TABLE parent (id int PRIMARY KEY, v int)",
                numbered("parent", 20, "i, i"),
                "CREATE TABLE note (v int, w int)");
        if (target == Engine.POSTGRESQL) {
            rig.onTarget(
                    "CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent ON DELETE CASCADE)",
                    "CREATE FUNCTION add() RETURNS trigger LANGUAGE plpgsql AS"
                            + " 'BEGIN INSERT INTO note VALUES (1, 1); RETURN OLD; END'",
                    "CREATE TRIGGER gone AFTER DELETE OR UPDATE ON parent FOR EACH ROW EXECUTE FUNCTION add()",
                    "INSERT INTO child SELECT id, id FROM parent");
        } else {
            rig.steps.target.executeAsAdministrator(
                    "CREATE TABLE child (id int PRIMARY KEY, parent int, FOREIGN KEY (parent) REFERENCES parent"
                            + " (id) ON DELETE CASCADE)",
                    "CREATE TRIGGER gone AFTER DELETE ON parent FOR EACH ROW INSERT INTO note VALUES (1, 1)",
                    "CREATE TRIGGER other AFTER UPDATE ON parent FOR EACH ROW INSERT INTO note VALUES (1, 1)",
                    "INSERT INTO child SELECT id, id FROM parent");
        }
        rig.onSource("UPDATE parent SET v = 0 WHERE id < 5", "DELETE FROM parent WHERE id = 20");

        StepReport.Synced synced = rig.sync();

        assertThat(synced.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM child")).isEqualTo("20");
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM note")).isEqualTo("0");
        assertThat(rig.steps.warnings).extracting(Problem::code).containsExactly("triggers-off");
        assertThat(synced.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code())
                    .isEqualTo(target == Engine.POSTGRESQL ? "foreign-key-not-back" : "foreign-key-broken");
            assertThat(problem.message()).contains("child");
            if (target != Engine.POSTGRESQL) {
                assertThat(problem.message())
                        .startsWith("1 row of ")
                        .contains("parent that are not there, against foreign key ");
            }
        });
        rig.onTarget("DELETE FROM child WHERE id = 20", "DELETE FROM parent WHERE id = 19");
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM note")).isEqualTo("1");
    }

    /** A row of the target's source goes while it is looked for: that was no difference, and is told apart from one. */
    @Test
    void whatWasOnlyOnItsWayDoesNotCount() {
        SyncRig rig = rig(Engine.POSTGRESQL);
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", numbered("item", 50, "i, i"));
        rig.steps.sync =
                new SyncSettings(SyncSettings.Changes.DIFF, new BigDecimal("0.05"), Duration.ofSeconds(2), 100);
        rig.onSource("INSERT INTO item VALUES (1000, 1), (1001, 1)");

        CompletableFuture<StepReport.Synced> syncing =
                CompletableFuture.supplyAsync(() -> rig.sync(Deletes.NOT_ALLOWED));
        Path lists = directory.resolve("r1/sync");
        Awaitility.await().until(() -> Files.isDirectory(lists) && hasFile(lists));
        rig.onSource("DELETE FROM item WHERE id = 1000");
        StepReport.Synced synced = syncing.join();

        assertThat(synced.summary().gaps().get(0).inFlight()).isEqualTo(1);
        assertThat(synced.summary().gaps().get(0).missing()).isEqualTo(1);
        assertThat(synced.summary().inserted()).isEqualTo(1);
        assertThat(synced.outcome()).isEqualTo(Outcome.DONE);
        assertThat(hasFile(lists)).isFalse();
    }

    private static boolean hasFile(Path lists) {
        try (Stream<Path> files = Files.list(lists)) {
            return files.findAny().isPresent();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Test
    void whatCannotBeDoneIsSaid() throws Exception {
        SyncRig rig = rig(Engine.MARIADB);
        rig.fill(
                "CREATE TABLE item (id int PRIMARY KEY, v int)",
                numbered("item", 50, "i, i"),
                "CREATE TABLE other (id int PRIMARY KEY)");
        rig.onTarget(
                "DELETE FROM item WHERE id = 7",
                "UPDATE item SET v = 0 WHERE id < 4",
                "INSERT INTO item VALUES (77, 0)");

        new SyncStep(1, Deletes.NOT_ALLOWED).preview(rig.run());
        assertThat(rig.steps.output)
                .anySatisfy(
                        line -> assertThat(line).contains("1 rows inserted, 3 updated, 1 too many left as they are"));
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM item")).isEqualTo("50");

        rig.onSource("ALTER TABLE other ADD n int");
        StepReport.Synced changed = rig.sync(Deletes.NOT_ALLOWED);
        assertThat(changed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(changed.problems().get(1).message()).contains("other changed in the source after the plan was made");
        assertThat(changed.summary().updated()).isEqualTo(3);

        rig.steps.sync = new SyncSettings(SyncSettings.Changes.LOG, BigDecimal.ONE, Duration.ZERO, 10);
        assertThatThrownBy(rig::sync).isInstanceOfSatisfying(SternaException.class, refused -> {
            assertThat(refused.category()).isEqualTo(Category.REFUSED);
            assertThat(refused.getMessage()).contains("Cannot sync by sterna.sync.changes = log");
        });
        rig.settings(10, "1");
        rig.steps.only = List.of("item");
        TablePlan item = rig.plan().select(rig.steps.only).get(0);
        var target = rig.run().target();
        try (Connection connection = target.open()) {
            connection
                    .createStatement()
                    .execute("DELETE FROM "
                            + target.dialect()
                                    .sql()
                                    .quote(target.dialect().ledger().table(connection, "chunk"))
                            + " WHERE chunk_index = 0");
        }
        assertThatThrownBy(rig::sync).isInstanceOfSatisfying(SternaException.class, refused -> {
            assertThat(refused.category()).isEqualTo(Category.REFUSED);
            assertThat(refused.getMessage())
                    .contains("of run r1 " + (item.chunks().size() - 1) + " of "
                            + item.chunks().size() + " chunks are in");
        });
    }
}
