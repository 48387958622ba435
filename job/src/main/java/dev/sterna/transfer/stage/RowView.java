package dev.sterna.transfer.stage;

import dev.sterna.dialect.rows.StagedRow;
import org.apache.spark.sql.catalyst.InternalRow;

/** A Spark row as bulk writers see rows. One object serves all rows of a chunk. */
public abstract sealed class RowView implements StagedRow permits StagedView, WireView {
    InternalRow row;

    /** The same view, of another row. */
    public final RowView over(InternalRow next) {
        row = next;
        forget();
        return this;
    }

    /** Whatever is kept of a row between two calls belongs to the last one. */
    abstract void forget();

    @Override
    public final boolean isNull(int column) {
        return row.isNullAt(column);
    }
}
