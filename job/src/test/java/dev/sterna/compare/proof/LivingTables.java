package dev.sterna.compare.proof;

import dev.sterna.model.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Two tables that somebody writes to, their log, a target, whoever follows, whoever compares parts and whoever compares keys; each
 * does one small thing at a time, in any order. The log runs ahead of what queries see. Whoever follows makes mistakes for a while: he
 * leaves rows out, and brings old ones; only the proof could find that.
 */
final class LivingTables {
    private static final List<TableName> TABLES = List.of(new TableName("s", "a"), new TableName("s", "b"));
    private static final int KEYS = 8;
    private static final int PARTS = 2;
    private static final int VALUES = 3;
    private static final long TICK = 150_000_000L;

    /** How the proof could be used wrongly. */
    enum Misuse {
        NONE,
        /** Keys are named before they are brought, and not after. */
        NAMED_TOO_SOON,
        /** Keys that are being compared are not named, since they are open anyway. */
        NOT_NAMED_IN_HAND,
        /** What a part was found to differ in is taken to be on its way. */
        FOUND_IS_FORGOTTEN
    }

    /** One change: of a key, or of all of a table if there is none. */
    private record Change(long number, TableName table, List<String> key, Integer value) {}

    private final Random random;
    private final Misuse misuse;
    private final Map<TableName, Map<List<String>, Integer>> source = new HashMap<>();
    private final Map<TableName, Map<List<String>, Integer>> target = new HashMap<>();
    private final Deque<Change> invisible = new ArrayDeque<>();
    private final Deque<Change> log = new ArrayDeque<>();
    private final Proof proof;
    private long now;
    private boolean writing = true;
    private boolean mistaken = true;
    private long boxes;
    private long changes;

    private final Follower follower = new Follower();
    private final PartComparer parts = new PartComparer();
    private final KeyComparer keys = new KeyComparer();

    LivingTables(Random random, Misuse misuse) {
        this.random = random;
        this.misuse = misuse;
        List<Part> all = new ArrayList<>();
        for (TableName table : TABLES) {
            source.put(table, new HashMap<>());
            target.put(table, new HashMap<>());
            for (int i = 0; i < KEYS; i++) {
                put(source, table, key(i), random.nextInt(VALUES) - 1);
                put(
                        target,
                        table,
                        key(i),
                        random.nextInt(4) == 0 ? random.nextInt(VALUES) - 1 : at(source, table, key(i)));
            }
            for (int i = 0; i < PARTS; i++) {
                all.add(new Part(table, i, 1));
            }
        }
        proof = new Proof(
                all,
                Set.of(Unlike.values()),
                new Shelf(),
                new Proof.Limits(1 + random.nextInt(10), 100_000, 2 * KEYS),
                now);
    }

    /** One of them does something. */
    void step() {
        now += random.nextInt(3) == 0 ? TICK * random.nextInt(20) : TICK / 10;
        switch (random.nextInt(8)) {
            case 0, 1 -> write();
            case 2 -> show();
            case 3, 4 -> follower.step();
            case 5 -> parts.step();
            default -> keys.step();
        }
    }

    /** Nobody writes any more, nor makes mistakes; all is told that there is to tell. */
    void end() {
        writing = false;
        mistaken = false;
        for (int i = 0; i < 400 && !(log.isEmpty() && follower.isIdle()); i++) {
            follower.step();
        }
        proof.hurry(now);
        for (int i = 0; i < 3000 && !(proof.state().isDecided() && follower.isIdle()); i++) {
            now += TICK;
            switch (random.nextInt(3)) {
                case 0 -> follower.step();
                case 1 -> parts.step();
                default -> keys.step();
            }
        }
    }

    ProofState state() {
        return proof.state();
    }

    boolean isSame() {
        return differences() == 0;
    }

    /** How many rows differ. */
    long differences() {
        return TABLES.stream()
                .mapToLong(table -> IntStream.range(0, KEYS)
                        .filter(i -> !at(source, table, key(i)).equals(at(target, table, key(i))))
                        .count())
                .sum();
    }

