package dev.sterna.diff;

import dev.sterna.dialect.CanonicalColumn;
import dev.sterna.dialect.DigestSql;
import dev.sterna.dialect.RowSet;
import dev.sterna.model.Column;
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
record JsonColumns(boolean[] which) {

    static JsonColumns of(Sides sides, DigestSql target) {
        List<Column> from = sides.plan().source().storedColumns();
        List<CanonicalColumn> to = sides.target().columns();
        boolean[] which = new boolean[from.size()];
        for (int i = 0; i < which.length; i++) {
            which[i] = target.rewritesJson(to.get(i).column(), from.get(i));
        }
        return new JsonColumns(which);
    }

    boolean any() {
        for (boolean one : which) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    /** The rows with whole JSON texts, told apart by columns that have one text. */
    Sides seen(Sides sides) {
        if (!any()) {
            return sides;
        }
        List<String> key = sides.key();
        if (key.isEmpty()) {
            key = new ArrayList<>();
            for (int i = 0; i < which.length; i++) {
                if (!which[i]) {
                    key.add(sides.source().columns().get(i).column().name());
                }
            }
        }
        return new Sides(
                sides.plan(),
                seen(sides.source(), key),
                seen(sides.target(), key.stream().map(sides.targetNames()::get).toList()),
                key,
                sides.targetNames());
    }

    private RowSet seen(RowSet rows, List<String> key) {
        List<CanonicalColumn> columns = new ArrayList<>();
        for (int i = 0; i < which.length; i++) {
            CanonicalColumn column = rows.columns().get(i);
            columns.add(which[i] ? new CanonicalColumn(column.column(), new LogicalType.Json()) : column);
        }
        return new RowSet(rows.table(), columns, key, rows.slice(), rows.where(), rows.conversions());
    }

    /** Without a key the rows of a bucket are chosen by all columns, which do not agree on both sides. */
    List<Slice> slices(Sides sides, List<Slice> slices) {
        boolean byAll = any() && sides.key().isEmpty();
        return byAll ? List.of(new Slice.Whole()) : slices;
    }
}
