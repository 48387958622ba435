package dev.sterna.transfer.stage;

import dev.sterna.transfer.ChunkSink;
import dev.sterna.transfer.Failpoint;
import dev.sterna.transfer.TransferMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * Stages rows in wire shape: each chunk becomes a file. A file counts only when the driver, told of the task's commit,
 * has noted it; so a file's name is its own for every attempt, nothing is renamed (which object stores cannot do), and
 * whoever keeps the stage sweeps what failed attempts leave.
 *
 * @param indexes of the chunks, in the source's order
 */
public record StageSink(StagedTable table, int zstdLevel, List<Integer> indexes) implements ChunkSink<StagedChunk> {
    public StageSink {
        indexes = List.copyOf(indexes);
    }

    @Override
    public String name() {
        return "backup of " + table.table();
    }

    @Override
    public int chunks() {
        return indexes.size();
    }

    @Override
    public DataWriterFactory writers() {
        return new Factory(
                table, zstdLevel, indexes.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public List<CustomMetric> metrics() {
        return TransferMetrics.ofStage();
    }

    @Override
    public StagedChunk report(WriterCommitMessage message) {
        return (StagedChunk) message;
    }

    private record Factory(StagedTable table, int zstdLevel, int[] indexes) implements DataWriterFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public DataWriter<InternalRow> createWriter(int partition, long task) {
            return new FileWriter(table, zstdLevel, indexes[partition]);
        }
    }

    private static final class FileWriter implements DataWriter<InternalRow> {
        private final String table;
        private final int chunk;
        private final Path path;
        private final FileSystem files;
        private final ChunkFile file;
        private final CustomTaskMetric[] metrics = TransferMetrics.staged(this::rows, this::size);
        private long rows;
        private boolean closed;

        FileWriter(StagedTable table, int zstdLevel, int chunk) {
            this.table = table.table();
            this.chunk = chunk;
            this.path = new Path(
                    table.directory(),
                    String.format(
                            "%06d-%s.parquet",
                            chunk, UUID.randomUUID().toString().substring(0, 8)));
            try {
                this.files = path.getFileSystem(table.hadoop().value());
                files.setWriteChecksum(false);
                Failpoint.BEFORE_WRITE.reached(table.table(), chunk);
                this.file = new ChunkFile(table, zstdLevel, path);
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot write " + path, failure);
            }
        }

        @Override
        public void write(InternalRow row) throws IOException {
            rows++;
            file.write(row);
        }

        @Override
        public CustomTaskMetric[] currentMetricsValues() {
            return metrics;
        }

        private long rows() {
            return rows;
        }

        private long size() {
            return file.size();
        }

        @Override
        public WriterCommitMessage commit() throws IOException {
            closeFile();
            Failpoint.AFTER_WRITE.reached(table, chunk);
            return new StagedChunk(
                    chunk, path.getName(), files.getFileStatus(path).getLen(), file.digest());
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
