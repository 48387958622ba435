package dev.sterna.backup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sterna.digest.RowHash;
import dev.sterna.model.Digest;
import dev.sterna.model.Slice;
import dev.sterna.transfer.stage.HadoopSettings;
import dev.sterna.transfer.stage.StagedBounds;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedColumn;
import dev.sterna.transfer.stage.StagedTable;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a backup holds: {@code backup/manifest.json}. Only files named here belong to the backup.
 *
 * @param format version of this file's form, 1
 * @param planHash of the plan that was executed
 * @param source label of the source server
 * @param rowHash of which the chunks' sums are made
 * @param views the consistent views under which chunks were read, in the order of their opening
 * @param complete whether every chunk of the plan is in
 */
public record Manifest(
        int format,
        String runId,
        String planHash,
        String source,
        String sourceVersion,
        RowHash rowHash,
        List<View> views,
        boolean complete,
        List<TableEntry> tables) {
    /** Where the manifest lies in the workspace. */
    public static final String FILE = "backup/manifest.json";

    public Manifest {
        Objects.requireNonNull(planHash, "planHash");
        Objects.requireNonNull(rowHash, "rowHash");
        views = List.copyOf(views);
        tables = List.copyOf(tables);
    }

    /** The entry of a table by its source name, if the backup has one. */
    public Optional<TableEntry> find(String table) {
        return tables.stream().filter(entry -> entry.name().equals(table)).findFirst();
    }

    /**
     * A view of the source.
     *
     * @param opened ISO 8601 in UTC
     * @param shared whether all chunks read under it show the same moment
     * @param position of the source's log of changes, or null
     */
    public record View(String opened, boolean shared, String position) {}

    /**
     * A table in the backup.
     *
     * @param name the source's qualified name
     * @param directory below {@code backup/}
     * @param chunks in the order of their index
     * @param within which of the files' rows are meant; null for all, as it is but in a restore
     */
    public record TableEntry(
            String name,
            String directory,
            List<StagedColumn> columns,
            List<ChunkEntry> chunks,
            @JsonInclude(JsonInclude.Include.NON_NULL) StagedBounds within)
            implements Serializable {
        public TableEntry {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(directory, "directory");
            columns = List.copyOf(columns);
            chunks = List.copyOf(chunks);
        }

        /** With all rows of its files. */
        public TableEntry(String name, String directory, List<StagedColumn> columns, List<ChunkEntry> chunks) {
            this(name, directory, columns, chunks, null);
        }

        @JsonIgnore
        public long bytes() {
            return chunks.stream().mapToLong(ChunkEntry::bytes).sum();
        }

        /** The table's files, to be read.
         *
         * @param backup URI of the directory {@code backup/}
         * @param rowBytes estimated bytes of a row
         */
        public StagedTable staged(String backup, RowHash rowHash, long rowBytes, HadoopSettings hadoop) {
            return new StagedTable(name, backup + "/" + directory, columns, rowHash, rowBytes, hadoop, within);
        }

        /** Count and sum over all chunks. */
        @JsonIgnore
        public Digest digest() {
            return chunks.stream().map(ChunkEntry::digest).reduce(Digest.EMPTY, Digest::plus);
        }
    }

    /**
     * A chunk in the backup.
     *
     * @param sum sum of the row hashes
     * @param bytes of the file
     * @param file name in the table's directory
     * @param view index into {@link Manifest#views()}
     */
    public record ChunkEntry(int index, Slice slice, long rows, BigInteger sum, long bytes, String file, int view)
            implements Serializable {
        public ChunkEntry {
            Objects.requireNonNull(slice, "slice");
            Objects.requireNonNull(sum, "sum");
            Objects.requireNonNull(file, "file");
        }

        @JsonIgnore
        public Digest digest() {
            return new Digest(rows, sum);
        }

        /** The chunk's file, to be read. */
        public StagedChunk staged() {
            return new StagedChunk(index, file, bytes, digest());
        }
    }
}
