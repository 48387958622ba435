package dev.sterna.transfer.table;

import dev.sterna.transfer.ChunkSource;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/** Chunks of a table, each read by its query. Rows come in wire shape, see {@link dev.sterna.model.LogicalType}. */
public final class TableSource {
    private TableSource() {}

    /** Read by our own reader, straight from the driver. */
    public static ChunkSource direct(TableReading reading, List<ChunkQuery> chunks) {
        StructType schema = reading.schema();
        return new ChunkSource.Streamed("source " + reading.table(), schema, chunks, new Factory(reading));
    }

    /** Read by Spark's JDBC data source. */
    public static ChunkSource bySpark(TableReading reading, List<ChunkQuery> chunks) {
        return new ChunkSource.Queried(new SparkJdbcQuery(reading, chunks));
    }

    private record Factory(TableReading reading) implements PartitionReaderFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new ChunkReader(reading, (ChunkQuery) partition);
        }
    }
}
