package dev.sterna.transfer.target;

import dev.sterna.dialect.rows.OddNumbers;
import dev.sterna.dialect.rows.TemporalText;
import dev.sterna.model.Staged;
import dev.sterna.transfer.stage.StagedColumn;
import dev.sterna.transfer.stage.StagedSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** One value of a held row, written elsewhere. */
final class HeldValue {
    private static final int DECIMAL_OCTETS = 16;

    private static final String NAN = "NaN";

    private HeldValue() {}

    /** Gives the value to Parquet in the form in which the backup has it. */
    static void stage(HeldRow row, int column, StagedColumn entry, RecordConsumer parquet) {
        switch (entry.staged()) {
            case BOOL -> parquet.addBoolean(row.asLong(column) != 0);
            case INT, DATE -> parquet.addInteger(Math.toIntExact(row.asLong(column)));
            case LONG, TIMESTAMP, INSTANT -> parquet.addLong(row.asLong(column));
            case FLOAT -> parquet.addFloat((float) row.asDouble(column));
            case DOUBLE -> parquet.addDouble(row.asDouble(column));
            case DECIMAL_LONG -> {
                if (StagedSchema.fitsInt(entry.type())) {
                    parquet.addInteger(OddNumbers.narrowed(row.asLong(column)));
                } else {
                    parquet.addLong(row.asLong(column));
                }
            }
            case DECIMAL_BIG -> parquet.addBinary(Binary.fromConstantByteArray(fixed(row.asUnscaled(column))));
            case TEXT, BYTES -> parquet.addBinary(Binary.fromConstantByteArray(row.bytes(column)));
        }
    }

    /** The value as a text; octets in hexadecimal. */
    static String text(HeldRow row, int column, StagedColumn entry) {
        int scale = Staged.scale(entry.type());
        return switch (entry.staged()) {
            case BOOL, INT, LONG -> Long.toString(row.asLong(column));
            case FLOAT -> Float.toString((float) row.asDouble(column));
            case DOUBLE -> Double.toString(row.asDouble(column));
            case DECIMAL_LONG ->
                row.asLong(column) == OddNumbers.NAN
                        ? NAN
                        : BigDecimal.valueOf(row.asLong(column), scale).toPlainString();
            case DECIMAL_BIG ->
                OddNumbers.isNan(row.asUnscaled(column))
                        ? NAN
                        : new BigDecimal(row.asUnscaled(column), scale).toPlainString();
            case DATE -> TemporalText.date(row.asLong(column));
            case TIMESTAMP, INSTANT -> TemporalText.timestamp(row.asLong(column));
            case TEXT -> new String(row.bytes(column), StandardCharsets.UTF_8);
            case BYTES -> HexFormat.of().formatHex(row.bytes(column));
        };
    }

    private static byte[] fixed(BigInteger unscaled) {
        byte[] octets = new byte[DECIMAL_OCTETS];
        Arrays.fill(octets, (byte) (unscaled.signum() < 0 ? -1 : 0));
        byte[] own = unscaled.toByteArray();
        System.arraycopy(own, 0, octets, DECIMAL_OCTETS - own.length, own.length);
        return octets;
    }
}
