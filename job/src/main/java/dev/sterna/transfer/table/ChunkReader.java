package dev.sterna.transfer.table;

import dev.sterna.transfer.TransferMetrics;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Streams one chunk from the source; the row object is one and the same for all rows. */
final class ChunkReader implements PartitionReader<InternalRow> {
    private final TableReading reading;
    private final ChunkQuery chunk;
    private InternalRow row;
    private Connection connection;
    private Statement statement;
    private WireRows rows;
    private boolean ended;
    private long read;
    private long waited;
    private final CustomTaskMetric[] metrics =
            TransferMetrics.read(() -> read, () -> rows == null ? 0 : rows.bytes(), () -> waited);

    ChunkReader(TableReading reading, ChunkQuery chunk) {
        this.reading = reading;
        this.chunk = chunk;
    }

    @Override
    public boolean next() throws IOException {
        try {
            if (!advance()) {
                ended = true;
                return false;
            }
            row = rows.row();
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
        rows = new WireRows(statement.executeQuery(chunk.sql()), reading.columns());
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
