package dev.sterna.sync;

import dev.sterna.changes.Brought;
import dev.sterna.changes.ChangeApplier;
import dev.sterna.changes.ChangeCounts;
import dev.sterna.changes.Deletes;
import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Migration;
import dev.sterna.migration.QuietTriggers;
import dev.sterna.model.TableName;
import dev.sterna.plan.FailedTables;
import dev.sterna.plan.StepPlan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Events;
import dev.sterna.step.SyncSummary;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.ConnectionBudget;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Looks at tables and brings what is wrong, round by round. A table in which nothing is wrong is not looked at again. */
final class Rounds {
    /** So often a table is looked at again in which rows are on their way and none is wrong. */
    private static final int MOST_AGAIN = 2;

    private final Migration migration;
    private final String runId;
    private final GapSearch search;
    private final FailedTables failed;
    private final Wish wish;
    private final Watch watch;
    private final DeleteLimit limit;
    private final RefusedRows refused;
    private final Map<String, TableGap> last = new LinkedHashMap<>();
    private final List<SyncSummary.Gap> gaps = new ArrayList<>();
    private final Set<TableName> changed = new HashSet<>();
    private final List<Problem> brokenKeys = new ArrayList<>();
    private Counts applied = Counts.NONE;
    private int round;

    /** What the command line says. */
    record Wish(int rounds, Deletes deletes) {}

    /** Who is told how it goes. */
    record Watch(Consumer<String> lines, Consumer<Problem> warnings, Events events) {}

    /** @param identical tables in which nothing was wrong at the last look */
    record Ended(
            SyncSummary summary,
            List<TableReport.Compared> tables,
            List<TablePlan> identical,
            List<Problem> problems) {}

    Rounds(
            Migration migration,
            String runId,
            GapSearch search,
            FailedTables failed,
            RefusedRows refused,
            Wish wish,
            Watch watch) {
        this.migration = migration;
        this.runId = runId;
        this.search = search;
        this.failed = failed;
        this.wish = wish;
        this.watch = watch;
        this.limit = new DeleteLimit(migration.settings().sync().maxDeleteFraction(), runId);
        this.refused = refused;
    }

    Ended go(List<TablePlan> tables) {
        List<TableGap> begin = firstLook(tables);
        List<TablePlan> quiet = new ArrayList<>();
        if (isToDo(begin)) {
            quiet.addAll(stillOpen(tables));
            QuietTriggers triggers = SyncStep.triggers(migration.target(), quiet);
            triggers.requireQuietable();
            triggers.during(true, this::warn, () -> {
                go(begin, tables);
                return null;
            });
            new BrokenKeys(migration, tables, failed::isOwn).of(changed).forEach(this::tell);
        } else {
            close(begin);
        }
        // What an earlier process has turned off and did not live to turn on.
        SyncStep.triggers(
                        migration.target(),
                        tables.stream().filter(table -> !quiet.contains(table)).toList())
                .during(false, this::warn, () -> null);
        return ended(tables);
    }

    /** The same for who has turned off the triggers. */
    Ended goQuietly(List<TablePlan> tables) {
        List<TableGap> begin = firstLook(tables);
        if (isToDo(begin)) {
            go(begin, tables);
        } else {
            close(begin);
        }
        return ended(tables);
    }

    /** Looks once and brings once, for who has turned off the triggers and hears of what changes meanwhile in another way. */
    void once(List<TablePlan> tables) {
        List<TableGap> open = look(tables);
        if (isToDo(open)) {
            round++;
            bring(open);
        } else {
            close(open);
        }
    }

    /** The tables of which rows were left that only the target has. */
    List<TablePlan> withExtras() {
        return last.values().stream()
                .filter(gap ->
                        wish.deletes() == Deletes.NOT_ALLOWED && gap.counts().extra() > 0)
                .map(TableGap::plan)
                .toList();
    }

    /** What was brought. */
    Counts applied() {
        return applied;
    }

    /** The target's tables in which something was changed. */
    Set<TableName> changed() {
        return Set.copyOf(changed);
    }

    /** How often was looked and brought. */
    int rounds() {
        return round;
    }

    private List<TableGap> firstLook(List<TablePlan> tables) {
        List<TableGap> first = look(tables);
        for (int again = 0; again < MOST_AGAIN && !isToDo(first) && isUnproven(); again++) {
            close(first);
            first = look(stillOpen(tables));
        }
        return first;
    }

