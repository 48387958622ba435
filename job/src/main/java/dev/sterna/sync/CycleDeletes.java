package dev.sterna.sync;

import dev.sterna.changes.RemovalGuard;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.plan.TablePlan;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which rows may go with one cycle of the log: a source that was emptied by accident must not empty the target, row by row
 * either. A table that loses many rows at a time is counted on both sides, and left where the source has too few by then.
 */
final class CycleDeletes {
    /** Tables that lose fewer in a cycle are not looked at: queues and the like are emptied all the time. */
    static final long FEW = 100;

    /** How much smaller a table may have become since it was planned, for a count to be spared. */
    private static final int SHRUNK = 10;

    private final Database source;
    private final Database target;
    private final BigDecimal most;
    private final String runId;
    private final Map<TablePlan, Long> gone = new HashMap<>();
    private final Set<TablePlan> admitted = new HashSet<>();

    /** @param most part of a table's rows, from 0 to 1 */
    CycleDeletes(Database source, Database target, BigDecimal most, String runId) {
        this.source = source;
        this.target = target;
        this.most = most;
        this.runId = runId;
    }

    /** Another cycle begins. */
    synchronized void begin() {
        gone.clear();
        admitted.clear();
    }

    RemovalGuard of(TablePlan plan) {
        return most.compareTo(BigDecimal.ONE) >= 0 ? RemovalGuard.NONE : rows -> removes(plan, rows);
    }

    private synchronized void removes(TablePlan plan, long rows) {
        if (rows == 0 || admitted.contains(plan)) {
            return;
        }
        long all = gone.merge(plan, rows, Long::sum);
        if (all < FEW
                || all * (double) SHRUNK <= most.doubleValue() * plan.source().estimatedRows()) {
            return;
        }
        long here = RowCount.atSource(source, plan);
        // This batch is not committed, so that its rows are still counted.
        long there = RowCount.inTarget(target, plan) + all - rows;
        if (BigDecimal.valueOf(here).compareTo(BigDecimal.ONE.subtract(most).multiply(BigDecimal.valueOf(there)))
                >= 0) {
            admitted.add(plan);
            return;
        }
        throw SternaException.of(
                Category.REFUSED,
                "too-many-deletes",
                plan.name(),
                "Cannot follow " + plan.name() + " any more: of " + there + " rows of "
                        + plan.target().name() + " the source has deleted so many that it has " + here
                        + "; that is more than sterna.sync.max-delete-fraction = " + most.toPlainString() + " allows",
                "If they are to go, say so: sterna sync --run-id " + runId
                        + " --follow --deletes --execute -D sterna.sync.max-delete-fraction=1");
    }
}
