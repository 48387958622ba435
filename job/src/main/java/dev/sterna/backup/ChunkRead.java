package dev.sterna.backup;

import org.apache.spark.sql.connector.read.InputPartition;

/** One chunk to read: the whole query, ready to send. */
record ChunkRead(int chunk, String sql) implements InputPartition {
    private static final long serialVersionUID = 1L;
}
