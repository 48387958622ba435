package dev.sterna.transfer.target;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sterna.dialect.rows.RowRefusal;
import dev.sterna.digest.RowHash;
import dev.sterna.model.Digest;
import dev.sterna.transfer.stage.RowFileBuilder;
import dev.sterna.transfer.stage.StagedColumn;
import dev.sterna.transfer.stage.StagedDigester;
import dev.sterna.transfer.stage.StagedSchema;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * The refused rows of one chunk in one Parquet file, which is made when the first of them comes. It sums their hashes as
 * the manifest does.
 */
final class RejectFile implements AutoCloseable {
    private static final long ROW_GROUP_BYTES = 8L << 20;
    private static final int MOST_REASONS = 1000;

    private final Form form;
    private final int chunk;
    private final Path path;
    private final Configuration hadoop;
    private final StagedDigester digester;
    private final Map<String, Long> reasons = new HashMap<>();
    private ParquetWriter<Row> writer;

    /**
     * The form of a table's files.
     *
     * @param columns as staged
     * @param key the numbers of the columns that tell a row from the others; none where the table has no key
     */
    record Form(List<StagedColumn> columns, List<Integer> key, RowHash rowHash) implements Serializable {
        private static final long serialVersionUID = 1L;

        Form {
            columns = List.copyOf(columns);
            key = List.copyOf(key);
        }

        List<StagedColumn> allColumns() {
            return RejectColumns.of(columns);
        }

        /** The values of a row's key as a JSON object of texts; null where the table has no key. */
        String keyOf(HeldRow row) {
            if (key.isEmpty()) {
                return null;
            }
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (int column : key) {
                StagedColumn entry = columns.get(column);
                object.put(entry.name(), row.isNull(column) ? null : HeldValue.text(row, column, entry));
            }
            return object.toString();
        }
    }

    private record Row(HeldRow values, RowRefusal why) {}

    RejectFile(Form form, int chunk, Path path, Configuration hadoop) {
        this.form = form;
        this.chunk = chunk;
        this.path = path;
        this.hadoop = hadoop;
        this.digester = new StagedDigester(
                form.rowHash(), form.columns().stream().map(StagedColumn::type).toList());
    }

    void add(HeldRow row, RowRefusal why) throws IOException {
        if (writer == null) {
            FileSystem files = path.getFileSystem(hadoop);
            files.setWriteChecksum(false);
            writer = new RowFileBuilder<>(path, hadoop, new RowSupport(form, chunk))
                    .withRowGroupSize(ROW_GROUP_BYTES)
                    .withMinRowCountForPageSizeCheck(1)
                    .withMaxRowCountForPageSizeCheck(100)
                    .build();
        }
        writer.write(new Row(row, why));
        digester.add(row);
        if (reasons.size() < MOST_REASONS || reasons.containsKey(why.reason())) {
            reasons.merge(why.reason(), 1L, Long::sum);
        }
    }

    /** Count and sum of the rows so far. */
    Digest digest() {
        return digester.digest();
    }

    /** The most frequent reason and its count; only where there are rows. */
    Map.Entry<String, Long> mostFrequent() {
        return reasons.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow();
    }

    /** Makes the file whole. */
    @Override
    public void close() throws IOException {
        ParquetWriter<Row> open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }

    /** Deletes a file of which nobody was told. */
    void discard() throws IOException {
        try {
            close();
        } finally {
            path.getFileSystem(hadoop).delete(path, false);
        }
    }

    private static final class RowSupport extends WriteSupport<Row> {
        private final Form form;
        private final int chunk;
        private final List<StagedColumn> columns;
        private final int staged;
        private RecordConsumer parquet;

        RowSupport(Form form, int chunk) {
            this.form = form;
            this.chunk = chunk;
            this.columns = form.allColumns();
            this.staged = form.columns().size();
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(StagedSchema.parquet(columns), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            this.parquet = consumer;
        }

        @Override
        public void write(Row row) {
            parquet.startMessage();
            for (int i = 0; i < staged; i++) {
                if (!row.values().isNull(i)) {
                    parquet.startField(columns.get(i).name(), i);
                    HeldValue.stage(row.values(), i, columns.get(i), parquet);
                    parquet.endField(columns.get(i).name(), i);
                }
            }
            text(RejectColumns.REASON, row.why().reason());
            text(RejectColumns.CODE, row.why().code());
            text(RejectColumns.COLUMN, row.why().column());
            start(RejectColumns.CHUNK);
            parquet.addInteger(chunk);
            end(RejectColumns.CHUNK);
            start(RejectColumns.ROW);
            parquet.addLong(row.values().number());
            end(RejectColumns.ROW);
            text(RejectColumns.KEY, form.keyOf(row.values()));
            parquet.endMessage();
        }

        private void text(int which, String value) {
            if (value != null) {
                start(which);
                parquet.addBinary(Binary.fromString(value));
                end(which);
            }
        }

        private void start(int which) {
            parquet.startField(columns.get(staged + which).name(), staged + which);
        }

        private void end(int which) {
            parquet.endField(columns.get(staged + which).name(), staged + which);
        }
    }
}
