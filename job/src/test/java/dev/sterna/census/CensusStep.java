package dev.sterna.census;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** Counts tables, each once in a run: a file in the workspace says which are counted. */
final class CensusStep implements Step {
    private final int failAfter;
    private final int counts;

    CensusStep(int failAfter, int counts) {
        this.failAfter = failAfter;
        this.counts = counts;
    }

    @Override
    public String name() {
        return CensusDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        List<TablePlan> open = open(run);
        open.forEach(table -> run.say("census would count " + table.name()));
        return StepReport.Previewed.of(name());
    }

    @Override
    public StepReport execute(RunContext run) {
        List<TablePlan> open = open(run);
        long began = System.nanoTime();
        int tables = 0;
        long rows = 0;
        for (TablePlan table : open) {
            if (tables == failAfter) {
                throw SternaException.of(
                        Category.TARGET, "census-failed", table.name(), "Cannot count any more", "Count on");
            }
            long count = 0;
            for (int i = 0; i < counts; i++) {
                count = count(run.source(), table);
            }
            note(run.target(), table, count);
            run.workspace().write(mark(table), Long.toString(count));
            run.events().record("table-counted", Map.of("table", table.name(), "rows", count));
            tables++;
            rows += count;
        }
        Outcome outcome = open.isEmpty() ? Outcome.NOTHING_TO_DO : Outcome.DONE;
        return new StepReport.Worked(StepReport.Ended.since(began, name(), outcome, List.of()), rows, 0);
    }

    private static List<TablePlan> open(RunContext run) {
        return new PlanStore(run.workspace())
                .load(run.runId()).select(run.only()).stream()
                        .filter(table -> !run.workspace().exists(mark(table)))
                        .toList();
    }

    private static String mark(TablePlan table) {
        return "census/" + table.directory();
    }

    private static long count(Database source, TablePlan table) {
        String name = source.dialect().sql().quote(table.source().name());
        return source.ask("count rows", table.source().name(), connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + name)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private static void note(Database target, TablePlan table, long count) {
        String notes =
                target.dialect().sql().quote(new TableName(table.target().name().schema(), CensusDescriptor.WORD));
        target.execute(
                "note a count",
                table.source().name(),
                List.of(
                        "CREATE TABLE IF NOT EXISTS " + notes + " (name varchar(100), row_count bigint)",
                        "INSERT INTO " + notes + " VALUES ('" + table.name() + "', " + count + ")"));
    }
}
