package dev.sterna.transfer.stage;

import dev.sterna.transfer.TransferMetrics;
import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapred.FileSplit;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.parquet.hadoop.ParquetInputFormat;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.execution.datasources.parquet.ParquetReadSupport;
import org.apache.spark.sql.execution.datasources.parquet.VectorizedParquetRecordReader;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Reads one chunk's file with Spark's vectorized Parquet reader and hands out its rows as views into the batch: a row
 * is valid until the next, and nothing is copied.
 */
public final class StagedReader implements PartitionReader<InternalRow> {
    private static final long BATCH_BYTES = 4L << 20;

    private final VectorizedParquetRecordReader reader;
    private ColumnarBatch batch;
    private Iterator<InternalRow> rows;
    private InternalRow row;
    private final long bytes;
    private final RowBounds meant;
    private long decoded;
    private long waited;
    private final CustomTaskMetric[] metrics = TransferMetrics.read(() -> decoded, this::bytes, () -> waited);

    /** How many rows to decode at a time; few where rows are wide. */
    static int batchRows(long rowBytes) {
        return (int) Math.max(1, Math.min(4096, BATCH_BYTES / Math.max(1, rowBytes)));
    }

    /**
     * @param bytes of the file
     * @param meant which of its rows are handed out
     */
    StagedReader(StructType schema, int batchRows, Configuration hadoop, Path path, long bytes, RowBounds meant) {
        this.meant = meant;
        // "CORRECTED": our files are written in the proleptic calendar, there is nothing to rebase
        this.bytes = bytes;
        reader = new VectorizedParquetRecordReader(null, "CORRECTED", "UTC", "CORRECTED", "UTC", false, batchRows);
        Configuration conf = new Configuration(hadoop);
        conf.set(ParquetReadSupport.SPARK_ROW_REQUESTED_SCHEMA(), schema.json());
        conf.set(ParquetInputFormat.READ_SUPPORT_CLASS, ParquetReadSupport.class.getName());
        conf.setBoolean(SQLConf.CASE_SENSITIVE().key(), true);
        conf.setBoolean(SQLConf.PARQUET_BINARY_AS_STRING().key(), false);
        conf.setBoolean(SQLConf.PARQUET_INT96_AS_TIMESTAMP().key(), true);
        conf.setBoolean(SQLConf.PARQUET_INFER_TIMESTAMP_NTZ_ENABLED().key(), true);
        conf.setBoolean(SQLConf.LEGACY_PARQUET_NANOS_AS_LONG().key(), false);
        conf.setBoolean(SQLConf.NESTED_SCHEMA_PRUNING_ENABLED().key(), false);
        try {
            reader.initialize(
                    new FileSplit(path, 0, bytes, new String[0]),
                    new TaskAttemptContextImpl(conf, new TaskAttemptID()));
            reader.initBatch(new StructType(), InternalRow.empty());
            reader.enableReturningBatches();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(
                    "Cannot read " + path + ", a file that the backup's manifest names", failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while opening " + path, interruption);
        }
    }

    @Override
    public boolean next() throws IOException {
        while (step()) {
            if (meant.has(row)) {
                return true;
            }
        }
        return false;
    }

    private boolean step() throws IOException {
        while (rows == null || !rows.hasNext()) {
            long since = System.nanoTime();
            boolean more = reader.nextBatch();
            waited += System.nanoTime() - since;
            if (!more) {
                return false;
            }
            batch = reader.resultBatch();
            decoded += batch.numRows();
            rows = batch.rowIterator();
        }
        row = rows.next();
        return true;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return metrics;
    }

    /** The file's as soon as something of it has been read. */
    private long bytes() {
        return rows == null ? 0 : bytes;
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
