package dev.sterna.load;

import dev.sterna.backup.Manifest;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** One chunk to load: its file in the backup and what the manifest says of it. */
record ChunkLoad(String file, Manifest.ChunkEntry entry) implements InputPartition {
    private static final long serialVersionUID = 1L;

    static ChunkLoad[] array(List<ChunkLoad> chunks) {
        return chunks.toArray(new ChunkLoad[0]);
    }
}
