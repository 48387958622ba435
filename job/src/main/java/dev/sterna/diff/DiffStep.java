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
import dev.sterna.transfer.progress.VisibleText;
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
    private final RowOutput output;
    private final Known known;

    /** What an earlier comparison has found out. */
    enum Known {
        /** It is gone on with, where that one was cut short. */
        USED,
        /** It is forgotten, and kept anew. */
        FORGOTTEN,
        /** Nothing of it counts, and nothing is kept. */
        NOT_KEPT
    }

    /** Compares everything, now, and reads of the backup what the sides differ in. */
    public DiffStep() {
        this(BackupProof.Reading.DIFFERING_FILES, FirstLook.STRIPS, DiffScope.ALL, RowOutput.KEYS, Known.NOT_KEPT);
    }

    private DiffStep(BackupProof.Reading reading, FirstLook look, DiffScope scope, RowOutput output, Known known) {
        this.reading = reading;
        this.look = look;
        this.scope = scope;
        this.output = output;
        this.known = known;
    }

    /**
     * Reads all of the backup, which has to hold what the sides hold.
     *
     * @param output what is written of rows that differ
     */
    static DiffStep withBackup(RowOutput output, Known known) {
        return new DiffStep(BackupProof.Reading.ALL_FILES, FirstLook.STRIPS, DiffScope.ALL, output, known);
    }

    /**
     * Compares a part of the tables.
     *
     * @param output what is written of rows that differ
     */
    static DiffStep of(DiffScope scope, RowOutput output, Known known) {
        return new DiffStep(BackupProof.Reading.DIFFERING_FILES, FirstLook.STRIPS, scope, output, known);
    }

    /** Expects what has just been loaded to be the same. */
    static DiffStep afterLoad() {
        return new DiffStep(
                BackupProof.Reading.DIFFERING_FILES, FirstLook.CHUNKS, DiffScope.ALL, RowOutput.KEYS, Known.USED);
    }

    @Override
    public String name() {
        return DiffDescriptor.WORD;
    }

    @Override
    public StepReport.Compared execute(RunContext run) {
        long start = System.nanoTime();
        StepPlan planned = StepPlan.unchanged(run);
        requireColumns(planned.chosen());
        try (ComparedParts parts = parts(run, planned)) {
            return compared(run, planned, parts, start);
        }
    }

    private ComparedParts parts(RunContext run, StepPlan planned) {
        if (known == Known.NOT_KEPT) {
            return ComparedParts.none();
        }
        String mark;
        try {
            mark = run.ledger().mark();
        } catch (SternaException unreadable) {
            run.say("diff: what it finds is not kept for one that goes on: " + unreadable.getMessage());
            return ComparedParts.none();
        }
        ComparedTerms terms = ComparedTerms.of(scope, output, planned.plan(), planned.tables(), mark, servers(run));
        return known == Known.USED
                ? ComparedParts.going(run.workspace(), terms, planned.tables(), run.output())
                : ComparedParts.anew(run.workspace(), terms, run.output());
    }

    private String servers(RunContext run) {
        return run.migration().settings().source().shownUrl() + " "
                + run.migration().settings().target().shownUrl() + " " + reading + " "
                + DiffStep.class.getPackage().getImplementationVersion();
    }

    private StepReport.Compared compared(RunContext run, StepPlan planned, ComparedParts parts, long start) {
        Plan plan = planned.plan();
        var failed = new FailedTables(planned.tables(), run.aside(), run::isOwn);
        var repairs = new RepairFile(run.migration(), run.workspace(), plan, output.sql());
        PlanComparison comparison = new PlanComparison(
                run.migration(),
                run.workspace(),
                run.progress(),
                new DiffJournal(run.events(), run.warnings()),
                scope.isAll() ? BackupProof.of(plan, run.workspace(), run.spark(), reading) : BackupProof.none(),
                failed,
                new PlanComparison.Kind(look, scope, output, repairs, parts),
                plan);
        List<TableVerdict> verdicts = comparison.compare(planned.tables(), () -> refused(run));
        repairs.write(verdicts)
                .ifPresent(count -> run.say(Amounts.count(count) + " statements in "
                        + VisibleText.line(output.sql().orElseThrow())));
        new DiffJournal(run.events(), run.warnings()).wentOn(parts, run.runId());
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
        if (good == Outcome.DONE) {
            parts.end();
        }
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
