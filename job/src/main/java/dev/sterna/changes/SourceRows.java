package dev.sterna.changes;

import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.jdbc.Lane;
import dev.sterna.model.Slice;
import dev.sterna.transfer.stage.WireView;
import dev.sterna.transfer.table.WireRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows of the source as they are now, one by one: each is there only until the next. To be gone through once. */
final class SourceRows implements Iterable<StagedRow>, AutoCloseable {
    private final ChangedTable table;
    private final Lane lane;
    private final Iterator<? extends Slice> slices;
    private final Predicate<InternalRow> wanted;
    private final WireView view;
    private final LongPredicate missed;
    private Lane.Cursor cursor;
    private Rows rows;

    /** The answer to a query, row by row; null at its end. */
    private interface Rows {
        InternalRow next() throws SQLException;
    }

    /** @param wanted which of the rows are handed over */
    SourceRows(ChangedTable table, Lane lane, List<? extends Slice> slices, Predicate<InternalRow> wanted) {
        this(table, lane, slices, wanted, hash -> true);
    }

    /** @param missed by its hash, whether it matters that a row cannot be handed over */
    SourceRows(
            ChangedTable table,
            Lane lane,
            List<? extends Slice> slices,
            Predicate<InternalRow> wanted,
            LongPredicate missed) {
        this.missed = missed;
        this.table = table;
        this.lane = lane;
        this.slices = slices.iterator();
        this.wanted = wanted;
        this.view = new WireView(table.types());
    }

    @Override
    public Iterator<StagedRow> iterator() {
        return new Iterator<>() {
            private StagedRow ahead;

            @Override
            public boolean hasNext() {
                if (ahead == null) {
                    ahead = advance();
                }
                return ahead != null;
            }

            @Override
            public StagedRow next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                StagedRow row = ahead;
                ahead = null;
                return row;
            }
        };
    }

    private StagedRow advance() {
        try {
            while (true) {
                if (rows == null) {
                    if (!slices.hasNext()) {
                        return null;
                    }
                    cursor = lane.open(
                            table.select(slices.next()),
                            table.source().dialect().sql().fetchSize(table.sourceTable()));
                    rows = rows(cursor.rows());
                }
                InternalRow row = rows.next();
                if (row == null) {
                    close();
                    continue;
                }
                if (wanted.test(row)) {
                    return view.over(row);
                }
            }
        } catch (SQLException failure) {
            throw table.source().explain(failure, "read rows of " + table.name() + " again", table.sourceName());
        }
    }

    private Rows rows(ResultSet answer) throws SQLException {
        return switch (table.reading()) {
            case AS_BACKED_UP -> {
                WireRows wire = new WireRows(answer, table.sourceColumns());
                yield () -> wire.next() ? wire.row() : null;
            }
            case AS_COMPARED -> new AgreedRows(table, answer, missed)::next;
        };
    }

    @Override
    public void close() {
        rows = null;
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
