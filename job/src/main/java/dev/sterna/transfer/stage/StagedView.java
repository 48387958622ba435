package dev.sterna.transfer.stage;

import dev.sterna.dialect.rows.OddNumbers;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.math.BigInteger;
import java.util.List;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** A row of a staged file as bulk writers see rows. */
public final class StagedView extends RowView {
    private final Staged[] staged;
    private final int[] precision;
    // a text's or binary's value, kept between octets() and copyOctets()
    private int heldColumn = -1;
    private UTF8String heldText;
    private byte[] heldBytes;

    /** For rows of these columns. */
    public StagedView(List<LogicalType> types) {
        staged = types.stream().map(Staged::of).toArray(Staged[]::new);
        precision = types.stream().mapToInt(Staged::precision).toArray();
    }

    @Override
    void forget() {
        heldColumn = -1;
    }

    @Override
    public long asLong(int column) {
        return switch (staged[column]) {
            case BOOL -> row.getBoolean(column) ? 1 : 0;
            case INT, DATE -> row.getInt(column);
            case LONG, TIMESTAMP, INSTANT -> row.getLong(column);
            // Spark keeps them so, too; a Decimal would be an object a value.
            case DECIMAL_LONG ->
                precision[column] <= Decimal.MAX_INT_DIGITS()
                        ? OddNumbers.widened(row.getInt(column))
                        : row.getLong(column);
            case FLOAT, DOUBLE, DECIMAL_BIG, TEXT, BYTES ->
                throw new IllegalStateException("Column " + column + " is " + staged[column] + ", not a long");
        };
    }

    @Override
    public double asDouble(int column) {
        return staged[column] == Staged.FLOAT ? row.getFloat(column) : row.getDouble(column);
    }

    @Override
    public BigInteger asUnscaled(int column) {
        // Its octets as they are: of a number beyond the precision, such as stands for NaN, Spark makes no Decimal.
        return new BigInteger(row.getBinary(column));
    }

    @Override
    public int octets(int column) {
        hold(column);
        return staged[column] == Staged.BYTES ? heldBytes.length : heldText.numBytes();
    }

    @Override
    public void copyOctets(int column, byte[] to, int offset) {
        hold(column);
        if (staged[column] == Staged.BYTES) {
            System.arraycopy(heldBytes, 0, to, offset, heldBytes.length);
        } else {
            heldText.writeToMemory(to, Platform.BYTE_ARRAY_OFFSET + offset);
        }
    }

    private void hold(int column) {
        if (heldColumn == column) {
            return;
        }
        if (staged[column] == Staged.BYTES) {
            heldBytes = row.getBinary(column);
        } else {
            heldText = row.getUTF8String(column);
        }
        heldColumn = column;
    }
}
