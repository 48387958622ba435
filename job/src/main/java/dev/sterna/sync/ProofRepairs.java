package dev.sterna.sync;

import dev.sterna.compare.proof.Proof;
import dev.sterna.compare.proof.Unlike;
import dev.sterna.error.Problem;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows that differ although the log told nothing of them: which are to be brought once more, and which may go. */
final class ProofRepairs {
    private final FollowedRun run;
    private final FollowedTables tables;
    private final Proof proof;

    /** Those to be brought, until they have been. */
    private final Map<TableName, Set<List<String>>> pending = new HashMap<>();

    /** How many rows of each table may go that only the target has. */
    private final Map<TableName, Long> extras = new HashMap<>();

    private final Set<TableName> kept = new HashSet<>();
    private long count;

    ProofRepairs(FollowedRun run, FollowedTables tables, Proof proof) {
        this.run = run;
        this.tables = tables;
        this.proof = proof;
    }

    /** Those to be brought now. */
    Map<TableName, Set<List<String>>> pending() {
        Map<TableName, Set<List<String>>> keys = new HashMap<>();
        pending.forEach((table, own) -> keys.put(table, new HashSet<>(own)));
        return keys;
    }

    /** How many have been brought. */
    long count() {
        return count;
    }

    /** Tables of whose rows too many would have to go. */
    Set<TableName> kept() {
        return Set.copyOf(kept);
    }

    void brought(TableName table, Collection<List<String>> keys) {
        Set<List<String>> asked = pending.get(table);
        if (asked != null) {
            int before = asked.size();
            asked.removeAll(new HashSet<>(keys));
            count += before - asked.size();
            pending.values().removeIf(Set::isEmpty);
        }
    }

    void forget(TableName table) {
        pending.remove(table);
    }

    /** Takes up what differs by now, of some kinds. */
    void choose(Set<Unlike> kinds) {
        proof.toBring(kinds).forEach((table, differing) -> {
            Set<List<String>> own = new HashSet<>(differing.keySet());
            long extra = differing.values().stream()
                    .filter(how -> how == Unlike.EXTRA)
                    .count();
            if (extra > 0 && !mayGo(table, extra)) {
                own.removeIf(key -> differing.get(key) == Unlike.EXTRA);
            }
            if (!own.isEmpty()) {
                pending.computeIfAbsent(table, name -> new HashSet<>()).addAll(own);
                tell(table, own.size());
            }
        });
    }

    /** As in a round: never more than a part of the table, and none more once it would be more. */
    private boolean mayGo(TableName table, long extra) {
        TablePlan plan = tables.plan(table).orElseThrow();
        BigDecimal most = run.settings().maxDeleteFraction();
        if (most.compareTo(BigDecimal.ONE) >= 0) {
            return true;
        }
        if (!kept.contains(table)) {
            long before = extras.getOrDefault(table, 0L);
            long all = before + extra;
            long rows = RowCount.inTarget(run.target(), plan) + before;
            boolean few = RowCount.atSource(run.source(), plan) > 0
                    && BigDecimal.valueOf(all).compareTo(most.multiply(BigDecimal.valueOf(rows))) <= 0;
            if (few) {
                extras.put(table, all);
                return true;
            }
            kept.add(table);
        }
        return false;
    }

    private void tell(TableName table, int rows) {
        run.warn(
                Problem.warning(
                        "rows-not-in-log",
                        table.toString(),
                        rows + (rows == 1 ? " row of " : " rows of ") + table
                                + " differed, though the log told of no change; " + (rows == 1 ? "it is" : "they are")
                                + " brought again",
                        "See to it that nobody else writes to the target, and that nothing is written to the source past its log"));
    }
}
