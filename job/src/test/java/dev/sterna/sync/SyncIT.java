package dev.sterna.sync;

import static dev.sterna.embedded.workload.ShopTables.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What differs is brought to the target, whatever the kind, and a comparison that knows nothing of it finds nothing more. */
class SyncIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private SyncRig rig(Engine from, Engine to) {
        return new SyncRig(
                DATABASES.create(from),
                DATABASES.create(to),
                directory,
                ObjectKind.INDEX,
                ObjectKind.UNIQUE_CONSTRAINT);
    }

    @EveryPair
    void everyKindOfDifferenceIsRepaired(Engine from, Engine to) {
        SyncRig rig = rig(from, to);
        rig.settings(7, "0.5");
        rig.fill(
                "CREATE TABLE item (id int PRIMARY KEY, name varchar(20), price decimal(10,2), u int UNIQUE)",
                numbered("item", 300, "i * 10, concat('item ', i), i * 0.25, i"),
                "CREATE TABLE fact (id int PRIMARY KEY, large bigint, name varchar(40), story text, twofold double"
                        + " precision, born date, seen STAMP, bits BYTES)",
                numbered(
                        "fact",
                        10,
                        "i, 9007199254740992, 'Anna', 'a\u00e9\ud83d\ude00', 0.1, '2024-02-28',"
                                + " '2024-02-28 12:00:00.000001', unhex('00ff'HEX)"),
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
                        + " (NULL, NULL, NULL), (NULL, NULL, NULL), (NULL, '', NULL)");

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
                "UPDATE fact SET large = 9007199254740993 WHERE id = 1",
                "UPDATE fact SET name = 'Anna ' WHERE id = 2",
                "UPDATE fact SET name = 'anna' WHERE id = 3",
                "UPDATE fact SET name = '' WHERE id = 4",
                "UPDATE fact SET name = NULL, bits = NULL WHERE id = 5",
                "UPDATE fact SET story = 'ae?' WHERE id = 6",
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
                // Three copies there, two here; one there, three here.
                "INSERT INTO log VALUES (7, 'a', unhex('00ff'HEX)), (7, 'a', unhex('00ff'HEX)),"
                        + " (7, 'A', unhex('00ff'HEX)), (7, 'A', unhex('00ff'HEX)), (7, 'A', unhex('00ff'HEX)),"
                        + " (8, 'only here', NULL), (8, 'only here', NULL)",
                "DELETE FROM log WHERE n = 9");

        StepReport.Synced synced = rig.sync();

        assertThat(synced.problems()).isEmpty();
        assertThat(synced.outcome()).isEqualTo(Outcome.DONE);
        assertThat(synced.summary().left()).isZero();
        assertThat(synced.summary().rounds()).isEqualTo(1);
        assertThat(synced.summary().gaps().get(0).missing()).isGreaterThan(5);
        assertThat(synced.summary().gaps().get(1).total()).isZero();
        assertThat(synced.tables()).hasSize(6).allMatch(table -> table.diff().identical());
        rig.assertNothingDiffers();
        assertThat(rig.sync().outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }
}
