package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.config.ValuePolicy;
import dev.sterna.embedded.Engine;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import java.nio.file.Path;
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
}