    long boxes() {
        return boxes;
    }

    private static List<String> key(int i) {
        return List.of("k" + i);
    }

    private static Integer at(Map<TableName, Map<List<String>, Integer>> side, TableName table, List<String> key) {
        return side.get(table).getOrDefault(key, -1);
    }

    private static void put(
            Map<TableName, Map<List<String>, Integer>> side, TableName table, List<String> key, int value) {
        if (value < 0) {
            side.get(table).remove(key);
        } else {
            side.get(table).put(key, value);
        }
    }

    private void write() {
        if (!writing) {
            return;
        }
        TableName table = TABLES.get(random.nextInt(2));
        Change change = random.nextInt(60) == 0
                ? new Change(++changes, table, null, null)
                : new Change(++changes, table, key(random.nextInt(KEYS)), random.nextInt(VALUES) - 1);
        log.add(change);
        invisible.add(change);
    }

    private void show() {
        Change change = invisible.poll();
        if (change == null) {
            return;
        }
        if (change.key() == null) {
            source.get(change.table()).clear();
        } else {
            put(source, change.table(), change.key(), change.value());
        }
    }

    private final class Shelf implements KeyShelf {
        @Override
        public Box put(Map<TableName, Set<List<String>>> keys) {
            boxes++;
            Map<TableName, Set<List<String>>> kept = new HashMap<>();
            keys.forEach((table, some) -> kept.put(table, Set.copyOf(some)));
            return new Box() {
                @Override
                public Map<TableName, Set<List<String>>> read() {
                    return kept;
                }

                @Override
                public void delete() {
                    // Memory goes by itself.
                }
            };
        }

        @Override
        public void stays(RuntimeException why) {
            throw why;
        }
    }

    private final class Follower {
        private final Map<TableName, Set<List<String>>> cycle = new LinkedHashMap<>();
        private final Map<TableName, Set<List<String>>> pending = new LinkedHashMap<>();
        private final Deque<Change> heard = new ArrayDeque<>();
        private final Map<TableName, Map<List<String>, Integer>> read = new HashMap<>();
        private int stage;
        private long toldAt;

        boolean isIdle() {
            return stage == 0;
        }

        void step() {
            switch (stage) {
                case 0 -> hear();
                case 1 -> read();
                case 2 -> bring();
                default -> name();
            }
        }

        private void hear() {
            toldAt = now;
            cycle.clear();
            heard.clear();
            int most = writing ? 1 + random.nextInt(4) : Integer.MAX_VALUE;
            for (int i = 0; i < most && !log.isEmpty(); i++) {
                Change change = log.poll();
                heard.addFirst(change);
                if (change.key() == null) {
                    // Under its fence, and before the keys that come after it.
                    while (invisible.contains(change)) {
                        show();
                    }
                    cycle.remove(change.table());
                    target.get(change.table()).clear();
                    proof.emptied(change.table());
                } else {
                    cycle.computeIfAbsent(change.table(), table -> new LinkedHashSet<>())
                            .add(change.key());
                }
            }
            proof.toBring(EnumSet.allOf(Unlike.class)).forEach((table, some) -> {
                pending.computeIfAbsent(table, name -> new LinkedHashSet<>()).addAll(some.keySet());
                proof.decided(table, some.keySet());
            });
            pending.forEach((table, some) ->
                    cycle.computeIfAbsent(table, name -> new LinkedHashSet<>()).addAll(some));
            if (misuse == Misuse.NAMED_TOO_SOON) {
                cycle.forEach((table, some) -> proof.named(table, some, now));
            }
            stage = 1;
        }

        private void read() {
            // The fence: all that was heard of is visible.
            while (invisible.stream().anyMatch(heard::contains)) {
                show();
            }
            read.clear();
            cycle.forEach((table, some) -> {
                Map<List<String>, Integer> rows = new HashMap<>();
                some.forEach(key -> rows.put(key, at(source, table, key)));
                read.put(table, rows);
            });
            stage = 2;
        }

