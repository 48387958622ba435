package dev.sterna.transfer.stage;

import dev.sterna.dialect.rows.OddNumbers;
import dev.sterna.digest.RowDigester;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Takes one column's value out of a row in wire shape, and gives it to the digest and, typed, to Parquet. */
abstract class ColumnStager {
    final int column;

    ColumnStager(int column) {
        this.column = column;
    }

    /** For a value that is not NULL. */
    abstract void stage(InternalRow row, RowDigester digester, RecordConsumer parquet);

    static ColumnStager of(int column, LogicalType type) {
        return switch (type.wire()) {
            case LONG -> new OfLong(column, Staged.of(type));
            case DOUBLE -> new OfDouble(column, Staged.of(type));
            case TEXT -> new OfText(column, type);
            case BYTES -> new OfBytes(column);
        };
    }

    private static final class OfLong extends ColumnStager {
        private final Staged staged;

        OfLong(int column, Staged staged) {
            super(column);
            this.staged = staged;
        }

        @Override
        void stage(InternalRow row, RowDigester digester, RecordConsumer parquet) {
            long value = row.getLong(column);
            digester.addLong(value);
            switch (staged) {
                case BOOL -> parquet.addBoolean(value != 0);
                case INT -> parquet.addInteger(Math.toIntExact(value));
                case LONG -> parquet.addLong(value);
                case FLOAT, DOUBLE, DECIMAL_LONG, DECIMAL_BIG, TEXT, BYTES, DATE, TIMESTAMP, INSTANT ->
                    throw new IllegalStateException("A long is not staged as " + staged);
            }
        }
    }

    private static final class OfDouble extends ColumnStager {
        private final boolean narrow;

        OfDouble(int column, Staged staged) {
            super(column);
            this.narrow = staged == Staged.FLOAT;
        }

        @Override
        void stage(InternalRow row, RowDigester digester, RecordConsumer parquet) {
            double value = row.getDouble(column);
            digester.addDouble(value);
            if (narrow) {
                parquet.addFloat((float) value);
            } else {
                parquet.addDouble(value);
            }
        }
    }

    private static final class OfText extends ColumnStager {
        private final Staged staged;
        private final int scale;
        private final boolean fitsInt;
        private final byte[] unscaled = new byte[16];

        OfText(int column, LogicalType type) {
            super(column);
            this.staged = Staged.of(type);
            this.scale = Staged.scale(type);
            this.fitsInt = StagedSchema.fitsInt(type);
        }

        @Override
        void stage(InternalRow row, RowDigester digester, RecordConsumer parquet) {
            UTF8String text = row.getUTF8String(column);
            if (!(text.getBaseObject() instanceof byte[] octets)) {
                throw new IllegalStateException("Cannot read text outside of the heap");
            }
            int offset = (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET);
            int length = text.numBytes();
            digester.addOctets(octets, offset, length);
            switch (staged) {
                case TEXT -> parquet.addBinary(Binary.fromReusedByteArray(octets, offset, length));
                case DECIMAL_LONG -> {
                    long value = WireText.unscaledLong(octets, offset, length, scale);
                    if (fitsInt) {
                        parquet.addInteger(OddNumbers.narrowed(value));
                    } else {
                        parquet.addLong(value);
                    }
                }
                case DECIMAL_BIG -> {
                    WireText.unscaledBig(octets, offset, length, scale, unscaled);
                    parquet.addBinary(Binary.fromReusedByteArray(unscaled));
                }
                case DATE -> parquet.addInteger(WireText.days(octets, offset, length));
                case TIMESTAMP, INSTANT -> parquet.addLong(WireText.micros(octets, offset, length));
                case BOOL, INT, LONG, FLOAT, DOUBLE, BYTES ->
                    throw new IllegalStateException("Text is not staged as " + staged);
            }
        }
    }

    private static final class OfBytes extends ColumnStager {
        OfBytes(int column) {
            super(column);
        }

        @Override
        void stage(InternalRow row, RowDigester digester, RecordConsumer parquet) {
            byte[] value = row.getBinary(column);
            digester.addOctets(value, 0, value.length);
            parquet.addBinary(Binary.fromReusedByteArray(value));
        }
    }
}
