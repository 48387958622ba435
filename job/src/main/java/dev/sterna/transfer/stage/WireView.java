package dev.sterna.transfer.stage;

import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.math.BigInteger;
import java.util.List;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** A row as it left a source, as bulk writers see rows: with the values that a stage would give back. */
public final class WireView extends RowView {
    private final Staged[] staged;
    private final int[] scale;
    private final byte[] unscaled = new byte[16];

    /** For rows of these columns. */
    public WireView(List<LogicalType> types) {
        staged = types.stream().map(Staged::of).toArray(Staged[]::new);
        scale = types.stream().mapToInt(Staged::scale).toArray();
    }

    @Override
    void forget() {
        // values are taken out of the row at every call
    }

    @Override
    public long asLong(int column) {
        return switch (staged[column]) {
            case BOOL -> row.getLong(column) == 0 ? 0 : 1;
            case INT, LONG -> row.getLong(column);
            case DECIMAL_LONG, DATE, TIMESTAMP, INSTANT -> parsed(column, row.getUTF8String(column));
            case FLOAT, DOUBLE, DECIMAL_BIG, TEXT, BYTES ->
                throw new IllegalStateException("Column " + column + " is " + staged[column] + ", not a long");
        };
    }

    private long parsed(int column, UTF8String text) {
        byte[] octets = octets(text);
        int offset = offset(text);
        int length = text.numBytes();
        return switch (staged[column]) {
            case DECIMAL_LONG -> WireText.unscaledLong(octets, offset, length, scale[column]);
            case DATE -> WireText.days(octets, offset, length);
            case TIMESTAMP, INSTANT -> WireText.micros(octets, offset, length);
            case BOOL, INT, LONG, FLOAT, DOUBLE, DECIMAL_BIG, TEXT, BYTES ->
                throw new IllegalStateException("Column " + column + " is " + staged[column] + ", not parsed");
        };
    }

    @Override
    public double asDouble(int column) {
        double value = row.getDouble(column);
        return staged[column] == Staged.FLOAT ? (float) value : value;
    }

    @Override
    public BigInteger asUnscaled(int column) {
        UTF8String text = row.getUTF8String(column);
        WireText.unscaledBig(octets(text), offset(text), text.numBytes(), scale[column], unscaled);
        return new BigInteger(unscaled);
    }

    @Override
    public int octets(int column) {
        return staged[column] == Staged.BYTES
                ? row.getBinary(column).length
                : row.getUTF8String(column).numBytes();
    }

    @Override
    public void copyOctets(int column, byte[] to, int offset) {
        if (staged[column] == Staged.BYTES) {
            byte[] value = row.getBinary(column);
            System.arraycopy(value, 0, to, offset, value.length);
        } else {
            row.getUTF8String(column).writeToMemory(to, Platform.BYTE_ARRAY_OFFSET + offset);
        }
    }

    private static byte[] octets(UTF8String text) {
        if (text.getBaseObject() instanceof byte[] octets) {
            return octets;
        }
        throw new IllegalStateException("Cannot read text outside of the heap");
    }

    private static int offset(UTF8String text) {
        return (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET);
    }
}
