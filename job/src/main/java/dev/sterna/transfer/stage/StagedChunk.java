package dev.sterna.transfer.stage;

import dev.sterna.model.Digest;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * One chunk in a stage: what the task that wrote it reports, and all that is needed to read it.
 *
 * @param file name in the table's directory
 * @param bytes of the file
 * @param digest of the rows that were written
 */
public record StagedChunk(int index, String file, long bytes, Digest digest)
        implements InputPartition, WriterCommitMessage {
    private static final long serialVersionUID = 1L;
}
