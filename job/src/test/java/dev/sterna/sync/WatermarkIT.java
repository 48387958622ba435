package dev.sterna.sync;

import static dev.sterna.embedded.workload.ShopTables.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.changes.Deletes;
import dev.sterna.config.OnConflict;
import dev.sterna.config.SyncSettings;
import dev.sterna.config.SyncSettings.Changes;
import dev.sterna.config.TableChanges;
import dev.sterna.config.TableChanges.Watermark;
import dev.sterna.diff.DiffStep;
import dev.sterna.embedded.Engine;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import dev.sterna.testing.Databases;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of tables with a column that grows only the rows are looked at that are new in it. */
class WatermarkIT {
    private static final String FAILPOINTS = "dev.sterna.failpoints";
    private static final String AUDIT =
            "CREATE TABLE audit (id int PRIMARY KEY, name varchar(20), seen STAMP NOT NULL)";
    private static final String BY_SEEN = "CREATE INDEX audit_seen ON audit (seen)";
    private static final String ENTRY = "CREATE TABLE entry (id int PRIMARY KEY, v int)";

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private SyncRig rig(Engine from, Engine to) {
        return new SyncRig(DATABASES.create(from), DATABASES.create(to), directory, ObjectKind.INDEX);
    }

    private static SyncRig with(SyncRig rig, Map<String, TableChanges> changes) {
        Map<String, TableChanges> named = new HashMap<>();
        changes.forEach((table, said) -> named.put(name(rig, table), said));
        rig.steps.tables = rig.steps.tables.withChanges(named);
        return rig;
    }

