package dev.sterna.sync;

import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.plan.TablePlan;
import java.math.BigDecimal;
import java.util.List;

/** Empties tables of the target that were truncated at the source, where so many rows may go. */
final class TruncatedTables {
    private final Database target;
    private final BigDecimal most;
    private final String runId;

    /** @param most part of a table's rows, from 0 to 1 */
    TruncatedTables(Database target, BigDecimal most, String runId) {
        this.target = target;
        this.most = most;
        this.runId = runId;
    }

    /** @throws SternaException (REFUSED) when not all rows of a table may go */
    Counts empty(TablePlan plan) {
        long rows = RowCount.inTarget(target, plan);
        if (rows > 0 && most.compareTo(BigDecimal.ONE) < 0) {
            throw SternaException.of(
                    Category.REFUSED,
                    "too-many-deletes",
                    plan.name(),
                    "Cannot follow " + plan.name() + " any more: it was truncated at the source, and all " + rows
                            + " rows of " + plan.target().name()
                            + " would be removed; that is more than sterna.sync.max-delete-fraction = "
                            + most.toPlainString() + " allows",
                    "If they are to go, say so: sterna sync --run-id " + runId
                            + " --follow --deletes --execute -D sterna.sync.max-delete-fraction=1");
        }
        target.execute(
                "remove the rows of " + plan.target().name(),
                plan.source().name(),
                target.dialect().schemaDdl().truncate(List.of(plan.target().name())));
        return new Counts(rows, 0, 0);
    }
}
