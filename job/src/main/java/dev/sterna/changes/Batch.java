package dev.sterna.changes;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Rows of one table that are brought in one transaction. */
sealed interface Batch {

    /** By which the ledger knows it. */
    long number();

    /** How many rows it can be cut into. */
    int size();

    /** The same rows in two batches, where there is more than one. */
    List<Batch> halves(LongSupplier numbers);

    /** The key of the only row that is left; its hash where there is no key. */
    List<String> only();

    /**
     * Rows by key.
     *
     * @param removal which rows of these keys are taken out of the target
     * @param judged by key the hash of the target's row when it was found wrong, of those and maybe of others; none of those that
     *     it did not have
     */
    record Keys(long number, List<List<String>> keys, Removal removal, Map<List<String>, Long> judged)
            implements Batch {
        public Keys {
            keys = List.copyOf(keys);
        }

        /** Rows that are brought whatever is there. */
        Keys(long number, List<List<String>> keys, Removal removal) {
            this(number, keys, removal, Map.of());
        }

        /** Whether rows that are in their way may come along: where no one is to be told what became of each. */
        boolean mayTakeOthersAlong() {
            return removal == Removal.GONE && judged.isEmpty();
        }

        /** The same rows with others, and without some. */
        Keys with(List<List<String>> others, Set<List<String>> without, long newNumber) {
            Set<List<String>> all = new LinkedHashSet<>(keys);
            all.addAll(others);
            all.removeAll(without);
            return new Keys(newNumber, List.copyOf(all), removal, judged);
        }

        @Override
        public int size() {
            return keys.size();
        }

        @Override
        public List<Batch> halves(LongSupplier numbers) {
            int middle = keys.size() / 2;
            return List.of(
                    new Keys(numbers.getAsLong(), keys.subList(0, middle), removal, judged),
                    new Keys(numbers.getAsLong(), keys.subList(middle, keys.size()), removal, judged));
        }

        @Override
        public List<String> only() {
            return keys.get(0);
        }
    }

    /**
     * Copies of rows without a key.
     *
     * @param piece number of the piece in which they were found
     * @param wanted by the hash of a row
     */
    record Copies(long number, int piece, Map<Long, Wanted> wanted) implements Batch {
        public Copies {
            wanted = Map.copyOf(wanted);
        }

        @Override
        public int size() {
            return wanted.size();
        }

        @Override
        public List<Batch> halves(LongSupplier numbers) {
            Map<Long, Wanted> left = new HashMap<>();
            Map<Long, Wanted> right = new HashMap<>();
            wanted.forEach((hash, one) -> (left.size() < wanted.size() / 2 ? left : right).put(hash, one));
            return List.of(new Copies(numbers.getAsLong(), piece, left), new Copies(numbers.getAsLong(), piece, right));
        }

        @Override
        public List<String> only() {
            return List.of(Long.toHexString(wanted.keySet().iterator().next()));
        }
    }

    /** How many copies of a row the target was found to lack, and to have too many, at most. */
    record Wanted(long missing, long extra) {
        Wanted plus(Wanted other) {
            return new Wanted(missing + other.missing, extra + other.extra);
        }
    }
}
