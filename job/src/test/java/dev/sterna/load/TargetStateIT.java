package dev.sterna.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.plan.PlanStep;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.prepare.PrepareStep;
import dev.sterna.step.RunContext;
import dev.sterna.testing.CountingDriver;
import dev.sterna.testing.Databases;
import dev.sterna.testing.StepRig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TargetStateIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private StepRig rig;

    private RunContext prepared(Engine engine, int tables) {
        rig = new StepRig(DATABASES.create(engine), DATABASES.create(engine), directory);
        String[] statements = new String[tables];
        for (int i = 0; i < tables; i++) {
            statements[i] = "CREATE TABLE t" + i + " (id int NOT NULL PRIMARY KEY)";
        }
        rig.source.execute(statements);
        RunContext run = rig.run("r1");
        new PlanStep().execute(run);
        new PrepareStep().execute(run);
        ledger(run).create();
        return run;
    }

    private static Ledger ledger(RunContext run) {
        return new Ledger(run.target().dialect(), run.target().connector());
    }

    private static List<TargetState> read(RunContext run) {
        List<TablePlan> tables =
                new PlanStore(run.workspace()).load(run.runId()).tables();
        return TargetState.read(run.migration(), run.runId(), tables);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void connectionsDoNotGrowWithTables(Engine engine) {
        RunContext run = counted(prepared(engine, 70));

        assertThat(read(run)).hasSize(70);

        assertThat(CountingDriver.CONNECTIONS).hasValueLessThan(5);
        rig.target.execute("INSERT INTO t63 VALUES (1)");
        assertThatThrownBy(() -> read(run)).isInstanceOfSatisfying(SternaException.class, refused -> {
            assertThat(refused.problems().get(0).code()).isEqualTo("target-not-empty");
            assertThat(refused).hasMessageContaining("t63");
        });
    }

    private static RunContext counted(RunContext run) {
        Database target = run.target();
        Database counted = new Database(
                target.side(),
                target.settings(),
                target.dialect(),
                CountingDriver.count(target.connector()),
                target.server());
        return new RunContext(
                run.runId(),
                new Migration(run.settings(), run.source(), counted),
                run.only(),
                run.workspace(),
                run.events(),
                run.progress(),
                run.spark(),
                run.output(),
                run.warnings());
    }

    @Test
    void hiddenRowsAreNotNoRows() {
        RunContext run = prepared(Engine.POSTGRESQL, 1);
        rig.target.execute(
                "INSERT INTO t0 VALUES (1)",
                "ALTER TABLE t0 ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE t0 FORCE ROW LEVEL SECURITY",
                "CREATE POLICY nobody ON t0 USING (false)");
        assertThat(rig.target.query("SELECT * FROM t0")).isEmpty();

        assertThatThrownBy(() -> read(run)).isInstanceOfSatisfying(SternaException.class, refused -> {
            assertThat(refused.category()).isEqualTo(Category.TARGET);
            assertThat(refused).hasMessageContaining("row-level security");
            assertThat(refused.problems().get(0).remedy()).contains("BYPASSRLS");
        });
    }

    @Test
    void statisticsThatFailAreAWarning() {
        RunContext run = prepared(Engine.MARIADB, 1);
        TargetState state = read(run).get(0);
        state.finish(run.target(), run.warnings());
        assertThat(rig.warnings).isEmpty();
        rig.target.execute("DROP TABLE t0");

        state.finish(run.target(), run.warnings());

        assertThat(rig.warnings).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("table-not-finished");
            assertThat(warning.message()).contains("t0");
        });
    }
}
