package dev.sterna.compare.proof;

import dev.sterna.compare.proof.Hand.Sight;
import dev.sterna.model.TableName;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The proof that tables are the same on both sides, while both change. A row is proven that was seen the same on both sides, be it
 * at different moments, if the source's log names no change of it after the first of them. So each part of each table is compared
 * once, in which the rows stay that the log never names; the others are open, and compared again by their keys until they were
 * seen the same after they were named last. All of it holds for the log's changes that are named here, so once everything up to some
 * position was named, everything is proven up to that position that is not open. Thread-safe; times are of one clock, in nanoseconds.
 */
public final class Proof {
    private static final long SECOND = 1_000_000_000L;

    /** A row that is written often is compared once it is left alone. */
    private static final long FIRST_PAUSE = SECOND;

    private static final long PAUSE = SECOND / 2;
    private static final int DOUBLINGS = 6;
    private static final long HURRIED_PAUSE = SECOND / 20;

    /** So often a row is unlike, one time after the other, before that counts; and so often if there is no time. */
    private static final int LOOKS = 3;

    private static final int HURRIED_LOOKS = 2;

    private final FirstPass pass;
    private final OpenRows open;
    private final Set<Unlike> broughtAgain;
    private final Limits limits;
    private final Map<TableName, String> lost = new HashMap<>();
    private final Set<Hand> hands = new LinkedHashSet<>();
    private long again;
    private long toldUpTo;
    private boolean hurried;
    private long namedInHurry;

    /**
     * How many keys there may be.
     *
     * @param inMemory beyond which they are put on the shelf
     * @param onShelf beyond which the table is given up that has most of them
     * @param unlike that were seen to differ, which stay in memory; beyond it, the table likewise
     */
    public record Limits(int inMemory, long onShelf, int unlike) {}

    /**
     * @param parts of all tables; none was begun before the position from which the log's changes are named
     * @param broughtAgain which of the rows that differ for good are to be brought once more
     */
    public Proof(Collection<Part> parts, Set<Unlike> broughtAgain, KeyShelf shelf, Limits limits, long now) {
        this.pass = new FirstPass(parts);
        this.broughtAgain = Set.copyOf(broughtAgain);
        this.limits = limits;
        this.toldUpTo = now;
        this.open = new OpenRows(
                parts.stream().map(Part::table).collect(Collectors.toCollection(LinkedHashSet::new)),
                shelf,
                limits.inMemory());
    }

    /**
     * The log has named keys, and they have been brought: from now on the source shows what the log told, and the target has it. A
     * comparison that was begun before counts for nothing.
     */
    public synchronized void named(TableName table, Collection<List<String>> keys, long now) {
        OpenTable own = open.table(table);
        if (own != null) {
            long due = hurried ? now : now + FIRST_PAUSE;
            keys.forEach(key -> own.name(key, due));
            namedInHurry += hurried ? keys.size() : 0;
            spill();
        }
    }

    private void spill() {
        open.spill();
        while (open.onShelf() > limits.onShelf()) {
            lose(open.largestOnShelf(), "more of its rows change than can be compared again");
        }
    }

    /**
     * It is decided what becomes of these: they are brought this once, or nobody needs to bring them on behalf of the proof.
     *
     * @return false where nobody is about to prove the table any more
     */
    public synchronized boolean decided(TableName table, Collection<List<String>> keys) {
        OpenTable own = open.table(table);
        if (own != null) {
            keys.forEach(own::bringNoMore);
        }
        return own != null;
    }

    /** All rows of a table have gone on both sides. */
    public synchronized void emptied(TableName table) {
        OpenTable own = open.table(table);
        if (own != null) {
            own.clear();
            pass.anew(table);
        }
    }

    /** A table is not followed any more: nothing is said of it. */
    public synchronized void leave(TableName table) {
        open.forget(table);
        pass.forget(table);
        lost.remove(table);
    }

    /** A table cannot be proven; false where nobody was about to prove it. */
    public synchronized boolean lose(TableName table, String why) {
        boolean known = open.table(table) != null;
        if (known) {
            leave(table);
            lost.put(table, why);
        }
        return known;
    }

    /** All changes up to that time were named. */
    public synchronized void told(long upTo) {
        if (upTo - toldUpTo > 0) {
            toldUpTo = upTo;
        }
    }

    /** From now on everything is compared as soon as can be. */
    public synchronized void hurry(long now) {
        if (!hurried) {
            hurried = true;
            open.hurry(now);
        }
    }

    /** Parts to be compared now, of about so many rows in all; none when all are. */
    public synchronized List<Part> begin(long rows, int most) {
        return pass.begin(rows, most);
    }

    /** Rows were not the same when a part was compared that has not ended yet. */
    public synchronized void differ(TableName table, Collection<List<String>> keys, long now) {
        OpenTable own = open.table(table);
        if (own != null) {
            keys.stream().filter(key -> !own.has(key)).forEach(key -> own.name(key, now + PAUSE));
            spill();
        }
    }

