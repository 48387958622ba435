package dev.sterna.sync;

import dev.sterna.changes.ChangedTable;
import dev.sterna.changes.KeyedChanges;
import dev.sterna.changes.NotBrought;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.plan.TablePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keys of rows that the target has not taken so far. They are tried again, soon at first and then less often, since a unique
 * value that is in the way may go with a later change. They stand in {@code sync/<table>.jsonl} before the position in the log is
 * noted, so that whoever goes on knows of them.
 */
final class OpenKeys {
    private static final int MOST = 100_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int DOUBLINGS = 9;

    private record Open(String reason, int tries, long again) {}

    private final RefusedRows files;
    private final Map<TablePlan, Map<List<String>, Open>> tables = new LinkedHashMap<>();
    private final Map<TablePlan, ChangedTable> changed = new LinkedHashMap<>();

    OpenKeys(RefusedRows files) {
        this.files = files;
    }

    /** Takes over what an earlier command or a comparison has left of a table. */
    void know(TablePlan table, ChangedTable as) {
        changed.put(table, as);
        Map<List<String>, Open> open = new LinkedHashMap<>();
        List<NotBrought> now = files.rows(table).isEmpty() ? files.known(table, as.pair()) : files.rows(table);
        now.forEach(row -> open.put(row.key(), new Open(row.reason(), 0, System.nanoTime())));
        tables.put(table, open);
        files.note(table, as.pair(), now);
    }

    long count() {
        return tables.values().stream().mapToLong(Map::size).sum();
    }

    /** Whether the target does not take a row so far. */
    boolean has(TablePlan table, List<String> key) {
        return tables.getOrDefault(table, Map.of()).containsKey(key);
    }

    /**
     * The keys of a table that are to be tried by now: all that are open once one is due, since two rows that swap a unique value
     * go in together only.
     */
    Set<List<String>> due(TablePlan table) {
        long now = System.nanoTime();
        Map<List<String>, Open> open = tables.getOrDefault(table, Map.of());
        boolean any = open.values().stream().anyMatch(one -> one.again() - now <= 0);
        return any ? new HashSet<>(open.keySet()) : new HashSet<>();
    }

    /** Lets all of them be tried at the next occasion. */
    void hurry() {
        tables.values()
                .forEach(open -> open.replaceAll((key, one) -> new Open(one.reason(), one.tries(), System.nanoTime())));
    }

    /** Forgets those of a table, all of whose rows went or that is not followed any more. */
    void forget(TablePlan table) {
        Map<List<String>, Open> open = tables.get(table);
        if (open != null && !open.isEmpty()) {
            open.clear();
            write(table);
        }
    }

    /** What became of keys that were tried. */
    void tried(TablePlan table, KeyedChanges.Wanted wanted, List<NotBrought> notBrought) {
        Map<List<String>, Open> open = tables.get(table);
        if (open.isEmpty() && notBrought.isEmpty()) {
            return;
        }
        Map<List<String>, Open> before = new LinkedHashMap<>(open);
        open.keySet().removeAll(new HashSet<>(wanted.keys()));
        for (NotBrought row : notBrought) {
            int tries = before.containsKey(row.key()) ? before.get(row.key()).tries() + 1 : 1;
            long pause = FIRST_PAUSE.toNanos() << Math.min(tries, DOUBLINGS);
            open.put(row.key(), new Open(row.reason(), tries, System.nanoTime() + pause));
        }
        if (!open.keySet().equals(before.keySet())) {
            write(table);
        }
        if (open.size() > MOST) {
            throw SternaException.of(
                    Category.REJECTED,
                    "too-many-rows-not-brought",
                    table.name(),
                    "Cannot follow " + table.name() + ": " + table.target().name() + " does not take more than " + MOST
                            + " of its rows, the last one because: "
                            + notBrought.get(notBrought.size() - 1).reason(),
                    "Let the target take them, and give the same command again, which compares the table first");
        }
    }

    private void write(TablePlan table) {
        List<NotBrought> rows = new ArrayList<>();
        tables.get(table).forEach((key, open) -> rows.add(new NotBrought(key, open.reason())));
        files.note(table, changed.get(table).pair(), rows);
    }
}
