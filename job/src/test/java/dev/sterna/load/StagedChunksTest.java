package dev.sterna.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.backup.Manifest;
import dev.sterna.digest.RowHash;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Staged;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class StagedChunksTest {
    /** A backup of more than a few bytes is read on executors. */
    @Test
    void travelsToAnExecutorAndTellsThereThatAFileIsMissing() throws IOException, ClassNotFoundException {
        var column = new Manifest.ColumnEntry("a", new LogicalType.Text(0), "text", Staged.TEXT, true);
        var chunk = new Manifest.ChunkEntry(0, new Slice.Whole(), 1, BigInteger.ONE, 10, "gone.parquet", 0);
        StagedChunks here = StagedChunks.of(
                new Manifest.TableEntry("t", "t", List.of(column), List.of(chunk)),
                RowHash.MD5_60,
                "file:/nowhere",
                100,
                new Configuration(false));

        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(octets)) {
            out.writeObject(here);
        }
        StagedChunks there;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(octets.toByteArray()))) {
            there = (StagedChunks) in.readObject();
        }

        StagedChunks.Held held = there.read(chunk);
        assertThat(held.asWritten()).isFalse();
        assertThat(held.damage()).isEqualTo("file:/nowhere/gone.parquet is missing");
    }
}
