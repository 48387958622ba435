package dev.sterna.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import dev.sterna.embedded.data.HardCases;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.Table;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanStep;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.testing.StepRig;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PrepareIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private StepRig rig;

    private RunContext open(Engine from, Engine to) {
        rig = new StepRig(DATABASES.create(from), DATABASES.create(to), directory);
        return rig.run("r1");
    }

    @EveryPair
    void createsOnceAndFinishesOnce(Engine from, Engine to) throws SQLException {
        RunContext run = open(from, to);
        HardCases.load(rig.source);
        new PlanStep().execute(run);
        PrepareStep prepare = new PrepareStep();
        assertThat(prepare.preview(run).outcome()).isEqualTo(Outcome.PREVIEW);
        assertThat(rig.output).anyMatch(line -> line.startsWith("CREATE TABLE"));
        assertThat(catalog(run)).isEmpty();

        assertThat(prepare.execute(run).outcome()).isEqualTo(Outcome.DONE);
        Plan plan = new PlanStore(run.workspace()).load("r1");
        assertThat(catalog(run)).hasSizeGreaterThanOrEqualTo(plan.tables().size());
        assertThat(run.workspace().read(PrepareStep.FILE).orElseThrow())
                .contains("CREATE TABLE", "-- done in ")
                .doesNotContain("-- failed");
        assertThat(new Ledger(run.target().dialect(), run.target().connector()).find("r1"))
                .isEmpty();
        assertThat(prepare.execute(run).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);

        FinishStep finish = new FinishStep();
        assertThat(finish.execute(run).outcome()).isEqualTo(Outcome.DONE);
        assertThat(finish.execute(run).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        List<Table> finished = catalog(run);
        for (TablePlan table : plan.tables()) {
            Table present = find(finished, table);
            assertThat(
                            present.primaryKey() == null
                                    ? null
                                    : present.primaryKey().columns())
                    .isEqualTo(
                            table.target().primaryKey() == null
                                    ? null
                                    : table.target().primaryKey().columns());
        }
        assertThat(prepare.execute(run).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @EveryPair(crossing = true)
    void refusesTablesThatDoNotFit(Engine from, Engine to) {
        RunContext run = open(from, to);
        rig.source.execute(
                "CREATE TABLE a (id bigint NOT NULL PRIMARY KEY, v varchar(10))",
                "CREATE TABLE b (id int NOT NULL PRIMARY KEY)");
        rig.target.execute("CREATE TABLE a (id int NOT NULL PRIMARY KEY, w varchar(10))");
        new PlanStep().execute(run);
        for (boolean execute : new boolean[] {false, true}) {
            assertThatThrownBy(() -> {
                        if (execute) {
                            new PrepareStep().execute(run);
                        } else {
                            new PrepareStep().preview(run);
                        }
                    })
                    .isInstanceOfSatisfying(SternaException.class, refused -> {
                        assertThat(refused.category()).isEqualTo(Category.REFUSED);
                        assertThat(refused)
                                .hasMessageContaining("column id is int")
                                .hasMessageContaining("column v ")
                                .hasMessageContaining("column w ");
                    });
        }
        assertThat(catalog(run)).hasSize(1);
    }

    @EveryPair(crossing = true)
    void missingPrivilegeIsTheTargetsFault(Engine from, Engine to) {
        open(from, to);
        rig.source.execute("CREATE TABLE a (id bigint NOT NULL PRIMARY KEY)");
        rig.target.execute("CREATE TABLE readable (id int)");
        rig.targetLogin = rig.target.createUser("GRANT SELECT ON readable TO %s");
        RunContext run = rig.run("r1");
        new PlanStep().execute(run);
        assertThatThrownBy(() -> new PrepareStep().execute(run))
                .isInstanceOfSatisfying(SternaException.class, failure -> {
                    assertThat(failure.category()).isEqualTo(Category.TARGET);
                    assertThat(failure.problems().get(0).remedy()).contains("GRANT");
                });
        assertThat(run.workspace().read(PrepareStep.FILE).orElseThrow()).contains("-- failed: ");
    }

    @Test
    void whatIsLeftToAPersonLiesInFiles() {
        RunContext run = open(Engine.MARIADB, Engine.POSTGRESQL);
        rig.source.execute("CREATE TABLE a (id int PRIMARY KEY, n int)");
        rig.source.executeAsAdministrator("CREATE TRIGGER more BEFORE INSERT ON a FOR EACH ROW SET NEW.n = NEW.n + 1");
        new PlanStep().execute(run);

        List<Problem> problems = new PrepareStep().execute(run).problems();

        assertThat(problems)
                .filteredOn(problem -> problem.code().equals("by-hand"))
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("left to a person: 1 trigger");
        assertThat(run.workspace()
                        .read("by-hand/trigger/" + rig.source.name() + ".a.more.sql")
                        .orElseThrow())
                .contains("NEW.n + 1")
                .startsWith("-- trigger ");
        assertThat(new PrepareStep().execute(run).problems()).isEmpty();
    }

    private static Table find(List<Table> tables, TablePlan table) {
        return tables.stream()
                .filter(other -> other.name().equals(table.target().name()))
                .findFirst()
                .orElseThrow();
    }

    private List<Table> catalog(RunContext run) {
        String schema = rig.target.engine() == Engine.POSTGRESQL ? "public" : rig.target.name();
        return run.target().catalog(List.of(schema)).tables();
    }
}
