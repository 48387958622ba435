package dev.sterna.compare;

import dev.sterna.model.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What both databases say of parts by number; of one without rows nothing.
 *
 * @param source null where it cannot say; {@code target} likewise
 */
record NumberedDigests(Map<Integer, Digest> source, Map<Integer, Digest> target) {
    private static final int MANY = 8;

    /** Numbers of the parts that differ, in order. */
    List<Integer> differing() {
        return numbers().stream().filter(this::differs).toList();
    }

    /** How many rows they have, on the side that has more. */
    long differingRows() {
        return differing().stream().mapToLong(this::rows).sum();
    }

    long rows(int number) {
        return Math.max(of(source, number).rows(), of(target, number).rows());
    }

    boolean differs(int number) {
        return !of(source, number).equals(of(target, number));
    }

    /** Whether there are many parts with rows, and more than half of them differ. */
    boolean mostDiffer() {
        TreeSet<Integer> numbers = numbers();
        return numbers.size() >= MANY && numbers.stream().filter(this::differs).count() * 2 > numbers.size();
    }

    private TreeSet<Integer> numbers() {
        TreeSet<Integer> numbers = new TreeSet<>(source.keySet());
        numbers.addAll(target.keySet());
        return numbers;
    }

    private static Digest of(Map<Integer, Digest> digests, int number) {
        return digests.getOrDefault(number, Digest.EMPTY);
    }
}
