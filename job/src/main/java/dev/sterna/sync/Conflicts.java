package dev.sterna.sync;

import dev.sterna.changes.ChangeCounts;
import dev.sterna.compare.RowDifference;
import dev.sterna.compare.TablePair;
import dev.sterna.config.OnConflict;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.plan.TablePlan;

/**
 * What becomes of the rows of a table that differ where the side that is written may have been changed, too, since both last had
 * the same rows.
 */
final class Conflicts {
    private final Direction direction;
    private final OnConflict policy;
    private final NewerRow newer;
    private ChangeCounts kept = ChangeCounts.NONE;
    private long unsettled;

    /** What becomes of a row. */
    enum Verdict {
        /** It is brought, or removed. */
        BROUGHT,
        /** It stays as it is on the side that is written. */
        KEPT,
        /** Nobody can say. */
        UNSETTLED
    }

    Conflicts(Direction direction, OnConflict policy, TablePair pair) {
        this.direction = direction;
        this.policy = policy;
        this.newer = policy.winner() == OnConflict.Winner.NEWEST ? NewerRow.of(pair, policy.column()) : null;
    }

    /** Whether it matters at all who has changed what. */
    static boolean matter(Direction direction, OnConflict policy) {
        return switch (policy.winner()) {
            // What the target has of its own never stood in the way of the source's rows.
            case NOBODY -> direction == Direction.REVERSE;
            case SOURCE -> direction == Direction.REVERSE;
            case TARGET -> direction == Direction.FORWARD;
            case NEWEST -> true;
        };
    }

    /** Judges a row as a comparison of source and target found it. */
    Verdict judge(RowDifference row) {
        Verdict verdict = switch (policy.winner()) {
            case NOBODY -> Verdict.UNSETTLED;
            case SOURCE, TARGET -> Verdict.KEPT;
            case NEWEST -> newest(row);
        };
        if (verdict == Verdict.KEPT) {
            kept = kept.plus(one(row));
        }
        unsettled += verdict == Verdict.UNSETTLED ? 1 : 0;
        return verdict;
    }

    /** As the side sees it that is written. */
    private ChangeCounts one(RowDifference row) {
        if (row instanceof RowDifference.Changed) {
            return new ChangeCounts(0, 1, 0);
        }
        boolean atSource = row instanceof RowDifference.Missing;
        return atSource == (direction == Direction.FORWARD) ? new ChangeCounts(1, 0, 0) : new ChangeCounts(0, 0, 1);
    }

    private Verdict newest(RowDifference row) {
        if (newer.lacking() != null) {
            return Verdict.UNSETTLED;
        }
        int order = newer.compare(row);
        // As seen from the side that is written: the row that is there against the one that would come.
        int there = direction.ofWritten(order, -order);
        return order == 0 ? Verdict.UNSETTLED : there > 0 ? Verdict.KEPT : Verdict.BROUGHT;
    }

    /** How many rows stay as they are. */
    ChangeCounts kept() {
        return kept;
    }

    boolean isUnsettled() {
        return unsettled > 0;
    }

    /** Why nothing of the table is written. */
    SternaException unsettled(TablePlan table, String runId) {
        String command = "sterna sync --run-id " + runId + direction.option() + " --tables " + table.name();
        String why = newer == null
                ? ""
                : newer.lacking() == null
                        ? "; " + policy.column() + " is the same in these, or not to be compared"
                        : "; " + newer.lacking();
        return SternaException.of(
                Category.REFUSED,
                "both-sides-changed",
                table.name(),
                "Cannot sync " + table.name() + ": " + unsettled + (unsettled == 1 ? " row differs" : " rows differ")
                        + " where the " + direction.to()
                        + " may have been changed as well since both sides last had the"
                        + " same rows" + why + "; nothing of the table is written from here on",
                "See them: sterna diff --run-id " + runId + " --tables " + table.name()
                        + "; then say which side's rows stay: " + command
                        + " -D sterna.sync.on-conflict=source-wins, target-wins or \"newest COLUMN\"");
    }
}
