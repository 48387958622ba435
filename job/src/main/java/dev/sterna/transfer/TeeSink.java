package dev.sterna.transfer;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * Two sinks of the same rows. Each half of a chunk is committed by itself, the first one first, and either can be redone
 * alone: a half that was in before tells so and takes no rows again, and when the second half fails, what the first has
 * committed is as if it had never been reported.
 */
public record TeeSink<A, B>(ChunkSink<A> first, ChunkSink<B> second) implements ChunkSink<TeeSink.Both<A, B>> {
    public TeeSink {
        if (first.chunks() != second.chunks()) {
            throw new IllegalArgumentException(
                    "Cannot write " + first.chunks() + " and " + second.chunks() + " chunks at once");
        }
    }

    /** What is reported of a chunk by both. */
    public record Both<A, B>(A first, B second) {}

    @Override
    public String name() {
        return first.name() + " and " + second.name();
    }

    @Override
    public int chunks() {
        return first.chunks();
    }

    @Override
    public DataWriterFactory writers() {
        return new Factory(first.writers(), second.writers());
    }

    @Override
    public List<CustomMetric> metrics() {
        return Stream.concat(first.metrics().stream(), second.metrics().stream())
                .toList();
    }

    @Override
    public Both<A, B> report(WriterCommitMessage message) {
        Messages both = (Messages) message;
        return new Both<>(first.report(both.first()), second.report(both.second()));
    }

    private record Messages(WriterCommitMessage first, WriterCommitMessage second) implements WriterCommitMessage {
        private static final long serialVersionUID = 1L;
    }

    private record Factory(DataWriterFactory first, DataWriterFactory second) implements DataWriterFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public DataWriter<InternalRow> createWriter(int partition, long task) {
            DataWriter<InternalRow> one = first.createWriter(partition, task);
            try {
                DataWriter<InternalRow> two = second.createWriter(partition, task);
                return new TeeWriter(
                        one, two, TransferMetrics.both(one.currentMetricsValues(), two.currentMetricsValues()));
            } catch (RuntimeException failure) {
                try {
                    one.abort();
                } catch (IOException suppressed) {
                    failure.addSuppressed(suppressed);
                }
                throw failure;
            }
        }
    }

    private record TeeWriter(
            DataWriter<InternalRow> first, DataWriter<InternalRow> second, CustomTaskMetric[] currentMetricsValues)
            implements DataWriter<InternalRow> {
        @Override
        public void write(InternalRow row) throws IOException {
            first.write(row);
            second.write(row);
        }

        @Override
        public WriterCommitMessage commit() throws IOException {
            WriterCommitMessage one = first.commit();
            return new Messages(one, second.commit());
        }

        @Override
        public void abort() throws IOException {
            try {
                first.abort();
            } finally {
                second.abort();
            }
        }

        @Override
        public void close() throws IOException {
            try {
                first.close();
            } finally {
                second.close();
            }
        }
    }
}
