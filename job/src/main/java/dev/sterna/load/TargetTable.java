package dev.sterna.load;

import dev.sterna.backup.Manifest;
import dev.sterna.dialect.BulkLoad;
import dev.sterna.dialect.Dialect;
import dev.sterna.jdbc.Connector;
import dev.sterna.ledger.ChunkLedger;
import dev.sterna.transfer.progress.VisibleText;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;

/**
 * A table of the target for Spark to write to: each partition is one chunk and one transaction.
 *
 * @param done called on the driver for every chunk that is in, whoever brought it
 */
record TargetTable(Loading loading, StructType schema, List<ChunkLoad> chunks, Consumer<LoadedChunk> done)
        implements SupportsWrite, Table {

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
    record LoadedChunk(Manifest.ChunkEntry entry, boolean already, Rejected rejected) implements WriterCommitMessage {
        private static final long serialVersionUID = 1L;

        /** Whether it is in the target now. */
        boolean in() {
            return rejected == null || !rejected.tooMany();
        }

        /** Rows that this task brought. */
        long loadedRows() {
            return already || !in() ? 0 : entry.rows() - (rejected == null ? 0 : rejected.rows());
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
        return VisibleText.line("target of " + loading.table());
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_WRITE, TableCapability.ACCEPT_ANY_SCHEMA);
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        return new WriteBuilder() {
            @Override
            public Write build() {
                return new ChunksWrite(TargetTable.this);
            }
        };
    }

    private record ChunksWrite(TargetTable target) implements Write, BatchWrite {
        /** Spark logs it. */
        @Override
        public String toString() {
            return description();
        }

        @Override
        public String description() {
            return target.name();
        }

        @Override
        public BatchWrite toBatch() {
            return this;
        }

        @Override
        public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
            if (info.numPartitions() != target.chunks().size()) {
                throw new IllegalStateException("Spark made " + info.numPartitions() + " partitions of "
                        + target.chunks().size() + " chunks");
            }
            return new Factory(target.loading(), ChunkLoad.array(target.chunks()));
        }

        @Override
        public void onDataWriterCommit(WriterCommitMessage message) {
            target.done().accept((LoadedChunk) message);
        }

        @Override
        public void commit(WriterCommitMessage[] messages) {
            // every chunk is committed by its own task, together with its ledger row
        }

        @Override
        public void abort(WriterCommitMessage[] messages) {
            // chunks that are in stay in: the ledger knows them, and a resumed run needs only the others
        }
    }

    private record Factory(Loading loading, ChunkLoad[] chunks) implements DataWriterFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public DataWriter<InternalRow> createWriter(int partition, long task) {
            return new ChunkLoader(loading, chunks[partition]);
        }
    }
}