    private static String name(SyncRig rig, String table) {
        return rig.plan().tables().stream()
                .map(plan -> plan.source().name())
                .filter(name -> name.name().equals(table))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private static TableChanges by(String column) {
        return new TableChanges(Changes.WATERMARK, new Watermark(column));
    }

    /** Without removing anything, as a command does that does not say so. */
    private static StepReport.Synced sync(SyncRig rig) {
        return rig.sync(Deletes.NOT_ALLOWED);
    }

    private static TableReport.Compared report(StepReport.Synced synced, String table) {
        return synced.tables().stream()
                .filter(one -> one.name().endsWith("." + table))
                .findFirst()
                .orElseThrow();
    }

    /** 301 rows that both sides have. */
    private static SyncRig filled(SyncRig rig) {
        rig.fill(
                AUDIT,
                BY_SEEN,
                numbered("audit", 300, "i, concat('n', i), '2024-01-01 10:00:00'"),
                "INSERT INTO audit VALUES (301, 'last', '2024-01-02 00:00:00')",
                ENTRY,
                numbered("entry", 300, "i, i"));
        return with(rig, Map.of("audit", by("seen"), "entry", new TableChanges(null, new Watermark("id", null, 20L))));
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB", "MYSQL, POSTGRESQL"})
    void newRowsAreBroughtAndNoOthersAreLookedAt(Engine from, Engine to) {
        SyncRig rig = filled(rig(from, to));
        // Nothing is noted yet.
        rig.onSource("UPDATE audit SET name = 'old' WHERE id = 9");
        StepReport.Synced whole = sync(rig);
        assertThat(whole.problems()).isEmpty();
        assertThat(whole.summary().changes()).isEqualTo("diff");
        assertThat(whole.summary().updated()).isEqualTo(1);
        assertThat(report(whole, "audit").sourceRows()).isEqualTo(301);

        rig.onSource(
                "INSERT INTO audit VALUES (302, 'new', '2024-01-02 00:00:01')",
                "UPDATE audit SET name = 'other', seen = '2024-01-02 00:00:02.5' WHERE id = 5",
                // Committed late: within the overlap, and outside of it.
                "INSERT INTO audit VALUES (303, 'late', '2024-01-01 23:57:00')",
                "INSERT INTO audit VALUES (304, 'too late', '2024-01-01 12:00:00')",
                "DELETE FROM audit WHERE id = 7",
                "UPDATE audit SET name = 'unseen' WHERE id = 8",
                "INSERT INTO entry VALUES (301, 1), (302, 2), (400, 3)",
                "DELETE FROM entry WHERE id = 3");
        rig.steps.warnings.clear();
        rig.steps.events.clear();
        StepReport.Synced synced = sync(rig);

        assertThat(synced.problems()).isEmpty();
        assertThat(synced.outcome()).isEqualTo(Outcome.DONE);
        assertThat(synced.summary().changes()).isEqualTo("watermark");
        assertThat(synced.summary().inserted()).isEqualTo(5);
        assertThat(synced.summary().updated()).isEqualTo(1);
        assertThat(synced.summary().deleted()).isZero();
        assertThat(report(synced, "audit").sourceRows()).isEqualTo(4);
        assertThat(report(synced, "audit").diff().method()).isEqualTo("watermark");
        assertThat(report(synced, "entry").sourceRows()).isEqualTo(24);
        assertThat(rig.steps.events)
                .filteredOn(event -> event.getKey().equals("sync-watermark"))
                .allMatch(event -> (long) event.getValue().get("sourceRows") < 30)
                .hasSize(4);
        assertThat(rig.steps.warnings).extracting(Problem::code).containsExactly("watermark-only");
        assertThat(rig.steps.warnings.get(0).message())
                .contains("of 2 tables: " + name(rig, "audit") + ", " + name(rig, "entry"))
                .contains("deleted");
        assertThat(rig.steps.warnings.get(0).remedy())
                .isEqualTo(
                        "To find these too: sterna diff --run-id r1; to bring them: sterna sync --run-id r1 --execute"
                                + " -D 'sterna.tables.\"" + name(rig, "audit") + "\".changes=diff' -D 'sterna.tables.\""
                                + name(rig, "entry") + "\".changes=diff', with --deletes for those that are gone");
        assertThat(rig.steps.target.queryValue("SELECT name FROM audit WHERE id = 5"))
                .isEqualTo("other");
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM audit WHERE id IN (7, 304)"))
                .isEqualTo("1");

        StepReport.Synced again = sync(rig);
        assertThat(again.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        // From 382 on.
        assertThat(report(again, "entry").sourceRows()).isEqualTo(1);

        // The next comparison finds the rest.
        StepReport.Compared judged = new DiffStep().execute(rig.run());
        assertThat(judged.outcome()).isEqualTo(Outcome.DIFFERS);
        TableReport.Difference audit = judged.tables().get(0).diff();
        assertThat(List.of(audit.missing(), audit.changed(), audit.extra())).containsExactly(1L, 1L, 1L);
        rig.settings(5000, "0.5");
        with(rig, Map.of("audit", new TableChanges(Changes.DIFF, null), "entry", new TableChanges(Changes.DIFF, null)));
        assertThat(rig.sync().outcome()).isEqualTo(Outcome.DONE);
        rig.assertNothingDiffers();
    }

    /** Rows that both sides order otherwise by now, those that go within what is looked at, and a column that shrinks. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void rowsThatMoveBeforeTheWatermarkAreNotTakenForGone(Engine from, Engine to) {
        SyncRig rig = filled(rig(from, to));
        sync(rig);
        rig.onSource(
                "INSERT INTO audit VALUES (305, 'next', '2024-01-02 00:01:00')",
                "UPDATE audit SET seen = '2023-01-01 00:00:00', name = 'back' WHERE id = 301",
                "INSERT INTO audit VALUES (306, 'gone soon', '2024-01-02 00:01:01')");
        assertThat(sync(rig).summary().deleted()).isZero();
        assertThat(rig.steps.target.queryValue("SELECT name FROM audit WHERE id = 301"))
                .isEqualTo("back");

        rig.onSource("DELETE FROM audit WHERE id = 305");
        StepReport.Synced left = sync(rig);
        assertThat(left.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(left.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("rows-too-many"));
        assertThat(rig.sync().summary().deleted()).isEqualTo(1);

        // The source is emptied by accident: then all is looked at, and nothing goes.
        rig.onSource("DELETE FROM audit");
        assertThat(sync(rig).summary().left()).isEqualTo(302);
        StepReport.Synced emptied = rig.sync();
        assertThat(emptied.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("too-many-deletes"));
        assertThat(rig.steps.warnings).extracting(Problem::code).contains("watermark-went-back");
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM audit")).isEqualTo("302");
    }

    /** Nothing counts as in while rows are too many, and the command that is named for it removes them. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void rowsThatAreTooManyAreFoundUntilTheyAreGone(Engine from, Engine to) {
        SyncRig rig = filled(rig(from, to));
        rig.onTarget(numbered("audit", 7, "900 + i, 'extra', '2023-01-01 00:00:00'"));
        for (int i = 0; i < 2; i++) {
            StepReport.Synced left = sync(rig);
            assertThat(left.outcome()).isEqualTo(Outcome.DIFFERS);
            assertThat(left.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("rows-too-many");
                assertThat(problem.message()).contains("7 rows");
                assertThat(problem.remedy()).contains("sterna sync --run-id r1 --deletes --execute");
            });
        }
        assertThat(rig.sync().summary().deleted()).isEqualTo(7);
        assertThat(sync(rig).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);

        // What goes far below the watermark only shows where all rows are looked at.
        rig.onSource("DELETE FROM audit WHERE id = 5");
        assertThat(sync(rig).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(rig.sync().summary().deleted()).isEqualTo(1);
        rig.assertNothingDiffers();
    }

    /** New rows that come while others are brought do not keep a table from being looked at from its watermark on. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void newRowsThatComeMeanwhileDoNotKeepTheWatermarkBack(Engine from, Engine to) {
        SyncRig rig = filled(rig(from, to));
        rig.onSource("INSERT INTO audit VALUES (310, 'first', '2024-01-03 00:00:00')");
        StepReport.Synced left = meanwhile(rig, "INSERT INTO audit VALUES (311, 'second', '2024-01-03 00:00:01')");
        assertThat(left.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(left.summary().changes()).isEqualTo("diff");
        StepReport.Synced synced = sync(rig);
        assertThat(synced.summary().inserted()).isEqualTo(1);
        assertThat(report(synced, "audit").sourceRows()).isEqualTo(2);
        rig.assertNothingDiffers();
    }

    /** One that comes late, and is left, is found again. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void lateRowsThatComeMeanwhileKeepIt(Engine from, Engine to) {
        SyncRig rig = filled(rig(from, to));
        rig.onSource("INSERT INTO audit VALUES (310, 'first', '2024-01-03 00:00:00')");
        StepReport.Synced left = meanwhile(rig, "INSERT INTO audit VALUES (311, 'late', '2024-01-01 00:00:00')");
        assertThat(left.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(sync(rig).summary().inserted()).isEqualTo(1);
        rig.assertNothingDiffers();
    }

    /** Gives a statement to the source each time that rows were brought. */
    private static StepReport.Synced meanwhile(SyncRig rig, String statement) {
        RunContext run = rig.run();
        RunContext busy = new RunContext(
                run.runId(),
                run.migration(),
                run.only(),
                run.workspace(),
                run.events(),
                run.progress(),
                run.spark(),
                line -> {
                    if (line.startsWith("sync round")) {
                        rig.onSource(statement);
                    }
                },
                run.warnings(),
                run.aside());
        return (StepReport.Synced) new SyncStep(SyncStep.MOST_ROUNDS, Deletes.NOT_ALLOWED).execute(busy);
    }

    /** Of a target that was emptied more is brought than what is new. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void anEmptiedTargetIsComparedWhole(Engine from, Engine to) {
        SyncRig rig = filled(rig(from, to));
        sync(rig);
        rig.onTarget("DELETE FROM audit");
        StepReport.Synced synced = sync(rig);
        assertThat(synced.outcome()).isEqualTo(Outcome.DONE);
        assertThat(synced.summary().inserted()).isEqualTo(301);
        assertThat(rig.steps.warnings)
                .filteredOn(problem -> problem.code().equals("watermark-target-emptied"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("has no rows below its watermark, and the source has some"));
        rig.assertNothingDiffers();

        // What a run has brought is forgotten with it.
        Ledger ledger = rig.run().ledger();
        String hash = rig.plan().hash();
        assertThat(ledger.watermarks().find("r1", name(rig, "audit"), hash, "seen"))
                .isPresent();
        ledger.forget("r1");
        assertThat(ledger.watermarks().find("r1", name(rig, "audit"), hash, "seen"))
                .isEmpty();
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void rowsThatAreTooManyToGoAreFoundUntilTheyMay(Engine from, Engine to) {
        SyncRig rig = filled(rig(from, to));
        rig.onTarget(numbered("audit", 7, "900 + i, 'extra', '2023-01-01 00:00:00'"));
        rig.onSource("INSERT INTO audit VALUES (302, 'new', '2024-01-02 00:00:01')");
        rig.settings(100, "0.01");
        for (int i = 0; i < 2; i++) {
            StepReport.Synced refused = rig.sync();
            assertThat(refused.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(refused.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("too-many-deletes");
                assertThat(problem.message()).contains("7 of 308 rows");
                assertThat(problem.remedy()).contains("--deletes --execute -D sterna.sync.max-delete-fraction=0.0228");
            });
        }
        StepReport.Synced left = sync(rig);
        assertThat(left.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(left.summary().left()).isEqualTo(7);

        rig.settings(100, "0.0228");
        assertThat(rig.sync().summary().deleted()).isEqualTo(7);
        rig.assertNothingDiffers();
    }

    /** Dates, and times with a zone. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB", "MYSQL, POSTGRESQL"})
    void datesAndInstantsAreWatermarksToo(Engine from, Engine to) {
        SyncRig rig = rig(from, to);
        String instant = from == Engine.POSTGRESQL ? "timestamptz" : "timestamp";
        rig.fill(
                "CREATE TABLE born (id int PRIMARY KEY, d date NOT NULL)",
                numbered("born", 50, "i, '2024-01-01'"),
                "INSERT INTO born VALUES (51, '2024-01-10')",
                "CREATE TABLE zoned (id int PRIMARY KEY, t " + instant + " NOT NULL)",
                numbered("zoned", 50, "i, '2024-01-01 00:00:00'"),
                "INSERT INTO zoned VALUES (51, '2024-01-10 00:00:00')");
        with(rig, Map.of("born", by("d"), "zoned", by("t")));
        sync(rig);
        rig.onSource(
                "INSERT INTO born VALUES (52, '2024-01-10'), (53, '2024-01-09'), (54, '2024-01-08')",
                "INSERT INTO zoned VALUES (52, '2024-01-09 23:58:00'), (54, '2024-01-09 23:50:00')");
        StepReport.Synced synced = sync(rig);
        assertThat(synced.problems()).isEmpty();
        assertThat(synced.summary().inserted()).isEqualTo(3);
        assertThat(report(synced, "born").sourceRows()).isEqualTo(3);
        assertThat(report(synced, "zoned").sourceRows()).isEqualTo(2);
    }

    /** One date in the far future must not hide all rows that come before it. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void datesInTheFutureAreNoWatermark(Engine from, Engine to) {
        SyncRig rig = filled(rig(from, to));
        rig.onSource("INSERT INTO audit VALUES (310, 'wrong', '2999-01-01 00:00:00')");
        sync(rig);
        rig.onSource("INSERT INTO audit VALUES (311, 'right', '2024-01-03 00:00:00')");
        StepReport.Synced synced = sync(rig);
        assertThat(synced.summary().inserted()).isEqualTo(1);
        assertThat(report(synced, "audit").sourceRows()).isEqualTo(3);
    }

    /** What is not in does not count as in: neither after a death, nor while the target refuses a row. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void theWatermarkIsNotedOnceEverythingIsIn(Engine from, Engine to) {
        SyncRig rig = filled(rig(from, to));
        sync(rig);
        rig.settings(10, "0.05");
        rig.onSource(numbered("audit", 60, "1000 + i, 'many', '2024-02-01 00:00:00'"));
        System.setProperty(FAILPOINTS, "before-commit:3");
        try {
            assertThatThrownBy(() -> sync(rig)).hasMessageContaining("before-commit");
        } finally {
            System.clearProperty(FAILPOINTS);
        }
        long in = Long.parseLong(rig.steps.target.queryValue("SELECT count(*) FROM audit WHERE name = 'many'"));
        assertThat(in).isLessThan(60);
        StepReport.Synced synced = sync(rig);
        assertThat(synced.summary().inserted()).isEqualTo(60 - in);
        assertThat(report(synced, "audit").sourceRows()).isEqualTo(61);

        // Everything is in, and the process dies before it notes that.
        rig.onSource("INSERT INTO audit VALUES (1900, 'one', '2024-02-02 00:00:00')");
        System.setProperty(FAILPOINTS, "after-commit");
        try {
            assertThatThrownBy(() -> sync(rig)).hasMessageContaining("after-commit");
        } finally {
            System.clearProperty(FAILPOINTS);
        }
        StepReport.Synced nothing = sync(rig);
        assertThat(nothing.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report(nothing, "audit").sourceRows()).isEqualTo(61);

        rig.onTarget("ALTER TABLE audit ADD CONSTRAINT short CHECK (name <> 'long')");
        rig.onSource("INSERT INTO audit VALUES (2000, 'long', '2024-03-01 00:00:00')");
        assertThat(sync(rig).outcome()).isEqualTo(Outcome.REJECTED);
        rig.onSource("INSERT INTO audit VALUES (2001, 'short', '2024-04-01 00:00:00')");
        assertThat(sync(rig).outcome()).isEqualTo(Outcome.REJECTED);
        rig.onSource("UPDATE audit SET name = 'fit' WHERE id = 2000");
        StepReport.Synced fit = sync(rig);
        assertThat(fit.outcome()).isEqualTo(Outcome.DONE);
        assertThat(fit.summary().inserted()).isEqualTo(1);
        assertThat(report(sync(rig), "audit").sourceRows()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void whatCannotGoByAWatermarkIsRefusedAndTheRestGoesOn(Engine from, Engine to) {
        SyncRig rig = rig(from, to);
        rig.fill(
                ENTRY,
                numbered("entry", 50, "i, i"),
                "CREATE TABLE word (k varchar(20) PRIMARY KEY, seen STAMP)",
                "INSERT INTO word VALUES ('a', NULL), ('b', '2024-01-01 00:00:00')",
                "CREATE TABLE fact (n int, seen STAMP NOT NULL)",
                "INSERT INTO fact VALUES (1, '2024-01-01 00:00:00')");
        with(rig, Map.of("word", by("k")));
        assertRefused(
                rig,
                "Cannot sync " + name(rig, "word")
                        + " by a watermark: its column k cannot be a watermark: its type is ",
                "sterna.tables.\"" + name(rig, "word") + "\".watermark.column = seen");
        with(rig, Map.of("word", by("sen")));
        assertRefused(rig, "names sen, and the table has no such column", "watermark.column = seen");
        with(rig, Map.of("word", new TableChanges(null, new Watermark("seen", null, 5L))));
        assertRefused(
                rig,
                "watermark.overlap is a number, and the column seen one of dates or times",
                "Set it to a length of time, as in 5m");
        with(rig, Map.of("entry", new TableChanges(null, new Watermark("id", Duration.ofMinutes(5), null))));
        assertRefused(rig, "is a length of time, and the column id one of numbers", "as in 1000");
        with(rig, Map.of("fact", by("seen")));
        assertRefused(rig, "it has no key, so that a row that was updated would be there twice", "changes = diff");
        with(rig, Map.of("entry", new TableChanges(Changes.LOG, null)));
        assertRefused(
                rig,
                "by sterna.tables.\"" + name(rig, "entry") + "\".changes = log: the source's log is only followed",
                "sterna sync --run-id r1 --follow --execute; or compare: sterna.tables.\"" + name(rig, "entry")
                        + "\".changes = diff");

        // All tables are to go by one, and one has a column for it, with an index and without NULL.
        rig.steps.sync = new SyncSettings(Changes.WATERMARK, BigDecimal.ONE, Duration.ofMillis(20), 10);
        with(rig, Map.of("entry", new TableChanges(null, new Watermark("id"))));
        StepReport.Synced synced = sync(rig);
        assertThat(synced.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(synced.problems()).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.message())
                    .contains("sterna.sync.changes = watermark needs a column that grows, and none is named");
            assertThat(problem.remedy()).contains("watermark.column = ").contains("changes = diff");
        });
        assertThat(synced.tables()).hasSize(1);

        rig.settings(10, "1");
        rig.steps.warnings.clear();
        with(rig, Map.of("word", by("seen")));
        rig.steps.tables = rig.steps.tables.withChanges(
                Map.of(name(rig, "word"), by("seen"), name(rig, "word") + "s", by("seen")));
        assertThat(sync(rig).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(rig.steps.warnings)
                .extracting(Problem::code)
                .containsExactly("unknown-table", "watermark-null", "watermark-without-index");
        assertThat(rig.steps.warnings.get(0).message()).contains("the nearest name is " + name(rig, "word"));
        assertThat(rig.steps.warnings.get(1).message()).contains("have NULL in seen");
        assertThat(rig.steps.warnings.get(2).message()).contains("no index at the source that begins with seen");

        rig.steps.sync =
                rig.steps.sync.withOnConflict(OnConflict.of("target-wins").orElseThrow());
        assertRefused(rig, "with sterna.sync.on-conflict = target-wins", "changes = diff");
    }

    private static void assertRefused(SyncRig rig, String message, String remedy) {
        StepReport.Synced synced = sync(rig);
        assertThat(synced.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(synced.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy()).contains(remedy);
        });
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL"})
    void anEndIsRefusedWhereNothingIsLeftToCompare(Engine from, Engine to) {
        SyncRig rig = filled(rig(from, to));
        rig.steps.only = List.of("entry");
        with(rig, Map.of("entry", new TableChanges(Changes.LOG, null)));
        assertThatThrownBy(() -> sync(rig)).isInstanceOfSatisfying(SternaException.class, refused -> {
            assertThat(refused.category()).isEqualTo(Category.REFUSED);
            assertThat(refused.getMessage()).contains("by sterna.tables.\"" + name(rig, "entry") + "\".changes = log");
        });
    }

    /** What a preview says of it, which notes nothing. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void aPreviewTellsOfItAndARoundTripComparesAll(Engine from, Engine to) {
        SyncRig rig = filled(rig(from, to));
        sync(rig);
        rig.onSource("INSERT INTO entry VALUES (301, 1)");
        rig.steps.output.clear();
        new SyncStep(1, Deletes.NOT_ALLOWED).preview(rig.run());
        assertThat(rig.steps.output)
                .anyMatch(line -> line.contains("sync would bring") && line.contains("1 rows inserted"))
                .anyMatch(line -> line.startsWith("sync: of 2 tables: ")
                        && line.contains("only the rows from the watermark on were looked at, 23 at the source"));
        sync(rig);
        StepReport.Synced back = rig.reverse(Deletes.NOT_ALLOWED);
        assertThat(report(back, "entry").sourceRows()).isEqualTo(301);
        assertThat(back.summary().changes()).isEqualTo("diff");
    }
}
