package dev.sterna.changes;

import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.digest.RowDigester;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Framing;
import dev.sterna.model.LogicalType.Wire;
import dev.sterna.transfer.stage.StagedDigester;
import dev.sterna.transfer.stage.WireView;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows as the types by which both sides compare them, whatever types this side keeps them in: what
 * {@link dev.sterna.dialect.rows.DigestSql#canonicalRows} answers, in wire shape. A row has the very hash by which it was
 * compared, or else it is none: a value that these types cannot have is never bent into one.
 */
final class AgreedRows {
    private final ChangedTable table;
    private final ResultSet answer;
    private final LongPredicate wanted;
    private final List<LogicalType> types;
    private final Wire[] wires;
    private final boolean[] octets;
    private final boolean[] framed;
    private final byte[][] values;
    private final RowDigester compared;
    private StagedDigester arrived;
    private final WireView view;

    /** @param wanted by the hash of a row, whether it matters that it cannot be brought */
    AgreedRows(ChangedTable table, ResultSet answer, LongPredicate wanted) {
        this.types = table.pair().source().columns().stream()
                .map(CanonicalColumn::as)
                .toList();
        this.table = table;
        this.answer = answer;
        this.wanted = wanted;
        this.wires = types.stream().map(LogicalType::wire).toArray(Wire[]::new);
        this.values = new byte[wires.length][];
        this.octets = new boolean[wires.length];
        this.framed = new boolean[wires.length];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = types.get(i).framing() == Framing.HASH;
            framed[i] = types.get(i).framing() != Framing.PLAIN;
        }
        this.compared = new RowDigester(table.hash(), types);
        this.arrived = new StagedDigester(table.hash(), types);
        this.view = new WireView(types);
    }

    /**
     * The next row, or null at the end.
     *
     * @throws ValueUnfit when it is one that cannot be brought
     */
    InternalRow next() throws SQLException {
        while (answer.next()) {
            boolean whole = read();
            long hash = hash();
            InternalRow row = whole ? row() : null;
            if (row != null && arrived(row, hash)) {
                return row;
            }
            if (wanted.test(hash)) {
                throw new ValueUnfit(table);
            }
        }
        return null;
    }

    /** False when the server left out a value that is there. */
    private boolean read() throws SQLException {
        int large = 0;
        for (int i = 0; i < values.length; i++) {
            if (octets[i]) {
                values[i] = answer.getBytes(i + 1);
            } else {
                String text = answer.getString(i + 1);
                values[i] = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            }
            large += values[i] != null && framed[i] ? 1 : 0;
        }
        return large == answer.getInt(values.length + 1);
    }

    private long hash() {
        for (byte[] value : values) {
            if (value == null) {
                compared.addNull();
            } else {
                compared.addOctets(value, 0, value.length);
            }
        }
        return compared.endRow();
    }

    /** Null where a text is none of its type. */
    private InternalRow row() {
        Object[] row = new Object[values.length];
        try {
            for (int i = 0; i < row.length; i++) {
                row[i] = values[i] == null ? null : value(i);
            }
        } catch (NumberFormatException unfit) {
            return null;
        }
        return new GenericInternalRow(row);
    }

    private Object value(int column) {
        return switch (wires[column]) {
            case LONG -> Long.valueOf(text(column));
            case DOUBLE -> RealText.parse(text(column));
            case TEXT -> UTF8String.fromBytes(values[column]);
            case BYTES -> values[column];
        };
    }

    private String text(int column) {
        return new String(values[column], StandardCharsets.UTF_8);
    }

    private boolean arrived(InternalRow row, long hash) {
        try {
            return arrived.add(view.over(row)) == hash;
        } catch (IllegalArgumentException | ArithmeticException unfit) {
            // What was begun of the row would stand before the next.
            arrived = new StagedDigester(table.hash(), types);
            return false;
        }
    }
}
