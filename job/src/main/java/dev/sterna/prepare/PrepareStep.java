package dev.sterna.prepare;

import dev.sterna.dialect.Ddl;
import dev.sterna.error.Problem;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import java.util.List;
import java.util.Map;

/**
 * Creates the first half of the target's schema, which the load needs: schemas, types, sequences, tables, the ledger. It
 * leaves alone what exists and is equal, so that it can be executed again after a failure.
 */
public final class PrepareStep implements Step {
    /** The file that takes the statements and their results. */
    public static final String FILE = "prepare.sql";

    @Override
    public String name() {
        return PrepareDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        long start = System.nanoTime();
        StepPlan planned = StepPlan.unchanged(run);
        List<TablePlan> tables = planned.tables();
        SchemaChanges changes = SchemaChanges.of(run.migration(), run.workspace(), planned.plan(), tables);
        changes.fitting().forEach(table -> run.say("-- " + table.target().name() + " exists already and fits"));
        say(run, changes.before());
        run.say("-- after the load:");
        Ddl ddl = run.target().dialect().ddl();
        for (TablePlan table : tables) {
            ddl.finishTable(table.target()).forEach(sql -> run.sayStatement(sql + ";"));
        }
        say(run, changes.after());
        write(run, changes, new StatementResults());
        return report(Outcome.PREVIEW, start, tables, ByHandFiles.write(run.workspace(), changes.conversion()));
    }

    @Override
    public StepReport execute(RunContext run) {
        long start = System.nanoTime();
        StepPlan planned = StepPlan.unchanged(run);
        List<TablePlan> tables = planned.tables();
        SchemaChanges changes = SchemaChanges.of(run.migration(), run.workspace(), planned.plan(), tables);
        if (changes.before().isEmpty()) {
            return report(Outcome.NOTHING_TO_DO, start, tables, List.of());
        }
        List<Problem> warnings = ByHandFiles.write(run.workspace(), changes.conversion());
        StatementResults results = new StatementResults();
        changes.begin(changes.before());
        try {
            SequentialExecution.execute(run.target(), run.progress(), changes.before(), results);
        } finally {
            write(run, changes, results);
        }
        changes.end(run.target());
        int count = changes.before().size();
        run.events()
                .record(
                        "prepared",
                        Map.of(
                                "tables",
                                tables.size(),
                                "statements",
                                count,
                                "fitting",
                                changes.fitting().size()));
        run.say("Gave " + count + " statements to the target, "
                + changes.fitting().size() + " tables were there already; "
                + changes.after().size() + " statements are for after the load: "
                + run.workspace().uri(FILE));
        return report(Outcome.DONE, start, tables, warnings);
    }

    static void say(RunContext run, List<PlannedStatement> statements) {
        statements.forEach(
                statement -> run.sayStatement(run.target().dialect().schemaDdl().forClient(statement.sql())));
    }

    private static void write(RunContext run, SchemaChanges changes, StatementResults results) {
        new ScriptFile(run.runId(), run.target())
                .add("Before the load", changes.before(), results)
                .add("After the load", changes.after(), results)
                .write(run.workspace(), FILE);
    }

    private static StepReport report(Outcome outcome, long start, List<TablePlan> tables, List<Problem> problems) {
        return new StepReport.Prepared(
                StepReport.Ended.since(start, PrepareDescriptor.WORD, outcome, problems),
                tables.stream()
                        .map(table ->
                                new TableReport.Prepared(table.target().name().toString()))
                        .toList());
    }
}
