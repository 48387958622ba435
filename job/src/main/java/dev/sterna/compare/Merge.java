package dev.sterna.compare;

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

    private final MergedColumns columns;
    private final int[] key;
    private final DifferenceSink sink;
    private long taken;
    private final List<HashedRow> onlySource = new ArrayList<>();
    private final List<HashedRow> onlyTarget = new ArrayList<>();

    Merge(MergedColumns columns, DifferenceSink sink) {
        this.columns = columns;
        this.key = columns.key();
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
            taken++;
            if (order == 0) {
                source.take();
                target.take();
                taken++;
            } else if (order < 0) {
                onlySource.add(source.take());
            } else {
                onlyTarget.add(target.take());
            }
        }
        pair();
    }

    /** How many rows came, of both sides. */
    long taken() {
        return taken;
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
                    if (differing.length > 0 || !columns.anyByMeaning()) {
                        sink.accept(new RowDifference.Changed(
                                named(partner),
                                columns.names(differing),
                                partner.values(),
                                row.values(),
                                partner.rowHash(),
                                row.rowHash()));
                    } else {
                        sink.meantAlike(partner.rowHash(), row.rowHash());
                    }
                }
            }
        }
        onlySource.forEach(row -> sink.accept(new RowDifference.Missing(named(row), row.values(), row.rowHash())));
        onlyTarget.forEach(row -> sink.accept(new RowDifference.Extra(named(row), row.values(), row.rowHash())));
        onlySource.clear();
        onlyTarget.clear();
    }

    private List<String> named(HashedRow row) {
        return row.texts(columns.identifying());
    }

    /** A row that means the same, or else any. */
    private HashedRow partner(List<HashedRow> partners, HashedRow row) {
        if (columns.anyByMeaning()) {
            for (HashedRow partner : partners) {
                if (differingColumns(partner, row).length == 0) {
                    return partner;
                }
            }
        }
        return partners.get(0);
    }

    private int[] differingColumns(HashedRow left, HashedRow right) {
        int[] differing = new int[left.texts().length];
        int count = 0;
        for (int i = 0; i < differing.length; i++) {
            String one = left.texts()[i];
            String other = right.texts()[i];
            boolean meantAlike = columns.byMeaning(i) && one != null && other != null && JsonMeaning.same(one, other);
            if (!Objects.equals(one, other) && !meantAlike) {
                differing[count++] = i;
            }
        }
        return Arrays.copyOf(differing, count);
    }
}
