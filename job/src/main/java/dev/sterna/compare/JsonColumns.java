package dev.sterna.compare;

import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.DigestSql;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a table that are compared by what they mean, because the target writes their JSON anew. Their digests
 * differ where it has; the rows then tell.
 *
 * @param which of each column
 */
public record JsonColumns(boolean[] which) {
    /** All rows of a table. */
    static final Piece ALL = new Piece(new Slice.Whole(), -1);

    public static JsonColumns of(TablePair pair, DigestSql target) {
        List<CanonicalColumn> from = pair.source().columns();
        List<CanonicalColumn> to = pair.target().columns();
        boolean[] which = new boolean[from.size()];
        for (int i = 0; i < which.length; i++) {
            which[i] = target.rewritesJson(to.get(i).column(), from.get(i).column());
        }
        return new JsonColumns(which);
    }

    public boolean any() {
        for (boolean one : which) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /**
     * The rows with whole JSON texts, told apart by columns that have one text. Those of a table without a key are told apart
     * by all other columns, and shown as they would be without that.
     */
    public TablePair seen(TablePair pair) {
        if (!any()) {
            return pair;
        }
        List<String> key = pair.key();
        if (key.isEmpty()) {
            key = new ArrayList<>();
            for (int i = 0; i < which.length; i++) {
                if (!which[i]) {
                    key.add(pair.source().columns().get(i).column().name());
                }
            }
        }
        return pair.seenAs(
                seen(pair.source(), key),
                seen(pair.target(), key.stream().map(pair.targetNames()::get).toList()),
                key);
    }

    private RowSet seen(RowSet rows, List<String> key) {
        List<CanonicalColumn> columns = new ArrayList<>();
        for (int i = 0; i < which.length; i++) {
            CanonicalColumn column = rows.columns().get(i);
            columns.add(which[i] ? new CanonicalColumn(column.column(), new LogicalType.Json()) : column);
        }
        return new RowSet(rows.table(), columns, key, rows.slice(), rows.where(), rows.conversions(), rows.key());
    }

    /**
     * Whether all rows are looked at together: without a key those of a bucket are chosen by all columns, which do not agree on
     * both sides.
     */
    boolean isByAll(TablePair pair) {
        return any() && pair.key().isEmpty();
    }
}
