package dev.sterna.load;

import dev.sterna.backup.Manifest;
import dev.sterna.backup.StagedDigester;
import dev.sterna.backup.StagedSchema;
import dev.sterna.digest.RowHash;
import dev.sterna.error.SternaException;
import dev.sterna.model.Digest;
import dev.sterna.model.LogicalType;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A table's files in the backup, to be hashed as a load would read them; on any executor, or in the driver.
 *
 * @param directory in which the files lie
 */
public record StagedChunks(
        Manifest.TableEntry table, RowHash rowHash, String directory, int batchRows, SerializableConfiguration hadoop)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** For rows of about that width. */
    public static StagedChunks of(
            Manifest.TableEntry table, RowHash rowHash, String directory, long rowBytes, Configuration hadoop) {
        return new StagedChunks(
                table, rowHash, directory, StagedReader.batchRows(rowBytes), StagedReader.verifying(hadoop));
    }

    /** Reads a chunk's file to its end. */
    public Held read(Manifest.ChunkEntry chunk) {
        List<LogicalType> types =
                table.columns().stream().map(Manifest.ColumnEntry::type).toList();
        StructType schema = StagedSchema.spark(table.columns());
        ChunkLoad file = new ChunkLoad(directory + "/" + chunk.file(), chunk);
        Batch batch = new StagedTable(table, schema, List.of(file), null, batchRows, hadoop)
                .newScanBuilder(CaseInsensitiveStringMap.empty())
                .build()
                .toBatch();
        StagedDigester digester = new StagedDigester(rowHash, types);
        RowView view = new RowView(types);
        try (PartitionReader<InternalRow> rows = batch.createReaderFactory().createReader(file)) {
            while (rows.next()) {
                digester.add(view.over(rows.get()));
            }
            return new Held(chunk, digester.digest(), null);
        } catch (IOException | RuntimeException failure) {
            return new Held(chunk, null, how(failure));
        }
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
    public record Held(Manifest.ChunkEntry chunk, Digest digest, String damage) implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Whether it is what the manifest says. */
        public boolean asWritten() {
            return chunk.digest().equals(digest);
        }
    }
}
