package dev.sterna.sync;

import dev.sterna.changes.ChangeList;
import dev.sterna.changes.ChangedTable;
import dev.sterna.changes.FlippedRows;
import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.Piece;
import dev.sterna.compare.RowDifference;
import dev.sterna.compare.TablePair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sorts what a comparison of a table finds into what is to be brought, as the side sees it that is written. Rows that have changed
 * in other columns alone keep what that side has in its bent ones: columns whose values came to the other side in another form, and
 * would not come back as they were.
 */
final class WrongRows {
    private final TablePair pair;
    private final Direction direction;
    private final Set<String> bent;
    private final Conflicts conflicts;
    private final Supplier<ChangeList> lists;
    private final Function<List<String>, ChangedTable> tables;
    private final ChangeList whole;
    private final Map<Set<String>, ChangeList> byBent = new LinkedHashMap<>();

    /**
     * @param bent the source's names of columns
     * @param lists makes a list
     * @param tables makes the table that has these columns alone, by the source's names
     */
    WrongRows(
            TablePair pair,
            Direction direction,
            Set<String> bent,
            Conflicts conflicts,
            Supplier<ChangeList> lists,
            Function<List<String>, ChangedTable> tables) {
        this.pair = pair;
        this.direction = direction;
        this.bent = Set.copyOf(bent);
        this.conflicts = conflicts;
        this.lists = lists;
        this.tables = tables;
        this.whole = lists.get();
    }

    /** Takes rows of which the side that is right alone has changed. */
    DifferenceSink certain() {
        return new Sorting(row -> true);
    }

    /** Takes rows of which the other side may have changed, too. */
    DifferenceSink doubtful() {
        return new Sorting(row -> conflicts.judge(row) == Conflicts.Verdict.BROUGHT);
    }

    private final class Sorting implements DifferenceSink {
        private final Predicate<RowDifference> brought;
        private final DifferenceSink rest = seen(whole);

        Sorting(Predicate<RowDifference> brought) {
            this.brought = brought;
        }

        @Override
        public void begins(Piece piece) {
            rest.begins(piece);
        }

        @Override
        public void accept(RowDifference row) {
            if (brought.test(row)) {
                bring(row);
            }
        }

        private void bring(RowDifference row) {
            if (!bent.isEmpty() && row instanceof RowDifference.Changed changed) {
                Set<String> also = new LinkedHashSet<>(changed.columns());
                also.retainAll(bent);
                if (also.size() < bent.size()) {
                    seen(byBent.computeIfAbsent(also, set -> lists.get())).accept(row);
                    return;
                }
            }
            rest.accept(row);
        }
    }

    private DifferenceSink seen(ChangeList list) {
        return direction == Direction.FORWARD ? list : new FlippedRows(pair, list);
    }

    /** There are no more. */
    void close() {
        whole.close();
        byBent.values().forEach(ChangeList::close);
    }

    /** How many rows have NULL in the key. */
    long unnamed() {
        return whole.unnamed()
                + byBent.values().stream().mapToLong(ChangeList::unnamed).sum();
    }

    /** What is to be brought, by the columns that it is brought in. */
    List<Wrong> wrong() {
        List<Wrong> wrong = new ArrayList<>();
        if (whole.counts().total() > 0) {
            wrong.add(new Wrong(tables.apply(pair.columns()), whole));
        }
        byBent.forEach((also, list) -> wrong.add(new Wrong(
                tables.apply(pair.columns().stream()
                        .filter(column -> !bent.contains(column) || also.contains(column))
                        .toList()),
                list)));
        return wrong;
    }

    void delete() {
        close();
        whole.delete();
        byBent.values().forEach(ChangeList::delete);
    }
}
