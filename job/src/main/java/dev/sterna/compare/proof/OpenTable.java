package dev.sterna.compare.proof;

import dev.sterna.compare.proof.Hand.Sight;
import dev.sterna.model.TableName;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The open keys of one table that are in memory. */
final class OpenTable {
    /** Which part of a hand is for those that were unlike before. */
    private static final int SHARE = 4;

    private final TableName table;

    /** In the order in which they were named. */
    private final Map<List<String>, Sight> fresh = new LinkedHashMap<>();

    /** Those that were looked at, and were not the same. */
    private final Map<List<String>, Sight> unlike = new LinkedHashMap<>();

    /** Of these or those, the ones that will not be brought once more. */
    private final Set<List<String>> brought = new HashSet<>();

    OpenTable(TableName table) {
        this.table = table;
    }

    TableName name() {
        return table;
    }

    int size() {
        return fresh.size() + unlike.size();
    }

    int freshSize() {
        return fresh.size();
    }

    int unlikeSize() {
        return unlike.size();
    }

    void name(List<String> key, long again) {
        unlike.remove(key);
        fresh.remove(key);
        fresh.put(key, new Sight(null, 0, 0, again));
    }

    boolean has(List<String> key) {
        return fresh.containsKey(key) || unlike.containsKey(key);
    }

    void bringNoMore(List<String> key) {
        brought.add(key);
    }

    /** Takes keys out that are to be looked at by now; none where there are none. */
    Hand take(int most, Predicate<Sight> due) {
        Map<List<String>, Sight> taken = new LinkedHashMap<>();
        // Rows that are written all the time leave room for others.
        move(unlike, Math.max(1, most / SHARE), due, taken);
        for (Iterator<Map.Entry<List<String>, Sight>> rest = fresh.entrySet().iterator();
                rest.hasNext() && taken.size() < most; ) {
            Map.Entry<List<String>, Sight> next = rest.next();
            // Those behind it are due later.
            if (!due.test(next.getValue())) {
                break;
            }
            taken.put(next.getKey(), next.getValue());
            rest.remove();
        }
        move(unlike, most, due, taken);
        return new Hand(table, taken);
    }

    private static void move(
            Map<List<String>, Sight> from, int most, Predicate<Sight> due, Map<List<String>, Sight> taken) {
        for (Iterator<Map.Entry<List<String>, Sight>> rest = from.entrySet().iterator();
                rest.hasNext() && taken.size() < most; ) {
            Map.Entry<List<String>, Sight> next = rest.next();
            if (due.test(next.getValue())) {
                taken.put(next.getKey(), next.getValue());
                rest.remove();
            }
        }
    }

    /** Takes the oldest of those out that were not looked at yet. */
    Set<List<String>> oldest(int most) {
        Set<List<String>> taken = new LinkedHashSet<>();
        for (Iterator<List<String>> rest = fresh.keySet().iterator(); rest.hasNext() && taken.size() < most; ) {
            taken.add(rest.next());
            rest.remove();
        }
        return taken;
    }

    /** A key was the same on both sides. */
    void same(List<String> key) {
        if (!has(key)) {
            brought.remove(key);
        }
    }

    /** A key was not, unless it was named meanwhile. */
    void differs(List<String> key, Sight sight) {
        if (!fresh.containsKey(key)) {
            unlike.put(key, sight);
        }
    }

    /** Keys that were not compared after all. */
    void giveBack(Hand hand, long again) {
        hand.sights().forEach((key, sight) -> {
            if (has(key)) {
                return;
            }
            if (sight.how() == null) {
                fresh.put(key, new Sight(null, 0, 0, again));
            } else {
                unlike.put(key, sight);
            }
        });
    }

    /** Makes all of them due. */
    void hurry(long now) {
        fresh.replaceAll((key, sight) -> sight.dueAt(now));
        unlike.replaceAll((key, sight) -> sight.dueAt(now));
    }

    boolean anyUnlike(Predicate<Sight> seen) {
        return unlike.values().stream().anyMatch(seen);
    }

    /** How keys were unlike that were seen so. */
    Map<List<String>, Unlike> unlike(Predicate<Sight> seen) {
        Map<List<String>, Unlike> found = new LinkedHashMap<>();
        unlike.forEach((key, sight) -> {
            if (seen.test(sight)) {
                found.put(key, sight.how());
            }
        });
        return found;
    }

    boolean isBroughtNoMore(List<String> key) {
        return brought.contains(key);
    }

    void clear() {
        fresh.clear();
        unlike.clear();
        brought.clear();
    }
}
