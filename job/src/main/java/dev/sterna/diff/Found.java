package dev.sterna.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a comparison of a self-test found: the first few rows, and how many there are. */
final class Found implements Merge.Sink {
    private static final int MOST_KEPT = 100;

    private final List<String> columns;
    private final int[] key;
    private final List<Finding> first = new ArrayList<>();
    private long count;

    Found(Sides sides) {
        this.columns = Samples.columns(sides);
        this.key = DifferenceFile.key(sides, columns);
    }

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
    public void missing(HashedRow row) {
        add(Finding.Kind.MISSING, row, new int[0]);
    }

    @Override
    public void extra(HashedRow row) {
        add(Finding.Kind.EXTRA, row, new int[0]);
    }

    @Override
    public void changed(HashedRow source, HashedRow target, int[] differing) {
        add(Finding.Kind.CHANGED, source, differing);
    }

    private void add(Finding.Kind kind, HashedRow row, int[] differing) {
        count++;
        if (first.size() < MOST_KEPT) {
            first.add(new Finding(
                    kind,
                    row.texts(key),
                    Arrays.stream(differing).mapToObj(columns::get).toList()));
        }
    }
}