    /** A part was compared: all of its rows were the same, but those that were told to differ. */
    public synchronized void compared(Part part) {
        pass.end(part);
    }

    /** A part was not compared after all. */
    public synchronized void giveBack(Part part) {
        pass.giveBack(part);
    }

    /** Open keys of one table that are to be compared now; null where there are none. */
    public synchronized Hand take(int most, long now) {
        Predicate<Sight> due = sight -> sight.again() - now <= 0;
        Hand hand = open.take(most, now, due);
        if (hand != null) {
            hands.add(hand);
        }
        return hand;
    }

    /**
     * Keys were compared.
     *
     * @param unlike those that were not the same; others than were taken may be among them
     */
    public synchronized void looked(Hand hand, Map<List<String>, Unlike> unlike, long now) {
        hands.remove(hand);
        OpenTable own = open.table(hand.table());
        if (own == null) {
            return;
        }
        again += hand.keys().size();
        hand.keys().stream().filter(key -> !unlike.containsKey(key)).forEach(own::same);
        unlike.forEach((key, how) -> {
            Sight before = hand.sights().get(key);
            int looks = before == null ? 1 : before.looks() + 1;
            long since = looks == 1 ? now : before.since();
            long pause = (hurried ? HURRIED_PAUSE : PAUSE) << Math.min(looks, DOUBLINGS);
            own.differs(key, new Sight(how, looks, since, now + pause));
        });
        while (open.unlikeCount() > limits.unlike()) {
            lose(open.mostUnlike(), "too many of its rows differ to keep all of their keys");
        }
    }

    /** Keys were not compared after all. */
    public synchronized void giveBack(Hand hand, long now) {
        hands.remove(hand);
        OpenTable own = open.table(hand.table());
        if (own != null) {
            own.giveBack(hand, now + PAUSE);
        }
    }

    /** Whether rows are unlike of which nobody knows whether the log will tell. */
    public synchronized boolean waitsToBeTold() {
        return open.anyUnlike(sight -> sight.since() - toldUpTo > 0);
    }

    private boolean isSettled(Sight sight) {
        return sight.looks() >= (hurried ? HURRIED_LOOKS : LOOKS) && sight.since() - toldUpTo <= 0;
    }

    /**
     * Rows that differ although the log has told nothing more of them, until it is decided what becomes of each: to be brought, and
     * named then like those that the log names.
     */
    public synchronized Map<TableName, Map<List<String>, Unlike>> toBring(Set<Unlike> kinds) {
        Map<TableName, Map<List<String>, Unlike>> found = new HashMap<>();
        open.unlike(this::isSettled).forEach((table, keys) -> {
            OpenTable own = open.table(table);
            Map<List<String>, Unlike> some = new LinkedHashMap<>(keys);
            some.entrySet()
                    .removeIf(one -> !kinds.contains(one.getValue())
                            || !broughtAgain.contains(one.getValue())
                            || own.isBroughtNoMore(one.getKey()));
            if (!some.isEmpty()) {
                found.put(table, some);
            }
        });
        return found;
    }

    /** Whether all parts were compared. */
    public synchronized boolean isPassFinished() {
        return pass.isFinished();
    }

    public synchronized ProofState state() {
        long inHand = hands.stream()
                .filter(hand -> open.table(hand.table()) != null)
                .mapToLong(hand -> hand.keys().size())
                .sum();
        return new ProofState(
                pass.done(),
                pass.isFinished(),
                open.count() + inHand,
                again,
                namedInHurry,
                differing((table, key) -> true),
                lost);
    }

    /** Of some keys those of rows that differ for good, counted as {@link ProofState#differing} counts all of them. */
    public synchronized Map<TableName, Map<Unlike, Long>> differing(BiPredicate<TableName, List<String>> which) {
        Map<TableName, Map<Unlike, Long>> differing = new HashMap<>();
        BiConsumer<TableName, Map.Entry<List<String>, Unlike>> count = (table, one) -> {
            boolean stays =
                    !broughtAgain.contains(one.getValue()) || open.table(table).isBroughtNoMore(one.getKey());
            if (stays && which.test(table, one.getKey())) {
                differing
                        .computeIfAbsent(table, name -> new EnumMap<>(Unlike.class))
                        .merge(one.getValue(), 1L, Long::sum);
            }
        };
        open.unlike(this::isSettled).forEach((table, keys) -> keys.entrySet().forEach(one -> count.accept(table, one)));
        for (Hand hand : hands) {
            OpenTable own = open.table(hand.table());
            if (own != null) {
                // That it is being looked at once more takes nothing from what is known.
                hand.sights().forEach((key, sight) -> {
                    if (!own.has(key) && isSettled(sight)) {
                        count.accept(hand.table(), Map.entry(key, sight.how()));
                    }
                });
            }
        }
        return differing;
    }

    /** Removes what it has put on its shelf. */
    public synchronized void close() {
        open.close();
    }
}
