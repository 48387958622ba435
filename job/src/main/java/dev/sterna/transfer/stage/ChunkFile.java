package dev.sterna.transfer.stage;

import dev.sterna.digest.RowDigester;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Digest;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Writes one chunk's rows, in wire shape, into one Parquet file, and sums their hashes on the way. The memory that it
 * holds is bounded by the row group, which is bounded by bytes however wide the rows are.
 */
final class ChunkFile implements AutoCloseable {
    private static final int LONGEST_CODE = 32;
    private static final long ROW_GROUP_BYTES = 32L << 20;
    private static final int PAGE_BYTES = 1 << 20;

    private final RowDigester digester;
    private final ParquetWriter<InternalRow> writer;

    ChunkFile(StagedTable table, int zstdLevel, Path path) throws IOException {
        this.digester = new RowDigester(table.rowHash(), table.types());
        Configuration tuned = new Configuration(table.hadoop().value());
        tuned.setInt("parquet.compression.codec.zstd.level", zstdLevel);
        int rowsBetweenChecks = rowsBetweenChecks(table);
        RowFileBuilder<InternalRow> builder = new RowFileBuilder<>(path, tuned, new RowSupport(table, digester, path));
        builder.withRowGroupSize(ROW_GROUP_BYTES)
                .withRowGroupRowCountLimit(rowsOfGroup(table))
                .withPageSize(PAGE_BYTES)
                .withDictionaryEncoding(false)
                // small, so that columns of many values give up on a dictionary early
                .withDictionaryPageSize(PAGE_BYTES / 16)
                .withMinRowCountForPageSizeCheck(rowsBetweenChecks)
                .withMaxRowCountForPageSizeCheck(Math.max(rowsBetweenChecks, 10_000))
                .withSizeStatisticsEnabled(false)
                .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0);
        for (StagedColumn column : table.columns()) {
            if (isCode(column.type())) {
                builder.withDictionaryEncoding(column.name(), true);
            }
            // Nobody filters a backup by text, and comparing every text with the least and the greatest is not free.
            if (column.staged() == Staged.TEXT || column.staged() == Staged.BYTES) {
                builder.withStatisticsEnabled(column.name(), false);
            }
        }
        this.writer = builder.build();
    }

    /** Rows between two looks at the size of what is buffered: Parquet's 100 are 2 GB of 20 MB rows. */
    private static int rowsBetweenChecks(StagedTable table) {
        boolean unbounded = table.columns().stream()
                .anyMatch(column -> switch (column.type().framing()) {
                    case HASH, LENGTH_OR_HASH -> true;
                    case PLAIN, LENGTH -> false;
                });
        long rows = (PAGE_BYTES / 4) / Math.max(1, table.rowBytes());
        return (int) Math.max(1, Math.min(unbounded ? 16 : 1000, rows));
    }

    private static int rowsOfGroup(StagedTable table) {
        return (int) Math.max(1, Math.min(1 << 20, 4 * ROW_GROUP_BYTES / Math.max(1, table.rowBytes())));
    }

    /**
     * Whether values are likely few and long enough for a dictionary. For numbers and times, looking up every value
     * costs more than the compression that comes afterwards anyway saves.
     */
    private static boolean isCode(LogicalType type) {
        return switch (type.kind()) {
            case CHAR -> ((LogicalType.Char) type).length() <= LONGEST_CODE;
            case TEXT -> {
                long most = ((LogicalType.Text) type).maxCharacters();
                yield most > 0 && most <= LONGEST_CODE;
            }
            case ENUM, SET -> true;
            case INT, BOOL, DECIMAL, NUMERIC, REAL, BYTES, BIT, DATE, TIME, TIMESTAMP, INSTANT, UUID, JSON, OPAQUE ->
                false;
        };
    }

    void write(InternalRow row) throws IOException {
        writer.write(row);
    }

    /** Octets of what is written and buffered. */
    long size() {
        return writer.getDataSize();
    }

    /** Count and sum of the rows so far. */
    Digest digest() {
        return digester.digest();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class RowSupport extends WriteSupport<InternalRow> {
        private final StagedTable table;
        private final RowDigester digester;
        private final Path path;
        private final ColumnStager[] stagers;
        private final String[] names;
        private RecordConsumer parquet;

        RowSupport(StagedTable table, RowDigester digester, Path path) {
            this.table = table;
            this.digester = digester;
            this.path = path;
            this.stagers = new ColumnStager[table.columns().size()];
            this.names = new String[stagers.length];
            for (int i = 0; i < stagers.length; i++) {
                stagers[i] = ColumnStager.of(i, table.columns().get(i).type());
                names[i] = table.columns().get(i).name();
            }
        }

        @Override
        public WriteContext init(Configuration configuration) {
            MessageType schema = StagedSchema.parquet(table.columns());
            return new WriteContext(schema, FileIdentity.footer(table.table(), path));
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            this.parquet = consumer;
        }

        @Override
        public void write(InternalRow row) {
            parquet.startMessage();
            for (int i = 0; i < stagers.length; i++) {
                if (row.isNullAt(i)) {
                    requireNullable(i);
                    digester.addNull();
                } else {
                    parquet.startField(names[i], i);
                    stage(row, i);
                    parquet.endField(names[i], i);
                }
            }
            parquet.endMessage();
            digester.endRow();
        }

        private void requireNullable(int column) {
            if (!table.columns().get(column).nullable()) {
                throw unstageable(column, new IllegalArgumentException("NULL in a column declared NOT NULL"));
            }
        }

        private void stage(InternalRow row, int column) {
            try {
                stagers[column].stage(row, digester, parquet);
            } catch (IllegalArgumentException | ArithmeticException failure) {
                throw unstageable(column, failure);
            }
        }

        private SternaException unstageable(int column, RuntimeException failure) {
            StagedColumn entry = table.columns().get(column);
            return SternaException.of(
                    Category.SOURCE,
                    "unstageable-value",
                    table.table(),
                    "Cannot stage a value of column " + entry.name() + " (" + entry.sourceType() + ") of "
                            + table.table() + ": " + failure.getMessage(),
                    "Look at the column's values; exclude the table if they cannot be changed",
                    failure);
        }
    }
}