    /** A foreign key that is gone is no mere warning. */
    private void warn(Problem problem) {
        tell(weighed(problem));
    }

    /** The same, as heavy as it is after rows have changed. */
    static Problem weighed(Problem problem) {
        return problem.code().equals(QuietTriggers.NOT_BACK)
                ? Problem.error(problem.code(), problem.table(), problem.message(), problem.remedy())
                : problem;
    }

    private void tell(Problem problem) {
        if (problem.severity() == Problem.Severity.ERROR) {
            brokenKeys.add(problem);
        } else {
            watch.warnings().accept(problem);
        }
    }

    private void go(List<TableGap> first, List<TablePlan> tables) {
        List<TableGap> open = first;
        long before = Long.MAX_VALUE;
        int again = 0;
        while (isToDo(open) ? round < wish.rounds() && total(open) < before : isUnproven() && again < MOST_AGAIN) {
            if (isToDo(open)) {
                round++;
                before = total(open);
                bring(open);
            } else {
                again++;
                close(open);
            }
            open = look(stillOpen(tables));
        }
        close(open);
    }

    private boolean isUnproven() {
        return last.values().stream().anyMatch(TableGap::isUnproven);
    }

    /** The tables in which something was wrong or on its way, but those that changed at the source or failed meanwhile. */
    private List<TablePlan> stillOpen(List<TablePlan> tables) {
        List<TablePlan> open = tables.stream()
                .filter(table -> last.containsKey(table.name()))
                .filter(table -> !last.get(table.name()).isEmpty()
                        || last.get(table.name()).isUnproven())
                .filter(table -> !isAside(table))
                .toList();
        StepPlan.setAsideChanged(migration, open, failed);
        return open.stream().filter(table -> !isAside(table)).toList();
    }

    private boolean isAside(TablePlan table) {
        return failed.has(table);
    }

    /** The tables in which something is wrong. */
    private List<TableGap> look(List<TablePlan> tables) {
        long began = System.nanoTime();
        List<TableGap> found = search.look(tables);
        found.forEach(gap -> last.put(gap.plan().name(), gap));
        // A table that could not be looked at is not known to be as it was.
        tables.stream()
                .filter(table ->
                        found.stream().noneMatch(gap -> gap.plan().name().equals(table.name())))
                .forEach(table -> last.remove(table.name()));
        ChangeCounts counts = found.stream().map(TableGap::counts).reduce(ChangeCounts.NONE, ChangeCounts::plus);
        long inFlight = found.stream().mapToLong(TableGap::inFlight).sum();
        var gap = new SyncSummary.Gap(
                counts.missing(), counts.changed(), counts.extra(), inFlight, (System.nanoTime() - began) / 1e9);
        gaps.add(gap);
        List<TableGap> open = found.stream().filter(each -> !each.isEmpty()).toList();
        watch.lines()
                .accept("sync look " + gaps.size() + ": "
                        + (gap.total() == 0
                                ? "nothing differs"
                                : counts.words() + ", in " + open.size() + (open.size() == 1 ? " table" : " tables"))
                        + (inFlight == 0 ? "" : ", " + inFlight + " more in flight") + ", "
                        + Amounts.seconds(gap.seconds()));
        watch.events()
                .record(
                        "sync-gap",
                        Map.of(
                                "look", gaps.size(),
                                "missing", gap.missing(),
                                "changed", gap.changed(),
                                "extra", gap.extra(),
                                "inFlight", inFlight,
                                "seconds", gap.seconds()));
        return open.stream().filter(this::isAllowed).toList();
    }

    /** A table that would lose too many rows is set aside before anything of it is changed. */
    private boolean isAllowed(TableGap gap) {
        if (wish.deletes() == Deletes.NOT_ALLOWED) {
            return true;
        }
        Optional<SternaException> refusal = limit.refusal(gap);
        if (refusal.isPresent()) {
            gap.list().delete();
            setAside(gap.plan(), refusal.get());
        }
        return refusal.isEmpty();
    }

    private boolean isToDo(List<TableGap> open) {
        return open.stream()
                .map(TableGap::counts)
                .anyMatch(counts -> counts.missing() + counts.changed() > 0
                        || counts.extra() > 0 && wish.deletes() == Deletes.ALLOWED);
    }

    private static long total(List<TableGap> open) {
        return open.stream().mapToLong(gap -> gap.counts().total()).sum();
    }

    private static void close(List<TableGap> open) {
        open.forEach(gap -> gap.list().delete());
    }

