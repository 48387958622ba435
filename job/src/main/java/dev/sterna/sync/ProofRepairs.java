package dev.sterna.sync;

import dev.sterna.compare.proof.Proof;
import dev.sterna.compare.proof.Unlike;
import dev.sterna.error.Problem;
import dev.sterna.model.TableName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rows that differ although the log told nothing of them: which are to be brought once more, and which may go. They are chosen in a
 * thread of the proof's own, since all rows of a table may have to be counted for it; whoever follows takes them from here.
 */
final class ProofRepairs implements ProofThreads.Work {
    private static final long NANOS_BETWEEN = Duration.ofMillis(100).toNanos();

    private final Proof proof;
    private final BigDecimal most;
    private final Counting counting;
    private final Consumer<Problem> warnings;

    // What follows is under "this", which nobody holds while rows are counted.

    /** Those to be brought, until they have been. */
    private final Map<TableName, Map<List<String>, Unlike>> pending = new HashMap<>();

    /** How many rows of each table may go that only the target has. */
    private final Map<TableName, Long> extras = new HashMap<>();

    private final Set<TableName> kept = new HashSet<>();
    private long count;

    private long lookedAt = System.nanoTime() - NANOS_BETWEEN;

    /** Counts the rows of a table on both sides. */
    @FunctionalInterface
    interface Counting {
        Rows of(TableName table);
    }

    record Rows(long source, long target) {}

    /** @param most part of a table's rows that may go, from 0 to 1 */
    ProofRepairs(Proof proof, BigDecimal most, Counting counting, Consumer<Problem> warnings) {
        this.proof = proof;
        this.most = most;
        this.counting = counting;
        this.warnings = warnings;
    }

    /** Those to be brought now, each with how it was seen. */
    synchronized Map<TableName, Map<List<String>, Unlike>> pending() {
        Map<TableName, Map<List<String>, Unlike>> keys = new HashMap<>();
        pending.forEach((table, own) -> keys.put(table, Map.copyOf(own)));
        return keys;
    }

    /** Whether there is nothing to bring. */
    synchronized boolean isDone() {
        return pending.isEmpty();
    }

    /** How many have been brought. */
    synchronized long count() {
        return count;
    }

    /** Tables of whose rows too many would have to go. */
    synchronized Set<TableName> kept() {
        return Set.copyOf(kept);
    }

    synchronized void brought(TableName table, Collection<List<String>> keys) {
        Map<List<String>, Unlike> asked = pending.get(table);
        if (asked != null) {
            int before = asked.size();
            keys.forEach(asked::remove);
            count += before - asked.size();
            pending.values().removeIf(Map::isEmpty);
        }
    }

    synchronized void forget(TableName table) {
        pending.remove(table);
    }

    /** Takes up what differs by now; where rows cannot be counted, they are chosen another time. */
    @Override
    public boolean step() {
        long now = System.nanoTime();
        if (now - lookedAt < NANOS_BETWEEN) {
            return false;
        }
        lookedAt = now;
        // Which rows only the target has is known when all have been compared.
        Map<TableName, Map<List<String>, Unlike>> found = proof.toBring(
                proof.isPassFinished() ? EnumSet.allOf(Unlike.class) : EnumSet.complementOf(EnumSet.of(Unlike.EXTRA)));
        found.forEach(this::choose);
        return !found.isEmpty();
    }

    private void choose(TableName table, Map<List<String>, Unlike> differing) {
        Map<List<String>, Unlike> own = new HashMap<>(differing);
        long extra = own.values().stream().filter(how -> how == Unlike.EXTRA).count();
        if (extra > 0 && !mayGo(table, extra)) {
            own.values().removeIf(how -> how == Unlike.EXTRA);
        }
        synchronized (this) {
            // They are pending before they count as decided, so that nobody takes them for differences that stay.
            if (!own.isEmpty()) {
                pending.computeIfAbsent(table, name -> new HashMap<>()).putAll(own);
            }
            if (!proof.decided(table, differing.keySet())) {
                pending.remove(table);
                return;
            }
        }
        if (!own.isEmpty()) {
            tell(table, own.size());
        }
    }

    /** As in a round: never more than a part of the table, and none more once it would be more. */
    private boolean mayGo(TableName table, long extra) {
        if (most.compareTo(BigDecimal.ONE) >= 0) {
            return true;
        }
        if (kept().contains(table)) {
            return false;
        }
        Rows rows = counting.of(table);
        synchronized (this) {
            long before = extras.getOrDefault(table, 0L);
            long all = before + extra;
            boolean few = rows.source() > 0
                    && BigDecimal.valueOf(all).compareTo(most.multiply(BigDecimal.valueOf(rows.target() + before)))
                            <= 0;
            if (few) {
                extras.put(table, all);
            } else {
                kept.add(table);
            }
            return few;
        }
    }

    private void tell(TableName table, int rows) {
        warnings.accept(
                Problem.warning(
                        "rows-not-in-log",
                        table.toString(),
                        rows + (rows == 1 ? " row of " : " rows of ") + table
                                + " differed, though the log told of no change; " + (rows == 1 ? "it is" : "they are")
                                + " brought again",
                        "See to it that nobody else writes to the target, and that nothing is written to the source past its log"));
    }
}
