package dev.sterna.backup;

import dev.sterna.model.Digest;
import dev.sterna.transfer.progress.VisibleText;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
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
import org.apache.spark.util.SerializableConfiguration;

/**
 * A table of the backup for Spark to write to: each partition becomes the file of one chunk. A file counts only when
 * the driver, told of the task's commit, has put it into the manifest; so a file's name is its own for every attempt,
 * nothing is renamed (which object stores cannot do), and what failed attempts leave is swept at the end.
 *
 * @param chunks index of the chunk of each partition
 * @param done called on the driver for every chunk, once its file is closed
 */
record BackupTable(
        ChunkFile.Form form,
        String directory,
        StructType schema,
        int[] chunks,
        SerializableConfiguration hadoop,
        Consumer<StagedChunk> done)
        implements SupportsWrite, Table {

    /** What a task reports of a chunk. */
    record StagedChunk(int chunk, Digest digest, String file, long bytes) implements WriterCommitMessage {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public String name() {
        return VisibleText.line("backup of " + form.table());
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
                return new FilesWrite(BackupTable.this);
            }
        };
    }

    private record FilesWrite(BackupTable table) implements Write, BatchWrite {
        /** Spark logs it. */
        @Override
        public String toString() {
            return description();
        }

        @Override
        public String description() {
            return table.name();
        }

        @Override
        public BatchWrite toBatch() {
            return this;
        }

        @Override
        public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
            if (info.numPartitions() != table.chunks().length) {
                throw new IllegalStateException(
                        "Spark made " + info.numPartitions() + " partitions of " + table.chunks().length + " chunks");
            }
            return new Factory(table.form(), table.directory(), table.chunks(), table.hadoop());
        }

        @Override
        public void onDataWriterCommit(WriterCommitMessage message) {
            table.done().accept((StagedChunk) message);
        }

        @Override
        public void commit(WriterCommitMessage[] messages) {
            // every chunk was taken when its task committed
        }

        @Override
        public void abort(WriterCommitMessage[] messages) {
            // finished chunks stay: a resumed run needs only the others
        }
    }

    private record Factory(ChunkFile.Form form, String directory, int[] chunks, SerializableConfiguration hadoop)
            implements DataWriterFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public DataWriter<InternalRow> createWriter(int partition, long task) {
            return new ChunkWriter(form, directory, chunks[partition], hadoop.value());
        }
    }

    private static final class ChunkWriter implements DataWriter<InternalRow> {
        private final int chunk;
        private final Path path;
        private final FileSystem files;
        private final ChunkFile file;
        private boolean closed;

        ChunkWriter(ChunkFile.Form form, String directory, int chunk, Configuration hadoop) {
            this.chunk = chunk;
            this.path = new Path(
                    directory,
                    String.format(
                            "%06d-%s.parquet",
                            chunk, UUID.randomUUID().toString().substring(0, 8)));
            try {
                this.files = path.getFileSystem(hadoop);
                files.setWriteChecksum(false);
                this.file = new ChunkFile(form, path, hadoop);
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException("Cannot write " + path, failure);
            }
        }

        @Override
        public void write(InternalRow row) throws IOException {
            file.write(row);
        }

        @Override
        public WriterCommitMessage commit() throws IOException {
            closeFile();
            return new StagedChunk(
                    chunk,
                    file.digest(),
                    path.getName(),
                    files.getFileStatus(path).getLen());
        }

        @Override
        public void abort() throws IOException {
            try {
                closeFile();
            } finally {
                files.delete(path, false);
            }
        }

        @Override
        public void close() throws IOException {
            closeFile();
        }

        private void closeFile() throws IOException {
            if (!closed) {
                closed = true;
                file.close();
            }
        }
    }
}
