package dev.sterna.changes;

import dev.sterna.changes.BatchSession.Outcome;
import dev.sterna.dialect.rows.RowChanges.Counts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What becomes of batches that the target did not take: they are tried again, then together, because rows may have to take
 * unique values from each other, and cut until single rows are left that nothing helps.
 */
final class WaitingBatches {
    /** So many rows are tried together. */
    private static final int MOST_TOGETHER = 20_000;

    /** What is in the way may be something else by the next time. */
    private static final int MOST_TIMES = 5;

    private final BatchSession session;
    private final LongSupplier numbers;
    private final Consumer<Counts> brought;
    private final Consumer<NotBrought> refused;
    private final Consumer<List<List<String>>> along;

    /** @param along hears of the keys of rows that come too, though nobody has asked for them */
    WaitingBatches(
            BatchSession session,
            LongSupplier numbers,
            Consumer<Counts> brought,
            Consumer<NotBrought> refused,
            Consumer<List<List<String>>> along) {
        this.session = session;
        this.numbers = numbers;
        this.brought = brought;
        this.refused = refused;
        this.along = along;
    }

    /** Batches that met unique values of other rows. */
    void bring(List<? extends Batch> waiting) {
        if (!mayTakeOthersAlong(waiting)) {
            bringByParts(waiting);
            return;
        }
        Batch.Keys all = union(waiting);
        List<Batch.Keys> left = new ArrayList<>();
        if (all != null) {
            withWhatIsInTheWay(all).ifPresent(left::add);
        } else {
            waiting.forEach(batch -> withWhatIsInTheWay((Batch.Keys) batch).ifPresent(left::add));
        }
        if (!left.isEmpty()) {
            bringByParts(left);
        }
    }

    private static boolean mayTakeOthersAlong(List<? extends Batch> batches) {
        return batches.stream().allMatch(batch -> batch instanceof Batch.Keys keys && keys.mayTakeOthersAlong());
    }

    /**
     * Brings rows together with those whose values they are to have, in one transaction. Who meets a row that the source has
     * no more is left until its own change is heard of.
     *
     * @return what did not go in that way
     */
    private Optional<Batch.Keys> withWhatIsInTheWay(Batch.Keys wanted) {
        int most = Math.max(MOST_TOGETHER, 2 * wanted.size());
        Batch.Keys all = wanted;
        Set<List<String>> left = new HashSet<>();
        for (int times = 0; all.size() > 0; times++) {
            Outcome outcome = session.bring(all);
            if (take(outcome)) {
                return Optional.empty();
            }
            if (!outcome.later() || times == MOST_TIMES) {
                return Optional.of(all);
            }
            ValueHolders.Found found = session.inTheWay(all, left, most - all.size());
            Batch.Keys next = all.with(found.present(), found.hindered(), numbers.getAsLong());
            if (next.keys().equals(all.keys()) || next.size() > most) {
                return Optional.of(all);
            }
            along.accept(found.present());
            found.hindered().stream()
                    .filter(left::add)
                    .forEach(key -> refused.accept(new NotBrought(key, outcome.reason())));
            all = next;
        }
        return Optional.empty();
    }

    private void bringByParts(List<? extends Batch> waiting) {
        List<Batch> rest = untilNoneGoesIn(waiting);
        if (rest.size() > 1 && together(rest)) {
            return;
        }
        List<Batch> stuck = new ArrayList<>();
        rest.forEach(batch -> cut(batch, null, stuck));
        stuck(untilNoneGoesIn(stuck));
    }

    /** A batch with rows that the target refuses. */
    void cut(Batch batch, Outcome known) {
        List<Batch> stuck = new ArrayList<>();
        cut(batch, known, stuck);
        if (!stuck.isEmpty() && mayTakeOthersAlong(stuck)) {
            bring(stuck);
        } else {
            stuck(untilNoneGoesIn(stuck));
        }
    }

    /** Each that goes in may have made room for another. */
    private List<Batch> untilNoneGoesIn(List<? extends Batch> batches) {
        List<Batch> rest = new ArrayList<>(batches);
        boolean some = true;
        while (some && !rest.isEmpty()) {
            some = rest.removeIf(batch -> take(session.bring(batch)));
        }
        return rest;
    }

    private boolean take(Outcome outcome) {
        if (outcome.counts() == null) {
            return false;
        }
        brought.accept(outcome.counts());
        return true;
    }

    private boolean together(List<? extends Batch> batches) {
        Batch.Keys all = union(batches);
        return all != null && take(session.bring(all));
    }

    /** All of their rows; null where they have no keys, or are too many. */
    private Batch.Keys union(List<? extends Batch> batches) {
        List<List<String>> keys = new ArrayList<>();
        Map<List<String>, Long> judged = new HashMap<>();
        Removal removal = Removal.NONE;
        for (Batch batch : batches) {
            if (!(batch instanceof Batch.Keys own) || keys.size() + own.size() > MOST_TOGETHER) {
                return null;
            }
            keys.addAll(own.keys());
            judged.putAll(own.judged());
            removal = own.removal().compareTo(removal) > 0 ? own.removal() : removal;
        }
        return new Batch.Keys(numbers.getAsLong(), keys, removal, judged);
    }

    /** Brings what goes in by itself, names what the target refuses, and leaves the rest. */
    private void cut(Batch batch, Outcome known, List<Batch> stuck) {
        Deque<Batch> parts = new ArrayDeque<>();
        split(batch, known, parts, stuck);
        while (!parts.isEmpty()) {
            Batch part = parts.pop();
            Outcome outcome = session.bring(part);
            if (!take(outcome)) {
                split(part, outcome, parts, stuck);
            }
        }
    }

    private void split(Batch batch, Outcome known, Deque<Batch> parts, List<Batch> stuck) {
        if (batch.size() > 1) {
            List<Batch> halves = batch.halves(numbers);
            parts.push(halves.get(1));
            parts.push(halves.get(0));
        } else if (known != null && !known.later()) {
            refused.accept(new NotBrought(batch.only(), known.reason()));
        } else {
            stuck.add(batch);
        }
    }

    /**
     * Rows that cannot go in by themselves. Together they can but for those that meet a value of a row which is none of
     * them: with all of these rows taken out, such a one is the last of the shortest beginning that does not go in.
     */
    private void stuck(List<Batch> rows) {
        List<Batch> rest = new ArrayList<>(rows);
        while (!rest.isEmpty()) {
            Batch.Keys all = union(rest);
            if (all == null) {
                break;
            }
            Outcome outcome = session.bring(all);
            if (take(outcome)) {
                return;
            }
            int culprit = firstOutOfPlace(all);
            if (culprit < 0) {
                break;
            }
            Batch row = rest.remove(culprit);
            refused.accept(new NotBrought(row.only(), outcome.reason()));
        }
        rest.forEach(row -> {
            Outcome outcome = session.bring(row);
            if (!take(outcome)) {
                refused.accept(new NotBrought(row.only(), outcome.reason()));
            }
        });
    }

    private int firstOutOfPlace(Batch.Keys all) {
        if (session.fits(all, all.size())) {
            return -1;
        }
        int fits = 0;
        int fails = all.size();
        while (fails - fits > 1) {
            int middle = (fits + fails) / 2;
            if (session.fits(all, middle)) {
                fits = middle;
            } else {
                fails = middle;
            }
        }
        return fails - 1;
    }
}
