package dev.sterna.sync;

import static dev.sterna.embedded.workload.ShopTables.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.changes.Deletes;
import dev.sterna.embedded.Engine;
import dev.sterna.error.Problem;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.step.SyncSummary;
import dev.sterna.testing.Databases;
import dev.sterna.testing.KeptSpark;
import dev.sterna.testing.SessionWatch;
import dev.sterna.transfer.FailpointReached;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long lists of rows are brought by Spark's executors, with what the driver would have told. */
@Tag("long")
class BacklogIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final String FAILPOINTS = "dev.sterna.failpoints";
    private static final AtomicInteger FAILED_TASKS = new AtomicInteger();
    private static SparkSession spark;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        KeptSpark.end();
        spark = SparkSession.builder()
                .master("local[2,4]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                if (!end.reason().equals(Success$.MODULE$)) {
                    FAILED_TASKS.incrementAndGet();
                }
            }
        });
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @AfterEach
    void nothingFailsAfterwards() {
        System.clearProperty(FAILPOINTS);
    }

    /** @param from how many rows make a list long */
    private SyncRig rig(Engine source, Engine target, int batchKeys, long from) {
        SyncRig rig = new SyncRig(
                DATABASES.create(source),
                DATABASES.create(target),
                directory,
                ObjectKind.INDEX,
                ObjectKind.UNIQUE_CONSTRAINT);
        rig.settings(batchKeys, "0.9");
        rig.steps.sync = rig.steps.sync.withExecutorsFrom(from);
        rig.steps.spark = () -> spark;
        return rig;
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void everyKindOfDifferenceIsRepaired(Engine from, Engine to) throws IOException {
        SyncRig rig = rig(from, to, 500, 5000);
        // Of five beside that of the run's lock, each of two tasks has two.
        rig.steps.connections = 6;
        rig.fill(
                "CREATE TABLE item (id int PRIMARY KEY, name varchar(20), u int UNIQUE)",
                numbered("item", 40_000, "i, concat('item ', i), i"),
                "CREATE TABLE word (k varchar(20) PRIMARY KEY, v int)",
                numbered("word", 10_000, "concat('w', i), i"),
                "CREATE TABLE few (id int PRIMARY KEY, v int)",
                numbered("few", 5000, "i, i"),
                "CREATE TABLE log (n int, v int)",
                numbered("log", 6000, "i % 3000, i % 3000"));
        rig.onTarget(
                "UPDATE item SET name = 'other' WHERE id % 4 = 1",
                "DELETE FROM item WHERE id % 4 = 2",
                "UPDATE item SET id = id + 100000 WHERE id % 4 = 3",
                // Pairs of different batches have each other's value.
                "UPDATE item SET u = u + 1000000 WHERE id % 400 = 0",
                "UPDATE item SET u = CASE WHEN id <= 20000 THEN id + 20000 ELSE id - 20000 END WHERE id % 400 = 0",
                "UPDATE word SET k = concat('W', v) WHERE v % 2 = 0",
                "DELETE FROM few WHERE id < 4000",
                "DELETE FROM log WHERE n < 2800");

        StepReport.Synced synced;
        try (SessionWatch source = new SessionWatch(rig.steps.source);
                SessionWatch target = new SessionWatch(rig.steps.target)) {
            synced = rig.sync();
            assertThat(source.most()).isBetween(2, rig.steps.connections);
            assertThat(target.most()).isBetween(2, rig.steps.connections);
        }

        assertThat(synced.problems()).isEmpty();
        assertThat(synced.outcome()).isEqualTo(Outcome.DONE);
        SyncSummary summary = synced.summary();
        assertThat(summary.rounds()).isEqualTo(1);
        assertThat(summary.left()).isZero();
        assertThat(summary.deleted()).isEqualTo(10_000 + 5000);
        assertThat(summary.updated()).isEqualTo(10_000 + 100);
        assertThat(summary.inserted()).isEqualTo(20_000 + 5000 + 3999 + 5600);
        assertThat(rig.steps.events)
                .filteredOn(event -> event.getKey().equals("sync-by-executors"))
                .extracting(event -> event.getValue().get("rows"))
                .containsExactlyInAnyOrder(40_100L, 10_000L);
        assertThat(rig.steps.output)
                .filteredOn(line -> line.contains(" rows of "))
                .hasSize(2);
        assertThat(rig.steps.warnings).isEmpty();
        assertNothingLies();
        rig.assertNothingDiffers();
        assertThat(rig.sync().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    private void assertNothingLies() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("r1/sync"))) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void aTaskThatFailsBehindACommitIsRepeated(Engine from, Engine to) throws IOException {
        SyncRig rig = rig(from, to, 100, 1000);
        // One connection beside that of the run's lock: a file is a job of its own.
        rig.steps.connections = 2;
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", numbered("item", 10_000, "i, i"));
        rig.onTarget("DELETE FROM item WHERE id > 6000", "UPDATE item SET v = 0 WHERE id <= 2000");
        FAILED_TASKS.set(0);
        System.setProperty(FAILPOINTS, "after-commit:4,after-commit:33");

        StepReport.Synced synced;
        try (SessionWatch source = new SessionWatch(rig.steps.source);
                SessionWatch target = new SessionWatch(rig.steps.target)) {
            synced = rig.sync();
            assertThat(source.most()).isLessThanOrEqualTo(2);
            assertThat(target.most()).isLessThanOrEqualTo(2);
        }

        assertThat(FAILED_TASKS.get()).isEqualTo(2);
        assertThat(synced.outcome()).isEqualTo(Outcome.DONE);
        assertThat(synced.summary().rounds()).isEqualTo(1);
        assertThat(synced.summary().inserted()).isEqualTo(4000);
        assertThat(synced.summary().updated()).isEqualTo(2000);
        assertNothingLies();
        rig.assertNothingDiffers();
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void whatABrokenJobHasBroughtIsNotBroughtAgain(Engine from, Engine to) throws Exception {
        SyncRig rig = rig(from, to, 100, 1000);
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", numbered("item", 10_000, "i, i"));
        rig.onTarget("DELETE FROM item WHERE id > 4000");
        System.setProperty(FAILPOINTS, "before-commit:31");

        assertThatThrownBy(rig::sync).hasStackTraceContaining(FailpointReached.class.getSimpleName());

        System.clearProperty(FAILPOINTS);
        assertNothingLies();
        long there = settled(rig) - 4000;
        assertThat(there).isBetween(100L, 5900L);
        StepReport.Synced synced = rig.sync();
        assertThat(synced.outcome()).isEqualTo(Outcome.DONE);
        assertThat(synced.summary().inserted()).isEqualTo(6000 - there);
        assertThat(synced.summary().updated()).isZero();
        rig.assertNothingDiffers();
    }

    /** The rows of the target: a task that was cancelled may still be at its last commit. */
    private static long settled(SyncRig rig) throws InterruptedException {
        long before = -1;
        long now = count(rig, "SELECT count(*) FROM item");
        while (now != before) {
            TimeUnit.SECONDS.sleep(1);
            before = now;
            now = count(rig, "SELECT count(*) FROM item");
        }
        return now;
    }

    private static long count(SyncRig rig, String sql) {
        return Long.parseLong(rig.steps.target.queryValue(sql));
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void rowsThatTheTargetRefusesAreNamedAndTheOthersBrought(Engine from, Engine to) throws IOException {
        SyncRig rig = rig(from, to, 100, 1000);
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int, u int UNIQUE)", numbered("item", 5000, "i, i, i"));
        rig.onTarget(
                "DELETE FROM item WHERE id BETWEEN 1001 AND 4000",
                "ALTER TABLE item ADD CONSTRAINT small CHECK (v NOT IN (1017, 3031))",
                "INSERT INTO item VALUES (10000, 0, 2022)");

        StepReport.Synced synced = rig.sync(Deletes.NOT_ALLOWED);

        assertThat(synced.summary().inserted()).isEqualTo(2997);
        assertThat(synced.summary().notBrought()).isEqualTo(3);
        assertThat(synced.summary().left()).isEqualTo(4);
        assertThat(synced.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(synced.problems()).extracting(Problem::code).contains("rows-not-brought");
        try (Stream<Path> files = Files.list(directory.resolve("r1/sync"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(
                            file -> assertThat(Files.readString(file))
                                    .contains("{\"key\":{\"id\":\"1017\"}", "{\"key\":{\"id\":\"3031\"}")
                                    .contains(
                                            "{\"key\":{\"id\":\"2022\"},\"because\":\"another row of the target has a unique value of it\""));
        }
    }

    /** Rows that go back are judged: one that is another by now is not written. */
    @ParameterizedTest
    @CsvSource({"MARIADB", "POSTGRESQL"})
    void rowsGoBackByExecutors(Engine source) throws IOException {
        SyncRig rig = SyncRig.back(DATABASES, source, directory);
        rig.steps.sync = rig.steps.sync.withExecutorsFrom(1000);
        rig.steps.spark = () -> spark;
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", numbered("item", 6000, "i, i"));
        rig.agree();
        rig.onTarget(
                "UPDATE item SET v = 0 WHERE id <= 2000",
                "DELETE FROM item WHERE id BETWEEN 2001 AND 3000",
                "UPDATE item SET id = id + 10000 WHERE id BETWEEN 3001 AND 3500");

        StepReport.Synced back = rig.reverse(Deletes.ALLOWED);

        assertThat(back.problems()).isEmpty();
        assertThat(back.summary().rounds()).isEqualTo(1);
        assertThat(List.of(
                        back.summary().inserted(),
                        back.summary().updated(),
                        back.summary().deleted()))
                .containsExactly(500L, 2000L, 1500L);
        assertThat(rig.steps.events).extracting(event -> event.getKey()).contains("sync-by-executors");
        assertNothingLies();
        rig.assertNothingDiffers();
    }
}
