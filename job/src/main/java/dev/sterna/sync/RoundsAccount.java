package dev.sterna.sync;

import dev.sterna.changes.ChangeCounts;
import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.SyncSummary;
import dev.sterna.transfer.progress.Amounts;
import java.util.List;
import java.util.Map;

/** Tells of looks and rounds as they happen. */
final class RoundsAccount {
    private final Rounds.Watch watch;

    RoundsAccount(Rounds.Watch watch) {
        this.watch = watch;
    }

    /** A look is over. */
    SyncSummary.Gap looked(int look, List<TableGap> found, double seconds) {
        ChangeCounts counts = found.stream().map(TableGap::counts).reduce(ChangeCounts.NONE, ChangeCounts::plus);
        long inFlight = found.stream().mapToLong(TableGap::inFlight).sum();
        long open = found.stream().filter(gap -> !gap.isEmpty()).count();
        var gap = new SyncSummary.Gap(counts.missing(), counts.changed(), counts.extra(), inFlight, seconds);
        watch.lines()
                .accept("sync look " + look + ": "
                        + (gap.total() == 0
                                ? found.stream().allMatch(TableGap::isSame) ? "nothing differs" : "nothing to bring"
                                : counts.words() + ", in " + open + (open == 1 ? " table" : " tables"))
                        + (inFlight == 0 ? "" : ", " + inFlight + " more in flight") + ", " + Amounts.seconds(seconds));
        Watermarks.tell(found, watch.lines());
        found.stream()
                .filter(each -> !each.isAll())
                .forEach(each -> watch.events()
                        .record(
                                "sync-watermark",
                                Map.of(
                                        "look",
                                        look,
                                        "table",
                                        each.plan().name(),
                                        "sourceRows",
                                        each.fromRows(),
                                        "targetRows",
                                        each.toRows())));
        watch.events()
                .record(
                        "sync-gap",
                        Map.of(
                                "look",
                                look,
                                "missing",
                                gap.missing(),
                                "changed",
                                gap.changed(),
                                "extra",
                                gap.extra(),
                                "inFlight",
                                inFlight,
                                "seconds",
                                seconds));
        return gap;
    }

    /** So many rows of a table are about to be brought by executors. */
    void spread(TablePlan table, long rows) {
        watch.lines()
                .accept("sync: " + Amounts.count(rows) + " rows of " + table.name()
                        + " are brought by Spark's executors");
        watch.events().record("sync-by-executors", Map.of("table", table.name(), "rows", rows));
    }

    /**
     * A round is over.
     *
     * @param before what was brought when it began; {@code after} when it ended
     */
    void brought(int round, Counts before, Counts after, double seconds) {
        long inserted = after.inserted() - before.inserted();
        long updated = after.updated() - before.updated();
        long deleted = after.deleted() - before.deleted();
        watch.lines()
                .accept("sync round " + round + ": " + inserted + " inserted, " + updated + " updated, " + deleted
                        + " deleted, " + Amounts.seconds(seconds));
        watch.events()
                .record(
                        "sync-round",
                        Map.of(
                                "round", round,
                                "inserted", inserted,
                                "updated", updated,
                                "deleted", deleted,
                                "seconds", seconds));
    }
}
