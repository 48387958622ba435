package dev.sterna.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.plan.PlanStep;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.testing.Databases;
import dev.sterna.testing.StepRig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Indexes of tables whose rows are in, while those of others are not: how many rows there are is what the test says. */
class EarlyIndexesIT {
    private static final long LARGE = EarlyIndexes.FEWEST_ROWS;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private StepRig rig;

    private RunContext prepared(Engine engine) {
        rig = new StepRig(DATABASES.create(engine), DATABASES.create(engine), directory);
        rig.source.execute(
                "CREATE TABLE parent (id int NOT NULL PRIMARY KEY, code varchar(10) NOT NULL,"
                        + " CONSTRAINT parent_code UNIQUE (code))",
                "CREATE TABLE child (id int NOT NULL PRIMARY KEY, parent int, price int)",
                "CREATE INDEX child_price ON child (price DESC)",
                "CREATE TABLE other (a int NOT NULL PRIMARY KEY, up int)",
                "CREATE INDEX other_up ON other (up)",
                "ALTER TABLE child ADD CONSTRAINT child_fk FOREIGN KEY (parent) REFERENCES parent (id)");
        RunContext run = rig.run("r1");
        new PlanStep().execute(run);
        new PrepareStep().execute(run);
        return run;
    }

    private static TablePlan table(RunContext run, String name) {
        return StepPlan.of(run).tables().stream()
                .filter(table -> table.target().name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> missing(RunContext run) {
        return SchemaState.read(run.migration(), new PlanStore(run.workspace()).load("r1")).differences().stream()
                .map(difference -> difference.object())
                .filter(object -> object.kind() != ObjectKind.PRIMARY_KEY)
                .map(object -> object.name())
                .sorted()
                .toList();
    }

    private static EarlyIndexes early(RunContext run) {
        return new EarlyIndexes(
                run.migration(),
                StepPlan.of(run),
                run.aside(),
                new EarlyIndexes.Told(run.workspace(), run.events(), run.warnings()),
                StepPlan.of(run).tables().stream().map(TablePlan::name).toList());
    }

    private List<Map.Entry<String, Map<String, Object>>> events(String type) {
        return rig.events.stream().filter(event -> event.getKey().equals(type)).toList();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void areMadeWhileOtherTablesLoad(Engine engine) {
        RunContext run = prepared(engine);
        var indexes = early(run);
        rig.target.execute("INSERT INTO child VALUES (7, 1, 2)");

        indexes.loaded(table(run, "child"), LARGE);

        assertThat(missing(run)).containsExactly("child_fk", "other_up", "parent_code");
        rig.target.execute("INSERT INTO parent VALUES (1, 'a')");
        indexes.loaded(table(run, "parent"), LARGE - 1);
        indexes.loaded(table(run, "other"), LARGE);
        assertThat(missing(run)).containsExactly("child_fk", "other_up", "parent_code");
        indexes.end();

        assertThat(new FinishStep().execute(run).outcome()).isEqualTo(Outcome.DONE);
        assertThat(missing(run)).isEmpty();
        assertThat(rig.warnings).extracting(Problem::code).doesNotContain("begun-taken-as-made");
        assertThat(run.workspace().read(EarlyIndexes.FILE).orElseThrow()).contains("child_price", "-- done in ");
        assertThat(events("indexes-made"))
                .extracting(event -> event.getValue().get("table"))
                .containsExactly(table(run, "child").name());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void thatRowsAreAgainstAreToldOfByTheSecondHalf(Engine engine) {
        RunContext run = prepared(engine);
        var indexes = early(run);
        rig.target.execute("INSERT INTO parent VALUES (1, 'a'), (2, 'a')");

        indexes.loaded(table(run, "parent"), LARGE);
        indexes.end();

        assertThat(missing(run)).contains("parent_code");
        assertThat(run.workspace().read(EarlyIndexes.FILE).orElseThrow()).contains("-- failed");
        assertThatThrownBy(() -> new FinishStep().execute(run))
                .isInstanceOf(SternaException.class)
                .hasMessageContaining("parent_code");
        rig.target.execute("DELETE FROM parent WHERE id = 2");
        assertThat(new FinishStep().execute(run).outcome()).isEqualTo(Outcome.DONE);
        assertThat(missing(run)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void ofTablesThatAreOtherwiseNowAreLeftToTheSecondHalf(Engine engine) {
        RunContext run = prepared(engine);
        EarlyIndexes indexes = early(run);
        rig.source.execute("ALTER TABLE other ADD COLUMN more int");

        indexes.loaded(table(run, "child"), LARGE);
        indexes.end();

        assertThat(missing(run)).contains("child_price");
        assertThat(events("indexes-later"))
                .extracting(event -> event.getValue().get("codes"))
                .containsExactly("source-changed");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void noneIsMadeWhenNothingElseLoads(Engine engine) {
        RunContext run = prepared(engine);
        EarlyIndexes indexes = early(run);
        indexes.failed(table(run, "parent").name());
        indexes.failed(table(run, "other").name());

        indexes.loaded(table(run, "child"), LARGE);
        indexes.end();

        assertThat(missing(run)).contains("child_price");
        assertThat(run.workspace().read(EarlyIndexes.FILE)).isEmpty();
    }
}
