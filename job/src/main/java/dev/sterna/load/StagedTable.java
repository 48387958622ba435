package dev.sterna.load;

import dev.sterna.backup.FileIdentity;
import dev.sterna.backup.Manifest;
import dev.sterna.digest.RowHash;
import dev.sterna.transfer.StreamedTable;
import dev.sterna.transfer.progress.VisibleText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A table of the backup for Spark to read: one partition is one chunk, whatever the size of its file, where Spark's own
 * file source would pack small files together and split large ones.
 *
 * @param entry what the manifest says of it
 * @param rowHash by which a file that does not say what it is is told; null to leave that to the reader
 * @param batchRows rows decoded at a time; few where rows are wide
 */
record StagedTable(
        Manifest.TableEntry entry,
        StructType schema,
        List<ChunkLoad> chunks,
        RowHash rowHash,
        int batchRows,
        SerializableConfiguration hadoop)
        implements StreamedTable {

    @Override
    public String name() {
        return VisibleText.line("backup of " + entry.name());
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return () -> new ChunkScan(this);
    }

    private record ChunkScan(StagedTable staged) implements Scan, Batch {
        @Override
        public StructType readSchema() {
            return staged.schema();
        }

        @Override
        public String description() {
            return staged.name();
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            return ChunkLoad.array(staged.chunks());
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            return new Factory(staged);
        }
    }

    private record Factory(
            Manifest.TableEntry entry,
            StructType schema,
            RowHash rowHash,
            int batchRows,
            SerializableConfiguration hadoop)
            implements PartitionReaderFactory {
        private static final long serialVersionUID = 1L;

        Factory(StagedTable staged) {
            this(staged.entry(), staged.schema(), staged.rowHash(), staged.batchRows(), staged.hadoop());
        }

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            Configuration configuration = hadoop.value();
            ChunkLoad chunk = (ChunkLoad) partition;
            requireLength(chunk, configuration);
            requireIdentity(chunk, configuration);
            return new StagedReader(
                    schema,
                    batchRows,
                    configuration,
                    new Path(chunk.file()),
                    chunk.entry().bytes());
        }

        /** Before its rows are read: a chunk whose rows are another's must not commit. */
        private void requireIdentity(ChunkLoad chunk, Configuration hadoop) {
            Path path = new Path(chunk.file());
            FileIdentity found;
            try {
                found = FileIdentity.read(path, hadoop);
            } catch (IOException | RuntimeException failure) {
                throw DamagedBackup.of(
                        entry.name(), path + " cannot be read as it was written: " + failure.getMessage(), failure);
            }
            String other = found.otherThan(entry, chunk.entry()).orElse(null);
            if (other == null && !found.isSaid() && rowHash != null) {
                String directory = path.getParent().toString();
                var held = new StagedChunks(entry, rowHash, directory, batchRows, this.hadoop).read(chunk.entry());
                other = held.asWritten()
                        ? null
                        : held.damage() != null ? held.damage() : "it holds other rows than the manifest says";
            }
            if (other != null) {
                throw DamagedBackup.of(entry.name(), path + " is not the file that was written there: " + other, null);
            }
        }

        private static void requireLength(ChunkLoad chunk, Configuration hadoop) {
            Path path = new Path(chunk.file());
            try {
                long length = path.getFileSystem(hadoop).getFileStatus(path).getLen();
                if (length != chunk.entry().bytes()) {
                    throw DamagedBackup.of(
                            null,
                            path + " has " + length + " bytes, the manifest says "
                                    + chunk.entry().bytes(),
                            null);
                }
            } catch (FileNotFoundException missing) {
                throw DamagedBackup.of(null, path + " is missing", missing);
            } catch (IOException failure) {
                throw new UncheckedIOException(
                        "Cannot read " + path + ", a file that the backup's manifest names", failure);
            }
        }
    }
}
