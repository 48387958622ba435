package dev.sterna.diff;

import dev.sterna.compare.TableDigests;
import dev.sterna.error.Problem;
import dev.sterna.load.TableRejects;
import dev.sterna.model.Digest;
import dev.sterna.plan.LossCount.Losses;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.TableReport;
import dev.sterna.step.TableReport.Difference;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the comparison of one table.
 *
 * @param sourceRows -1 when it was not looked at
 * @param losses declared, or null
 * @param notCompared the source's names of computed columns that were not compared
 */
record TableVerdict(
        TablePlan plan,
        long sourceRows,
        Difference diff,
        double seconds,
        List<Problem> problems,
        List<TableReport.Loss> losses,
        List<String> notCompared) {
    /** The code of what {@link #generated} says of rows. */
    static final String GENERATED_DIFFERS = "generated-values-differ";

    private static final String ROWS_DIFFER = "rows-differ";

    TableVerdict(TablePlan plan, long sourceRows, Difference diff, double seconds, List<Problem> problems) {
        this(plan, sourceRows, diff, seconds, problems, null);
    }

    private TableVerdict(
            TablePlan plan,
            long sourceRows,
            Difference diff,
            double seconds,
            List<Problem> problems,
            List<TableReport.Loss> losses) {
        this(plan, sourceRows, diff, seconds, problems, losses, List.of());
    }

    TableReport.Compared report() {
        return new TableReport.Compared(
                plan.target().name().toString(),
                sourceRows < 0 ? null : sourceRows,
                isRejected() ? diff.missing() : null,
                plan.chunks().size(),
                seconds,
                diff,
                losses,
                notCompared);
    }

    /** The same, with what was seen as what it becomes. */
    TableVerdict forgiving(Losses declared) {
        return new TableVerdict(plan, sourceRows, diff.forgiving(declared.rows()), seconds, problems, declared.lines());
    }

    TableVerdict with(Problem problem) {
        List<Problem> more = new ArrayList<>(problems);
        more.add(problem);
        return new TableVerdict(plan, sourceRows, diff, seconds, more, losses);
    }

    /** Names what was left out of the comparison. */
    TableVerdict withNotCompared(List<String> columns) {
        return new TableVerdict(plan, sourceRows, diff, seconds, problems, losses, columns);
    }

    /** Of a table that is the same but for what its computed columns hold. */
    TableVerdict generated(long changed, double more, Problem problem) {
        Difference found = new Difference(false, 0, 0, changed, "rows", 0);
        return new TableVerdict(plan, sourceRows, found, seconds + more, List.of(problem));
    }

    /** Whether nothing differs but computed columns. */
    boolean isGeneratedAlone() {
        return problems.stream().anyMatch(problem -> problem.code().equals(GENERATED_DIFFERS));
    }

    /** Says where something was lost, if that is known. */
    TableVerdict withHop(String hop) {
        return new TableVerdict(plan, sourceRows, diff.withHop(hop), seconds, problems, losses);
    }

    /** Says it in words too, behind what differs. */
    TableVerdict withPlace(String where) {
        List<Problem> told = problems.stream()
                .map(problem -> problem.code().equals(ROWS_DIFFER)
                        ? Problem.error(
                                problem.code(), problem.table(), problem.message() + ", " + where, problem.remedy())
                        : problem)
                .toList();
        return new TableVerdict(plan, sourceRows, diff, seconds, told, losses);
    }

    static TableVerdict identical(TablePlan plan, TableDigests digests) {
        return new TableVerdict(
                plan,
                digests.sourceTotal().rows(),
                new Difference(true, 0, 0, 0, plan.comparison().label(), 0),
                digests.seconds(),
                List.of());
    }

    /**
     * Of a table in which nothing is missing but rows that the target refused.
     *
     * @param why says so
     */
    static TableVerdict rejected(TablePlan plan, TableDigests digests, long missing, Problem why) {
        return new TableVerdict(
                plan,
                digests.sourceTotal().rows(),
                new Difference(false, missing, 0, 0, plan.comparison().label(), 0),
                digests.seconds(),
                List.of(why));
    }

    /**
     * Of a table that was looked at row by row.
     *
     * @param refused what the target is known to have refused of it; null when it has all
     */
    static TableVerdict rows(
            TablePlan plan, TableDigests digests, DifferenceFile file, double seconds, Refused refused) {
        TableVerdict verdict = rows(plan, digests, file, seconds);
        DifferenceCounts counts = file.counts();
        boolean nothingElse = refused != null
                && counts.missing() > 0
                && counts.extra() + counts.changed() == 0
                && new Digest(counts.missing(), counts.missingSum())
                        .equals(refused.rows().digest());
        return nothingElse && verdict.problems().get(0).code().equals(ROWS_DIFFER)
                ? new TableVerdict(
                        plan, verdict.sourceRows(), verdict.diff(), verdict.seconds(), List.of(refused.why()))
                : verdict;
    }

    /** Whether nothing is missing but rows that the target refused. */
    boolean isRejected() {
        return problems.stream().anyMatch(problem -> problem.code().equals(TableRejects.PROBLEM));
    }

    /** Of a table that the target does not have at all. */
    static TableVerdict tableMissing(TablePlan plan, TableDigests digests) {
        long rows = digests.sourceTotal().rows();
        return new TableVerdict(
                plan,
                rows,
                new Difference(false, rows, 0, 0, plan.comparison().label(), 0),
                digests.seconds(),
                List.of(Problem.error(
                        "target-table-missing",
                        plan.name(),
                        "The target has no table " + plan.target().name() + ": all " + rows + " rows of " + plan.name()
                                + " are missing",
                        "Create and fill it: sterna prepare --execute, then sterna load --execute")));
    }

    /** Of a table that cannot be compared, because the target's lacks these columns. */
    static TableVerdict columnsMissing(TablePlan plan, List<String> columns) {
        return new TableVerdict(
                plan,
                -1,
                new Difference(false, 0, 0, 0, plan.comparison().label(), 0),
                0,
                List.of(Problem.error(
                        "target-column-missing",
                        plan.name(),
                        "Cannot compare " + plan.name() + " with "
                                + plan.target().name() + ", which has no column " + String.join(", ", columns),
                        "Bring the target's table back to the plan: sterna prepare shows what it should be")));
    }

    private static TableVerdict rows(TablePlan plan, TableDigests digests, DifferenceFile file, double seconds) {
        DifferenceCounts counts = file.counts();
        Difference found = new Difference(false, counts.missing(), counts.extra(), counts.changed(), "rows", 0);
        boolean consistent = counts.explain(digests.sourceTotal(), digests.targetTotal());
        boolean nothing = counts.rows() == 0;
        if (nothing && consistent && counts.alike() > 0) {
            return new TableVerdict(
                    plan,
                    digests.sourceTotal().rows(),
                    new Difference(true, 0, 0, 0, "rows", 0),
                    digests.seconds() + seconds,
                    List.of());
        }
        Problem problem = nothing || !consistent
                ? Problem.error(
                        "changed-while-comparing",
                        plan.name(),
                        plan.name() + " differed by its digests, but row by row "
                                + (nothing ? "it did not" : "not by as much (" + words(counts) + ")")
                                + ": somebody writes to one of the sides",
                        "Stop writing, then compare again: sterna diff")
                : Problem.error(
                        ROWS_DIFFER,
                        plan.name(),
                        plan.name() + " differs: " + words(counts),
                        "See which rows in " + file.place());
        return new TableVerdict(
                plan, digests.sourceTotal().rows(), found, digests.seconds() + seconds, List.of(problem));
    }

    /** Of a table that differs by its digests, and of whose rows one side has no hashes to find the differing ones by. */
    static TableVerdict unnamed(TablePlan plan, TableDigests digests, Problem why) {
        return new TableVerdict(
                plan,
                digests.sourceTotal().rows(),
                new Difference(false, 0, 0, 0, plan.comparison().label(), 0),
                digests.seconds(),
                List.of(Problem.error(
                        ROWS_DIFFER,
                        plan.name(),
                        plan.name() + " differs by its digests; which rows cannot be told: " + why.message(),
                        why.remedy())));
    }

    private static String words(DifferenceCounts counts) {
        return counts.missing() + " rows missing in the target, " + counts.extra() + " too many, " + counts.changed()
                + " changed";
    }
}
