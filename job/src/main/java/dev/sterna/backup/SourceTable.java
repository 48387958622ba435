package dev.sterna.backup;

import dev.sterna.dialect.Dialect;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.LogicalType.Wire;
import dev.sterna.model.TableName;
import dev.sterna.transfer.StreamedTable;
import dev.sterna.transfer.progress.VisibleText;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
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

/** A source table for Spark, read by our own reader: one partition is one chunk. */
record SourceTable(Reading reading, StructType schema, List<ChunkRead> chunks) implements StreamedTable {

    /**
     * What an executor needs to read chunks of one table.
     *
     * @param join statements that put a session into the backup's view
     */
    record Reading(
            TableName table, Dialect dialect, Connector connector, List<String> join, int fetchSize, List<Wire> wires)
            implements Serializable {
        Reading {
            join = List.copyOf(join);
            wires = List.copyOf(wires);
        }
    }

    @Override
    public String name() {
        return VisibleText.line("source " + reading.table());
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return () -> new ChunkScan(this);
    }

    private record ChunkScan(SourceTable table) implements Scan, Batch {
        @Override
        public StructType readSchema() {
            return table.schema();
        }

        @Override
        public String description() {
            return table.name();
        }

        @Override
        public Batch toBatch() {
            return this;
        }

        @Override
        public InputPartition[] planInputPartitions() {
            return table.chunks().toArray(new InputPartition[0]);
        }

        @Override
        public PartitionReaderFactory createReaderFactory() {
            return new Factory(table.reading(), table.schema());
        }
    }

    private record Factory(Reading reading, StructType schema) implements PartitionReaderFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new ChunkReader(reading, schema, (ChunkRead) partition);
        }
    }
}
