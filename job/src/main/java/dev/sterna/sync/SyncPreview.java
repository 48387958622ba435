package dev.sterna.sync;

import dev.sterna.changes.ChangeCounts;
import dev.sterna.changes.Deletes;
import dev.sterna.dialect.server.TargetTrigger;
import dev.sterna.error.Problem;
import dev.sterna.plan.TablePlan;
import java.util.List;
import java.util.function.Consumer;

/** Says what rounds would do. */
final class SyncPreview {
    private final String runId;
    private final Route route;
    private final Rounds.Wish wish;
    private final Consumer<String> lines;
    private final Consumer<String> statements;

    /** @param statements takes statements, which may have several lines */
    SyncPreview(String runId, Route route, Rounds.Wish wish, Consumer<String> lines, Consumer<String> statements) {
        this.runId = runId;
        this.route = route;
        this.wish = wish;
        this.lines = lines;
        this.statements = statements;
    }

    /** @param failed why tables were set aside */
    void tell(List<TableGap> gaps, List<Problem> failed) {
        if (route.isReverse()) {
            lines.accept(
                    "sync would write to the source, " + route.to().server().label() + ", as "
                            + route.to().settings().user() + ", and read the target, "
                            + route.from().server().label());
        }
        DeleteLimit limit = new DeleteLimit(route.migration().settings().sync().maxDeleteFraction(), runId, route);
        for (TableGap gap : gaps) {
            if (!gap.isSame()) {
                tell(gap, limit);
            }
            gap.delete();
        }
        Watermarks.tell(gaps, lines);
        List<TablePlan> open =
                gaps.stream().filter(gap -> !gap.isEmpty()).map(TableGap::plan).toList();
        if (route.isReverse() && !open.isEmpty()) {
            tellTriggers(open);
        }
        if (gaps.stream().allMatch(TableGap::isSame) && failed.isEmpty()) {
            lines.accept("sync would do nothing: nothing differs");
        }
    }

    private void tell(TableGap gap, DeleteLimit limit) {
        TablePlan plan = gap.plan();
        boolean deletes = wish.deletes(plan) == Deletes.ALLOWED;
        ChangeCounts counts = gap.counts();
        String extra = counts.extra() + (deletes ? " deleted" : " too many left as they are");
        lines.accept("sync would bring " + route.direction().read(plan).name() + " to "
                + route.direction().written(plan).name() + ": "
                + counts.insertable(wish.deletes(plan), gap.isKeyed()) + " rows inserted, "
                + counts.changed()
                + " updated, " + extra
                + (gap.kept().total() == 0
                        ? ""
                        : ", " + gap.kept().total() + " kept as they are by sterna.sync.on-conflict"));
        if (deletes) {
            limit.refusal(gap).ifPresent(refusal -> lines.accept("sync would refuse that: " + refusal.getMessage()));
        }
    }

    /** On the source nothing is off without having been named. */
    private void tellTriggers(List<TablePlan> tables) {
        for (TargetTrigger trigger : route.triggers(tables).firing()) {
            lines.accept("sync would turn off on the source meanwhile: " + trigger + "; it comes back by:");
            statements.accept(trigger.on());
        }
    }
}
