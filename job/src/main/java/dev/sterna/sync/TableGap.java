package dev.sterna.sync;

import dev.sterna.changes.ChangeCounts;
import dev.sterna.changes.ChangeList;
import dev.sterna.changes.ChangedTable;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.TableReport;
import java.util.List;

/**
 * What one look found of a table.
 *
 * @param targetRows how many rows the target has, {@code sourceRows} likewise
 * @param changed null where nothing is wrong, and so is the list
 * @param inFlight how many rows were only on their way
 */
record TableGap(
        TablePlan plan,
        long sourceRows,
        long targetRows,
        ChangedTable changed,
        ChangeList list,
        long inFlight,
        double seconds) {

    ChangeCounts counts() {
        return list == null ? ChangeCounts.NONE : list.counts();
    }

    boolean isEmpty() {
        return counts().total() == 0;
    }

    /** Whether rows differed at first and not any more, so that no digest has shown the table to be the same. */
    boolean isUnproven() {
        return isEmpty() && inFlight > 0;
    }

    TableReport.Compared report() {
        ChangeCounts counts = counts();
        return new TableReport.Compared(
                plan.target().name().toString(),
                sourceRows,
                null,
                plan.chunks().size(),
                seconds,
                new TableReport.Difference(
                        isEmpty(),
                        counts.missing(),
                        counts.extra(),
                        counts.changed(),
                        list == null ? plan.comparison().label() : "rows",
                        0),
                null,
                List.of());
    }
}
