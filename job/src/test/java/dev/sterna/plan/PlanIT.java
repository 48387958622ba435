package dev.sterna.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.config.Settings.TableSelection;
import dev.sterna.config.ValuePolicy;
import dev.sterna.config.ValuePolicy.OnNulCharacter;
import dev.sterna.config.ValuePolicy.OnZeroDate;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.data.HardCases;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.testing.StepRig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private StepRig rig;

    private void open(Engine from, Engine to) {
        rig = new StepRig(DATABASES.create(from), DATABASES.create(to), directory);
    }

    /** The slices are disjoint and cover every table: nothing is copied twice, and nothing is left behind. */
    @ParameterizedTest
    @EnumSource
    void chunksHoldEveryRowOnce(Engine engine) throws SQLException {
        open(engine, Engine.POSTGRESQL);
        HardCases.load(rig.source);
        rig.chunkRows = 100;
        Plan plan = plan("r1");
        List<String> wrong = new ArrayList<>();
        try (Connection connection = rig.source.connect();
                Statement statement = connection.createStatement()) {
            var sql = rig.run("r1").source().dialect().sql();
            for (TablePlan table : plan.tables()) {
                String count =
                        "SELECT COUNT(*) FROM " + sql.quote(table.source().name()) + " WHERE ";
                long sum = 0;
                for (Chunk chunk : table.chunks()) {
                    sum += count(statement, count + sql.predicate(table.source(), chunk.slice()));
                }
                long all = count(statement, count + "1 = 1");
                if (sum != all) {
                    wrong.add(table.name() + ": " + sum + " instead of " + all + " in "
                            + table.chunks().size() + " chunks");
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(plan.tables()).anyMatch(table -> table.chunks().size() > 3);
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameEveryTime(Engine engine) throws SQLException {
        open(engine, Engine.POSTGRESQL);
        HardCases.load(rig.source);
        rig.chunkRows = 100;
        Plan first = plan("r1");
        rig.run("r1").workspace().delete(Plan.FILE);
        assertThat(plan("r1")).isEqualTo(first);
        assertThat(plan("r2").hash()).isNotEqualTo(first.hash());
        assertThat(plan("r2").tables()).isEqualTo(first.tables());
    }

    @EveryPair
    void isKeptAndRefusedOnceTheSourceChanges(Engine from, Engine to) {
        open(from, to);
        rig.source.execute(
                "CREATE TABLE a (id int NOT NULL PRIMARY KEY, v varchar(10))", "CREATE TABLE b (v varchar(10))");
        StepReport made = new PlanStep().execute(rig.run("r1"));
        assertThat(made.outcome()).isEqualTo(Outcome.DONE);
        assertThat(made.problems()).extracting(problem -> problem.code()).containsExactly("no-key");
        assertThat(rig.output)
                .anyMatch(line -> line.startsWith("table "))
                .last()
                .asString()
                .contains("2 tables, about");
        rig.source.execute("INSERT INTO a VALUES (1, 'x')");
        assertThat(new PlanStep().execute(rig.run("r1")).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        rig.source.execute("ALTER TABLE a DROP COLUMN v", "ALTER TABLE b ADD COLUMN w int", "DROP TABLE b");
        assertThatThrownBy(() -> new PlanStep().execute(rig.run("r1")))
                .isInstanceOfSatisfying(SternaException.class, refused -> {
                    assertThat(refused.category()).isEqualTo(Category.REFUSED);
                    assertThat(refused.problems()).hasSize(2);
                    assertThat(refused)
                            .hasMessageContaining("column v was dropped")
                            .hasMessageContaining("it no longer exists");
                });
    }

    @EveryPair(crossing = true)
    void followsTheSettings(Engine from, Engine to) {
        open(from, to);
        rig.source.execute(
                "CREATE TABLE a (id int NOT NULL PRIMARY KEY, v varchar(10))",
                "CREATE TABLE b (id int NOT NULL PRIMARY KEY)",
                "CREATE TABLE c (id int NOT NULL PRIMARY KEY)");
        String schema = rig.source.defaultSchema();
        rig.typeMap = Map.of(schema + ".*.id:int*", "bigint");
        rig.tables = new TableSelection(
                List.of("?"),
                List.of("c"),
                Map.of(schema + ".a", "elsewhere.renamed"),
                Map.of(schema + ".b", "id > 7"),
                Map.of());
        Plan plan = plan("r1");
        assertThat(plan.tables()).hasSize(2);
        TablePlan a = table(plan, "a");
        assertThat(a.target().name()).hasToString("elsewhere.renamed");
        assertThat(a.target().column("id").nativeType()).startsWith("bigint");
        assertThat(a.comparison()).isEqualTo(dev.sterna.compare.DigestMethod.RANGES);
        TablePlan b = table(plan, "b");
        assertThat(b.target().name().schema()).isEqualTo(rig.target.defaultSchema());
        assertThat(b.where()).isEqualTo("id > 7");
    }

    /** One schema takes all tables; of several each table takes its own. */
    @Test
    void placesTablesAsTheTargetsSchemasSay() {
        open(Engine.POSTGRESQL, Engine.POSTGRESQL);
        rig.source.execute(
                "CREATE TABLE a (id int PRIMARY KEY)",
                "CREATE SCHEMA billing",
                "CREATE TABLE billing.b (id int PRIMARY KEY)");
        rig.sourceSchemas = List.of("public", "billing");
        assertThat(targets(plan("none"))).containsExactlyInAnyOrder("public.a", "public.b");
        rig.targetSchemas = List.of("archive");
        assertThat(targets(plan("one"))).containsExactlyInAnyOrder("archive.a", "archive.b");
        rig.targetSchemas = List.of("public", "billing");
        assertThat(targets(plan("several"))).containsExactlyInAnyOrder("public.a", "billing.b");
        rig.targetSchemas = List.of("public", "archive");
        assertThatThrownBy(() -> plan("other")).isInstanceOfSatisfying(SternaException.class, refused -> {
            assertThat(refused.category()).isEqualTo(Category.CONFIGURATION);
            assertThat(refused).hasMessageContaining("Cannot tell the target schema of billing.b");
            assertThat(refused.problems().get(0).remedy()).contains("sterna.target.schemas");
        });
    }

    private static List<String> targets(Plan plan) {
        return plan.tables().stream()
                .map(table -> table.target().name().toString())
                .toList();
    }

    /** Where zero dates become NULL, the column takes it; a key does not, and neither does a column without dates. */
    @Test
    void zeroDatesNeedColumnsThatTakeNull() {
        open(Engine.MARIADB, Engine.POSTGRESQL);
        rig.source.execute("CREATE TABLE a (id int NOT NULL PRIMARY KEY, d date NOT NULL, t datetime(3) NOT NULL,"
                + " i timestamp NOT NULL, c time NOT NULL, u date NOT NULL UNIQUE)");
        assertThat(nullable(table(plan("strict"), "a"))).isEmpty();
        rig.values = new ValuePolicy(OnZeroDate.NULL, OnNulCharacter.FAIL);
        StepReport report = new PlanStep().execute(rig.run("lenient"));
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("not-null-given-up");
            assertThat(problem.message()).contains("takes NULL in d, t, i, where");
            assertThat(problem.remedy()).contains("sterna.types.on-zero-date = fail");
        });
        assertThat(nullable(table(new PlanStore(rig.run("lenient").workspace()).load("lenient"), "a")))
                .containsExactly("d", "t", "i");
    }

    private static List<String> nullable(TablePlan table) {
        return table.target().columns().stream()
                .filter(Column::nullable)
                .map(Column::name)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheLedgerOfAnEarlierTargetOut(Engine engine) {
        open(engine, Engine.POSTGRESQL);
        rig.source.execute("CREATE TABLE a (id int NOT NULL PRIMARY KEY)");
        var end = rig.run("r0").source();
        new dev.sterna.ledger.Ledger(end.dialect(), end.connector()).create();
        assertThat(plan("r1").tables()).hasSize(1);
    }

    @EveryPair(crossing = true)
    void manyTablesTakeSeconds(Engine from, Engine to) {
        open(from, to);
        String[] statements = new String[400];
        for (int i = 0; i < statements.length; i++) {
            statements[i] = "CREATE TABLE t" + i + " (id int NOT NULL PRIMARY KEY, v varchar(10))";
        }
        rig.source.execute(statements);
        StepReport report = new PlanStep().execute(rig.run("r1"));
        assertThat(report.tables()).hasSize(400);
        assertThat(report.seconds()).isLessThan(20);
    }

    private Plan plan(String runId) {
        new PlanStep().execute(rig.run(runId));
        return new PlanStore(rig.run(runId).workspace()).load(runId);
    }

    private static TablePlan table(Plan plan, String name) {
        return plan.tables().stream()
                .filter(table -> table.source().name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long count(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
