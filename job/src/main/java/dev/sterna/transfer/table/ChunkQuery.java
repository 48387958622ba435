package dev.sterna.transfer.table;

import org.apache.spark.sql.connector.read.InputPartition;

/** One chunk to read: the whole query, ready to send. */
public record ChunkQuery(int chunk, String sql) implements InputPartition {
    private static final long serialVersionUID = 1L;
}
