package dev.sterna.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.ListedRow;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** A key by its texts is the key that a row has. */
class KeyTextsTest {
    private static final List<LogicalType> TYPES = List.of(
            new LogicalType.Int(64, false),
            new LogicalType.Int(64, true),
            new LogicalType.Bool(),
            new LogicalType.Real(64),
            new LogicalType.Decimal(10, 2),
            new LogicalType.Decimal(30, 5),
            new LogicalType.Numeric(),
            new LogicalType.Text(20),
            new LogicalType.Bytes(4),
            new LogicalType.Date(),
            new LogicalType.Timestamp(6),
            new LogicalType.Uuid());

    private static final List<String> KEY = List.of(
            "-9223372036854775808",
            "18446744073709551615",
            "1",
            "-4e-6755399441055744",
            "-12.50",
            "1234567890123456789012345.67890",
            "1.5",
            "'\u00e9\ud83d\ude00 ",
            "00ff",
            "2024-02-29",
            "2024-02-28 12:00:00.000001",
            "00000000-0000-0000-0000-0000000000aa");

    /** The same as rows travel: a number without a bound with its zeros. */
    private static final Object[] WIRE = {
        "other column",
        Long.MIN_VALUE,
        UTF8String.fromString(KEY.get(1)),
        1L,
        -0.09375,
        UTF8String.fromString(KEY.get(4)),
        UTF8String.fromString(KEY.get(5)),
        UTF8String.fromString("1.500"),
        UTF8String.fromString(KEY.get(7)),
        new byte[] {0, -1},
        UTF8String.fromString(KEY.get(9)),
        UTF8String.fromString(KEY.get(10)),
        UTF8String.fromString(KEY.get(11)),
    };

    private static KeyTexts texts() {
        List<LogicalType> all = new ArrayList<>(List.of(new LogicalType.Text(0)));
        all.addAll(TYPES);
        int[] places = new int[TYPES.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i + 1;
        }
        return new KeyTexts(all, places);
    }

    @Test
    void textsOfARow() {
        assertThat(texts().of(new GenericInternalRow(WIRE.clone()))).isEqualTo(KEY);
    }

    @Test
    void rowOfTexts() {
        StagedRow row = texts().rows().apply(KEY);
        StagedRow expected = ListedRow.of(TYPES, KEY);
        for (int i = 0; i < TYPES.size(); i++) {
            switch (Staged.of(TYPES.get(i))) {
                case BOOL, INT, LONG, DECIMAL_LONG, DATE, TIMESTAMP, INSTANT ->
                    assertThat(row.asLong(i)).isEqualTo(expected.asLong(i));
                case FLOAT, DOUBLE -> assertThat(row.asDouble(i)).isEqualTo(expected.asDouble(i));
                case DECIMAL_BIG -> assertThat(row.asUnscaled(i)).isEqualTo(expected.asUnscaled(i));
                case TEXT, BYTES -> assertThat(octets(row, i)).isEqualTo(octets(expected, i));
            }
        }
    }

    private static byte[] octets(StagedRow row, int column) {
        byte[] octets = new byte[row.octets(column)];
        row.copyOctets(column, octets, 0);
        return octets;
    }
}
