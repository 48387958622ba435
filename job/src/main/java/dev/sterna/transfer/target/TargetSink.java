package dev.sterna.transfer.target;

import dev.sterna.transfer.ChunkSink;
import dev.sterna.transfer.TransferMetrics;
import dev.sterna.transfer.stage.StagedChunk;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** A table that is filled by its bulk path: each chunk is one transaction. */
public final class TargetSink implements ChunkSink<LoadedChunk> {
    private final Loading loading;
    private final RowForm form;
    private final List<IncomingChunk> chunks;

    private TargetSink(Loading loading, RowForm form, List<IncomingChunk> chunks) {
        this.loading = loading;
        this.form = form;
        this.chunks = chunks;
    }

    /** For rows out of a stage, whose count and sum are known. */
    public static TargetSink ofStage(Loading loading, List<StagedChunk> chunks) {
        return new TargetSink(
                loading, RowForm.STAGED, chunks.stream().map(IncomingChunk::of).toList());
    }

    /**
     * For rows straight out of a table. A row that the target refuses is a failure, because there is no file from which
     * the others could be read again.
     *
     * @param indexes of the chunks, in the source's order
     */
    public static TargetSink ofTable(Loading loading, List<Integer> indexes) {
        if (loading.rejects() != null) {
            throw new IllegalArgumentException("Rows that come out of a table cannot be set aside");
        }
        return new TargetSink(
                loading,
                RowForm.WIRE,
                indexes.stream().map(IncomingChunk::unknown).toList());
    }

    @Override
    public String name() {
        return "target of " + loading.table();
    }

    @Override
    public int chunks() {
        return chunks.size();
    }

    @Override
    public DataWriterFactory writers() {
        return new Factory(loading, form, chunks.toArray(IncomingChunk[]::new));
    }

    @Override
    public List<CustomMetric> metrics() {
        return TransferMetrics.ofTarget();
    }

    @Override
    public LoadedChunk report(WriterCommitMessage message) {
        return (LoadedChunk) message;
    }

    private record Factory(Loading loading, RowForm form, IncomingChunk[] chunks) implements DataWriterFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public DataWriter<InternalRow> createWriter(int partition, long task) {
            return new ChunkLoader(loading, form, chunks[partition]);
        }
    }
}
