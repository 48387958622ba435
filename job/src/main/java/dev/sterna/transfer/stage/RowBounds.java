package dev.sterna.transfer.stage;

import org.apache.spark.sql.catalyst.InternalRow;

/** Which rows of a staged file are meant. */
interface RowBounds {
    /** All. */
    RowBounds ALL = row -> true;

    boolean has(InternalRow row);
}
