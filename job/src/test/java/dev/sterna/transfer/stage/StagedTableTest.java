package dev.sterna.transfer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.digest.RowHash;
import dev.sterna.model.Digest;
import dev.sterna.model.LogicalType;
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

class StagedTableTest {
    /** A backup of more than a few bytes is read on executors. */
    @Test
    void travelsToAnExecutorAndTellsThereThatAFileIsMissing() throws IOException, ClassNotFoundException {
        var column = new StagedColumn("a", new LogicalType.Text(0), "text", Staged.TEXT, true);
        var chunk = new StagedChunk(0, "gone.parquet", 10, new Digest(1, BigInteger.ONE));
        StagedTable here = new StagedTable(
                "t",
                "file:/nowhere",
                List.of(column),
                RowHash.MD5_60,
                100,
                HadoopSettings.of(new Configuration(false)));

        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(octets)) {
            out.writeObject(here);
        }
        StagedTable there;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(octets.toByteArray()))) {
            there = (StagedTable) in.readObject();
        }

        StagedTable.Held held = there.read(chunk);
        assertThat(held.asWritten()).isFalse();
        assertThat(held.damage()).isEqualTo("file:/nowhere/gone.parquet is missing");
    }
}
