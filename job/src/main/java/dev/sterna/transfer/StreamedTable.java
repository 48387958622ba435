package dev.sterna.transfer;

import dev.sterna.transfer.progress.VisibleText;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A source as Spark sees it, whose rows the sink takes one by one. */
record StreamedTable(ChunkSource.Streamed source) implements SupportsRead {

    @Override
    public String name() {
        return VisibleText.line(source.name());
    }

    @Override
    public StructType schema() {
        return source.schema();
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return () -> new ChunkScan(source);
    }

    private record ChunkScan(ChunkSource.Streamed source) implements Scan, Batch {
        @Override
        public StructType readSchema() {
            return source.schema();
        }

        @Override
        public String description() {
            return VisibleText.line(source.name());
        }

        @Override
        public CustomMetric[] supportedCustomMetrics() {
            return TransferMetrics.ofSource().toArray(CustomMetric[]::new);
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            return source.chunks().toArray(new InputPartition[0]);
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            return source.readers();
        }
    }
}