    private void bring(List<TableGap> open) {
        long began = System.nanoTime();
        Counts before = applied;
        for (TableGap gap : open) {
            try {
                bring(gap);
            } catch (SternaException failure) {
                setAside(gap.plan(), failure);
            } finally {
                gap.list().delete();
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long inserted = applied.inserted() - before.inserted();
        long updated = applied.updated() - before.updated();
        long deleted = applied.deleted() - before.deleted();
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

    private void bring(TableGap gap) {
        // The run's lock has a connection of its own.
        int connections = Math.min(
                ConnectionBudget.of(migration.source()).free(),
                ConnectionBudget.of(migration.target()).holding(1).free());
        ChangeApplier applier = new ChangeApplier(
                runId,
                migration.ledger().batches(),
                new ChangeApplier.Limits(
                        connections, migration.settings().sync().batchKeys()),
                more -> count(gap.plan(), more));
        Brought brought = applier.apply(gap.changed(), gap.list(), wish.deletes());
        refused.note(gap.plan(), gap.changed().pair(), brought.notBrought());
        if (!brought.counts().equals(Counts.NONE)) {
            changed.add(gap.plan().target().name());
        }
        if (brought.counts().inserted() > 0) {
            new TableFinish(migration.target(), watch.warnings()).finish(gap.plan());
        }
    }

    private void setAside(TablePlan table, SternaException failure) {
        failed.setAside(table, failure);
    }

    private synchronized void count(TablePlan table, Counts more) {
        limit.removed(table, more.deleted());
        applied = applied.plus(more);
    }

    private Ended ended(List<TablePlan> tables) {
        List<Problem> problems = new ArrayList<>(brokenKeys);
        long left = 0;
        long notBrought = 0;
        for (TableGap gap : last.values()) {
            if (gap.isUnproven()) {
                problems.add(stillInFlight(gap));
            }
            if (gap.isEmpty() || isAside(gap.plan())) {
                continue;
            }
            long explained = refused.count(gap.plan());
            left += gap.counts().total();
            notBrought += Math.min(explained, gap.counts().total());
            refused.problem(gap.plan()).ifPresent(problems::add);
            if (gap.counts().total() > explained) {
                problems.add(stillDiffers(gap));
            }
        }
        SyncSummary summary = new SyncSummary(
                "diff",
                round,
                applied.inserted() + applied.updated() + applied.deleted(),
                applied.inserted(),
                applied.updated(),
                applied.deleted(),
                left,
                notBrought,
                gaps);
        return new Ended(
                summary,
                tables.stream()
                        .map(table -> last.get(table.name()))
                        .filter(Objects::nonNull)
                        .map(TableGap::report)
                        .toList(),
                last.values().stream()
                        .filter(TableGap::isEmpty)
                        .map(TableGap::plan)
                        .toList(),
                problems);
    }

    private static Problem stillInFlight(TableGap gap) {
        return Problem.warning(
                "rows-in-flight",
                gap.plan().name(),
                gap.inFlight() + " rows of " + gap.plan().name() + " differed at the last look, and not any more after"
                        + " sterna.sync.settle: they are being written, so the table is not proven to be the same",
                "Compare once nobody writes: sterna diff");
    }

    private Problem stillDiffers(TableGap gap) {
        ChangeCounts counts = gap.counts();
        long heldBack = counts.missing()
                - counts.insertable(wish.deletes(), !gap.changed().pair().key().isEmpty());
        boolean onlyExtra = counts.missing() + counts.changed() == 0 && wish.deletes() == Deletes.NOT_ALLOWED;
        return Problem.error(
                onlyExtra ? "rows-too-many" : "rows-differ",
                gap.plan().name(),
                onlyExtra
                        ? gap.plan().target().name() + " has " + counts.extra() + " rows that "
                                + gap.plan().name() + " has not; they were left as they are"
                        : gap.plan().name() + " still differs: " + counts.words()
                                + (heldBack == 0
                                        ? ""
                                        : "; without a key, a row that was updated is one missing and one too many, so "
                                                + heldBack + " were not inserted"),
                counts.extra() > 0 && wish.deletes() == Deletes.NOT_ALLOWED
                        ? "If the target's own rows are to go: sterna sync --run-id " + runId + " --deletes --execute"
                        : "Somebody may be writing to one of the sides. Give the same command again, with more --rounds;"
                                + " sterna diff --run-id " + runId + " names the rows");
    }
}
