package dev.sterna.sync;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.plan.TablePlan;

/** What there is to say of a table that was altered at the source while it was followed. */
final class RedefinedTable {
    private RedefinedTable() {}

    /** Of one whose columns and keys are those of the plan still. */
    static SternaException sameRows(TablePlan plan, String runId) {
        return SternaException.of(
                Category.REFUSED,
                "table-redefined",
                plan.name(),
                "Cannot follow " + plan.name()
                        + " any more: it was altered at the source, though not in its columns and keys: the log may tell of it"
                        + " by its former definition, or may not tell what became of rows, as with a partition that goes",
                "Give the same command again, which compares the table and follows it from there: sterna sync --run-id "
                        + runId + " --follow --execute");
    }
}
