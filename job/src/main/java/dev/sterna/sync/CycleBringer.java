package dev.sterna.sync;

import dev.sterna.changes.CascadedKeys;
import dev.sterna.changes.ChangeApplier;
import dev.sterna.changes.ChangedTable;
import dev.sterna.changes.KeyedChanges;
import dev.sterna.changes.NotBrought;
import dev.sterna.changes.RemovalGuard;
import dev.sterna.changes.Sight;
import dev.sterna.dialect.log.Fence;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import dev.sterna.transfer.ConnectionBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings the rows of which the log has told, and those that follow from them by foreign keys, on connections that stay open.
 */
final class CycleBringer implements AutoCloseable {
    /** The log, and one that brings. */
    static final int LEAST_OF_SOURCE = 2;

    /** The lock, the notes, and one that brings. */
    static final int LEAST_OF_TARGET = 3;

    private static final Duration FENCE = Duration.ofSeconds(60);

    private final FollowedRun run;
    private final FollowedTables tables;
    private final LeftTables left;
    private final OpenKeys open;
    private final FollowedRows rows;
    private final Proving proving;
    private final TruncatedTables truncated;
    private final CycleDeletes deletes;
    private final KeyedChanges changes;
    private final CascadedKeys cascades;

    CycleBringer(
            FollowedRun run,
            FollowedTables tables,
            LeftTables left,
            OpenKeys open,
            FollowedRows rows,
            Proving proving) {
        this.run = run;
        this.tables = tables;
        this.left = left;
        this.open = open;
        this.rows = rows;
        this.proving = proving;
        this.truncated = new TruncatedTables(run.target(), run.settings().maxDeleteFraction(), run.runId());
        this.deletes =
                new CycleDeletes(run.source(), run.target(), run.settings().maxDeleteFraction(), run.runId());
        this.changes = new KeyedChanges(limits(run, tables, proving));
        this.cascades = new CascadedKeys(tables.cascades(), bySource(tables));
    }

    /** Who looks for cascades has a connection of its own, too. */
    private static ChangeApplier.Limits limits(FollowedRun run, FollowedTables tables, Proving proving) {
        int others = proving.connections() + (tables.cascades().isEmpty() ? 0 : 1);
        ConnectionBudget from = ConnectionBudget.of(run.source()).holding(LEAST_OF_SOURCE - 1 + others);
        ConnectionBudget to = ConnectionBudget.of(run.target()).holding(LEAST_OF_TARGET - 1 + others);
        return new ChangeApplier.Limits(
                Math.min(from.free(), to.free()), run.settings().batchKeys());
    }

    private static Map<TableName, ChangedTable> bySource(FollowedTables tables) {
        Map<TableName, ChangedTable> all = new LinkedHashMap<>();
        tables.byLog().forEach((plan, changed) -> all.put(plan.source().name(), changed));
        return all;
    }

    /** Brings all that was told in a cycle, and what was left open and is due. */
    void bring(Cycle cycle) {
        deletes.begin();
        cycle.redefined().forEach(name -> left.followed(name).ifPresent(left::redefined));
        cycle.truncated().forEach(name -> left.followed(name).ifPresent(this::empty));
        Fence.Sighting sighting = run.source().dialect().sourceLog().fence().of(cycle.commits());
        Sight sight = connection -> sighting.begin(connection, FENCE);
        for (SpilledKeys part : cycle.spilled()) {
            bringWithChildren(part.read(), sight, deletes::of);
        }
        bringWithChildren(withOpen(cycle.keys()), sight, deletes::of);
        cycle.spilled().forEach(SpilledKeys::delete);
        mend(proving.toBring(), sight);
    }

    /**
     * Rows that refer to one that goes are not looked for: where they differ as well, the proof finds them itself, and judges by their
     * own table whether they may go.
     */
    private void mend(Proving.Repairs repairs, Sight sight) {
        bring(repairs.rows(), sight, deletes::of);
        bring(repairs.extras(), sight, plan -> RemovalGuard.NONE);
    }

    private void empty(TablePlan plan) {
        try {
            rows.add(plan, truncated.empty(plan));
            open.forget(plan);
            proving.emptied(plan);
        } catch (SternaException failure) {
            left.setAside(plan, failure);
        }
    }

