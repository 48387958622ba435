package dev.sterna.transfer.target;

import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * What a task reports of a chunk.
 *
 * @param rows that came; 0 where the chunk was in before and nobody knew its rows
 * @param already whether it was in before
 * @param rejected what was refused of it; null when nothing was, or when it was in before
 */
public record LoadedChunk(int index, long rows, boolean already, RefusedRows rejected) implements WriterCommitMessage {
    private static final long serialVersionUID = 1L;

    /** Whether it is in the target now. */
    public boolean in() {
        return rejected == null || !rejected.tooMany();
    }

    /** Rows that the target refused. */
    public long rejectedRows() {
        return rejected == null ? 0 : rejected.rows();
    }

    /** Rows that this task brought. */
    public long loadedRows() {
        return already || !in() ? 0 : rows - rejectedRows();
    }
}