        private void bring() {
            read.forEach((table, rows) -> rows.forEach((key, value) -> {
                if (mistaken && random.nextInt(6) == 0) {
                    if (random.nextBoolean()) {
                        put(target, table, key, random.nextInt(VALUES) - 1);
                    }
                } else {
                    put(target, table, key, value);
                }
            }));
            stage = 3;
        }

        private void name() {
            stage = 0;
            if (mistaken && random.nextInt(10) == 0) {
                // A server has gone after rows were brought: all of it comes once more.
                heard.forEach(log::addFirst);
                return;
            }
            pending.clear();
            if (misuse != Misuse.NAMED_TOO_SOON) {
                cycle.forEach((table, some) -> {
                    Set<List<String>> named = new HashSet<>(some);
                    if (misuse == Misuse.NOT_NAMED_IN_HAND
                            && keys.hand != null
                            && keys.hand.table().equals(table)) {
                        named.removeAll(keys.hand.keys());
                    }
                    proof.named(table, named, now);
                });
            }
            if (log.isEmpty()) {
                proof.told(toldAt);
            }
        }
    }

    /** Sees both sides of a part, each at a moment of its own; then, where they are not the same, its rows likewise. */
    private final class PartComparer {
        private List<Part> begun = List.of();
        private Map<List<String>, Integer> here;
        private Map<List<String>, Integer> there;
        private boolean byRow;

        void step() {
            if (begun.isEmpty()) {
                begun = proof.begin(1, 1);
                here = null;
                there = null;
                byRow = false;
                return;
            }
            Part part = begun.get(0);
            if (here == null) {
                here = rows(source, part);
            } else if (there == null) {
                there = rows(target, part);
            } else if (here.equals(there)) {
                end(part, Map.of());
            } else if (!byRow) {
                byRow = true;
                here = null;
                there = null;
            } else {
                end(part, misuse == Misuse.FOUND_IS_FORGOTTEN ? Map.of() : unlike(here, there));
            }
        }

        private void end(Part part, Map<List<String>, Unlike> differing) {
            if (random.nextInt(10) == 0) {
                proof.giveBack(part);
            } else {
                proof.differ(part.table(), differing.keySet(), now);
                proof.compared(part);
            }
            begun = List.of();
        }

        private Map<List<String>, Integer> rows(Map<TableName, Map<List<String>, Integer>> side, Part part) {
            Map<List<String>, Integer> rows = new HashMap<>();
            for (int i = 0; i < KEYS; i++) {
                if (i % PARTS == part.number()) {
                    rows.put(key(i), at(side, part.table(), key(i)));
                }
            }
            return rows;
        }
    }

    private final class KeyComparer {
        private Hand hand;
        private Map<List<String>, Integer> here;
        private Map<List<String>, Integer> there;

        void step() {
            if (hand == null) {
                hand = proof.take(1 + random.nextInt(4), now);
                here = null;
                there = null;
            } else if (here == null) {
                here = rows(source);
            } else if (there == null) {
                there = rows(target);
            } else {
                if (random.nextInt(10) == 0) {
                    proof.giveBack(hand, now);
                } else {
                    proof.looked(hand, unlike(here, there), now);
                }
                hand = null;
            }
        }

        private Map<List<String>, Integer> rows(Map<TableName, Map<List<String>, Integer>> side) {
            Map<List<String>, Integer> rows = new HashMap<>();
            hand.keys().forEach(key -> rows.put(key, at(side, hand.table(), key)));
            return rows;
        }
    }

    private static Map<List<String>, Unlike> unlike(Map<List<String>, Integer> here, Map<List<String>, Integer> there) {
        Map<List<String>, Unlike> found = new HashMap<>();
        here.forEach((key, value) -> {
            Integer other = there.get(key);
            if (!Objects.equals(value, other)) {
                found.put(key, value < 0 ? Unlike.EXTRA : other < 0 ? Unlike.MISSING : Unlike.CHANGED);
            }
        });
        return found;
    }
}
