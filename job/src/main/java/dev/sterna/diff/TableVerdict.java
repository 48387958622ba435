package dev.sterna.diff;

import dev.sterna.error.Problem;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.TableReport;
import dev.sterna.step.TableReport.Difference;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the comparison of one table.
 *
 * @param sourceRows -1 when it was not looked at
 */
record TableVerdict(TablePlan plan, long sourceRows, Difference diff, double seconds, List<Problem> problems) {

    TableReport report() {
        return new TableReport(
                plan.target().name().toString(),
                sourceRows < 0 ? null : sourceRows,
                null,
                null,
                null,
                plan.chunks().size(),
                seconds,
                diff);
    }

    TableVerdict with(Problem problem) {
        List<Problem> more = new ArrayList<>(problems);
        more.add(problem);
        return new TableVerdict(plan, sourceRows, diff, seconds, more);
    }

    static TableVerdict identical(TableDigests digests) {
        TablePlan plan = digests.sides().plan();
        return new TableVerdict(
                plan,
                digests.sourceTotal().rows(),
                new Difference(true, 0, 0, 0, method(plan), 0),
                digests.seconds(),
                List.of());
    }

    /** Of a table that the target does not have at all. */
    static TableVerdict tableMissing(TableDigests digests) {
        TablePlan plan = digests.sides().plan();
        long rows = digests.sourceTotal().rows();
        return new TableVerdict(
                plan,
                rows,
                new Difference(false, rows, 0, 0, method(plan), 0),
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
                new Difference(false, 0, 0, 0, method(plan), 0),
                0,
                List.of(Problem.error(
                        "target-column-missing",
                        plan.name(),
                        "Cannot compare " + plan.name() + " with "
                                + plan.target().name() + ", which has no column " + String.join(", ", columns),
                        "Bring the target's table back to the plan: sterna prepare shows what it should be")));
    }

    /** Of a table that was looked at row by row. */
    static TableVerdict rows(TableDigests digests, DifferenceFile file, double seconds) {
        TablePlan plan = digests.sides().plan();
        Difference found = new Difference(false, file.missing(), file.extra(), file.changed(), "rows", 0);
        boolean consistent =
                digests.sourceTotal().rows() - digests.targetTotal().rows() == file.missing() - file.extra();
        boolean nothing = file.missing() + file.extra() + file.changed() == 0;
        Problem problem = nothing || !consistent
                ? Problem.error(
                        "changed-while-comparing",
                        plan.name(),
                        plan.name() + " differed by its digests, but row by row "
                                + (nothing ? "it did not" : "not by as much (" + counts(file) + ")")
                                + ": somebody writes to one of the sides",
                        "Stop writing, then compare again: sterna diff")
                : Problem.error(
                        "rows-differ",
                        plan.name(),
                        plan.name() + " differs: " + counts(file),
                        "See which rows in " + file.uri());
        return new TableVerdict(
                plan, digests.sourceTotal().rows(), found, digests.seconds() + seconds, List.of(problem));
    }

    private static String counts(DifferenceFile file) {
        return file.missing() + " rows missing in the target, " + file.extra() + " too many, " + file.changed()
                + " changed";
    }

    private static String method(TablePlan plan) {
        return switch (plan.comparison()) {
            case RANGES -> "digest";
            case BUCKETS -> "buckets";
        };
    }
}
