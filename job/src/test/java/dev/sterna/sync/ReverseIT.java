package dev.sterna.sync;

import static dev.sterna.embedded.workload.ShopTables.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.changes.Deletes;
import dev.sterna.embedded.Engine;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What was changed in the target after the migration comes back to the source, whatever the kind, by every pair. */
class ReverseIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    @EveryPair
    void everyKindOfChangeComesBack(Engine from, Engine to) {
        SyncRig rig = new SyncRig(
                DATABASES.create(from),
                DATABASES.create(to),
                directory,
                ObjectKind.INDEX,
                ObjectKind.UNIQUE_CONSTRAINT);
        rig.settings(7, "0.7");
        rig.fill(
                "CREATE TABLE item (id int PRIMARY KEY, name varchar(20), price decimal(10,2), u int UNIQUE)",
                numbered("item", 300, "i * 10, concat('item ', i), i * 0.25, i"),
                "CREATE TABLE fact (id int PRIMARY KEY, large bigint, small smallint, name varchar(40), story text,"
                        + " twofold double precision, born date, seen STAMP, bits BYTES, fixed char(5), n numeric(30,12))",
                numbered(
                        "fact",
                        10,
                        "i, 9007199254740992, i, 'Anna', 'a\u00e9\ud83d\ude00', 0.1, '2024-02-28',"
                                + " '2024-02-28 12:00:00.000001', unhex('00ff'HEX), 'ab', 1.5"),
                "CREATE TABLE word (k varchar(20) PRIMARY KEY, v int)",
                numbered("word", 40, "concat('w', i), i"),
                "INSERT INTO word VALUES ('stra\u00dfe', 1), ('\ud83d\ude00', 2), ('x y', 3)",
                "CREATE TABLE pair (a int NOT NULL, b varchar(10) NOT NULL, v int, PRIMARY KEY (a, b))",
                numbered("pair", 20, "i % 4, concat('b', i), i"),
                "CREATE TABLE ident (k UUID PRIMARY KEY, v int)",
                "INSERT INTO ident VALUES ('00000000-0000-0000-0000-0000000000aa', 1),"
                        + " ('00000000-0000-0000-0000-0000000000bb', 2), ('00000000-0000-0000-0000-0000000000cc', 3)",
                "CREATE TABLE log (n int, t varchar(20), b BYTES)",
                numbered("log", 400, "i % 200, concat('t', i % 200), NULL"),
                "INSERT INTO log VALUES (7, 'a', unhex('00ff'HEX)), (7, 'a', unhex('00ff'HEX)),"
                        + " (7, 'a', unhex('00ff'HEX)), (7, 'A', unhex('00ff'HEX)), (7, 'a ', unhex('00ff'HEX)),"
                        + " (NULL, NULL, NULL), (NULL, NULL, NULL), (NULL, '', NULL)",
                "CREATE TABLE blank (id int PRIMARY KEY, v int)");
        rig.agree();
        rig.onTarget(
                "DELETE FROM item WHERE id IN (20, 30, 2990)",
                "INSERT INTO item VALUES (25, 'new', 1, 10001), (3333, NULL, NULL, NULL)",
                "UPDATE item SET name = 'other', price = 0 WHERE id IN (50, 60)",
                "UPDATE item SET price = price + 0.01 WHERE id > 1000 AND id < 1500",
                "UPDATE item SET id = 2005 WHERE id = 2000",
                // Around in a ring, through rows of different batches.
                "UPDATE item SET u = NULL WHERE id IN (100, 1600, 2900)",
                "UPDATE item SET u = 10 WHERE id = 1600",
                "UPDATE item SET u = 160 WHERE id = 2900",
                "UPDATE item SET u = 290 WHERE id = 100",
                "UPDATE fact SET large = 9007199254740993, small = -5 WHERE id = 1",
                "UPDATE fact SET name = 'Anna ' WHERE id = 2",
                "UPDATE fact SET name = 'anna', fixed = 'x' WHERE id = 3",
                "UPDATE fact SET name = '' WHERE id = 4",
                "UPDATE fact SET name = NULL, bits = NULL, n = NULL WHERE id = 5",
                "UPDATE fact SET story = 'ae?', n = -123456789012345678.000000000001 WHERE id = 6",
                "UPDATE fact SET twofold = 0.10000000000000002 WHERE id = 7",
                "UPDATE fact SET born = '2024-02-29', seen = '2024-02-28 12:00:00.000002' WHERE id = 8",
                "UPDATE fact SET bits = unhex('00fe'HEX) WHERE id = 9",
                "UPDATE fact SET bits = unhex(''HEX) WHERE id = 10",
                "UPDATE word SET k = 'W7' WHERE k = 'w7'",
                "UPDATE word SET v = 0 WHERE k IN ('stra\u00dfe', '\ud83d\ude00')",
                "DELETE FROM word WHERE k = 'x y'",
                "UPDATE pair SET v = 0 WHERE a = 1",
                "UPDATE pair SET a = 9 WHERE b = 'b7'",
                "DELETE FROM ident WHERE v = 1",
                "UPDATE ident SET v = 0 WHERE v = 2",
                "UPDATE ident SET k = '00000000-0000-0000-0000-0000000000dd' WHERE v = 3",
                "DELETE FROM log WHERE n IS NULL AND t IS NULL",
                "INSERT INTO log VALUES (NULL, NULL, NULL)",
                "DELETE FROM log WHERE n = 7 AND b IS NOT NULL",
                "INSERT INTO log VALUES (7, 'a', unhex('00ff'HEX)), (7, 'a', unhex('00ff'HEX)),"
                        + " (7, 'A', unhex('00ff'HEX)), (7, 'A', unhex('00ff'HEX)), (7, 'A', unhex('00ff'HEX)),"
                        + " (8, 'only here', NULL), (8, 'only here', NULL)",
                "DELETE FROM log WHERE n = 9",
                "INSERT INTO blank VALUES (1, 1)");

        StepReport.Synced back = rig.reverse(Deletes.ALLOWED);

        assertThat(back.problems()).isEmpty();
        assertThat(back.outcome()).isEqualTo(Outcome.DONE);
        assertThat(back.summary().left()).isZero();
        assertThat(back.summary().rounds()).isEqualTo(1);
        assertThat(back.summary().direction()).isEqualTo("reverse");
        assertThat(back.tables()).hasSize(7).allMatch(table -> table.diff().identical());
        rig.assertNothingDiffers();
        for (String query : new String[] {
            "SELECT concat(count(*), ' ', sum(id), ' ', sum(price), ' ', sum(u), ' ', count(name)) FROM item",
            "SELECT u FROM item WHERE id = 1600",
            "SELECT large FROM fact WHERE id = 1",
            "SELECT n FROM fact WHERE id = 6",
            "SELECT concat('<', name, '>') FROM fact WHERE id = 2",
            "SELECT concat(count(*), ' ', sum(v)) FROM word",
            "SELECT concat(count(*), ' ', count(t), ' ', sum(n)) FROM log",
            "SELECT concat(count(*), ' ', sum(a), ' ', sum(v)) FROM pair"
        }) {
            assertThat(rig.steps.source.queryValue(query)).as(query).isEqualTo(rig.steps.target.queryValue(query));
        }
        assertThat(rig.steps.source.queryValue("SELECT count(*) FROM log WHERE n = 7 AND b IS NOT NULL"))
                .isEqualTo("5");
        assertThat(rig.reverse(Deletes.ALLOWED).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(rig.sync().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }
}
