package dev.sterna.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import dev.sterna.model.Digest;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.transfer.TeeSink.Both;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.target.LoadedChunk;
import dev.sterna.transfer.target.TargetSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows that go into a stage and into a target at once, and each half redone alone. */
class TeeSinkIT {
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

    private TransferRig rig(Engine from, Engine to) {
        return new TransferRig(spark, DATABASES.create(from), DATABASES.create(to), directory);
    }

    private static TeeSink<StagedChunk, LoadedChunk> tee(TransferRig rig, String runId) {
        return new TeeSink<>(rig.stage(), TargetSink.ofTable(rig.loading(runId), TransferRig.CHUNKS));
    }

    private static Digest staged(List<Both<StagedChunk, LoadedChunk>> reports) {
        return reports.stream().map(both -> both.first().digest()).reduce(Digest.EMPTY, Digest::plus);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("stage"))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    @EveryPair(crossing = true)
    void bothHoldTheSameRows(Engine from, Engine to) {
        TransferRig rig = rig(from, to);

        List<Both<StagedChunk, LoadedChunk>> reports = rig.copy(rig.source(), tee(rig, "r1"));

        assertThat(reports).hasSize(2);
        assertThat(reports).allSatisfy(both -> {
            assertThat(rig.staged().read(both.first()).asWritten()).isTrue();
            assertThat(both.second().index()).isEqualTo(both.first().index());
            assertThat(both.second().loadedRows())
                    .isEqualTo(both.first().digest().rows());
        });
        assertThat(staged(reports).rows()).isEqualTo(4);
        assertThat(rig.targetDigest()).isEqualTo(staged(reports));
        assertThat(rig.ledgerChunks("r1").values()).extracting(Digest::rows).containsExactly(2L, 2L);
    }

    @Test
    void aHalfThatIsInTakesNoRowsWhileTheOtherIsRedone() {
        TransferRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL);
        Digest first = staged(rig.copy(rig.source(), tee(rig, "r1")));

        List<Both<StagedChunk, LoadedChunk>> again = rig.copy(rig.source(), tee(rig, "r1"));

        assertThat(again).allMatch(both -> both.second().already());
        assertThat(staged(again)).isEqualTo(first);
        assertThat(rig.targetDigest()).isEqualTo(first);
    }

    @Test
    void theSecondHalfIsRedoneOutOfTheFirst() {
        TransferRig rig = rig(Engine.POSTGRESQL, Engine.MARIADB);
        List<Both<StagedChunk, LoadedChunk>> reports = rig.copy(rig.source(), tee(rig, "r1"));
        List<StagedChunk> chunks = reports.stream().map(Both::first).toList();
        rig.targetData.execute("TRUNCATE TABLE item");

        List<LoadedChunk> loaded = rig.copy(rig.staged().source(chunks), TargetSink.ofStage(rig.loading("r2"), chunks));

        assertThat(loaded).hasSize(2).noneMatch(LoadedChunk::already);
        assertThat(rig.targetDigest()).isEqualTo(staged(reports));
        assertThat(rig.ledgerChunks("r2").values().stream().reduce(Digest.EMPTY, Digest::plus))
                .isEqualTo(staged(reports));
    }

    @Test
    void whatTheFirstHalfDidIsUndoneWhenTheSecondFails() throws IOException {
        TransferRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL);
        rig.targetData.execute("ALTER TABLE item ADD CHECK (id <> 2)");

        assertThatThrownBy(() -> rig.copy(rig.source(), tee(rig, "r1"))).hasStackTraceContaining("load chunk 0 of");

        assertThat(files()).allMatch(file -> file.getFileName().toString().startsWith("000001-"));
        assertThat(rig.ledgerChunks("r1")).doesNotContainKey(0);
    }

    @Test
    void sinksOfOtherChunksAreNoPair() {
        TransferRig rig = rig(Engine.MARIADB, Engine.POSTGRESQL);
        TargetSink one = TargetSink.ofTable(rig.loading("r1"), List.of(0));

        assertThatThrownBy(() -> new TeeSink<>(rig.stage(), one)).hasMessage("Cannot write 2 and 1 chunks at once");
    }
}
