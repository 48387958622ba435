package dev.sterna.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.target.TargetSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ui.SQLAppStatusStore;
import org.apache.spark.sql.execution.ui.SQLExecutionUIData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark's own records, which its UI shows, say of a transfer: rows, bytes, and seconds of waiting. */
class TransferMetricsIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final String SECONDS = "[0-9]+\\.[0-9]{3}";

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
    void everyKindOfTransferIsCounted(Engine from, Engine to) {
        TransferRig rig = new TransferRig(spark, DATABASES.create(from), DATABASES.create(to), directory);

        List<StagedChunk> chunks = rig.copy(rig.source(), rig.stage());
        Map<String, String> staging = last();
        assertThat(staging).containsEntry("rows read", "4").containsEntry("rows staged", "4");
        assertThat(number(staging, "bytes read")).isGreaterThan(100);
        assertThat(number(staging, "bytes staged, compressed")).isPositive();
        assertThat(staging.get("seconds waiting for the source"))
                .matches(SECONDS)
                .isNotEqualTo("0.000");

        rig.copy(rig.staged().source(chunks), TargetSink.ofStage(rig.loading("r1"), chunks));
        Map<String, String> loading = last();
        assertThat(loading).containsEntry("rows read", "4").containsEntry("rows sent to the target", "4");
        assertThat(number(loading, "bytes read"))
                .isEqualTo(chunks.stream().mapToLong(StagedChunk::bytes).sum());
        assertThat(loading.get("seconds waiting for the target, before the commit"))
                .matches(SECONDS);

        rig.targetData.execute("TRUNCATE TABLE item");
        rig.copy(rig.source(), new TeeSink<>(rig.stage(), TargetSink.ofTable(rig.loading("r2"), TransferRig.CHUNKS)));
        assertThat(last())
                .containsEntry("rows read", "4")
                .containsEntry("rows staged", "4")
                .containsEntry("rows sent to the target", "4");
    }

    private static long number(Map<String, String> metrics, String name) {
        return Long.parseLong(metrics.get(name));
    }

    /** Of the last query that Spark has run, by what it calls them. */
    private static Map<String, String> last() {
        SQLAppStatusStore store = ((org.apache.spark.sql.classic.SparkSession) spark)
                .sharedState()
                .statusStore();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> execution(store).completionTime().isDefined()
                        && execution(store).metricValues() != null);
        SQLExecutionUIData execution = execution(store);
        Map<Object, String> values = CollectionConverters.asJava(store.executionMetrics(execution.executionId()));
        Map<String, String> metrics = new TreeMap<>();
        CollectionConverters.asJava(execution.metrics())
                .forEach(metric -> metrics.put(metric.name(), values.get(metric.accumulatorId())));
        return metrics;
    }

    private static SQLExecutionUIData execution(SQLAppStatusStore store) {
        return store.executionsList().last();
    }
}
