package dev.sterna.diff;

import dev.sterna.compare.FirstLook;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
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
    private final DiffScope scope;
    private final long mostRows;

    /** Compares everything, and reads of the backup what the sides differ in. */
    public DiffStep() {
        this(BackupProof.Reading.DIFFERING_FILES, FirstLook.STRIPS, DiffScope.ALL, Long.MAX_VALUE);
    }

    private DiffStep(BackupProof.Reading reading, FirstLook look, DiffScope scope, long mostRows) {
        this.reading = reading;
        this.look = look;
        this.scope = scope;
        this.mostRows = mostRows;
    }

    /** Reads all of the backup, which has to hold what the sides hold. */
    public static DiffStep withBackup() {
        return withBackup(Long.MAX_VALUE);
    }

    /** @param mostRows how many rows of a table are written down */
    static DiffStep withBackup(long mostRows) {
        return new DiffStep(BackupProof.Reading.ALL_FILES, FirstLook.STRIPS, DiffScope.ALL, mostRows);
    }

    /**
     * Compares a part of the tables.
     *
     * @param mostRows how many rows of a table are written down
     */
    static DiffStep of(DiffScope scope, long mostRows) {
        return new DiffStep(BackupProof.Reading.DIFFERING_FILES, FirstLook.STRIPS, scope, mostRows);
    }

    /** Expects what has just been loaded to be the same. */
    static DiffStep afterLoad() {
        return new DiffStep(BackupProof.Reading.DIFFERING_FILES, FirstLook.CHUNKS, DiffScope.ALL, Long.MAX_VALUE);
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
        requireColumns(planned.chosen());
        var failed = new FailedTables(planned.tables(), run.aside(), run::isOwn);
        PlanComparison comparison = new PlanComparison(
                run.migration(),
                run.workspace(),
                run.progress(),
                new DiffJournal(run.events(), run.warnings()),
                scope.isAll() ? BackupProof.of(plan, run.workspace(), run.spark(), reading) : BackupProof.none(),
                failed,
                new PlanComparison.Kind(look, scope, mostRows),
                plan);
        List<TableVerdict> verdicts = comparison.compare(planned.tables(), () -> refused(run));
        planned.requireTablesLeft(run.aside(), failed.problems());
        List<TablePlan> tables = planned.left(run.aside()).stream()
                .filter(table -> !comparison.outside().contains(table.name()))
                .toList();
        long aside = planned.chosen().size()
                - (long) tables.size()
                - comparison.outside().size();
        long rejected = verdicts.stream().filter(TableVerdict::isRejected).count();
        long different = verdicts.stream()
                .filter(verdict -> !verdict.diff().identical() && !verdict.isRejected())
                .count();
        boolean all = reading == BackupProof.Reading.ALL_FILES;
        String tablesIdentical = " of " + tables.size() + " tables identical";
        run.say("source and target: " + (tables.size() - different - rejected) + tablesIdentical
                + (rejected == 0 ? "" : ", " + rejected + " but for refused rows")
                + (aside == 0 ? "" : ", " + aside + " set aside and not compared")
                + (scope.isAll() ? backup(all, comparison, tablesIdentical) : " in what was compared"));
        boolean differs = different > 0 || all && comparison.sameAsBackup() < tables.size();
        if (!scope.isAll()) {
            run.warnings()
                    .accept(Problem.warning(
                            "compared-in-part",
                            null,
                            "Compared were " + scope.words() + " alone, of " + verdicts.size() + " of "
                                    + planned.chosen().size() + " tables: this proves nothing of the rest",
                            "Compare everything: sterna diff"));
        }
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

    private static String backup(boolean all, PlanComparison comparison, String tablesIdentical) {
        return (all ? "; backup: " : "; source and backup: ")
                + comparison.sameAsBackup()
                + (all ? tablesIdentical + ", all files read" : " identical");
    }

    /** A name that is written wrongly would leave every table out. */
    private void requireColumns(List<TablePlan> tables) {
        List<String> unknown = scope.unknown(tables);
        if (!unknown.isEmpty()) {
            throw SternaException.of(
                    Category.USAGE,
                    "invalid-usage",
                    null,
                    "None of the tables carries a column " + String.join(", ", unknown),
                    "Give a column's name as the source spells it; computed columns are compared by sterna diff without"
                            + " options");
        }
    }

    private static Map<String, Refused> refused(RunContext run) {
        Map<String, Refused> refused = new HashMap<>();
        TableRejects.byTable(run.ledger().rejects(run.runId()))
                .forEach((table, rows) ->
                        refused.put(table, new Refused(rows, rows.problem(run.runId(), run.workspace()))));
        return refused;
    }
}
