package dev.sterna.sync;

import dev.sterna.changes.Backlog;
import dev.sterna.changes.Brought;
import dev.sterna.changes.ChangeApplier;
import dev.sterna.changes.Deletes;
import dev.sterna.changes.NotBrought;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Looks at tables and brings what is wrong, round by round. A table in which nothing is wrong is not looked at again. */
final class Rounds {
    /** So often a table is looked at again in which rows are on their way and none is wrong. */
    private static final int MOST_AGAIN = 2;

    private final Route route;
    private final Migration migration;
    private final String runId;
    private final GapSearch search;
    private final Backlogs backlogs;
    private final FailedTables failed;
    private final Wish wish;
    private final Watch watch;
    private final RoundsAccount account;
    private final DeleteLimit limit;
    private final RefusedRows refused;
    private final Map<String, TableGap> last = new LinkedHashMap<>();
    private final List<SyncSummary.Gap> gaps = new ArrayList<>();
    private final Set<TableName> changed = new HashSet<>();
    private final List<Problem> told = new ArrayList<>();
    private List<TablePlan> all = List.of();
    private Counts applied = Counts.NONE;
    private int round;

    /**
     * What the command line says.
     *
     * @param noDeletes names of tables of which no row is removed all the same
     * @param whole tables of which all rows are looked at, whatever is noted of them
     */
    record Wish(int rounds, Deletes deletes, Set<String> noDeletes, Predicate<TablePlan> whole) {
        Wish(int rounds, Deletes deletes, Set<String> noDeletes) {
            this(rounds, deletes, noDeletes, plan -> false);
        }

        Deletes deletes(TablePlan table) {
            return noDeletes.contains(table.name()) ? Deletes.NOT_ALLOWED : deletes;
        }

        /** What is gone is found among all rows. */
        void begin(Watermarks watermarks) {
            watermarks.begin(whole, plan -> deletes(plan) == Deletes.ALLOWED);
        }
    }

    /** Who is told how it goes. */
    record Watch(Consumer<String> lines, Consumer<Problem> warnings, Events events) {}

    /** @param identical tables in all of whose rows nothing was wrong at the last look */
    record Ended(
            SyncSummary summary,
            List<TableReport.Compared> tables,
            List<TablePlan> identical,
            List<Problem> problems) {}

    Rounds(String runId, SyncStep.Ready ready, RefusedRows refused, Wish wish, Watch watch) {
        this.search = ready.search();
        this.backlogs = ready.backlogs();
        this.failed = ready.failed();
        this.route = search.route();
        this.migration = route.migration();
        this.runId = runId;
        this.wish = wish;
        this.watch = watch;
        this.account = new RoundsAccount(watch);
        this.limit = new DeleteLimit(migration.settings().sync().maxDeleteFraction(), runId, route);
        this.refused = refused;
    }

    Ended go(List<TablePlan> tables) {
        all = tables;
        List<TableGap> begin = firstLook(tables, settle());
        List<TablePlan> quiet = new ArrayList<>();
        if (isToDo(begin)) {
            quiet.addAll(stillOpen(tables));
            QuietTriggers triggers = route.triggers(quiet);
            if (route.isReverse()) {
                ReverseGate.requireSeen(triggers.unseen());
                ReverseGate.requireMayTurnOff(
                        triggers.firing(), migration.settings().sync().sourceObjects());
            }
            triggers.requireQuietable();
            triggers.during(true, this::warn, () -> {
                go(begin, tables);
                return null;
            });
            new BrokenKeys(route, tables, failed::isOwn).of(changed).forEach(this::tell);
        } else {
            close(begin);
        }
        // What an earlier process has turned off and did not live to turn on.
        route.triggers(tables.stream().filter(table -> !quiet.contains(table)).toList())
                .during(false, this::warn, () -> null);
        return ended(tables);
    }

    /**
     * The same for who has turned off the triggers, and for whom nobody is expected to write any more: what the first look finds
     * is brought at once.
     */
    Ended goQuietly(List<TablePlan> tables) {
        List<TableGap> begin = firstLook(tables, Duration.ZERO);
        if (isToDo(begin)) {
            go(begin, tables);
        } else {
            close(begin);
        }
        return ended(tables);
    }

