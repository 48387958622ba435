package dev.sterna.load;

import dev.sterna.dialect.BulkLoad;
import dev.sterna.dialect.Dialect;
import dev.sterna.jdbc.Connector;
import dev.sterna.ledger.ChunkLedger;
import dev.sterna.transfer.ChunkSink;
import dev.sterna.transfer.stage.StagedChunk;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * A table of the target: each chunk is one transaction.
 *
 * @param staged what comes, in the source's order
 */
record TargetTable(Loading loading, List<StagedChunk> staged) implements ChunkSink<TargetTable.LoadedChunk> {

    /**
     * What an executor needs to load chunks of one table.
     *
     * @param sieve null when no row may be refused
     */
    record Loading(
            String runId,
            String table,
            Dialect dialect,
            Connector connector,
            ChunkLedger ledger,
            BulkLoad.Plan plan,
            ChunkSieve.Setting sieve)
            implements Serializable {}

    /**
     * What a task reports of a chunk.
     *
     * @param already whether it was in before
     * @param rejected what was refused of it; null when nothing was, or when it was in before
     */
    record LoadedChunk(StagedChunk chunk, boolean already, Rejected rejected) implements WriterCommitMessage {
        private static final long serialVersionUID = 1L;

        /** Whether it is in the target now. */
        boolean in() {
            return rejected == null || !rejected.tooMany();
        }

        /** Rows that this task brought. */
        long loadedRows() {
            return already || !in() ? 0 : chunk.digest().rows() - (rejected == null ? 0 : rejected.rows());
        }
    }

    /**
     * Rows of a chunk that the target refused.
     *
     * @param file relative to the run's directory
     * @param reason the most frequent one, of {@code reasonRows} rows
     * @param tooMany whether they are more than there may be; then the chunk was given up, and there may be yet more
     */
    record Rejected(long rows, String file, String reason, long reasonRows, boolean tooMany) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public String name() {
        return "target of " + loading.table();
    }

    @Override
    public int chunks() {
        return staged.size();
    }

    @Override
    public DataWriterFactory writers() {
        return new Factory(loading, staged.toArray(StagedChunk[]::new));
    }

    @Override
    public LoadedChunk report(WriterCommitMessage message) {
        return (LoadedChunk) message;
    }

    private record Factory(Loading loading, StagedChunk[] chunks) implements DataWriterFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public DataWriter<InternalRow> createWriter(int partition, long task) {
            return new ChunkLoader(loading, chunks[partition]);
        }
    }
}
