package dev.sterna.diff.selftest;

import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.RowDifference;
import java.util.ArrayList;
import java.util.List;

/** What a comparison of a self-test found: the first few rows, and how many there are. */
final class Found implements DifferenceSink {
    private static final int MOST_KEPT = 100;

    private final List<Finding> first = new ArrayList<>();
    private long count;

    List<Finding> first() {
        return first;
    }

    /** How many of them are not among those that were to be found. */
    long besides(List<Finding> expected) {
        return count - (expected.size() - lacking(expected).size());
    }

    /** What was to be found and was not. */
    List<Finding> lacking(List<Finding> expected) {
        List<Finding> lacking = new ArrayList<>(expected);
        first.forEach(lacking::remove);
        return lacking;
    }

    @Override
    public void accept(RowDifference difference) {
        count++;
        if (first.size() < MOST_KEPT) {
            first.add(Finding.of(difference));
        }
    }
}
