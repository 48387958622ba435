package dev.sterna.transfer.table;

import dev.sterna.model.LogicalType.Wire;
import dev.sterna.transfer.TransferMetrics;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Streams one chunk from the source. Text goes from the driver's octets straight into Spark's string, without being
 * decoded and encoded again; the row object is one and the same for all rows.
 */
final class ChunkReader implements PartitionReader<InternalRow> {
    private final TableReading reading;
    private final ChunkQuery chunk;
    private final Wire[] wires;
    private final boolean[] asOctets;
    private final SpecificInternalRow row;
    private Connection connection;
    private Statement statement;
    private ResultSet rows;
    private boolean ended;
    private long read;
    private long bytes;
    private long waited;
    private final CustomTaskMetric[] metrics = TransferMetrics.read(() -> read, () -> bytes, () -> waited);

    ChunkReader(TableReading reading, StructType schema, ChunkQuery chunk) {
        this.reading = reading;
        this.chunk = chunk;
        this.wires = reading.wires();
        this.asOctets = new boolean[wires.length];
        this.row = new SpecificInternalRow(schema);
    }

    @Override
    public boolean next() throws IOException {
        try {
            if (!advance()) {
                ended = true;
                return false;
            }
            fill();
            read++;
            return true;
        } catch (SQLException failure) {
            throw reading.database()
                    .explain(failure, "read chunk " + chunk.chunk() + " of " + reading.table(), reading.table());
        }
    }

    /** The driver fetches so many rows at a time: only then is there something to wait for. */
    private boolean advance() throws SQLException {
        if (read % Math.max(1, reading.fetchSize()) != 0) {
            return rows.next();
        }
        long since = System.nanoTime();
        if (rows == null) {
            open();
        }
        boolean more = rows.next();
        waited += System.nanoTime() - since;
        return more;
    }

    private void open() throws SQLException {
        connection = reading.database().connector().open();
        connection.setAutoCommit(false);
        statement = connection.createStatement();
        for (String sql : reading.join()) {
            statement.execute(sql);
        }
        statement.setFetchSize(reading.fetchSize());
        rows = statement.executeQuery(chunk.sql());
        ResultSetMetaData metadata = rows.getMetaData();
        for (int i = 0; i < wires.length; i++) {
            asOctets[i] = isText(metadata.getColumnType(i + 1));
        }
    }

    /** Some drivers give octets of text only; other values, such as decimals, they give as strings. */
    private static boolean isText(int jdbcType) {
        return switch (jdbcType) {
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR -> true;
            default -> false;
        };
    }

    private UTF8String text(int column) throws SQLException {
        if (asOctets[column]) {
            byte[] octets = rows.getBytes(column + 1);
            return octets == null ? null : counted(UTF8String.fromBytes(octets));
        }
        return counted(UTF8String.fromString(rows.getString(column + 1)));
    }

    private UTF8String counted(UTF8String text) {
        if (text != null) {
            bytes += text.numBytes();
        }
        return text;
    }

    private byte[] octets(int column) throws SQLException {
        byte[] value = rows.getBytes(column + 1);
        if (value != null) {
            bytes += value.length;
        }
        return value;
    }

    private void fill() throws SQLException {
        for (int i = 0; i < wires.length; i++) {
            switch (wires[i]) {
                case LONG -> {
                    long value = rows.getLong(i + 1);
                    if (value == 0 && rows.wasNull()) {
                        row.setNullAt(i);
                    } else {
                        row.setLong(i, value);
                        bytes += Long.BYTES;
                    }
                }
                case DOUBLE -> {
                    double value = rows.getDouble(i + 1);
                    if (value == 0 && rows.wasNull()) {
                        row.setNullAt(i);
                    } else {
                        row.setDouble(i, value);
                        bytes += Double.BYTES;
                    }
                }
                case TEXT -> row.update(i, text(i));
                case BYTES -> row.update(i, octets(i));
            }
        }
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return metrics;
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public void close() throws IOException {
        try (Connection closed = connection;
                Statement alsoClosed = statement) {
            if (closed != null && !closed.isClosed()) {
                if (rows != null && alsoClosed != null && !ended) {
                    // a stream that was not read to its end would otherwise be drained
                    alsoClosed.cancel();
                }
                closed.rollback();
            }
        } catch (SQLException failure) {
            throw new IOException("Cannot close the connection to the source", failure);
        }
    }
}
