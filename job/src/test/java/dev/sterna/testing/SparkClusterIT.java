package dev.sterna.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.app.Migration;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.data.LoadProgress;
import dev.sterna.embedded.data.TpchData;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What needs a cluster, all in one class, so that one is started. */
class SparkClusterIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final SparkCluster CLUSTER = new SparkCluster();

    @TempDir
    Path directory;

    @Tag("long")
    @Test
    void twoWorkersRunAJobAndItsExitCodeComesBack() {
        SparkProgram.Ended ended = CLUSTER.submit("--class", TinyJob.class.getName(), "spark-internal", "42");
        assertThat(CLUSTER.aliveWorkers()).isEqualTo(2);
        assertThat(ended.stdout()).as(ended.stderr()).isEqualTo("executors=[0, 1]\n");
        assertThat(ended.exitCode()).isEqualTo(42);
    }

    @Test
    void submitsWithoutAClusterToo() {
        SparkProgram.Ended ended = SparkProgram.submit(
                Duration.ofMinutes(2),
                List.of("--master", "local[1]", "--class", TinyJob.class.getName(), "spark-internal", "0"));
        assertThat(ended.stdout()).as(ended.stderr()).isEqualTo("executors=[driver]\n");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void twoWorkersDoAWholeMigration() throws SQLException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TpchData.load(source, 0.01, TpchData.tableNames(), LoadProgress.NONE);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(directory, source, target, "chunk.rows = 10000");
        List<String> submission = new ArrayList<>(List.of("--class", "dev.sterna.app.Main", "spark-internal"));
        submission.addAll(migration.arguments("--json", "run", "--execute"));

        SparkProgram.Ended ended = CLUSTER.submit(submission.toArray(String[]::new));

        assertThat(ended.exitCode()).as(ended.stderr()).isZero();
        JsonNode result = Migration.result(ended);
        assertThat(result.get("outcome").asText()).isEqualTo("done");
        assertThat(result.get("tables"))
                .hasSize(8)
                .allSatisfy(
                        table -> assertThat(table.get("diff").get("identical").asBoolean())
                                .isTrue());
        assertThat(target.queryValue("SELECT count(*) FROM lineitem"))
                .isEqualTo(source.queryValue("SELECT count(*) FROM lineitem"));
    }
}
