package dev.sterna.dialect.rows;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;

/**
 * How many rows are fetched at a time.
 *
 * @param octets that a batch of rows of average width takes at most
 * @param rows at most
 * @param unboundedRows at most where a value may be of any size: there the average says little of the next row
 */
public record FetchSize(long octets, long rows, long unboundedRows) {
    /** For a table. */
    public int of(Table table) {
        boolean unbounded = table.storedColumns().stream().anyMatch(FetchSize::isUnbounded);
        long most = unbounded ? unboundedRows : rows;
        return (int) Math.max(1, Math.min(most, octets / table.averageRowBytes()));
    }

    private static boolean isUnbounded(Column column) {
        return switch (column.type().kind()) {
            case TEXT -> ((LogicalType.Text) column.type()).maxCharacters() == 0;
            case BYTES -> ((LogicalType.Bytes) column.type()).maxLength() == 0;
            case JSON, OPAQUE -> true;
            case BOOL, INT, DECIMAL, NUMERIC, REAL, CHAR, BIT, DATE, TIME, TIMESTAMP, INSTANT, UUID, ENUM, SET -> false;
        };
    }
}
