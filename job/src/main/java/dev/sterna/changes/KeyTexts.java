package dev.sterna.changes;

import dev.sterna.dialect.rows.NumberText;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.model.LogicalType;
import dev.sterna.transfer.stage.WireView;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Keys between the texts that name them and rows in wire shape. */
final class KeyTexts {
    private final List<LogicalType> types;
    private final int[] places;

    /**
     * @param types of all columns of a row
     * @param places of the key's columns among them, in the key's order
     */
    KeyTexts(List<LogicalType> types, int[] places) {
        this.types = types;
        this.places = places.clone();
    }

    /** The canonical texts of a row's key, bytes in hexadecimal. */
    List<String> of(InternalRow row) {
        List<String> texts = new ArrayList<>(places.length);
        for (int place : places) {
            texts.add(
                    switch (types.get(place).wire()) {
                        case LONG -> Long.toString(row.getLong(place));
                        case DOUBLE -> RealText.of(row.getDouble(place));
                        case TEXT ->
                            text(types.get(place), row.getUTF8String(place).toString());
                        case BYTES -> HexFormat.of().formatHex(row.getBinary(place));
                    });
        }
        return texts;
    }

    /** A number without a bound travels with the zeros that its text leaves out. */
    private static String text(LogicalType type, String wire) {
        return type.kind() == LogicalType.Kind.NUMERIC ? NumberText.withoutLastZeros(wire) : wire;
    }

    /** A view of keys by their texts, as rows that have nothing but the key. */
    Function<List<String>, StagedRow> rows() {
        List<LogicalType> own = new ArrayList<>();
        for (int place : places) {
            own.add(types.get(place));
        }
        WireView view = new WireView(own);
        return key -> view.over(row(own, key));
    }

    private static InternalRow row(List<LogicalType> types, List<String> key) {
        Object[] values = new Object[key.size()];
        for (int i = 0; i < values.length; i++) {
            String text = key.get(i);
            values[i] = switch (types.get(i).wire()) {
                case LONG -> Long.valueOf(text);
                case DOUBLE -> RealText.parse(text);
                case TEXT -> UTF8String.fromString(text);
                case BYTES -> HexFormat.of().parseHex(text);
            };
        }
        return new GenericInternalRow(values);
    }
}
