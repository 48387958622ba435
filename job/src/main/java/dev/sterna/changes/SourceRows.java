package dev.sterna.changes;

import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.jdbc.Lane;
import dev.sterna.model.Slice;
import dev.sterna.transfer.stage.WireView;
import dev.sterna.transfer.table.WireRows;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows of the source as they are now, one by one: each is there only until the next. To be gone through once. */
final class SourceRows implements Iterable<StagedRow>, AutoCloseable {
    private final ChangedTable table;
    private final Lane lane;
    private final Iterator<? extends Slice> slices;
    private final Predicate<InternalRow> wanted;
    private final WireView view;
    private Lane.Cursor cursor;
    private WireRows rows;

    /** @param wanted which of the rows are handed over */
    SourceRows(ChangedTable table, Lane lane, List<? extends Slice> slices, Predicate<InternalRow> wanted) {
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
                    rows = new WireRows(cursor.rows(), table.sourceColumns());
                }
                if (!rows.next()) {
                    close();
                    continue;
                }
                InternalRow row = rows.row();
                if (wanted.test(row)) {
                    return view.over(row);
                }
            }
        } catch (SQLException failure) {
            throw table.source().explain(failure, "read rows of " + table.name() + " again", table.sourceName());
        }
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
