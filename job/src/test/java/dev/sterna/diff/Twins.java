package dev.sterna.diff;

import dev.sterna.dialect.SchemaDdl;
import dev.sterna.diff.selftest.SelfTestStep;
import dev.sterna.embedded.Engine;
import dev.sterna.error.Problem;
import dev.sterna.ledger.BatchLedger;
import dev.sterna.migration.TargetSchema;
import dev.sterna.model.Table;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Schema;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanStep;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.prepare.PrepareStep;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import dev.sterna.testing.StepRig;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Two databases that hold the same rows until a test plants a difference. The rows come by the same INSERTs on both
 * sides, so that no way of ours between the databases can hide what the diff has to find.
 *
 * <p>Statements are SQL of both engines; BYTES and STAMP stand for what each calls the types, and {@code unhex()} is
 * there on both.
 */
final class Twins {
    /** Small enough that a few hundred rows are several chunks. */
    static final int CHUNK_ROWS = 100;

    private final StepRig rig;
    private final RunContext run;
    private Plan plan;
    private StepReport.Compared compared;

    Twins(TestDatabase source, TestDatabase target, Path workspace) {
        this(source, target, workspace, CHUNK_ROWS);
    }

    Twins(TestDatabase source, TestDatabase target, Path workspace, int chunkRows) {
        rig = new StepRig(source, target, workspace);
        rig.chunkRows = chunkRows;
        for (TestDatabase database : List.of(source, target)) {
            if (database.engine() == Engine.POSTGRESQL) {
                database.execute("CREATE FUNCTION unhex(text) RETURNS bytea IMMUTABLE LANGUAGE sql"
                        + " AS 'SELECT decode($1, ''hex'')'");
            }
        }
        run = rig.run("r1");
    }

    /** An INSERT of rows made of the numbers from 1, which the expressions call {@code i}. */
    static String numbered(String table, int rows, String expressions) {
        return "INSERT INTO " + table + " WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < "
                + rows + ") SELECT " + expressions + " FROM r";
    }

    /** Gives all statements to the source, plans and prepares, and gives the target all but the CREATE TABLEs. */
    void fill(String... statements) {
        onSource(statements);
        List<String> rows = new ArrayList<>();
        for (String statement : statements) {
            if (statement.startsWith("CREATE TABLE ")) {
                String name = statement.split(" ")[2];
                // The plan of a table without a key goes by the engine's estimate.
                onSource(rig.source.engine() == Engine.POSTGRESQL ? "ANALYZE " + name : "ANALYZE TABLE " + name);
            } else {
                rows.add(statement);
            }
        }
        new PlanStep().execute(run);
        plan = new PlanStore(run.workspace()).load(run.runId());
        new PrepareStep().execute(run);
        onTarget(rows.toArray(String[]::new));
        finish();
    }

    /** What load and finish do with full tables, of which nothing but the keys matters here. */
    private void finish() {
        SchemaDdl ddl = run.target().dialect().schemaDdl();
        Map<Table, Table> targets =
                plan.tables().stream().collect(Collectors.toMap(TablePlan::source, TablePlan::target));
        Schema wanted = TargetSchema.wanted(run.migration(), targets, Map.of(), List.of())
                .schema();
        List<String> statements = new ArrayList<>();
        ddl.script(wanted).after().stream()
                .filter(statement -> statement.object().kind() == ObjectKind.PRIMARY_KEY)
                .forEach(statement -> statements.add(statement.sql()));
        plan.tables().forEach(table -> statements.addAll(ddl.finishTable(table.target())));
        rig.target.execute(statements.toArray(String[]::new));
    }

    void onSource(String... statements) {
        execute(rig.source, statements);
    }

    void onTarget(String... statements) {
        execute(rig.target, statements);
    }

    /** What the commands so far warned of. */
    List<Problem> warnings() {
        return rig.warnings;
    }

    /** How the tables are cut and compared. */
    TablePlan plan(String table) {
        return plan.tables().stream()
                .filter(planned -> planned.source().name().name().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** How many rows of both sides the last comparison fetched of a table in which it found differences. */
    long fetched(String table) {
        List<Long> fetched = rig.events.stream()
                .filter(event -> event.getKey().equals("diff-narrowed")
                        && event.getValue().get("table").equals(plan(table).name()))
                .map(event -> (Long) event.getValue().get("fetched"))
                .toList();
        return fetched.get(fetched.size() - 1);
    }

    /** How many parts of tables each comparison took from one that was cut short. */
    List<Object> resumed() {
        return rig.events.stream()
                .filter(event -> event.getKey().equals("diff-resumed"))
                .map(event -> event.getValue().get("parts"))
                .toList();
    }

    /** What was said. */
    List<String> output() {
        return rig.output;
    }

    /** Where the run keeps its files. */
    String files() {
        return run.workspace().uri("");
    }

    /** Notes in the ledger that a batch of changes has come to the target. */
    void noteBatch(String table) {
        BatchLedger batches = run.ledger().batches();
        run.target().ask("note a batch", connection -> {
            connection.setAutoCommit(false);
            batches.claim(connection, "other", table, 1);
            connection.commit();
            connection.setAutoCommit(true);
            return null;
        });
    }

    Findings diff() {
        return new Findings(new DiffStep().execute(run), run.workspace(), plan, schema());
    }

    /** Compares what these options, each with its value, choose. */
    Findings diff(String... options) {
        compared = (StepReport.Compared)
                new DiffDescriptor().step(DiffScopeIT.values(options)).execute(run);
        return new Findings(compared, run.workspace(), plan, schema());
    }

    /** How many rows of the source the last comparison was about. */
    long sourceRows(String table) {
        return compared.tables().stream()
                .filter(reported -> reported.name().endsWith("." + table))
                .findFirst()
                .orElseThrow()
                .sourceRows();
    }

    /** Tests the comparison on the tables that the globs mean. */
    StepReport.SelfTested selfTest(UnaryOperator<RunContext> with, String... only) {
        rig.only = List.of(only);
        return new SelfTestStep("diff").execute(with.apply(rig.run("r1")));
    }

    /** Tables of self-tests that the target has. */
    List<List<String>> scratchTables() {
        return rig.target.query("SELECT table_name FROM information_schema.tables WHERE table_name LIKE '%self_test%'");
    }

    private String schema() {
        return rig.target.engine() == Engine.POSTGRESQL ? "public" : rig.target.name();
    }

    private static void execute(TestDatabase database, String... statements) {
        boolean postgres = database.engine() == Engine.POSTGRESQL;
        String[] own = new String[statements.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = statements[i]
                    .replace("BYTES", postgres ? "bytea" : "blob")
                    .replace("STAMP", postgres ? "timestamp(6)" : "datetime(6)");
        }
        database.execute(own);
    }
}
