package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sterna.changes.ChangeApplier;
import dev.sterna.changes.ChangedTable;
import dev.sterna.changes.KeyedChanges;
import dev.sterna.changes.NotBrought;
import dev.sterna.changes.RemovalGuard;
import dev.sterna.changes.Sight;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.workload.ShopTables;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.plan.FailedTables;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows that have taken unique values from others, of whose change nobody has heard yet. */
class TakenValuesIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private SyncRig filled(Engine from, Engine to) {
        SyncRig rig = new SyncRig(
                DATABASES.create(from),
                DATABASES.create(to),
                directory,
                ObjectKind.INDEX,
                ObjectKind.UNIQUE_CONSTRAINT);
        rig.fill(
                "CREATE TABLE item (id int PRIMARY KEY, u varchar(20) UNIQUE, a int, b int, UNIQUE (a, b))",
                ShopTables.numbered("item", 1000, "i, concat('u', i), i, 7"));
        return rig;
    }

    private static KeyedChanges.Answer bring(SyncRig rig, int... keys) {
        List<ChangedTable> tables = new ArrayList<>(new PairedTables(
                        Route.forward(rig.run().migration()),
                        new FailedTables(rig.plan().tables(), rig.run().aside(), failure -> false),
                        rig.plan().rowHash())
                .changeable(rig.plan().tables())
                .values());
        List<List<String>> texts = new ArrayList<>();
        for (int key : keys) {
            texts.add(List.of(Integer.toString(key)));
        }
        try (KeyedChanges changes = new KeyedChanges(new ChangeApplier.Limits(2, 100))) {
            KeyedChanges.Answer answer = changes.bring(
                            List.of(new KeyedChanges.Wanted(tables.get(0), texts, RemovalGuard.NONE)), Sight.PRESENT)
                    .get(0);
            assertThat(answer.failure()).isNull();
            return answer;
        }
    }

    private static void assertSame(SyncRig rig, String where) {
        String query = "SELECT id, u, a, b FROM item WHERE " + where + " ORDER BY id";
        assertThat(rig.steps.target.query(query)).isEqualTo(rig.steps.source.query(query));
    }

    @EveryPair
    void theOtherRowComesAlong(Engine from, Engine to) {
        SyncRig rig = filled(from, to);
        rig.onSource(
                "UPDATE item SET u = 'x' WHERE id = 1",
                "UPDATE item SET u = 'u1' WHERE id = 2",
                "UPDATE item SET u = 'u2' WHERE id = 3",
                "UPDATE item SET u = 'u3' WHERE id = 1",
                // By two columns, and of rows far apart.
                "UPDATE item SET a = NULL WHERE id = 500",
                "UPDATE item SET a = 500 WHERE id = 900",
                "UPDATE item SET a = 900 WHERE id = 500");

        KeyedChanges.Answer answer = bring(rig, 1, 500, 700);

        assertThat(answer.brought().notBrought()).isEmpty();
        assertThat(answer.along()).contains(List.of("2"), List.of("3"), List.of("900"));
        assertThat(answer.brought().counts().updated()).isGreaterThanOrEqualTo(5);
        assertSame(rig, "id > 0");
    }

    /** However long the chain is. */
    @EveryPair
    void soDoAllWhoseValuesMoveUp(Engine from, Engine to) {
        SyncRig rig = filled(from, to);
        rig.onSource(
                "UPDATE item SET a = -id WHERE id > 100 AND id < 200",
                "UPDATE item SET a = id + 1 WHERE id > 100 AND id < 199",
                "UPDATE item SET a = 101 WHERE id = 199");

        KeyedChanges.Answer answer = bring(rig, 150);

        assertThat(answer.brought().notBrought()).isEmpty();
        assertThat(answer.along()).hasSize(98);
        assertSame(rig, "id > 0");
    }

    /** What the source has no more is not removed before the log has told of it: it may be a row of the target's own. */
    @EveryPair
    void whoMeetsARowThatIsGoneWaits(Engine from, Engine to) {
        SyncRig rig = filled(from, to);
        rig.onSource(
                "UPDATE item SET b = 8 WHERE id > 300 AND id < 600",
                "DELETE FROM item WHERE id = 10",
                "UPDATE item SET u = 'u10' WHERE id = 400");

        int[] keys = new int[300];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = 300 + i;
        }
        KeyedChanges.Answer answer = bring(rig, keys);

        assertThat(answer.brought().notBrought())
                .extracting(NotBrought::key, NotBrought::reason)
                .containsExactly(tuple(List.of("400"), "another row of the target has a unique value of it"));
        assertSame(rig, "id > 10 AND id <> 400");
        assertThat(rig.steps.target.queryValue("SELECT count(*) FROM item WHERE id = 10"))
                .isEqualTo("1");

        // Nor does who meets that one.
        rig.onSource("UPDATE item SET u = 'x' WHERE id = 11", "UPDATE item SET u = 'u400' WHERE id = 12");
        assertThat(bring(rig, 11, 12, 400).brought().notBrought())
                .extracting(NotBrought::key)
                .containsExactlyInAnyOrder(List.of("400"), List.of("12"));
        assertSame(rig, "id = 11");

        assertThat(bring(rig, 10, 12, 400).brought().notBrought()).isEmpty();
        assertSame(rig, "id > 0");
    }
}
