package dev.sterna.sync;

import dev.sterna.changes.ChangeCounts;
import dev.sterna.compare.TablePair;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.TableReport;
import java.util.List;

/**
 * What one look found of a table.
 *
 * @param extent of the look
 * @param fromRows how many rows were looked at on the side that is right
 * @param toRows how many on the side that is written
 * @param wrong none where nothing is
 * @param inFlight how many rows were only on their way
 * @param kept how many rows differ and stay as they are on the side that is written, since they win there
 */
record TableGap(
        TablePlan plan,
        Extent extent,
        long fromRows,
        long toRows,
        List<Wrong> wrong,
        long inFlight,
        ChangeCounts kept,
        double seconds) {
    TableGap {
        wrong = List.copyOf(wrong);
    }

    /** How many rows are to be brought or removed, in the eyes of the side that is written. */
    ChangeCounts counts() {
        return wrong.stream().map(one -> one.list().counts()).reduce(ChangeCounts.NONE, ChangeCounts::plus);
    }

    /** As both sides are compared; of a table in which something is wrong. */
    TablePair pair(Direction direction) {
        TablePair pair = wrong.get(0).table().pair();
        return direction == Direction.FORWARD ? pair : pair.reversed();
    }

    /** Whether all rows were looked at. */
    boolean isAll() {
        return extent == Extent.ALL;
    }

    boolean isKeyed() {
        return wrong.stream().noneMatch(one -> one.table().pair().key().isEmpty());
    }

    /** Whether there is nothing to bring or to remove. */
    boolean isEmpty() {
        return counts().total() == 0;
    }

    /** Whether there are rows to insert or to update. */
    boolean hasToBring() {
        return counts().missing() + counts().changed() > 0;
    }

    /** Whether nothing differs. */
    boolean isSame() {
        return isEmpty() && kept.total() == 0;
    }

    /** Whether rows differed at first and not any more, so that no digest has shown the table to be the same. */
    boolean isUnproven() {
        return isSame() && inFlight > 0;
    }

    /** Removes the lists of rows. */
    void delete() {
        wrong.forEach(one -> one.list().delete());
    }

    /** As a comparison of source and target tells it, whichever is written. */
    TableReport.Compared report(Direction direction) {
        ChangeCounts counts = counts().plus(kept);
        return new TableReport.Compared(
                plan.target().name().toString(),
                direction.ofRead(fromRows, toRows),
                null,
                plan.chunks().size(),
                seconds,
                new TableReport.Difference(
                        isSame(),
                        direction.ofRead(counts.missing(), counts.extra()),
                        direction.ofRead(counts.extra(), counts.missing()),
                        counts.changed(),
                        isAll() ? isSame() ? plan.comparison().label() : "rows" : "watermark",
                        0),
                null,
                List.of());
    }
}
