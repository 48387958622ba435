package dev.sterna.compare.proof;

import dev.sterna.compare.proof.Hand.Sight;
import dev.sterna.model.TableName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** All open keys. Those that are too many for memory lie on a shelf; there one may lie that is in memory too, and is looked at twice. */
final class OpenRows {
    /** So many keys are put on the shelf at once. */
    private static final int BOX = 20_000;

    private final KeyShelf shelf;
    private final int most;
    private final Map<TableName, OpenTable> tables = new LinkedHashMap<>();
    private final Deque<Boxed> boxes = new ArrayDeque<>();

    private record Boxed(KeyShelf.Box box, Map<TableName, Integer> counts) {}

    /** @param most keys in memory */
    OpenRows(Collection<TableName> names, KeyShelf shelf, int most) {
        this.shelf = shelf;
        this.most = most;
        names.forEach(name -> tables.put(name, new OpenTable(name)));
    }

    /** Null for one that is none of these. */
    OpenTable table(TableName name) {
        return tables.get(name);
    }

    long count() {
        long count = inMemory();
        for (Boxed boxed : boxes) {
            for (Map.Entry<TableName, Integer> one : boxed.counts().entrySet()) {
                count += tables.containsKey(one.getKey()) ? one.getValue() : 0;
            }
        }
        return count;
    }

    private int inMemory() {
        return tables.values().stream().mapToInt(OpenTable::size).sum();
    }

    /** How many keys lie on the shelf. */
    long onShelf() {
        return boxes.stream()
                .flatMap(boxed -> boxed.counts().values().stream())
                .mapToLong(Integer::longValue)
                .sum();
    }

    /** The table of which most keys lie on the shelf. */
    TableName largestOnShelf() {
        Map<TableName, Long> sums = new HashMap<>();
        boxes.forEach(boxed -> boxed.counts().forEach((name, count) -> sums.merge(name, (long) count, Long::sum)));
        return Collections.max(sums.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    /** The table of which most keys were unlike. */
    TableName mostUnlike() {
        return Collections.max(tables.values(), Comparator.comparingInt(OpenTable::unlikeSize))
                .name();
    }

    boolean anyUnlike(Predicate<Sight> seen) {
        return tables.values().stream().anyMatch(table -> table.anyUnlike(seen));
    }

    int unlikeCount() {
        return tables.values().stream().mapToInt(OpenTable::unlikeSize).sum();
    }

    void hurry(long now) {
        tables.values().forEach(table -> table.hurry(now));
    }

    void forget(TableName name) {
        tables.remove(name);
        boxes.removeIf(boxed -> {
            boolean own = boxed.counts().keySet().equals(Set.of(name));
            if (own) {
                delete(boxed);
            }
            return own;
        });
    }

    /** Puts keys on the shelf where there are too many in memory. */
    void spill() {
        while (inMemory() > most) {
            OpenTable largest = tables.values().stream()
                    .max(Comparator.comparingInt(OpenTable::freshSize))
                    .orElseThrow();
            if (largest.freshSize() == 0) {
                return;
            }
            Set<List<String>> some = largest.oldest(Math.max(1, Math.min(BOX, most / 2)));
            Map<TableName, Set<List<String>>> keys = Map.of(largest.name(), some);
            boxes.add(new Boxed(shelf.put(keys), Map.of(largest.name(), some.size())));
        }
    }

    /** Takes keys of one table that are due; null where none is. */
    Hand take(int count, long now, Predicate<Sight> due) {
        unpack(now);
        for (OpenTable table : List.copyOf(tables.values())) {
            Hand hand = table.take(count, due);
            if (!hand.keys().isEmpty()) {
                // The others have their turn before it has another.
                tables.remove(table.name());
                tables.put(table.name(), table);
                return hand;
            }
        }
        return null;
    }

    private void unpack(long now) {
        while (!boxes.isEmpty() && inMemory() <= most / 2) {
            Boxed next = boxes.poll();
            next.box().read().forEach((name, keys) -> {
                OpenTable table = tables.get(name);
                if (table != null) {
                    keys.stream().filter(key -> !table.has(key)).forEach(key -> table.name(key, now));
                }
            });
            delete(next);
        }
    }

    private void delete(Boxed boxed) {
        try {
            boxed.box().delete();
        } catch (RuntimeException failure) {
            shelf.stays(failure);
        }
    }

    /** The keys of each table that were seen so. */
    Map<TableName, Map<List<String>, Unlike>> unlike(Predicate<Sight> seen) {
        Map<TableName, Map<List<String>, Unlike>> all = new HashMap<>();
        tables.forEach((name, table) -> {
            Map<List<String>, Unlike> own = table.unlike(seen);
            if (!own.isEmpty()) {
                all.put(name, own);
            }
        });
        return all;
    }

    /** Removes what lies on the shelf. */
    void close() {
        boxes.forEach(this::delete);
        boxes.clear();
        tables.clear();
    }
}
