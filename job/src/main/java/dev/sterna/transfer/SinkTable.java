package dev.sterna.transfer;

import dev.sterna.transfer.progress.VisibleText;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;

/**
 * A sink as Spark sees it.
 *
 * @param done called on the driver for every chunk that is in, whoever brought it
 */
record SinkTable<R>(ChunkSink<R> sink, StructType schema, Consumer<R> done) implements SupportsWrite, Table {

    @Override
    public String name() {
        return VisibleText.line(sink.name());
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
                return new ChunksWrite<>(SinkTable.this);
            }
        };
    }

    private record ChunksWrite<R>(SinkTable<R> table) implements Write, BatchWrite {
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
        public CustomMetric[] supportedCustomMetrics() {
            return table.sink().metrics().toArray(CustomMetric[]::new);
        }

        @Override
        public BatchWrite toBatch() {
            return this;
        }

        @Override
        public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
            int chunks = table.sink().chunks();
            if (info.numPartitions() != chunks) {
                throw new IllegalStateException(
                        "Spark made " + info.numPartitions() + " partitions of " + chunks + " chunks");
            }
            return table.sink().writers();
        }

        @Override
        public void onDataWriterCommit(WriterCommitMessage message) {
            table.done().accept(table.sink().report(message));
        }

        @Override
        public void commit(WriterCommitMessage[] messages) {
            // every chunk was committed by its own task
        }

        @Override
        public void abort(WriterCommitMessage[] messages) {
            // chunks that are in stay in: a resumed run needs only the others
        }
    }
}
