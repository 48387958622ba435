package dev.sterna.sync;

import static dev.sterna.embedded.workload.ShopTables.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.changes.Deletes;
import dev.sterna.config.Settings.TableSelection;
import dev.sterna.config.SyncSettings;
import dev.sterna.config.ValuePolicy;
import dev.sterna.embedded.Engine;
import dev.sterna.error.Problem;
import dev.sterna.ledger.ChunkRejects;
import dev.sterna.model.Digest;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.transfer.FailpointReached;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What going back leaves, refuses and survives, by each engine as the source. */
@Tag("long")
class ReverseSafetyIT {
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

    /** The word that lets triggers and foreign keys of the source be turned off. */
    private static void mayTurnOff(SyncRig rig) {
        SyncSettings now = rig.steps.sync;
        rig.steps.sync = new SyncSettings(
                now.changes(),
                now.maxDeleteFraction(),
                now.settle(),
                now.batchKeys(),
                SyncSettings.SourceObjects.CREATE,
                now.maxOutage());
    }

    private static String source(SyncRig rig, String query) {
        return rig.steps.source.queryValue(query);
    }

    @ParameterizedTest
    @EnumSource
    void anEmptiedTargetDoesNotEmptyTheSource(Engine source) {
        SyncRig rig = rig(source);
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", numbered("item", 100, "i, i"));
        rig.agree();
        rig.onTarget("DELETE FROM item");

        StepReport.Synced left = rig.reverse(Deletes.NOT_ALLOWED);
        assertThat(left.problems()).extracting(Problem::code).containsExactly("rows-too-many");
        assertThat(left.problems().get(0).remedy()).contains("sync --run-id r1 --reverse --deletes --execute");

        StepReport.Synced refused = rig.reverse(Deletes.ALLOWED);
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("too-many-deletes");
            assertThat(problem.message()).contains("100 of 100 rows of ", "the target's table is empty");
            assertThat(problem.remedy()).contains("sync --run-id r1 --reverse --tables");
        });
        assertThat(source(rig, "SELECT count(*) FROM item")).isEqualTo("100");

        rig.settings(100, "1");
        assertThat(rig.reverse(Deletes.ALLOWED).outcome()).isEqualTo(Outcome.DONE);
        assertThat(source(rig, "SELECT count(*) FROM item")).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void aPreviewNamesWhatItWouldDoAndDoesNothing(Engine source) {
        SyncRig rig = rig(source);
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", numbered("item", 100, "i, i"));
        rig.agree();
        trigger(rig, source);
        rig.onTarget("UPDATE item SET v = 0 WHERE id = 5", "DELETE FROM item WHERE id = 6");
        rig.steps.output.clear();

        new SyncStep(3, Deletes.ALLOWED, Direction.REVERSE).preview(rig.run());

        assertThat(String.join("\n", rig.steps.output))
                .contains("sync would write to the source, ", "0 rows inserted, 1 updated, 1 deleted")
                .contains("sync would turn off on the source meanwhile: trigger noting");
        assertThat(source(rig, "SELECT count(*) FROM item WHERE v = id")).isEqualTo("100");
    }

    private static void trigger(SyncRig rig, Engine source) {
        rig.onSource("CREATE TABLE noted (id int)");
        if (source == Engine.POSTGRESQL) {
            rig.onSource(
                    "CREATE FUNCTION noting() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN INSERT INTO noted VALUES (1); RETURN NEW; END $$",
                    "CREATE TRIGGER noting AFTER INSERT OR UPDATE ON item FOR EACH ROW EXECUTE FUNCTION noting()");
        } else {
            rig.onSource("CREATE TRIGGER noting AFTER UPDATE ON item FOR EACH ROW INSERT INTO noted VALUES (1)");
        }
    }

    /** Whoever ends in the middle leaves what the next command finishes, triggers included. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void nothingIsLostOrDoubledWhenItEndsInTheMiddle(Engine source) {
        SyncRig rig = rig(source);
        rig.settings(10, "1");
        rig.fill(
                "CREATE TABLE item (id int PRIMARY KEY, v int)",
                numbered("item", 60, "i, i"),
                "CREATE TABLE log (n int, v int)",
                numbered("log", 60, "i % 20, 0"));
        rig.agree();
        trigger(rig, source);
        rig.onTarget(
                "DELETE FROM item WHERE id > 40",
                "UPDATE item SET v = 0 WHERE id < 10",
                "UPDATE item SET id = id + 1000 WHERE id < 20",
                "DELETE FROM log WHERE n = 3",
                "INSERT INTO log VALUES (4, 0), (99, 0)");
        assertThatThrownBy(() -> rig.reverse(Deletes.ALLOWED))
                .hasMessageContaining("trigger noting on ", "sterna.sync.source-objects = refuse");
        mayTurnOff(rig);
        int reached = 0;
        for (String place : List.of("before-commit:3", "after-commit:2", "before-commit:1", "after-commit:5")) {
            System.setProperty(FAILPOINTS, place);
            try {
                rig.reverse(Deletes.ALLOWED);
            } catch (FailpointReached asAKillWould) {
                reached++;
            }
        }
        System.clearProperty(FAILPOINTS);
        assertThat(reached).isGreaterThan(2);

        StepReport.Synced back = rig.reverse(Deletes.ALLOWED);
        assertThat(back.problems()).isEmpty();
        assertThat(back.summary().left()).isZero();
        rig.assertNothingDiffers();
        assertThat(source(rig, "SELECT count(*) FROM log")).isEqualTo("59");
        assertThat(source(rig, "SELECT count(*) FROM noted")).isEqualTo("0");
        rig.onSource("UPDATE item SET v = 77 WHERE id = 30");
        assertThat(source(rig, "SELECT count(*) FROM noted")).isEqualTo("1");
    }

    /** The target's types were widened after the migration. */
    @ParameterizedTest
    @EnumSource
    void valuesThatTheSourceCannotTakeAreNamed(Engine source) throws IOException {
        SyncRig rig = rig(source);
        rig.fill(
                "CREATE TABLE item (id int PRIMARY KEY, v int, t varchar(5), d decimal(6,2))",
                numbered("item", 50, "i, i, 'a', 1.25"));
        rig.agree();
        if (source == Engine.POSTGRESQL) {
            rig.onTarget("ALTER TABLE item MODIFY v decimal(20,3), MODIFY t varchar(50), MODIFY d decimal(20,6)");
        } else {
            rig.onTarget("ALTER TABLE item ALTER v TYPE decimal(20,3), ALTER t TYPE varchar(50),"
                    + " ALTER d TYPE decimal(20,6)");
        }
        rig.onTarget(
                "UPDATE item SET v = 3000000000 WHERE id = 1",
                "UPDATE item SET v = 1.5 WHERE id = 2",
                "UPDATE item SET t = 'too long' WHERE id = 3",
                "UPDATE item SET d = 1.255 WHERE id = 4",
                "UPDATE item SET d = 123456 WHERE id = 5",
                "UPDATE item SET v = 0, t = 'b', d = 2 WHERE id = 6");

        StepReport.Synced back = rig.reverse(Deletes.NOT_ALLOWED);

        assertThat(back.outcome()).as(back.problems().toString()).isEqualTo(Outcome.REJECTED);
        assertThat(back.summary().notBrought()).isEqualTo(5);
        assertThat(back.problems()).extracting(Problem::code).containsExactly("rows-not-brought");
        assertThat(back.problems().get(0).message()).contains("are not taken by ");
        try (Stream<Path> files = Files.list(directory.resolve("r1/sync"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readString(file))
                            .contains("\"id\":\"1\"", "\"id\":\"5\"")
                            .contains("a value of it is none that the columns of the source can have"));
        }
        assertThat(source(rig, "SELECT concat(sum(v), ' ', sum(d), ' ', max(t)) FROM item WHERE id < 6"))
                .isEqualTo("15 6.25 a");
        assertThat(source(rig, "SELECT concat(v, t, d) FROM item WHERE id = 6")).isEqualTo("0b2.00");
    }

    /** What came in another form, or as a declared loss, stays as it was where it was not changed. */
    @Test
    void whatCameInAnotherFormStaysAsItWas() {
        SyncRig rig = rig(Engine.MARIADB);
        rig.steps.values = new ValuePolicy(ValuePolicy.OnZeroDate.NULL, ValuePolicy.OnNulCharacter.FAIL);
        rig.steps.typeMap = Map.of("*.item.j", "jsonb");
        rig.onSource(
                "SET sql_mode = ''",
                "CREATE TABLE item (id int PRIMARY KEY, v int, j json, born date, seen datetime)",
                "INSERT INTO item VALUES (1, 1, '{\"b\": 1,  \"a\": 2}', '0000-00-00', '2024-01-01'),"
                        + " (2, 1, '{\"b\": 1,  \"a\": 2}', '0000-00-00', '0000-00-00'),"
                        + " (3, 1, '{\"b\": 1,  \"a\": 2}', NULL, '0000-00-00')");
        rig.fill();
        rig.onTarget("INSERT INTO item VALUES (1, 1, '{\"b\": 1, \"a\": 2}', NULL, '2024-01-01'),"
                + " (2, 1, '{\"b\": 1, \"a\": 2}', NULL, NULL), (3, 1, '{\"b\": 1, \"a\": 2}', NULL, NULL)");
        rig.agree();
        rig.onTarget(
                "UPDATE item SET v = 2 WHERE id IN (1, 2)",
                "UPDATE item SET born = '2024-05-05' WHERE id = 2",
                "UPDATE item SET j = '{\"c\": 3}' WHERE id = 3",
                "INSERT INTO item VALUES (4, 4, '[1]', NULL, '2024-01-01')");

        StepReport.Synced back = rig.reverse(Deletes.NOT_ALLOWED);

        assertThat(back.problems()).isEmpty();
        assertThat(back.outcome()).isEqualTo(Outcome.DONE);
        assertThat(source(rig, "SELECT concat(v, j, born) FROM item WHERE id = 1"))
                .isEqualTo("2{\"b\": 1,  \"a\": 2}0000-00-00");
        assertThat(source(rig, "SELECT concat(v, j, born, seen) FROM item WHERE id = 2"))
                .isEqualTo("2{\"b\": 1,  \"a\": 2}2024-05-050000-00-00 00:00:00");
        assertThat(source(rig, "SELECT concat(v, j, seen) FROM item WHERE id = 3"))
                .isEqualTo("1{\"c\": 3}0000-00-00 00:00:00");
        assertThat(source(rig, "SELECT concat(v, j) FROM item WHERE id = 4")).isEqualTo("4[1]");
        rig.assertNothingDiffers();
    }

    @ParameterizedTest
    @EnumSource
    void renamedTablesComeBackAndRowsOutsideOfTheConditionAreLeft(Engine source) {
        SyncRig rig = rig(source);
        String from = rig.steps.source.engine() == Engine.POSTGRESQL ? "public" : rig.steps.source.name();
        String to = rig.steps.target.engine() == Engine.POSTGRESQL ? "public" : rig.steps.target.name();
        rig.steps.tables = new TableSelection(
                List.of("*"),
                List.of(),
                Map.of(from + ".item", to + ".article"),
                Map.of(from + ".item", "v >= 0"),
                Map.of());
        rig.onSource(
                "CREATE TABLE item (id int PRIMARY KEY, v int, n varchar(10))", numbered("item", 20, "i, i - 11, 'a'"));
        rig.fill();
        rig.onTarget(numbered("article", 20, "i, i - 11, 'a'"), "DELETE FROM article WHERE v < 0");
        rig.agree();
        rig.onTarget(
                "UPDATE article SET n = 'b' WHERE id = 15",
                // A row of that key is in the source, and is none of the run's.
                "INSERT INTO article VALUES (3, 5, 'x')",
                // It would be none of them there.
                "UPDATE article SET v = -7 WHERE id = 16",
                "INSERT INTO article VALUES (100, 5, 'new')");

        StepReport.Synced back = rig.reverse(Deletes.NOT_ALLOWED);

        assertThat(back.outcome()).as(back.problems().toString()).isEqualTo(Outcome.REJECTED);
        assertThat(back.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("2 rows of ", "does not fulfil the condition of sterna.tables.where"));
        assertThat(source(rig, "SELECT n FROM item WHERE id = 15")).isEqualTo("b");
        assertThat(source(rig, "SELECT concat(v, n) FROM item WHERE id = 3")).isEqualTo("-8a");
        assertThat(source(rig, "SELECT v FROM item WHERE id = 16")).isEqualTo("5");
        assertThat(source(rig, "SELECT n FROM item WHERE id = 100")).isEqualTo("new");
    }

    @Test
    void anotherServerIsRefused() {
        SyncRig rig = rig(Engine.MARIADB);
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", "INSERT INTO item VALUES (1, 1)");
        rig.agree();
        SyncRig other = rig(Engine.MARIADB);

        // The plan lies in the same workspace, under the same run's id.
        assertThatThrownBy(() -> other.reverse(Deletes.NOT_ALLOWED))
                .hasMessageContaining("Cannot bring rows back: the plan's source is");
    }

    /** Foreign keys of the source are there afterwards as they were, and rows against one are told. */
    @ParameterizedTest
    @EnumSource
    void foreignKeysOfTheSourceStay(Engine source) {
        SyncRig rig = rig(source);
        rig.fill(
                "CREATE TABLE parent (id int PRIMARY KEY, v int)",
                "CREATE TABLE child (id int PRIMARY KEY, parent int, CONSTRAINT of_parent FOREIGN KEY (parent)"
                        + " REFERENCES parent (id) ON DELETE CASCADE)",
                "INSERT INTO parent VALUES (1, 1), (2, 2), (3, 3)",
                "INSERT INTO child VALUES (1, 1), (2, 2), (3, 3)");
        rig.agree();
        if (source == Engine.POSTGRESQL) {
            mayTurnOff(rig);
        }
        rig.onTarget(
                "INSERT INTO child VALUES (4, 4)",
                "INSERT INTO parent VALUES (4, 4)",
                "DELETE FROM parent WHERE id = 1",
                "UPDATE child SET parent = 2 WHERE id = 1");

        StepReport.Synced back = rig.reverse(Deletes.ALLOWED);

        assertThat(back.problems()).isEmpty();
        assertThat(source(rig, "SELECT count(*) FROM child WHERE parent = 2")).isEqualTo("2");
        assertThatThrownBy(() -> rig.onSource("INSERT INTO child VALUES (9, 9)"))
                .hasMessageContaining("of_parent");

        rig.onTarget("INSERT INTO child VALUES (5, 5)");

        StepReport.Synced against = rig.reverse(Deletes.ALLOWED);

        assertThat(against.outcome()).isEqualTo(Outcome.DIFFERS);
        assertThat(against.problems())
                .extracting(Problem::code)
                .containsExactly(source == Engine.POSTGRESQL ? "foreign-key-not-back" : "foreign-key-broken");
    }

    /** What the load has set aside only the source has, and it stays there. */
    @Test
    void rowsThatTheTargetNeverHadAreNotRemoved() throws SQLException {
        SyncRig rig = rig(Engine.MARIADB);
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", numbered("item", 50, "i, i"));
        rig.agree();
        var run = rig.run();
        String table = rig.plan().tables().get(0).name();
        try (Connection connection = run.target().open()) {
            connection.setAutoCommit(false);
            run.ledger()
                    .rejects()
                    .note(
                            connection,
                            "r1",
                            new ChunkRejects(
                                    table, 0, new Digest(1, BigInteger.ONE), "rejects/item", "it is too long", 1));
            connection.commit();
        }
        rig.onTarget("DELETE FROM item WHERE id = 7", "UPDATE item SET v = 0 WHERE id = 8");

        StepReport.Synced back = rig.reverse(Deletes.ALLOWED);

        assertThat(back.problems()).extracting(Problem::code).containsExactly("rows-too-many");
        assertThat(rig.steps.warnings).extracting(Problem::code).contains("no-deletes-with-rejects");
        assertThat(source(rig, "SELECT concat(count(*), ' ', min(v)) FROM item"))
                .isEqualTo("50 0");
    }

    /** A column of the target's own stays there, with a word. */
    @ParameterizedTest
    @EnumSource
    void columnsThatTheSourceDoesNotHaveAreTold(Engine source) {
        SyncRig rig = rig(source);
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", "INSERT INTO item VALUES (1, 1)");
        rig.agree();
        rig.onTarget("ALTER TABLE item ADD COLUMN more int", "UPDATE item SET v = 2, more = 3 WHERE id = 1");

        assertThat(rig.reverse(Deletes.ALLOWED).outcome()).isEqualTo(Outcome.DONE);

        assertThat(rig.steps.warnings)
                .filteredOn(problem -> problem.code().equals("target-columns-not-carried"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("Values of more in "));
        assertThat(source(rig, "SELECT v FROM item")).isEqualTo("2");
    }

    /** Numbers that the source gives itself go on behind what came. */
    @ParameterizedTest
    @EnumSource
    void theNextRowOfTheSourceFindsAFreeNumber(Engine source) {
        SyncRig rig = rig(source);
        rig.fill(
                source == Engine.POSTGRESQL
                        ? "CREATE TABLE item (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v int)"
                        : "CREATE TABLE item (id int AUTO_INCREMENT PRIMARY KEY, v int)");
        rig.agree();
        rig.onTarget("INSERT INTO item (id, v) VALUES (41, 1), (42, 2)");

        assertThat(rig.reverse(Deletes.ALLOWED).outcome()).isEqualTo(Outcome.DONE);

        rig.onSource("INSERT INTO item (v) VALUES (3)");
        assertThat(source(rig, "SELECT id FROM item WHERE v = 3")).isEqualTo("43");
    }

    @Test
    void aRunThatIsFollowedIsRefused() {
        SyncRig rig = rig(Engine.MARIADB);
        rig.fill("CREATE TABLE item (id int PRIMARY KEY, v int)", "INSERT INTO item VALUES (1, 1)");
        rig.run().ledger().follow().begin("r1", "begun", List.of("item"), "", List.of());

        assertThatThrownBy(() -> rig.reverse(Deletes.ALLOWED)).hasMessageContaining("still follows the source's log");
    }

    /** A column that is left as it is does not take the time of the update. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void aTimeThatIsLeftIsNotThatOfTheUpdate(Engine source) {
        SyncRig rig = rig(source);
        rig.steps.values = new ValuePolicy(ValuePolicy.OnZeroDate.NULL, ValuePolicy.OnNulCharacter.FAIL);
        rig.onSource(
                "SET sql_mode = ''",
                "CREATE TABLE item (id int PRIMARY KEY, v int, seen timestamp NULL DEFAULT NULL ON UPDATE now())",
                "INSERT INTO item VALUES (1, 1, '0000-00-00 00:00:00'), (2, 1, '2024-01-01 00:00:00')");
        rig.fill();
        rig.sync();
        rig.onTarget("UPDATE item SET v = 2");

        assertThat(rig.reverse(Deletes.ALLOWED).problems()).isEmpty();

        assertThat(source(rig, "SELECT group_concat(v, ' ', seen ORDER BY id) FROM item"))
                .isEqualTo("2 0000-00-00 00:00:00,2 2024-01-01 00:00:00");
    }

    /** Rows that refer to what is not brought are not brought either: the key would be lost. */
    @ParameterizedTest
    @EnumSource
    void whatRefersToATableThatIsSetAsideIsSetAsideToo(Engine source) {
        SyncRig rig = rig(source);
        rig.fill(
                "CREATE TABLE parent (id int PRIMARY KEY, v int)",
                "CREATE TABLE child (id int PRIMARY KEY, parent int, CONSTRAINT of_parent FOREIGN KEY (parent)"
                        + " REFERENCES parent (id))",
                "CREATE TABLE other (id int PRIMARY KEY, v int)",
                "INSERT INTO parent VALUES (1, 1), (2, 2), (3, 3)",
                "INSERT INTO child VALUES (1, 1), (2, 2), (3, 3)",
                "INSERT INTO other VALUES (1, 1)");
        rig.agree();
        mayTurnOff(rig);
        rig.onSource("UPDATE parent SET v = 9 WHERE id = 2");
        rig.onTarget("INSERT INTO parent VALUES (4, 4)", "INSERT INTO child VALUES (4, 4)", "UPDATE other SET v = 2");

        StepReport.Synced back = rig.reverse(Deletes.ALLOWED);

        assertThat(back.problems())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("both-sides-changed", "tied-to-table-set-aside");
        assertThat(source(rig, "SELECT count(*) FROM child")).isEqualTo("3");
        assertThat(source(rig, "SELECT v FROM other")).isEqualTo("2");
        // And the other way round: what the one that is left refers to does not go.
        rig.onSource("UPDATE parent SET v = 2 WHERE id = 2", "UPDATE child SET parent = 1 WHERE id = 2");
        rig.onTarget("DELETE FROM child WHERE parent = 3", "DELETE FROM parent WHERE id = 3");

        assertThat(rig.reverse(Deletes.ALLOWED).problems())
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("both-sides-changed", "tied-to-table-set-aside");
        assertThat(source(rig, "SELECT count(*) FROM parent")).isEqualTo("3");
        assertThatThrownBy(() -> rig.onSource("INSERT INTO child VALUES (9, 9)"))
                .hasMessageContaining("of_parent");
    }
}
