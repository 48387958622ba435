package dev.sterna.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.plan.PlanStep;
import dev.sterna.step.RunContext;
import dev.sterna.testing.Databases;
import dev.sterna.testing.StepRig;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandingKeysIT {

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private StepRig rig;

    /** A table that the migration knows, with its rows, in a target that an application has been at. */
    private RunContext prepared(Engine engine) {
        rig = new StepRig(DATABASES.create(engine), DATABASES.create(engine), directory);
        rig.source.execute("CREATE TABLE parent (id int NOT NULL PRIMARY KEY)");
        RunContext run = planned();
        new PrepareStep().execute(run);
        rig.target.execute("INSERT INTO parent VALUES (1)");
        return run;
    }

    private RunContext planned() {
        RunContext run = rig.run("r1");
        new PlanStep().execute(run);
        return run;
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void aKeyWhoseTableIsGoneIsNamedAndTheOthersAreChecked(Engine engine) {
        RunContext run = prepared(engine);
        rig.target.execute(
                "CREATE TABLE gone (id int NOT NULL PRIMARY KEY)",
                "INSERT INTO gone VALUES (1)",
                "ALTER TABLE parent ADD CONSTRAINT parent_gone FOREIGN KEY (id) REFERENCES gone (id)",
                "CREATE TABLE z_note (id int, parent int, CONSTRAINT note_parent FOREIGN KEY (parent) REFERENCES parent (id))",
                "INSERT INTO z_note VALUES (1, 1)");
        rig.target.executeAsAdministrator(
                "SET SESSION foreign_key_checks = 0", "DROP TABLE gone", "INSERT INTO z_note VALUES (2, 7)");

        assertThatThrownBy(() -> new FinishStep().execute(run))
                .isInstanceOfSatisfying(
                        SternaException.class,
                        failed -> assertThat(failed.problems())
                                .extracting(Problem::code)
                                .containsExactlyInAnyOrder("foreign-key-unchecked", "foreign-key-broken"));
        rig.target.execute("DELETE FROM z_note WHERE id = 2");

        assertThat(new FinishStep().execute(run).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("parent_gone", "gone"))
                .satisfies(problem -> assertThat(problem.remedy()).contains("drop the foreign key"));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void keysOfOtherDatabasesAreCheckedOrNamed(Engine engine) {
        RunContext run = prepared(engine);
        TestDatabase other = DATABASES.create(engine);
        String note = other.name() + ".note";
        rig.target.executeAsAdministrator(
                "CREATE TABLE " + note + " (id int, parent int)",
                "INSERT INTO " + note + " VALUES (1, 7)",
                "SET SESSION foreign_key_checks = 0",
                "ALTER TABLE " + note + " ADD CONSTRAINT note_parent FOREIGN KEY (parent) REFERENCES "
                        + rig.target.name() + ".parent (id)");
        try {
            assertThatThrownBy(() -> new FinishStep().execute(run))
                    .hasMessageContaining("note_parent")
                    .hasMessageContaining("1 row refers to rows of");

            rig.targetLogin = rig.target.createUser(
                    "GRANT ALL ON " + rig.target.name() + ".* TO %s", "GRANT INSERT ON " + note + " TO %s");
            assertThat(new FinishStep().execute(rig.run("r1")).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo("foreign-key-unchecked"))
                    .satisfies(problem -> assertThat(problem.message()).contains("note_parent"));
        } finally {
            rig.target.executeAsAdministrator("DROP TABLE " + note);
        }
    }
}
