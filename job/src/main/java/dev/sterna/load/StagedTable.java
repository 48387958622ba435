package dev.sterna.load;

import dev.sterna.transfer.StreamedTable;
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
 * @param batchRows rows decoded at a time; few where rows are wide
 */
record StagedTable(
        String table, StructType schema, List<ChunkLoad> chunks, int batchRows, SerializableConfiguration hadoop)
        implements StreamedTable {

    @Override
    public String name() {
        return "backup of " + table;
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
            return new Factory(staged.schema(), staged.batchRows(), staged.hadoop());
        }
    }

    private record Factory(StructType schema, int batchRows, SerializableConfiguration hadoop)
            implements PartitionReaderFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            Configuration configuration = hadoop.value();
            ChunkLoad chunk = (ChunkLoad) partition;
            requireLength(chunk, configuration);
            return new StagedReader(
                    schema,
                    batchRows,
                    configuration,
                    new Path(chunk.file()),
                    chunk.entry().bytes());
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
