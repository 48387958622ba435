package dev.sterna.changes;

import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.transfer.ChunkSink;
import dev.sterna.transfer.TransferMetrics;
import dev.sterna.transfer.stage.StagedChunk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * Brings batches whose keys come out of files: a task is a file, and each of its batches a transaction, on one connection a side, or
 * on several where no more tasks can run at a time. All is in when the last key has come, before Spark lets the task commit: a commit
 * that fails ends the whole job. A task that is repeated finds those in the ledger that are in. Batches that the target does not take
 * as they are it leaves.
 *
 * @param files in the source's order
 */
record BatchSink(SpreadTable work, List<StagedChunk> files) implements ChunkSink<BatchSink.Taken> {
    BatchSink {
        files = List.copyOf(files);
    }

    /**
     * A file of which all is in but some batches.
     *
     * @param left their numbers
     */
    record Taken(StagedChunk file, List<Long> left) implements WriterCommitMessage {
        private static final long serialVersionUID = 1L;

        Taken {
            left = List.copyOf(left);
        }
    }

    @Override
    public String name() {
        return "changes of " + work.table().name();
    }

    @Override
    public int chunks() {
        return files.size();
    }

    @Override
    public DataWriterFactory writers() {
        return new Factory(work, files.toArray(StagedChunk[]::new));
    }

    @Override
    public List<CustomMetric> metrics() {
        return TransferMetrics.ofChanges();
    }

    @Override
    public Taken report(WriterCommitMessage message) {
        return (Taken) message;
    }

    private record Factory(SpreadTable work, StagedChunk[] files) implements DataWriterFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public DataWriter<InternalRow> createWriter(int partition, long task) {
            return new Writer(work, files[partition]);
        }
    }

    private static final class Writer implements DataWriter<InternalRow> {
        private final StagedChunk file;
        private final SpreadTable work;
        private final BatchRows rows;
        private final BatchSession session;
        private final Deque<Batch.Keys> held = new ArrayDeque<>();
        private final List<Long> left = new ArrayList<>();
        private long read;
        private Counts counts = Counts.NONE;
        private final CustomTaskMetric[] metrics = TransferMetrics.changed(
                () -> counts.inserted() + counts.updated() + counts.deleted(), () -> left.size());

        Writer(SpreadTable work, StagedChunk file) {
            this.work = work;
            this.file = file;
            this.rows = work.rows();
            this.session = work.session();
        }

        @Override
        public void write(InternalRow row) {
            read++;
            rows.add(row).ifPresent(this::take);
            if (read == file.digest().rows()) {
                rows.end().ifPresent(this::take);
                bringHeld();
            }
        }

        private void take(Batch.Keys batch) {
            if (work.sessions() == 1) {
                bring(session, batch);
            } else {
                held.add(batch);
            }
        }

        private void bringHeld() {
            if (!held.isEmpty()) {
                ParallelSessions.run(Math.min(work.sessions(), held.size()), work::session, own -> {
                    Batch.Keys batch = next();
                    if (batch != null) {
                        bring(own, batch);
                    }
                    return batch != null;
                });
            }
        }

        private synchronized Batch.Keys next() {
            return held.poll();
        }

        private void bring(BatchSession by, Batch.Keys batch) {
            BatchSession.Outcome outcome = by.bringBesideOthers(batch);
            synchronized (this) {
                if (outcome.counts() == null) {
                    left.add(batch.number());
                } else {
                    counts = counts.plus(outcome.counts());
                }
            }
        }

        @Override
        public CustomTaskMetric[] currentMetricsValues() {
            return metrics;
        }

        @Override
        public WriterCommitMessage commit() {
            if (read != file.digest().rows()) {
                throw new IllegalStateException(
                        "Read " + read + " of " + file.digest().rows() + " keys of " + file.file());
            }
            return new Taken(file, left);
        }

        @Override
        public void abort() {
            session.close();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
