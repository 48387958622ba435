package dev.sterna.transfer.stage;

import dev.sterna.digest.RowHash;
import dev.sterna.error.SternaException;
import dev.sterna.model.Digest;
import dev.sterna.model.LogicalType;
import dev.sterna.transfer.ChunkSource;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One table in a stage: a Parquet file for each of its chunks. It travels to executors.
 *
 * @param table the source's qualified name, for messages
 * @param directory URI in which the files lie
 * @param rowHash of which the chunks' sums are made
 * @param rowBytes estimated bytes of a row
 * @param hadoop by which its files are reached; one and the same for all tables of a step
 * @param within rows that are meant of all that lie in its files; null for all
 */
public record StagedTable(
        String table,
        String directory,
        List<StagedColumn> columns,
        RowHash rowHash,
        long rowBytes,
        HadoopSettings hadoop,
        StagedBounds within)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public StagedTable {
        columns = List.copyOf(columns);
    }

    /** All rows of its files. */
    public StagedTable(
            String table,
            String directory,
            List<StagedColumn> columns,
            RowHash rowHash,
            long rowBytes,
            HadoopSettings hadoop) {
        this(table, directory, columns, rowHash, rowBytes, hadoop, null);
    }

    /** The same, of whose rows another sum is made. */
    public StagedTable hashedBy(RowHash other) {
        return new StagedTable(table, directory, columns, other, rowBytes, hadoop, within);
    }

    /** The columns' types. */
    public List<LogicalType> types() {
        return columns.stream().map(StagedColumn::type).toList();
    }

    /**
     * Some of its chunks, each as one partition, whatever the size of its file, where Spark's own file source would pack
     * small files together and split large ones. A file that is not the one that was written there fails before its rows
     * are read.
     */
    public ChunkSource source(List<StagedChunk> chunks) {
        return source("backup of " + table, chunks);
    }

    /** The same of a stage that is no backup. */
    public ChunkSource source(String name, List<StagedChunk> chunks) {
        StructType schema = StagedSchema.spark(columns);
        return new ChunkSource.Streamed(name, schema, chunks, new Factory(this, schema));
    }

    /** Opens a chunk's file without a look at whether it is the one that was written there. */
    public StagedReader open(StagedChunk chunk) {
        return open(chunk, StagedSchema.spark(columns));
    }

    /** Whether a chunk's file is whole, has the table's columns, and does not say that it is another; its rows are not looked at. */
    public boolean fits(StagedChunk chunk) {
        try {
            return FileIdentity.read(path(chunk), hadoop.value())
                    .otherThan(this, chunk)
                    .isEmpty();
        } catch (IOException | RuntimeException failure) {
            RuntimeException explained = new FileCheck(this, chunk).explained(failure);
            if (explained instanceof SternaException) {
                return false;
            }
            throw explained;
        }
    }

    private StagedReader open(StagedChunk chunk, StructType schema) {
        RowBounds meant = within == null ? RowBounds.ALL : within.rows(columns);
        return new StagedReader(
                schema, StagedReader.batchRows(rowBytes), hadoop.value(), path(chunk), chunk.bytes(), meant);
    }

    Path path(StagedChunk chunk) {
        return new Path(directory + "/" + chunk.file());
    }

    /** Hashes what a chunk's file holds, read to its end as a load would read it. */
    public Held read(StagedChunk chunk) {
        StagedDigester digester = new StagedDigester(rowHash, types());
        RowView view = new StagedView(types());
        try (StagedReader rows = checked(chunk)) {
            while (rows.next()) {
                digester.add(view.over(rows.get()));
            }
            return new Held(chunk, digester.digest(), null);
        } catch (IOException | RuntimeException failure) {
            return new Held(chunk, null, how(failure));
        }
    }

    private StagedReader checked(StagedChunk chunk) {
        // What the file says it is does not matter here: its rows tell.
        new FileCheck(this, chunk).requireLength();
        return open(chunk);
    }

    private static String how(Exception failure) {
        SternaException known = SternaException.findIn(failure);
        if (known != null) {
            return known.problems().get(0).message().replaceFirst("^Cannot load: ", "");
        }
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return "it cannot be read: " + last.getMessage();
    }

    /**
     * What a chunk's file holds.
     *
     * @param digest null when it could not be read as it was written; {@code damage} says then why, and is null else
     */
    public record Held(StagedChunk chunk, Digest digest, String damage) implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Whether it is what was written. */
        public boolean asWritten() {
            return chunk.digest().equals(digest);
        }
    }

    private record Factory(StagedTable table, StructType schema) implements PartitionReaderFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            StagedChunk chunk = (StagedChunk) partition;
            FileCheck check = new FileCheck(table, chunk);
            check.requireLength();
            // A chunk whose rows are another's must not commit.
            if (!check.requireIdentity()) {
                check.requireRows();
            }
            try {
                return new CheckedReader(table.open(chunk, schema), check);
            } catch (RuntimeException failure) {
                throw check.explained(failure);
            }
        }
    }
}
