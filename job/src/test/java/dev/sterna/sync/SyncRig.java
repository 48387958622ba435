package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.changes.Deletes;
import dev.sterna.config.Settings.OnFailure;
import dev.sterna.config.SyncSettings;
import dev.sterna.dialect.SchemaDdl;
import dev.sterna.diff.DiffStep;
import dev.sterna.embedded.Engine;
import dev.sterna.ledger.ChunkLedger;
import dev.sterna.migration.TargetSchema;
import dev.sterna.model.Table;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Schema;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanStep;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.prepare.PrepareStep;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.SetAsideRegister;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import dev.sterna.testing.StepRig;
import dev.sterna.testing.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Two databases that hold the same rows, of which the target's ledger says that a run has loaded them. Statements are SQL of
 * all engines; BYTES, STAMP and UUID stand for what each calls the types.
 */
public final class SyncRig {
    public final StepRig steps;
    private final Set<ObjectKind> made;
    private Plan plan;

    SyncRig(TestDatabase source, TestDatabase target, Path workspace, ObjectKind... made) {
        steps = new StepRig(source, target, workspace);
        steps.chunkRows = 100;
        this.made = Set.of(made);
        settings(5000, "0.05");
    }

    /** A source of that engine, into which rows go back from the target, which is of another one. */
    static SyncRig back(Databases databases, Engine source, Path workspace) {
        SyncRig rig = new SyncRig(
                databases.create(source),
                databases.create(source == Engine.POSTGRESQL ? Engine.MARIADB : Engine.POSTGRESQL),
                workspace,
                ObjectKind.INDEX,
                ObjectKind.UNIQUE_CONSTRAINT);
        rig.settings(100, "0.5");
        return rig;
    }

    void settings(int batchKeys, String maxDeleteFraction) {
        steps.sync = new SyncSettings(
                SyncSettings.Changes.AUTO, new BigDecimal(maxDeleteFraction), Duration.ofMillis(20), batchKeys);
    }

    public RunContext run() {
        RunContext run = steps.run("r1");
        return new RunContext(
                run.runId(),
                run.migration(),
                run.only(),
                run.workspace(),
                run.events(),
                run.progress(),
                run.spark(),
                run.output(),
                run.warnings(),
                new SetAsideRegister(OnFailure.CONTINUE));
    }

    /** Gives all statements to the source, plans and prepares, and gives the target all but the CREATEs. */
    public void fill(String... statements) {
        onSource(statements);
        for (String statement : statements) {
            if (statement.startsWith("CREATE TABLE ")) {
                // The plan of a table without a key goes by the engine's estimate.
                String name = statement.split(" ")[2];
                onSource(steps.source.engine() == Engine.POSTGRESQL ? "ANALYZE " + name : "ANALYZE TABLE " + name);
            }
        }
        RunContext run = run();
        new PlanStep().execute(run);
        plan = new PlanStore(run.workspace()).load(run.runId());
        new PrepareStep().execute(run);
        for (String statement : statements) {
            if (statement.startsWith("INSERT ")) {
                onTarget(statement);
            }
        }
        finish(run);
        claim(run);
    }

    private void finish(RunContext run) {
        SchemaDdl ddl = run.target().dialect().schemaDdl();
        Map<Table, Table> targets =
                plan.tables().stream().collect(Collectors.toMap(TablePlan::source, TablePlan::target));
        Schema wanted = TargetSchema.wanted(run.migration(), targets, Map.of(), List.of())
                .schema();
        List<String> statements = new ArrayList<>();
        ddl.script(wanted).after().stream()
                .filter(statement -> statement.object().kind() == ObjectKind.PRIMARY_KEY
                        || made.contains(statement.object().kind()))
                // Nobody makes the server's own table of them.
                .filter(statement -> !statement.sql().contains("pg_largeobject"))
                .forEach(statement -> statements.add(statement.sql()));
        plan.tables().forEach(table -> statements.addAll(ddl.finishTable(table.target())));
        steps.target.execute(statements.toArray(String[]::new));
    }

    private void claim(RunContext run) {
        run.ledger().create();
        run.ledger().start(run.runId(), plan.hash());
        ChunkLedger chunks = run.ledger().chunks();
        try (Connection connection = run.target().open()) {
            connection.setAutoCommit(false);
            for (TablePlan table : plan.tables()) {
                for (int i = 0; i < table.chunks().size(); i++) {
                    chunks.claim(connection, run.runId(), table.name(), i, 0, null);
                }
            }
            connection.commit();
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public Plan plan() {
        return plan;
    }

    StepReport.Synced sync() {
        return sync(Deletes.ALLOWED);
    }

    StepReport.Synced sync(Deletes deletes) {
        return (StepReport.Synced) new SyncStep(SyncStep.MOST_ROUNDS, deletes).execute(run());
    }

    /** Back to the source. */
    StepReport.Synced reverse(Deletes deletes) {
        return (StepReport.Synced) new SyncStep(SyncStep.MOST_ROUNDS, deletes, Direction.REVERSE).execute(run());
    }

    /** Both sides have the same, and have said so. */
    void agree() {
        StepReport.Synced synced = sync();
        assertThat(synced.outcome()).as(synced.problems().toString()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    /** The judge that knows nothing of sync. */
    void assertNothingDiffers() {
        StepReport.Compared judged = new DiffStep().execute(run());
        assertThat(judged.outcome()).as(judged.problems().toString()).isEqualTo(Outcome.DONE);
    }

    public void onSource(String... statements) {
        execute(steps.source, statements);
    }

    public void onTarget(String... statements) {
        execute(steps.target, statements);
    }

    static void execute(TestDatabase database, String... statements) {
        boolean postgres = database.engine() == Engine.POSTGRESQL;
        String[] own = new String[statements.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = statements[i]
                    .replace("BYTES", postgres ? "bytea" : "blob")
                    .replace("STAMP", postgres ? "timestamp(6)" : "datetime(6)")
                    .replace("UUID", database.engine() == Engine.MYSQL ? "char(36)" : "uuid")
                    .replace("unhex('", postgres ? "decode('" : "unhex('")
                    .replace("'HEX)", postgres ? "', 'hex')" : "')");
        }
        database.execute(own);
    }
}
