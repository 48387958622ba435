package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.dialect.rows.Traffic;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows into COPY FROM STDIN. */
final class CopyWriter implements BulkWriter {
    /** Signature, no flags, no extension. */
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private final CopyIn copy;
    private final Layout layout;
    private final FieldEncoder[] encoders;
    private final CopyBuffer buffer = new CopyBuffer();
    private final InterruptWatch watch;

    private CopyWriter(Connection connection, CopyIn copy, Layout layout, FieldEncoder[] encoders) {
        this.watch = InterruptWatch.over(connection);
        this.copy = copy;
        this.layout = layout;
        this.encoders = encoders;
    }

    static CopyWriter binary(Connection connection, BulkLoad.Plan plan) throws SQLException {
        FieldEncoder[] encoders = plan.columns().stream().map(BinaryFields::of).toArray(FieldEncoder[]::new);
        CopyWriter writer = new CopyWriter(connection, start(connection, plan), Layout.BINARY, encoders);
        for (byte octet : HEADER) {
            writer.buffer.putByte(octet);
        }
        return writer;
    }

    static CopyWriter text(Connection connection, BulkLoad.Plan plan) throws SQLException {
        FieldEncoder[] encoders = plan.columns().stream().map(TextFields::of).toArray(FieldEncoder[]::new);
        return new CopyWriter(connection, start(connection, plan), Layout.TEXT, encoders);
    }

    private static CopyIn start(Connection connection, BulkLoad.Plan plan) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(plan.statement());
    }

    private enum Layout {
        BINARY,
        TEXT
    }

    @Override
    public void write(StagedRow row) throws SQLException {
        if (layout == Layout.BINARY) {
            writeBinary(row);
        } else {
            writeText(row);
        }
        buffer.flushIfFull(copy);
    }

    private void writeBinary(StagedRow row) throws SQLException {
        buffer.putShort(encoders.length);
        for (int column = 0; column < encoders.length; column++) {
            if (row.isNull(column)) {
                buffer.putInt(-1);
            } else {
                encoders[column].encode(row, column, buffer);
            }
        }
    }

    private void writeText(StagedRow row) throws SQLException {
        for (int column = 0; column < encoders.length; column++) {
            if (column > 0) {
                buffer.putByte('\t');
            }
            if (row.isNull(column)) {
                buffer.putAscii("\\N");
            } else {
                encoders[column].encode(row, column, buffer);
            }
        }
        buffer.putByte('\n');
    }

    @Override
    public long finish() throws SQLException {
        if (layout == Layout.BINARY) {
            buffer.putShort(-1);
        }
        buffer.flush(copy);
        long rows = copy.endCopy();
        watch.close();
        return rows;
    }

    @Override
    public Traffic traffic() {
        return buffer.traffic();
    }

    @Override
    public void close() throws SQLException {
        watch.close();
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