    /** Those too that were left and are to be tried again. */
    private Map<TableName, Set<List<String>>> withOpen(Map<TableName, Set<List<String>>> keys) {
        Map<TableName, Set<List<String>>> all = new LinkedHashMap<>(keys);
        if (open.count() > 0) {
            for (TablePlan plan : tables.byLog().keySet()) {
                Set<List<String>> due = open.due(plan);
                if (!due.isEmpty()) {
                    // Those last that may be of no use again.
                    Set<List<String>> both =
                            new LinkedHashSet<>(keys.getOrDefault(plan.source().name(), Set.of()));
                    both.addAll(due);
                    all.put(plan.source().name(), both);
                }
            }
        }
        return all;
    }

    private void bringWithChildren(
            Map<TableName, Set<List<String>>> keys, Sight sight, Function<TablePlan, RemovalGuard> guards) {
        Map<TableName, Set<List<String>>> followed = new LinkedHashMap<>(keys);
        followed.keySet().removeIf(name -> left.followed(name).isEmpty());
        if (followed.isEmpty()) {
            return;
        }
        if (!cascades.areThere(followed.keySet())) {
            bring(followed, sight, guards);
            return;
        }
        Map<TableName, Set<List<String>>> all = new LinkedHashMap<>();
        for (Map<TableName, Set<List<String>>> generation : cascades.generations(followed, sight)) {
            merge(bring(generation, sight, guards), all);
            merge(generation, all);
        }
        adopt(cascades.orphans(all), sight);
    }

    /** Looks at all rows of the target that a foreign key of the source would have changed while they were brought. */
    void adoptAll() {
        adopt(cascades.orphans(), Sight.PRESENT);
    }

    /** Looks again at rows that refer to what is not there any more, until there are none but those that have to. */
    private void adopt(Map<TableName, Set<List<String>>> first, Sight sight) {
        Map<TableName, Set<List<String>>> known = new LinkedHashMap<>();
        Map<TableName, Set<List<String>>> orphans = first;
        while (merge(orphans, known)) {
            Map<TableName, Set<List<String>>> parents = new LinkedHashMap<>();
            merge(bring(orphans, sight, deletes::of), parents);
            merge(orphans, parents);
            orphans = cascades.orphans(parents);
        }
    }

    /** Whether any of the keys was not there yet. */
    private static boolean merge(Map<TableName, Set<List<String>>> keys, Map<TableName, Set<List<String>>> into) {
        boolean any = false;
        for (Map.Entry<TableName, Set<List<String>>> table : keys.entrySet()) {
            any |= into.computeIfAbsent(table.getKey(), name -> new HashSet<>()).addAll(table.getValue());
        }
        return any;
    }

    /** Returns the keys of rows that came too, because they were in the way. */
    private Map<TableName, Set<List<String>>> bring(
            Map<TableName, Set<List<String>>> keys, Sight sight, Function<TablePlan, RemovalGuard> guards) {
        Map<TableName, Set<List<String>>> along = new LinkedHashMap<>();
        if (keys.isEmpty()) {
            return along;
        }
        Map<TablePlan, KeyedChanges.Wanted> wanted = new LinkedHashMap<>();
        keys.forEach((name, some) -> left.followed(name)
                .ifPresent(plan ->
                        wanted.put(plan, new KeyedChanges.Wanted(tables.byLog().get(plan), some, guards.apply(plan)))));
        List<TablePlan> plans = new ArrayList<>(wanted.keySet());
        List<KeyedChanges.Answer> answers = changes.bring(List.copyOf(wanted.values()), sight);
        for (int i = 0; i < answers.size(); i++) {
            KeyedChanges.Answer answer = answers.get(i);
            TablePlan plan = plans.get(i);
            rows.add(plan, answer.brought().counts());
            Collection<List<String>> tried = wanted.get(plan).keys();
            if (!answer.along().isEmpty()) {
                along.put(plan.source().name(), answer.along());
                tried = new HashSet<>(tried);
                tried.addAll(answer.along());
            }
            proving.named(plan, tried);
            if (answer.failure() != null) {
                left.setAside(plan, answer.failure());
            } else {
                proving.brought(plan, tried, answer.brought().notBrought());
                tried(plan, wanted.get(plan), answer.brought().notBrought());
            }
        }
        return along;
    }

    private void tried(TablePlan plan, KeyedChanges.Wanted wanted, List<NotBrought> notBrought) {
        try {
            open.tried(plan, wanted, notBrought);
        } catch (SternaException tooMany) {
            left.setAside(plan, tooMany);
        }
    }

    @Override
    public void close() {
        cascades.close();
        changes.close();
    }
}
