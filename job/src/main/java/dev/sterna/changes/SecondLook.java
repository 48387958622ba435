package dev.sterna.changes;

import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.Piece;
import dev.sterna.compare.RowDifference;
import dev.sterna.compare.TableComparer;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.SqlText;
import dev.sterna.model.Side;
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
import java.util.Objects;
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

    /**
     * The same, where it matters whether somebody has changed rows of a side between the two looks. Of copies without a key too
     * many to be remembered nobody can tell.
     *
     * @param written the side
     * @param same takes those that are there what they were
     * @param moved takes the others
     */
    public void look(TablePair pair, ChangeList first, Side written, DifferenceSink same, DifferenceSink moved) {
        if (!first.isKeyed()) {
            Map<Long, Long> copies = copies(first);
            comparer.lookAgain(pair, first.pieces(), new Persisting(copies, copies == null ? moved : same));
            return;
        }
        try (Parts parts = new Parts(pair, first, written)) {
            comparer.lookAgainByKey(pair, () -> parts, new Unmoved(parts, written, same, moved));
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
        private Map<List<String>, Long> judged = Map.of();

        Parts(TablePair pair, ChangeList list) {
            this(pair, list, Side.TARGET);
        }

        Parts(TablePair pair, ChangeList list, Side written) {
            this.pair = pair;
            this.batches = new KeyBatches(list.read(ALL), KEYS, Removal.NONE, () -> 0, written);
        }

        /** The hash that a row of the part had at the first look, or null where there was none. */
        Long judged(List<String> key) {
            return judged.get(key);
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
                Batch.Keys batch = batches.next();
                judged = batch.judged();
                source.inStatements(new Slice.Keys(pair.key(), batch.keys()))
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

    /** Tells rows that are what they were at the first look from those that somebody has changed since. */
    private static final class Unmoved implements DifferenceSink {
        private final Parts parts;
        private final Side written;
        private final DifferenceSink same;
        private final DifferenceSink moved;

        Unmoved(Parts parts, Side written, DifferenceSink same, DifferenceSink moved) {
            this.parts = parts;
            this.written = written;
            this.same = same;
            this.moved = moved;
        }

        @Override
        public void accept(RowDifference difference) {
            boolean asItWas = Objects.equals(hash(difference), parts.judged(difference.key()));
            (asItWas ? same : moved).accept(difference);
        }

        private Long hash(RowDifference difference) {
            if (difference instanceof RowDifference.Changed row) {
                return written == Side.SOURCE ? row.sourceHash() : row.targetHash();
            }
            if (difference instanceof RowDifference.Missing row) {
                return written == Side.SOURCE ? row.sourceHash() : null;
            }
            return written == Side.TARGET ? ((RowDifference.Extra) difference).targetHash() : null;
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
