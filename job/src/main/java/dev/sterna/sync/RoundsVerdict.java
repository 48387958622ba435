package dev.sterna.sync;

import dev.sterna.changes.ChangeCounts;
import dev.sterna.changes.Deletes;
import dev.sterna.error.Problem;
import dev.sterna.plan.TablePlan;
import java.util.ArrayList;
import java.util.List;

/** What the last look at each table comes to. */
final class RoundsVerdict {
    /** The code of a warning: rows of a table were on their way at the last look. */
    static final String IN_FLIGHT = "rows-in-flight";

    private final String runId;
    private final Direction direction;
    private final Rounds.Wish wish;
    private final RefusedRows refused;
    private final List<Problem> problems = new ArrayList<>();
    private long left;
    private long notBrought;

    RoundsVerdict(String runId, Direction direction, Rounds.Wish wish, RefusedRows refused) {
        this.runId = runId;
        this.direction = direction;
        this.wish = wish;
        this.refused = refused;
    }

    /** Judges a table. */
    void add(TableGap gap) {
        if (gap.isUnproven()) {
            problems.add(stillInFlight(gap));
        }
        if (gap.kept().total() > 0) {
            left += gap.kept().total();
            problems.add(kept(gap));
        }
        if (gap.isEmpty()) {
            return;
        }
        long explained = refused.count(gap.plan());
        left += gap.counts().total();
        notBrought += Math.min(explained, gap.counts().total());
        refused.problem(gap.plan(), direction).ifPresent(problems::add);
        if (gap.counts().total() > explained) {
            problems.add(stillDiffers(gap));
        }
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** How many rows differ. */
    long left() {
        return left;
    }

    /** Of these, how many the side that is written does not take. */
    long notBrought() {
        return notBrought;
    }

    private static Problem stillInFlight(TableGap gap) {
        return Problem.warning(
                IN_FLIGHT,
                gap.plan().name(),
                gap.inFlight() + " rows of " + gap.plan().name() + " differed at the last look, and not any more after"
                        + " sterna.sync.settle: they are being written, so the table is not proven to be the same",
                "Compare once nobody writes: sterna diff");
    }

    private Problem kept(TableGap gap) {
        long kept = gap.kept().total();
        Direction other = direction == Direction.FORWARD ? Direction.REVERSE : Direction.FORWARD;
        return Problem.error(
                "rows-kept",
                gap.plan().name(),
                kept + (kept == 1 ? " row of " : " rows of ")
                        + direction.written(gap.plan()).name() + " in the " + direction.to()
                        + (kept == 1 ? " stays as it is" : " stay as they are")
                        + ", by sterna.sync.on-conflict, and still " + (kept == 1 ? "differs" : "differ"),
                "To bring them to the " + other.to() + ": sterna sync --run-id " + runId + other.option() + " --tables "
                        + gap.plan().name() + " --execute");
    }

    private Problem stillDiffers(TableGap gap) {
        TablePlan plan = gap.plan();
        ChangeCounts counts = gap.counts();
        long heldBack = counts.missing() - counts.insertable(wish.deletes(plan), gap.isKeyed());
        boolean leaves = wish.deletes(plan) == Deletes.NOT_ALLOWED;
        boolean onlyExtra = counts.missing() + counts.changed() == 0 && leaves;
        return Problem.error(
                onlyExtra ? "rows-too-many" : "rows-differ",
                plan.name(),
                onlyExtra
                        ? direction.written(plan).name() + " has " + counts.extra() + " rows that "
                                + direction.read(plan).name() + " has not; they were left as they are"
                        : plan.name() + " still differs: " + counts.words()
                                + (heldBack == 0
                                        ? ""
                                        : "; without a key, a row that was updated is one missing and one too many, so "
                                                + heldBack + " were not inserted"),
                counts.extra() > 0 && leaves
                        ? deletes(plan)
                        : "Somebody may be writing to one of the sides. Give the same command again, with more --rounds;"
                                + " sterna diff --run-id " + runId + " names the rows");
    }

    private String deletes(TablePlan plan) {
        return wish.noDeletes().contains(plan.name())
                ? "Some of them the load has set aside: bring these first, or take them out of the source by hand;"
                        + " sterna diff --run-id " + runId + " names the rows"
                : "If the " + direction.to() + "'s own rows are to go: sterna sync --run-id " + runId
                        + direction.option() + " --deletes --execute";
    }
}
