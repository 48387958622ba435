package dev.sterna.diff;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds the differences of two streams of hashed rows in one pass and constant memory. Equal rows cancel out, each copy
 * against one copy. What is left of one key is a change when both sides have it.
 */
final class Merge {
    /** Rows that share a key's hash are paired within as many; only rows of a broken key can be more. */
    private static final int MOST_PAIRED = 1000;

    private final int[] key;
    private final boolean[] byMeaning;
    private final Sink sink;
    private final List<HashedRow> onlySource = new ArrayList<>();
    private final List<HashedRow> onlyTarget = new ArrayList<>();

    /** @param key places of the key's columns; empty when rows are told apart by all columns, so that none can change */
    Merge(int[] key, Sink sink) {
        this(key, new boolean[0], sink);
    }

    /** @param byMeaning of each column, whether its texts are compared by what they mean as JSON; or none */
    Merge(int[] key, boolean[] byMeaning, Sink sink) {
        this.key = key.clone();
        this.byMeaning = byMeaning.clone();
        this.sink = sink;
    }

    void merge(HashedRows source, HashedRows target) throws SQLException {
        long open = 0;
        while (source.head() != null || target.head() != null) {
            HashedRow left = source.head();
            HashedRow right = target.head();
            long current = left == null || right != null && right.keyHash() < left.keyHash()
                    ? right.keyHash()
                    : left.keyHash();
            if (current != open || onlySource.size() + onlyTarget.size() >= MOST_PAIRED) {
                pair();
                open = current;
            }
            int order = compare(left, right);
            if (order == 0) {
                source.take();
                target.take();
            } else if (order < 0) {
                onlySource.add(source.take());
            } else {
                onlyTarget.add(target.take());
            }
        }
        pair();
    }

    private static int compare(HashedRow left, HashedRow right) {
        if (left == null || right == null) {
            return left == null ? 1 : -1;
        }
        int byKey = Long.compare(left.keyHash(), right.keyHash());
        return byKey != 0 ? byKey : Long.compare(left.rowHash(), right.rowHash());
    }

    /** Tells what is left of the rows that share a key's hash; different keys may share one. */
    private void pair() {
        if (key.length > 0 && !onlySource.isEmpty() && !onlyTarget.isEmpty()) {
            Map<List<String>, List<HashedRow>> byKey = new HashMap<>();
            for (HashedRow row : onlySource) {
                byKey.computeIfAbsent(row.texts(key), texts -> new ArrayList<>())
                        .add(row);
            }
            for (Iterator<HashedRow> rest = onlyTarget.iterator(); rest.hasNext(); ) {
                HashedRow row = rest.next();
                List<HashedRow> partners = byKey.get(row.texts(key));
                if (partners != null && !partners.isEmpty()) {
                    HashedRow partner = partner(partners, row);
                    partners.remove(partner);
                    onlySource.remove(partner);
                    rest.remove();
                    int[] differing = differingColumns(partner, row);
                    if (differing.length > 0 || byMeaning.length == 0) {
                        sink.changed(partner, row, differing);
                    } else {
                        sink.meantAlike(partner, row);
                    }
                }
            }
        }
        onlySource.forEach(sink::missing);
        onlyTarget.forEach(sink::extra);
        onlySource.clear();
        onlyTarget.clear();
    }

    /** A row that means the same, or else any. */
    private HashedRow partner(List<HashedRow> partners, HashedRow row) {
        if (byMeaning.length > 0) {
            for (HashedRow partner : partners) {
                if (differingColumns(partner, row).length == 0) {
                    return partner;
                }
            }
        }
        return partners.get(0);
    }

    private int[] differingColumns(HashedRow left, HashedRow right) {
        int[] columns = new int[left.texts().length];
        int count = 0;
        for (int i = 0; i < columns.length; i++) {
            String one = left.texts()[i];
            String other = right.texts()[i];
            boolean meantAlike = byMeaning.length > 0
                    && byMeaning[i]
                    && one != null
                    && other != null
                    && JsonMeaning.same(one, other);
            if (!Objects.equals(one, other) && !meantAlike) {
                columns[count++] = i;
            }
        }
        return Arrays.copyOf(columns, count);
    }

    /** Takes the differences as they are found. */
    interface Sink extends AutoCloseable {
        /** A row that only the source has. */
        void missing(HashedRow row);

        /** A row that only the target has. */
        void extra(HashedRow row);

        /** A row whose texts differ on both sides, but not what they mean. */
        default void meantAlike(HashedRow source, HashedRow target) {}

        /** @param columns places of the columns that differ */
        void changed(HashedRow source, HashedRow target, int[] columns);

        /** There are no more. */
        @Override
        default void close() {}
    }
}
