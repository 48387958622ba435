package dev.sterna.diff;

import dev.sterna.compare.FirstLook;
import dev.sterna.error.Problem;
import dev.sterna.load.TableRejects;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.Plan;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Outcome;
import dev.sterna.step.ReadOnlyStep;
import dev.sterna.step.RunContext;
import dev.sterna.step.StepReport;
import dev.sterna.transfer.progress.Amounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compares the two sides by digests that each database computes itself, and names the rows that differ. It writes to no
 * database, so a preview compares too.
 */
public final class DiffStep implements ReadOnlyStep {
    private final BackupProof.Reading reading;
    private final FirstLook look;

    /** Reads of the backup what the sides differ in. */
    public DiffStep() {
        this(BackupProof.Reading.DIFFERING_FILES, FirstLook.STRIPS);
    }

    private DiffStep(BackupProof.Reading reading, FirstLook look) {
        this.reading = reading;
        this.look = look;
    }

    /** Reads all of the backup, which has to hold what the sides hold. */
    public static DiffStep withBackup() {
        return new DiffStep(BackupProof.Reading.ALL_FILES, FirstLook.STRIPS);
    }

    /** Expects what has just been loaded to be the same. */
    static DiffStep afterLoad() {
        return new DiffStep(BackupProof.Reading.DIFFERING_FILES, FirstLook.CHUNKS);
    }

    @Override
    public String name() {
        return DiffDescriptor.WORD;
    }

    @Override
    public StepReport.Compared execute(RunContext run) {
        long start = System.nanoTime();
        StepPlan planned = StepPlan.unchanged(run);
        Plan plan = planned.plan();
        var failed = new FailedTables(planned.tables(), run.aside(), run::isOwn);
        PlanComparison comparison = new PlanComparison(
                run.migration(),
                run.workspace(),
                run.progress(),
                new DiffJournal(run.events(), run.warnings()),
                BackupProof.of(plan, run.workspace(), run.spark(), reading),
                failed,
                look,
                plan);
        List<TableVerdict> verdicts = comparison.compare(planned.tables(), () -> refused(run));
        planned.requireTablesLeft(run.aside(), failed.problems());
        List<TablePlan> tables = planned.left(run.aside());
        long aside = planned.chosen().size() - (long) tables.size();
        long rejected = verdicts.stream().filter(TableVerdict::isRejected).count();
        long different = verdicts.stream()
                .filter(verdict -> !verdict.diff().identical() && !verdict.isRejected())
                .count();
        boolean all = reading == BackupProof.Reading.ALL_FILES;
        String tablesIdentical = " of " + tables.size() + " tables identical";
        run.say("source and target: " + (tables.size() - different - rejected) + tablesIdentical
                + (rejected == 0 ? "" : ", " + rejected + " but for refused rows")
                + (aside == 0 ? "" : ", " + aside + " set aside and not compared")
                + (all ? "; backup: " : "; source and backup: ") + comparison.sameAsBackup()
                + (all ? tablesIdentical + ", all files read" : " identical"));
        boolean differs = different > 0 || all && comparison.sameAsBackup() < tables.size();
        if (comparison.forgiven() > 0) {
            run.say("forgiven: " + Amounts.count(comparison.forgiven())
                    + " rows with declared losses, compared as what the plan makes of them; some of them by key in "
                    + run.workspace().uri("losses"));
        }
        List<Problem> problems = Stream.concat(
                        verdicts.stream().flatMap(verdict -> verdict.problems().stream()), failed.problems().stream())
                .toList();
        Outcome good = failed.problems().isEmpty() ? Outcome.DONE : Outcome.FAILED;
        Outcome outcome = differs ? Outcome.DIFFERS : rejected > 0 && good == Outcome.DONE ? Outcome.REJECTED : good;
        return new StepReport.Compared(
                StepReport.Ended.since(start, name(), outcome, problems),
                verdicts.stream()
                        .mapToLong(verdict -> Math.max(0, verdict.sourceRows()))
                        .sum(),
                verdicts.stream().map(TableVerdict::report).toList());
    }

    private static Map<String, Refused> refused(RunContext run) {
        Map<String, Refused> refused = new HashMap<>();
        TableRejects.byTable(run.ledger().rejects(run.runId()))
                .forEach((table, rows) ->
                        refused.put(table, new Refused(rows, rows.problem(run.runId(), run.workspace()))));
        return refused;
    }
}
