package dev.sterna.sync;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.plan.TablePlan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which part of a table's rows may go: a side that was emptied by accident must not empty the other. */
final class DeleteLimit {
    private final BigDecimal most;
    private final String runId;
    private final Direction direction;
    private final Database to;
    private final Map<String, Long> rowsAtFirst = new HashMap<>();
    private final Map<String, Long> gone = new HashMap<>();

    /** @param most from 0 to 1 */
    DeleteLimit(BigDecimal most, String runId, Route route) {
        this.direction = route.direction();
        this.to = route.to();
        this.most = most;
        this.runId = runId;
    }

    /** Counts rows of a table that are gone by this command. */
    synchronized void removed(TablePlan table, long rows) {
        gone.merge(table.name(), rows, Long::sum);
    }

    /** Why the rows of a table that only the target has may not go, those of earlier rounds counted in; empty when they may. */
    synchronized Optional<SternaException> refusal(TableGap gap) {
        String table = gap.plan().name();
        long extra = gap.counts().extra();
        if (extra == 0 && !gap.isAll()) {
            return Optional.empty();
        }
        long rows = rowsAtFirst.computeIfAbsent(
                table, first -> gap.isAll() ? gap.toRows() : RowCount.inTarget(to, gap.plan()));
        long all = gone.getOrDefault(table, 0L) + extra;
        boolean emptied = gap.isAll() && gap.fromRows() == 0;
        // Of a table of which all would go whose source is empty, the part is the whole, whatever the counts.
        boolean within = extra == 0
                || (emptied
                        ? most.compareTo(BigDecimal.ONE) >= 0
                        : BigDecimal.valueOf(all).compareTo(most.multiply(BigDecimal.valueOf(rows))) <= 0);
        if (within) {
            return Optional.empty();
        }
        return Optional.of(SternaException.of(
                Category.REFUSED,
                "too-many-deletes",
                table,
                "Cannot sync " + table + ": " + all + " of " + rows + " rows of "
                        + direction.written(gap.plan()).name() + " would be removed, "
                        + (emptied
                                ? "since the " + direction.from() + "'s table is empty"
                                : "since the " + direction.from() + " has them no more")
                        + "; that is more than sterna.sync.max-delete-fraction = " + most.toPlainString()
                        + " allows; "
                        + (all == extra
                                ? "no row of the table was removed"
                                : (all - extra)
                                        + " of them were removed before, by this command, and the rest was left"),
                "If they are to go, say so: sterna sync --run-id " + runId + direction.option() + " --tables " + table
                        + " --deletes --execute -D sterna.sync.max-delete-fraction=" + needed(all, rows, emptied)));
    }

    private static String needed(long gone, long rows, boolean emptied) {
        return emptied || gone >= rows
                ? "1"
                : BigDecimal.valueOf(gone)
                        .divide(BigDecimal.valueOf(rows), 4, RoundingMode.CEILING)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
