package dev.sterna.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import dev.sterna.model.Digest;
import dev.sterna.step.Workspace;
import dev.sterna.testing.Databases;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.target.LoadedChunk;
import dev.sterna.transfer.target.TargetSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Work fails at the failpoint that is named, and what was left of it can be done by the next attempt. */
class FailpointsIT {
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

    @AfterEach
    void switchOff() {
        System.clearProperty(Failpoints.PROPERTY);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = ".*_(CLAIM|WRITE|COMMIT)")
    void aChunkOnItsWayIntoTheTarget(Failpoint place) {
        TransferRig rig = new TransferRig(
                spark, DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL), directory);
        List<StagedChunk> chunks = rig.copy(rig.source(), rig.stage());
        Digest staged = chunks.stream().map(StagedChunk::digest).reduce(Digest.EMPTY, Digest::plus);

        System.setProperty(Failpoints.PROPERTY, place.word() + ":1");
        assertThatThrownBy(() -> load(rig, chunks))
                .hasStackTraceContaining("Failpoint " + place.word() + ": chunk 1 of");
        assertThat(rig.ledgerChunks("r1").containsKey(1)).isEqualTo(place == Failpoint.AFTER_COMMIT);

        System.clearProperty(Failpoints.PROPERTY);
        assertThat(load(rig, chunks))
                .filteredOn(chunk -> chunk.index() == 1)
                .allMatch(chunk -> chunk.already() == (place == Failpoint.AFTER_COMMIT));
        assertThat(rig.targetDigest()).isEqualTo(staged);
    }

    private static List<LoadedChunk> load(TransferRig rig, List<StagedChunk> chunks) {
        return rig.copy(rig.staged().source(chunks), TargetSink.ofStage(rig.loading("r1"), chunks));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = ".*_WRITE")
    void aChunkOnItsWayIntoTheStage(Failpoint place) {
        TransferRig rig = new TransferRig(
                spark, DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL), directory);

        System.setProperty(Failpoints.PROPERTY, place.word() + ":0");
        assertThatThrownBy(() -> rig.copy(rig.source(), rig.stage()))
                .hasStackTraceContaining("Failpoint " + place.word() + ": chunk 0 of");

        System.clearProperty(Failpoints.PROPERTY);
        assertThat(rig.copy(rig.source(), rig.stage())).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ALL, names = ".*_RENAME")
    void aFileOfTheWorkspace(Failpoint place) throws IOException {
        Workspace workspace = new Workspace(directory.toUri().toString(), new Configuration(false));

        System.setProperty(Failpoints.PROPERTY, place.word());
        assertThatThrownBy(() -> workspace.write("plan.json", "{}"))
                .hasMessage("Failpoint " + place.word() + ": plan.json");

        assertThat(Files.exists(directory.resolve("plan.json"))).isEqualTo(place == Failpoint.AFTER_RENAME);
    }
}
