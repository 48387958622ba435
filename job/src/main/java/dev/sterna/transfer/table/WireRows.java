package dev.sterna.transfer.table;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType.Wire;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The answer to a query of {@link dev.sterna.dialect.SqlText#select}, row by row in wire shape. Text goes from the driver's
 * octets straight into Spark's string, without being decoded and encoded again; the row object is one and the same for all
 * rows. Whoever reads rows to write them elsewhere reads them so.
 */
public final class WireRows {
    private final ResultSet rows;
    private final Wire[] wires;
    private final boolean[] asOctets;
    private final SpecificInternalRow row;
    private long bytes;

    /** @param columns what the query selects, in its order */
    public WireRows(ResultSet rows, List<Column> columns) throws SQLException {
        this.rows = rows;
        this.wires = columns.stream().map(column -> column.type().wire()).toArray(Wire[]::new);
        this.asOctets = new boolean[wires.length];
        this.row = new SpecificInternalRow(WireSchema.of(columns));
        ResultSetMetaData metadata = rows.getMetaData();
        for (int i = 0; i < wires.length; i++) {
            asOctets[i] = isText(metadata.getColumnType(i + 1));
        }
    }

    /** Some drivers give octets of text only; other values, such as decimals, they give as strings. */
    private static boolean isText(int jdbcType) {
        return switch (jdbcType) {
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR -> true;
            default -> false;
        };
    }

    /** Goes to the next row; false at the end. */
    public boolean next() throws SQLException {
        return rows.next();
    }

    /** The row, which stays only until the next; asked for once a row. */
    public InternalRow row() throws SQLException {
        for (int i = 0; i < wires.length; i++) {
            switch (wires[i]) {
                case LONG -> {
                    long value = rows.getLong(i + 1);
                    if (value == 0 && rows.wasNull()) {
                        row.setNullAt(i);
                    } else {
                        row.setLong(i, value);
                        bytes += Long.BYTES;
                    }
                }
                case DOUBLE -> {
                    double value = rows.getDouble(i + 1);
                    if (value == 0 && rows.wasNull()) {
                        row.setNullAt(i);
                    } else {
                        row.setDouble(i, value);
                        bytes += Double.BYTES;
                    }
                }
                case TEXT -> row.update(i, text(i));
                case BYTES -> row.update(i, octets(i));
            }
        }
        return row;
    }

    /** The bytes of all rows so far. */
    long bytes() {
        return bytes;
    }

    private UTF8String text(int column) throws SQLException {
        if (asOctets[column]) {
            byte[] octets = rows.getBytes(column + 1);
            return octets == null ? null : counted(UTF8String.fromBytes(octets));
        }
        return counted(UTF8String.fromString(rows.getString(column + 1)));
    }

    private UTF8String counted(UTF8String text) {
        if (text != null) {
            bytes += text.numBytes();
        }
        return text;
    }

    private byte[] octets(int column) throws SQLException {
        byte[] value = rows.getBytes(column + 1);
        if (value != null) {
            bytes += value.length;
        }
        return value;
    }
}
