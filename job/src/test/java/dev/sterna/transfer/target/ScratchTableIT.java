package dev.sterna.transfer.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import dev.sterna.model.Digest;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.transfer.TransferRig;
import dev.sterna.transfer.stage.StagedChunk;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A table that is filled without a ledger. */
class ScratchTableIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static SparkSession spark;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        spark = TransferRig.spark();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @EveryPair(crossing = true)
    void isFilledOutOfAStageAndNotedNowhere(Engine from, Engine to) {
        TransferRig rig = new TransferRig(spark, DATABASES.create(from), DATABASES.create(to), directory);
        List<StagedChunk> chunks = rig.copy(rig.source(), rig.stage());
        Digest staged = chunks.stream().map(StagedChunk::digest).reduce(Digest.EMPTY, Digest::plus);
        Loading scratch = rig.loading(new ChunkClaims.None());

        List<LoadedChunk> loaded = rig.copy(rig.staged().source(chunks), TargetSink.ofStage(scratch, chunks));

        assertThat(loaded).extracting(LoadedChunk::loadedRows).containsExactlyInAnyOrder(2L, 2L);
        assertThat(rig.targetDigest()).isEqualTo(staged);
        assertThat(rig.ledgerChunks("r1")).isEmpty();

        rig.targetData.execute("TRUNCATE TABLE item");
        rig.copy(rig.source(), TargetSink.ofTable(scratch, TransferRig.CHUNKS));
        assertThat(rig.targetDigest()).isEqualTo(staged);
    }

    @EveryPair(crossing = true)
    void aChunkThatFailsLeavesNothing(Engine from, Engine to) {
        TransferRig rig = new TransferRig(spark, DATABASES.create(from), DATABASES.create(to), directory);
        rig.targetData.execute("ALTER TABLE item ADD CHECK (id <> 4)");

        assertThatThrownBy(() -> rig.copy(
                        rig.source(), TargetSink.ofTable(rig.loading(new ChunkClaims.None()), TransferRig.CHUNKS)))
                .hasStackTraceContaining("load chunk 0 of");

        assertThat(rig.targetData.query("SELECT id FROM item WHERE id % 2 = 0")).isEmpty();
    }
}
