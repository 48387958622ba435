package dev.sterna.transfer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.digest.RowHash;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Digest;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import dev.sterna.transfer.ChunkSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup's file with one bit that is another, wherever it lies: its header, its pages, its footer. */
class DamagedFileTest {
    private static final int ROWS = 40;

    @TempDir
    private Path folder;

    /** Without files of checksums beside them, whatever kind of local files another test of this JVM has used. */
    private static Configuration plainFiles() {
        Configuration configuration = new Configuration();
        configuration.set("fs.file.impl", RawLocalFileSystem.class.getName());
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        return configuration;
    }

    @Test
    void aFlippedBitIsDamageOrChangesNothing() throws IOException {
        StagedTable table = new StagedTable(
                "public.a",
                folder.toUri().toString(),
                List.of(
                        new StagedColumn("id", new LogicalType.Int(64, false), "bigint", Staged.LONG, false),
                        new StagedColumn("name", new LogicalType.Text(0), "text", Staged.TEXT, true)),
                RowHash.MD5_60,
                100,
                HadoopSettings.of(plainFiles()));
        Path file = folder.resolve("000000-a.parquet");
        Digest digest = write(table, file);
        byte[] whole = Files.readAllBytes(file);
        StagedChunk chunk = new StagedChunk(0, file.getFileName().toString(), whole.length, digest);
        assertThat(read(table, chunk)).isEqualTo(digest);
        int damaged = 0;
        for (int at = 0; at < whole.length; at += 2) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Files.write(file, flipped);
            try {
                assertThat(read(table, chunk)).as("octet " + at).isEqualTo(digest);
            } catch (SternaException failure) {
                damaged++;
                assertThat(failure.category()).isEqualTo(Category.REFUSED);
                assertThat(failure.problems().get(0).code()).isEqualTo("backup-damaged");
                assertThat(failure.problems().get(0).message()).startsWith("Cannot load public.a: ");
            }
        }
        assertThat(damaged).isGreaterThan(whole.length / 6);
    }

    private static Digest write(StagedTable table, Path file) throws IOException {
        ChunkFile chunk = new ChunkFile(table, 3, new org.apache.hadoop.fs.Path(file.toUri()));
        try (chunk) {
            for (long id = 1; id <= ROWS; id++) {
                chunk.write(new GenericInternalRow(new Object[] {id, UTF8String.fromString("name " + id)}));
            }
        }
        return chunk.digest();
    }

    private static Digest read(StagedTable table, StagedChunk chunk) throws IOException {
        var source = (ChunkSource.Streamed) table.source(List.of(chunk));
        StagedDigester digester = new StagedDigester(table.rowHash(), table.types());
        RowView view = new StagedView(table.types());
        try (PartitionReader<InternalRow> rows = source.readers().createReader(chunk)) {
            while (rows.next()) {
                digester.add(view.over(rows.get()));
            }
        }
        return digester.digest();
    }
}
