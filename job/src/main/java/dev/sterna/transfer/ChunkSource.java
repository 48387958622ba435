package dev.sterna.transfer;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/** Where the rows of some chunks of one table come from; one partition is one chunk. */
public sealed interface ChunkSource {

    /**
     * Rows of readers of our own, each of them valid only until the next.
     *
     * @param name for Spark's plans
     * @param chunks what a reader needs to know of each chunk; each travels to the executor that reads it
     * @param readers what they need to know besides, one description that travels to all executors
     */
    record Streamed(
            String name, StructType schema, List<? extends InputPartition> chunks, PartitionReaderFactory readers)
            implements ChunkSource {
        public Streamed {
            chunks = List.copyOf(chunks);
        }
    }

    /** Rows of a query that Spark plans by itself. */
    record Queried(Query query) implements ChunkSource {}

    /** A query and what has to be there while it runs. */
    interface Query extends AutoCloseable {
        /** With one partition a chunk, in the chunks' order. */
        Dataset<Row> rows(SparkSession spark);

        @Override
        void close();
    }
}
