package dev.sterna.changes;

import dev.sterna.dialect.rows.RowChanges;
import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lane;
import dev.sterna.model.Slice;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Brings rows by their keys: what is there now is put in or changed, and with it goes what has no right to its key. */
final class KeyedRows implements RowBringer {
    private final ChangedTable table;
    private final KeyTexts keys;
    private final LikeKeys alike;
    private final Function<List<String>, StagedRow> gone;
    private RowChanges.Staging staging;

    KeyedRows(ChangedTable table) {
        this.table = table;
        this.keys = new KeyTexts(table.types(), table.pair().keyPlaces());
        this.alike = new LikeKeys(table, keys);
        this.gone = keys.rows();
    }

    @Override
    public Counts bring(Connection target, Lane source, Batch batch) throws SQLException {
        if (!(batch instanceof Batch.Keys wanted)) {
            throw new IllegalArgumentException("Cannot bring rows of a table with a key by their copies");
        }
        // Where a row is there, all that the target has of its key go first: without a unique key they may be several.
        return bring(target, source, wanted.removes() ? wanted.keys() : List.of(), wanted.keys());
    }

    @Override
    public void tryOut(Connection target, Lane source, Batch.Keys all, int first) throws SQLException {
        bring(target, source, all.keys(), all.keys().subList(0, first));
    }

    private Counts bring(Connection target, Lane source, List<List<String>> goneKeys, List<List<String>> wanted)
            throws SQLException {
        if (staging == null) {
            RowChanges changes = table.target().dialect().rowChanges();
            staging =
                    changes.open(target, changes.plan(target, table.targetTable(), table.columns(), table.targetKey()));
        }
        // To the letter: what the source's collation takes for the same key may be another batch's.
        Set<List<String>> letters = new HashSet<>(wanted);
        Set<List<String>> own = new HashSet<>(letters);
        own.addAll(goneKeys);
        alike.requireFree(target, source, wanted, own);
        List<Slice.Keys> slices = table.source()
                .dialect()
                .sql()
                .inStatements(new Slice.Keys(table.pair().key(), wanted));
        try (SourceRows present = new SourceRows(table, source, slices, row -> letters.contains(keys.of(row)))) {
            return staging.apply(gone(goneKeys), present);
        }
    }

    private Iterable<StagedRow> gone(List<List<String>> texts) {
        return () -> {
            Iterator<List<String>> each = texts.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return each.hasNext();
                }

                @Override
                public StagedRow next() {
                    try {
                        return gone.apply(each.next());
                    } catch (IllegalArgumentException unfit) {
                        throw SternaException.of(
                                Category.REFUSED,
                                "key-unfit",
                                table.name(),
                                "Cannot change rows of " + table.targetTable().name() + ": it has keys that "
                                        + table.name() + " cannot have by its types",
                                "Remove these rows of the target, or give them other keys; then give the same command"
                                        + " again",
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
