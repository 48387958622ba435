package dev.sterna.transfer.stage;

import dev.sterna.dialect.ListedRow;
import dev.sterna.micro.Encoder;
import dev.sterna.micro.Sample;
import dev.sterna.model.Staged;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Values out of a batch of Spark's vectorized reader, by the view that bulk writers get. */
public final class ViewRows {
    private ViewRows() {}

    public static Encoder of(Sample sample) {
        ColumnarBatch batch = batch(sample);
        RowView view = new StagedView(List.of(sample.type()));
        Staged staged = sample.staged();
        byte[] into = new byte[4096];
        return () -> {
            long sum = 0;
            for (Iterator<InternalRow> rows = batch.rowIterator(); rows.hasNext(); ) {
                view.over(rows.next());
                sum += view.isNull(0) ? 1 : value(view, staged, into);
            }
            return sum;
        };
    }

    private static long value(RowView view, Staged staged, byte[] into) {
        return switch (staged) {
            case BOOL, INT, LONG, DECIMAL_LONG, DATE, TIMESTAMP, INSTANT -> view.asLong(0);
            case FLOAT, DOUBLE -> Double.doubleToRawLongBits(view.asDouble(0));
            case DECIMAL_BIG -> view.asUnscaled(0).longValue();
            case TEXT, BYTES -> {
                int octets = view.octets(0);
                view.copyOctets(0, into, 0);
                yield octets + into[0];
            }
        };
    }

    private static ColumnarBatch batch(Sample sample) {
        StagedColumn column = new StagedColumn("c", sample.type(), "", sample.staged(), true);
        DataType type = StagedSchema.spark(List.of(column)).fields()[0].dataType();
        WritableColumnVector vector = new OnHeapColumnVector(Encoder.ROWS, type);
        ListedRow[] rows = sample.stagedRows();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].isNull(0)) {
                vector.putNull(i);
            } else {
                put(vector, i, rows[i], sample);
            }
        }
        return new ColumnarBatch(new ColumnVector[] {vector}, Encoder.ROWS);
    }

    private static void put(WritableColumnVector vector, int at, ListedRow row, Sample sample) {
        switch (sample.staged()) {
            case BOOL -> vector.putBoolean(at, row.asLong(0) != 0);
            case INT, DATE -> vector.putInt(at, (int) row.asLong(0));
            case LONG, TIMESTAMP, INSTANT -> vector.putLong(at, row.asLong(0));
            case FLOAT -> vector.putFloat(at, (float) row.asDouble(0));
            case DOUBLE -> vector.putDouble(at, row.asDouble(0));
            case DECIMAL_LONG -> {
                if (Staged.precision(sample.type()) <= Decimal.MAX_INT_DIGITS()) {
                    vector.putInt(at, (int) row.asLong(0));
                } else {
                    vector.putLong(at, row.asLong(0));
                }
            }
            case DECIMAL_BIG -> {
                int precision = Staged.precision(sample.type());
                int scale = Staged.scale(sample.type());
                BigDecimal value = new BigDecimal(row.asUnscaled(0), scale);
                vector.putDecimal(at, Decimal.apply(value, precision, scale), precision);
            }
            case TEXT, BYTES -> {
                byte[] octets = new byte[row.octets(0)];
                row.copyOctets(0, octets, 0);
                vector.putByteArray(at, octets);
            }
        }
    }
}
