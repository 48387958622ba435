package dev.sterna.prepare;

import dev.sterna.dialect.Ddl;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanCheck;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Creates in the target what the load needs: schemas, tables, the ledger. What is there already and fits is left as it
 * is, so that it can be given again after a failure.
 */
public final class PrepareStep implements Step {
    /** Where the statements and their results are written. */
    public static final String FILE = "prepare.sql";

    @Override
    public String name() {
        return "prepare";
    }

    @Override
    public StepReport preview(RunContext run) {
        long start = System.nanoTime();
        List<TablePlan> tables = planned(run);
        Preparation preparation = Preparation.of(run, tables);
        preparation.fitting().forEach(table -> run.say("-- " + table.target().name() + " exists already and fits"));
        preparation.statements().forEach(statement -> run.say(statement.sql() + ";"));
        Ddl ddl = run.target().dialect().ddl();
        run.say("-- after the load:");
        for (TablePlan table : tables) {
            ddl.finishTable(table.target()).forEach(sql -> run.say(sql + ";"));
        }
        return report(Outcome.PREVIEW, start, tables, Omissions.warnings(run, preparation.created()));
    }

    @Override
    public StepReport execute(RunContext run) {
        long start = System.nanoTime();
        List<TablePlan> tables = planned(run);
        Preparation preparation = Preparation.of(run, tables);
        if (preparation.statements().isEmpty()) {
            return report(Outcome.NOTHING_TO_DO, start, tables, List.of());
        }
        List<Problem> omissions = Omissions.warnings(run, preparation.created());
        StringBuilder script = new StringBuilder("-- Run " + run.runId() + ", target "
                + run.target().server().label() + ". What was there already is not in here.\n");
        try {
            give(run, preparation.statements(), script);
        } finally {
            run.workspace().write(FILE, script.toString());
        }
        int count = preparation.statements().size();
        run.events()
                .record(
                        "prepared",
                        Map.of(
                                "tables",
                                tables.size(),
                                "statements",
                                count,
                                "fitting",
                                preparation.fitting().size()));
        run.say("Gave " + count + " statements to the target, "
                + preparation.fitting().size() + " tables were there already: "
                + run.workspace().uri(FILE));
        return report(Outcome.DONE, start, tables, omissions);
    }

    private static void give(RunContext run, List<Preparation.Statement> statements, StringBuilder script) {
        Preparation.Statement current = statements.get(0);
        try (Connection connection = run.target().connector().open();
                Statement sender = connection.createStatement()) {
            for (Preparation.Statement statement : statements) {
                current = statement;
                long start = System.nanoTime();
                script.append('\n').append(statement.sql()).append(";\n");
                sender.execute(statement.sql());
                script.append(String.format(Locale.ROOT, "-- done in %.3f s%n", (System.nanoTime() - start) / 1e9));
            }
        } catch (SQLException failure) {
            SternaException explained =
                    run.target().dialect().explain(failure, Side.TARGET, current.doing(), current.table());
            script.append("-- failed: ")
                    .append(explained.getMessage().replace("\n", "\n-- "))
                    .append('\n');
            throw explained;
        }
    }

    private static List<TablePlan> planned(RunContext run) {
        Plan plan = new PlanStore(run.workspace()).load(run.runId());
        List<TablePlan> tables = plan.select(run.only());
        PlanCheck.check(run, plan, tables);
        return tables;
    }

    private static StepReport report(Outcome outcome, long start, List<TablePlan> tables, List<Problem> problems) {
        List<TableReport> reports = tables.stream()
                .map(table ->
                        new TableReport(table.target().name().toString(), null, null, null, null, null, null, null))
                .toList();
        return new StepReport("prepare", outcome, (System.nanoTime() - start) / 1e9, 0, 0, reports, problems);
    }
}
