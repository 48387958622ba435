package dev.sterna.changes;

import dev.sterna.dialect.rows.RowChanges;
import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lane;
import dev.sterna.model.Digest;
import dev.sterna.model.Slice;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Brings rows by their keys: what is there now is put in or changed, and with it goes what has no right to its key. */
final class KeyedRows implements RowBringer {
    private final ChangedTable table;
    private final KeyTexts keys;
    private final LikeKeys alike;
    private final ValueHolders holders;
    private final Condition condition;
    private final JudgedRows judged;
    private Digest changed;
    private final Function<List<String>, StagedRow> keyRows;
    private RowChanges.Staging staging;

    KeyedRows(ChangedTable table) {
        this.table = table;
        this.keys = new KeyTexts(table.types(), table.pair().keyPlaces());
        this.alike = new LikeKeys(table, keys);
        this.holders = new ValueHolders(table, keys);
        this.condition = new Condition(table);
        this.judged = table.judged() == null ? null : new JudgedRows(table);
        this.keyRows = keys.rows();
    }

    @Override
    public Counts bring(Connection target, Lane source, Batch batch) throws SQLException {
        if (!(batch instanceof Batch.Keys wanted)) {
            throw new IllegalArgumentException("Cannot bring rows of a table with a key by their copies");
        }
        if (judged == null) {
            return bring(target, source, wanted.keys(), wanted.removal());
        }
        List<List<String>> same = judged.still(target, wanted);
        Counts counts = same.isEmpty() ? Counts.NONE : bring(target, source, same, wanted.removal());
        changed = judged.changed(target, same);
        return counts;
    }

    @Override
    public Digest changed() {
        return changed;
    }

    private Counts bring(Connection target, Lane source, List<List<String>> all, Removal removal) throws SQLException {
        return switch (removal) {
            case NONE -> bring(target, source, all, present -> List.of());
            case GONE -> bringOrLeave(target, source, all);
            // Where a row is there, all that the target has of its key go first: without a unique key they may be
            // several.
            case ALL -> bring(target, source, all, present -> all);
        };
    }

    /** A row that is gone needs no place, so that its key may be that of another one in the target. */
    private Counts bringOrLeave(Connection target, Lane source, List<List<String>> all) throws SQLException {
        try {
            return bring(target, source, all, present -> without(all, present));
        } catch (KeyTaken taken) {
            if (all.size() == 1 && !alike.isAtSource(source, all)) {
                return Counts.NONE;
            }
            throw taken;
        }
    }

    private static List<List<String>> without(List<List<String>> all, Set<List<String>> present) {
        return all.stream().filter(key -> !present.contains(key)).toList();
    }

    @Override
    public void tryOut(Connection target, Lane source, Batch.Keys all, int first) throws SQLException {
        bring(target, source, all.keys().subList(0, first), all.keys(), present -> all.keys());
    }

    @Override
    public ValueHolders.Found inTheWay(Connection target, Lane source, Batch.Keys of, Set<List<String>> left, int most)
            throws SQLException {
        return holders.of(target, source, of.keys(), left, most);
    }

    private Counts bring(
            Connection target,
            Lane source,
            List<List<String>> wanted,
            Function<Set<List<String>>, List<List<String>>> gone)
            throws SQLException {
        return bring(target, source, wanted, wanted, gone);
    }

    /**
     * @param own keys whose rows may go
     * @param gone by the keys that the source has, those whose rows go
     */
    private Counts bring(
            Connection target,
            Lane source,
            List<List<String>> wanted,
            List<List<String>> own,
            Function<Set<List<String>>, List<List<String>>> gone)
            throws SQLException {
        if (staging == null) {
            RowChanges changes = table.target().dialect().rowChanges();
            staging =
                    changes.open(target, changes.plan(target, table.targetTable(), table.columns(), table.targetKey()));
        }
        // To the letter: what the source's collation takes for the same key may be another batch's.
        Set<List<String>> letters = new HashSet<>(wanted);
        alike.requireFree(target, source, wanted, new HashSet<>(own));
        condition.require(target, own);
        List<Slice.Keys> slices = table.byKeys(wanted);
        Set<List<String>> there = new HashSet<>();
        try (SourceRows present = new SourceRows(table, source, slices, row -> {
            List<String> key = keys.of(row);
            there.add(key);
            return letters.contains(key);
        })) {
            Counts counts = staging.apply(gone(() -> gone.apply(there)), present);
            condition.require(target, own);
            if (judged != null && !alike.isTold() && counts.inserted() < judged.missing(there)) {
                throw new RowMoved(table);
            }
            return counts;
        }
    }

    private Iterable<StagedRow> gone(Supplier<List<List<String>>> texts) {
        return () -> {
            Iterator<List<String>> each = texts.get().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return each.hasNext();
                }

                @Override
                public StagedRow next() {
                    try {
                        return keyRows.apply(each.next());
                    } catch (IllegalArgumentException unfit) {
                        throw SternaException.of(
                                Category.REFUSED,
                                "key-unfit",
                                table.name(),
                                "Cannot change rows of " + table.targetTable().name() + ": it has keys that "
                                        + table.sourceName() + " cannot have by its types",
                                "Remove these rows of the "
                                        + table.target().side().label()
                                        + ", or give them other keys; then give the same command" + " again",
                                unfit);
                    }
                }
            };
        };
    }

    @Override
    public void close() {
        // Its tables go with the connection.
        staging = null;
    }
}
