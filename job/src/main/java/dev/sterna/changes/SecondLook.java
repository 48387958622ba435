package dev.sterna.changes;

import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.Piece;
import dev.sterna.compare.RowDifference;
import dev.sterna.compare.TableComparer;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.SqlText;
import dev.sterna.model.Slice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** Looks at rows again that were found wrong, so that what was only on its way does not count. */
public final class SecondLook {
    private static final Set<ChangeKind> ALL = EnumSet.allOf(ChangeKind.class);

    /** So many keys are compared at a time, at most. */
    private static final int KEYS = 2000;

    /** Of more rows without a key it is not known which were wrong before; then all that are wrong now count. */
    private static final int MOST_COPIES = 1_000_000;

    private final TableComparer comparer;
    private final SqlText source;
    private final SqlText target;

    /** @param comparer that sees what is there now */
    public SecondLook(TableComparer comparer, SqlText source, SqlText target) {
        this.comparer = comparer;
        this.source = source;
        this.target = target;
    }

    /** Tells the second what is still wrong of the first, and closes it. */
    public void look(TablePair pair, ChangeList first, DifferenceSink second) {
        if (first.isKeyed()) {
            try (Parts parts = new Parts(pair, first)) {
                comparer.lookAgainByKey(pair, () -> parts, second);
            }
        } else {
            comparer.lookAgain(pair, first.pieces(), new Persisting(copies(first), second));
        }
    }

    private static Map<Long, Long> copies(ChangeList first) {
        if (first.counts().total() > MOST_COPIES) {
            return null;
        }
        Map<Long, Long> copies = new HashMap<>();
        first.each(
                ALL,
                change -> copies.merge(
                        change.kind() == ChangeKind.EXTRA ? change.targetHash() : change.sourceHash(), 1L, Long::sum));
        return copies;
    }

    /** The keys of a list, in parts of which both sides make a statement. */
    private final class Parts implements Iterator<Slice.Keys>, AutoCloseable {
        private final TablePair pair;
        private final KeyBatches batches;
        private final Deque<Slice.Keys> parts = new ArrayDeque<>();

        Parts(TablePair pair, ChangeList list) {
            this.pair = pair;
            this.batches = new KeyBatches(list.read(ALL), KEYS, Removal.NONE, () -> 0);
        }

        @Override
        public boolean hasNext() {
            return !parts.isEmpty() || batches.hasNext();
        }

        @Override
        public Slice.Keys next() {
            if (parts.isEmpty()) {
                if (!batches.hasNext()) {
                    throw new NoSuchElementException();
                }
                List<Slice.Keys> both = new ArrayList<>();
                source.inStatements(new Slice.Keys(pair.key(), batches.next().keys()))
                        .forEach(part -> both.addAll(target.inStatements(part)));
                parts.addAll(both);
            }
            return parts.pop();
        }

        @Override
        public void close() {
            batches.close();
        }
    }

    /** Hands on as many copies of a row as were wrong before. */
    private static final class Persisting implements DifferenceSink {
        private final Map<Long, Long> before;
        private final DifferenceSink list;

        Persisting(Map<Long, Long> before, DifferenceSink list) {
            this.before = before;
            this.list = list;
        }

        @Override
        public void begins(Piece piece) {
            list.begins(piece);
        }

        @Override
        public void accept(RowDifference difference) {
            boolean extra = difference instanceof RowDifference.Extra;
            long hash = extra
                    ? ((RowDifference.Extra) difference).targetHash()
                    : difference instanceof RowDifference.Missing row
                            ? row.sourceHash()
                            : ((RowDifference.Changed) difference).sourceHash();
            if (before == null || before.merge(hash, -1L, Long::sum) >= 0) {
                list.accept(difference);
            }
        }

        @Override
        public void close() {
            list.close();
        }
    }
}
