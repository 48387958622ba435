package dev.sterna.transfer.stage;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Which file of which table a staged file says it is, in its footer, wherever it lies now: its name begins with the chunk's index and
 * ends with what no other attempt has.
 *
 * @param table the source's qualified name; null in a file that says nothing of itself, {@code file} likewise
 */
record FileIdentity(String table, String file, MessageType schema) {
    private static final String TABLE = "sterna.table";
    private static final String FILE = "sterna.file";

    /** What a writer puts into the footer. */
    static Map<String, String> footer(String table, Path path) {
        return Map.of(TABLE, table, FILE, path.getName());
    }

    /** Reads the footer and nothing else. */
    static FileIdentity read(Path path, Configuration hadoop) throws IOException {
        // Without options Parquet makes a configuration of its own, out of XML files, for every file that it opens.
        ParquetReadOptions options = HadoopReadOptions.builder(hadoop).build();
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop), options)) {
            FileMetaData footer = reader.getFileMetaData();
            Map<String, String> said = footer.getKeyValueMetaData();
            return new FileIdentity(said.get(TABLE), said.get(FILE), footer.getSchema());
        }
    }

    /** Whether it says what it is; a backup of an earlier version does not. */
    boolean isSaid() {
        return table != null && file != null;
    }

    /** How it differs from the file that is looked for, in words; empty when it is that one. */
    Optional<String> otherThan(StagedTable wanted, StagedChunk chunk) {
        if (isSaid() && !(table.equals(wanted.table()) && file.equals(chunk.file()))) {
            return Optional.of(
                    "it is " + file + " of " + table + ", and should be " + chunk.file() + " of " + wanted.table());
        }
        MessageType columns = StagedSchema.parquet(wanted.columns());
        return columns.equals(schema)
                ? Optional.empty()
                : Optional.of("its columns are not those of " + wanted.table() + " in the manifest");
    }
}
