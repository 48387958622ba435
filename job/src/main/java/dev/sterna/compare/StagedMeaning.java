package dev.sterna.compare;

import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.digest.RowHash;
import dev.sterna.model.Digest;
import dev.sterna.model.LogicalType;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedDigester;
import dev.sterna.transfer.stage.StagedReader;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.stage.StagedView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sums staged rows as {@link ArrivedDigests#meaning} sums those of a target: JSON counts by what it means. */
public final class StagedMeaning {
    private StagedMeaning() {}

    /**
     * The digest of a chunk's rows.
     *
     * @param json which columns count so
     */
    public static Digest of(StagedTable table, StagedChunk chunk, boolean[] json, RowHash hash) {
        List<LogicalType> types = new ArrayList<>(table.types());
        for (int i = 0; i < json.length; i++) {
            if (json[i]) {
                types.set(i, new LogicalType.Json());
            }
        }
        StagedDigester digester = new StagedDigester(hash, types);
        StagedView view = new StagedView(table.types());
        try (StagedReader rows = table.open(chunk)) {
            while (rows.next()) {
                digester.add(new Meant(view.over(rows.get()), json));
            }
            return digester.digest();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + chunk.file() + " of " + table.table(), failure);
        }
    }

    /** A row whose JSON is written in the one way. */
    private static final class Meant implements StagedRow {
        private final StagedRow row;
        private final boolean[] json;
        private int held = -1;
        private byte[] text;

        Meant(StagedRow row, boolean[] json) {
            this.row = row;
            this.json = json;
        }

        @Override
        public boolean isNull(int column) {
            return row.isNull(column);
        }

        @Override
        public long asLong(int column) {
            return row.asLong(column);
        }

        @Override
        public double asDouble(int column) {
            return row.asDouble(column);
        }

        @Override
        public BigInteger asUnscaled(int column) {
            return row.asUnscaled(column);
        }

        @Override
        public int octets(int column) {
            return json[column] ? plain(column).length : row.octets(column);
        }

        @Override
        public void copyOctets(int column, byte[] to, int offset) {
            if (json[column]) {
                System.arraycopy(plain(column), 0, to, offset, text.length);
            } else {
                row.copyOctets(column, to, offset);
            }
        }

        private byte[] plain(int column) {
            if (held != column) {
                byte[] raw = new byte[row.octets(column)];
                row.copyOctets(column, raw, 0);
                text = JsonMeaning.plain(new String(raw, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
                held = column;
            }
            return text;
        }
    }
}