    /** Looks once and brings once, for who has turned off the triggers and hears of what changes meanwhile in another way. */
    void once(List<TablePlan> tables) {
        wish.begin(search.watermarks());
        List<TableGap> open = look(tables, settle());
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
                .filter(gap -> wish.deletes(gap.plan()) == Deletes.NOT_ALLOWED
                        && gap.counts().extra() > 0)
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

    private List<TableGap> firstLook(List<TablePlan> tables, Duration settle) {
        wish.begin(search.watermarks());
        List<TableGap> first = look(tables, settle);
        for (int again = 0; again < MOST_AGAIN && !isToDo(first) && isUnproven(); again++) {
            close(first);
            first = look(stillOpen(tables), settle());
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
            told.add(problem);
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
            open = look(stillOpen(tables), settle());
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

    private Duration settle() {
        return migration.settings().sync().settle();
    }

    /** The tables in which something is wrong. */
    private List<TableGap> look(List<TablePlan> tables, Duration settle) {
        long began = System.nanoTime();
        List<TableGap> found = search.look(tables, settle);
        found.forEach(gap -> last.put(gap.plan().name(), gap));
        // A table that could not be looked at is not known to be as it was.
        tables.stream()
                .filter(table ->
                        found.stream().noneMatch(gap -> gap.plan().name().equals(table.name())))
                .forEach(table -> last.remove(table.name()));
        gaps.add(account.looked(gaps.size() + 1, found, (System.nanoTime() - began) / 1e9));
        List<TableGap> open = found.stream().filter(each -> !each.isEmpty()).toList();
        List<TableGap> allowed = open.stream().filter(this::isAllowed).toList();
        found.stream().filter(gap -> !isAside(gap.plan())).forEach(search.watermarks()::found);
        return route.isReverse() ? withoutReferring(allowed) : allowed;
    }

    /** Where foreign keys are off, nothing else keeps rows from being brought that refer to others which are not. */
    private List<TableGap> withoutReferring(List<TableGap> open) {
        Predicate<TablePlan> loses = table -> wish.deletes(table) == Deletes.ALLOWED
                && open.stream()
                        .anyMatch(
                                gap -> gap.plan().equals(table) && gap.counts().extra() > 0);
        new ReferringTables(route, all).of(failed::has, loses).forEach((table, other) -> {
            if (open.stream().anyMatch(gap -> gap.plan().equals(table))) {
                setAside(table, ReferringTables.refusal(table, other));
            }
        });
        open.stream().filter(gap -> isAside(gap.plan())).forEach(TableGap::delete);
        return open.stream().filter(gap -> !isAside(gap.plan())).toList();
    }

    /** A table that would lose too many rows is set aside before anything of it is changed. */
    private boolean isAllowed(TableGap gap) {
        if (wish.deletes(gap.plan()) == Deletes.NOT_ALLOWED) {
            return true;
        }
        Optional<SternaException> refusal = limit.refusal(gap);
        if (refusal.isPresent()) {
            gap.delete();
            setAside(gap.plan(), refusal.get());
        }
        return refusal.isEmpty();
    }

    private boolean isToDo(List<TableGap> open) {
        return open.stream()
                .anyMatch(gap ->
                        gap.hasToBring() || gap.counts().extra() > 0 && wish.deletes(gap.plan()) == Deletes.ALLOWED);
    }

    private static long total(List<TableGap> open) {
        return open.stream().mapToLong(gap -> gap.counts().total()).sum();
    }

    private static void close(List<TableGap> open) {
        open.forEach(TableGap::delete);
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
                gap.delete();
            }
        }
        account.brought(round, before, applied, (System.nanoTime() - began) / 1e9);
    }

    private void bring(TableGap gap) {
        // The run's lock has a connection of its own, in the target.
        int connections = Math.min(
                ConnectionBudget.of(migration.source()).free(),
                ConnectionBudget.of(migration.target()).holding(1).free());
        Backlog backlog = backlogs.of(gap.plan());
        ChangeApplier applier = new ChangeApplier(
                runId,
                route.batches(),
                new ChangeApplier.Limits(
                        connections, migration.settings().sync().batchKeys()),
                backlog,
                more -> count(gap.plan(), more));
        search.writing(gap.plan());
        List<NotBrought> refusals = new ArrayList<>();
        Counts counts = Counts.NONE;
        for (Wrong wrong : gap.wrong()) {
            Deletes deletes = wish.deletes(gap.plan());
            if (backlog.takes(wrong.list(), deletes)) {
                account.spread(gap.plan(), wrong.list().counts().toBring(deletes));
            }
            Brought brought = applier.apply(wrong.table(), wrong.list(), deletes);
            refusals.addAll(brought.notBrought());
            counts = counts.plus(brought.counts());
        }
        refused.note(gap.plan(), gap.pair(route.direction()), refusals);
        if (refusals.isEmpty()) {
            search.watermarks().brought(gap);
        }
        if (!counts.equals(Counts.NONE)) {
            changed.add(route.direction().written(gap.plan()).name());
        }
        if (counts.inserted() > 0 && !route.isReverse()) {
            new TableFinish(route.to(), watch.warnings()).finish(gap.plan());
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
        List<Problem> problems = new ArrayList<>(told);
        RoundsVerdict verdict = new RoundsVerdict(runId, route.direction(), wish, refused);
        last.values().stream()
                .filter(gap -> gap.isUnproven() || !isAside(gap.plan()))
                .forEach(verdict::add);
        problems.addAll(verdict.problems());
        Watermarks.warning(last.values(), runId).ifPresent(watch.warnings());
        SyncSummary summary = new SyncSummary(
                last.values().stream().allMatch(TableGap::isAll) ? "diff" : "watermark",
                round,
                applied.inserted() + applied.updated() + applied.deleted(),
                applied.inserted(),
                applied.updated(),
                applied.deleted(),
                verdict.left(),
                verdict.notBrought(),
                gaps,
                route.isReverse() ? SyncSummary.REVERSE : null);
        return new Ended(
                summary,
                tables.stream()
                        .map(table -> last.get(table.name()))
                        .filter(Objects::nonNull)
                        .map(gap -> gap.report(route.direction()))
                        .toList(),
                last.values().stream()
                        .filter(gap -> gap.isSame() && gap.isAll())
                        .map(TableGap::plan)
                        .toList(),
                problems);
    }
}
