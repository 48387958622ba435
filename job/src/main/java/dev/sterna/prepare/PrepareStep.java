package dev.sterna.prepare;

import dev.sterna.dialect.Ddl;
import dev.sterna.error.Problem;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanCheck;
import dev.sterna.plan.PlanStore;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.RunContext;
import dev.sterna.step.Step;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import java.util.List;
import java.util.Map;

/**
 * The first half of the target's schema, which the load needs: schemas, types, sequences, tables, the ledger. What is
 * there already and equal is left as it is, so that it can be given again after a failure.
 */
public final class PrepareStep implements Step {
    /** Where the statements and their results are written. */
    public static final String FILE = "prepare.sql";

    @Override
    public String name() {
        return PrepareDescriptor.WORD;
    }

    @Override
    public StepReport preview(RunContext run) {
        long start = System.nanoTime();
        Plan plan = new PlanStore(run.workspace()).load(run.runId());
        List<TablePlan> tables = planned(run, plan);
        Preparation preparation = Preparation.of(run, plan, tables);
        preparation.fitting().forEach(table -> run.say("-- " + table.target().name() + " exists already and fits"));
        say(run, preparation.before());
        run.say("-- after the load:");
        Ddl ddl = run.target().dialect().ddl();
        for (TablePlan table : tables) {
            ddl.finishTable(table.target()).forEach(sql -> run.sayStatement(sql + ";"));
        }
        say(run, preparation.after());
        write(run, preparation, new Results());
        return report(
                Outcome.PREVIEW,
                start,
                tables,
                ByHand.note(run, preparation.conversion().verdicts()));
    }

    @Override
    public StepReport execute(RunContext run) {
        long start = System.nanoTime();
        Plan plan = new PlanStore(run.workspace()).load(run.runId());
        List<TablePlan> tables = planned(run, plan);
        Preparation preparation = Preparation.of(run, plan, tables);
        if (preparation.before().isEmpty()) {
            return report(Outcome.NOTHING_TO_DO, start, tables, List.of());
        }
        List<Problem> warnings = ByHand.note(run, preparation.conversion().verdicts());
        Results results = new Results();
        preparation.begin(preparation.before());
        try {
            FirstHalf.give(run, preparation.before(), results);
        } finally {
            write(run, preparation, results);
        }
        preparation.end(run);
        int count = preparation.before().size();
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
                + preparation.fitting().size() + " tables were there already; "
                + preparation.after().size() + " statements are for after the load: "
                + run.workspace().uri(FILE));
        return report(Outcome.DONE, start, tables, warnings);
    }

    static void say(RunContext run, List<Work> works) {
        works.forEach(work -> run.sayStatement(
                run.target().dialect().schemaDdl().forClient(work.statement().sql())));
    }

    private static void write(RunContext run, Preparation preparation, Results results) {
        new ScriptFile(run)
                .add("Before the load", preparation.before(), results)
                .add("After the load", preparation.after(), results)
                .write(run.workspace(), FILE);
    }

    static List<TablePlan> planned(RunContext run, Plan plan) {
        List<TablePlan> tables = plan.select(run.only());
        PlanCheck.check(run, plan, tables);
        return tables;
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
