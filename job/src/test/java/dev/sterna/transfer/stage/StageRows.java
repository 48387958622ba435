package dev.sterna.transfer.stage;

import dev.sterna.dialect.rows.RealText;
import dev.sterna.digest.RowDigester;
import dev.sterna.digest.RowHash;
import dev.sterna.micro.Encoder;
import dev.sterna.micro.Sample;
import dev.sterna.model.LogicalType.Wire;
import java.util.HexFormat;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** What {@link ChunkFile} does to a value on its way to Parquet, without Parquet behind. */
public final class StageRows {
    private StageRows() {}

    public static Encoder of(Sample sample) {
        InternalRow[] rows = wireRows(sample);
        ColumnStager stager = ColumnStager.of(0, sample.type());
        RowDigester digester = new RowDigester(RowHash.CRC_PRODUCT, List.of(sample.type()));
        Swallow parquet = new Swallow();
        return () -> {
            for (InternalRow row : rows) {
                if (row.isNullAt(0)) {
                    digester.addNull();
                } else {
                    stager.stage(row, digester, parquet);
                }
                parquet.swallowed += digester.endRow();
            }
            return parquet.swallowed;
        };
    }

    private static InternalRow[] wireRows(Sample sample) {
        Wire wire = sample.type().wire();
        InternalRow[] rows = new InternalRow[Encoder.ROWS];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new GenericInternalRow(new Object[] {wireValue(wire, sample.value(i))});
        }
        return rows;
    }

    private static Object wireValue(Wire wire, String canonical) {
        if (canonical == null) {
            return null;
        }
        return switch (wire) {
            case LONG -> Long.valueOf(canonical);
            case DOUBLE -> Double.valueOf(RealText.parse(canonical));
            case TEXT -> UTF8String.fromString(canonical);
            case BYTES -> HexFormat.of().parseHex(canonical);
        };
    }

    /** Takes everything and keeps nothing of it. */
    private static final class Swallow extends FlatConsumer {
        private long swallowed;

        @Override
        public void addInteger(int value) {
            swallowed += value;
        }

        @Override
        public void addLong(long value) {
            swallowed += value;
        }

        @Override
        public void addBoolean(boolean value) {
            swallowed += value ? 1 : 0;
        }

        @Override
        public void addBinary(Binary value) {
            swallowed += value.length();
        }

        @Override
        public void addFloat(float value) {
            swallowed += Float.floatToRawIntBits(value);
        }

        @Override
        public void addDouble(double value) {
            swallowed += Double.doubleToRawLongBits(value);
        }
    }
}
