package dev.sterna.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparkClusterIT {
    private static final SparkCluster CLUSTER = new SparkCluster();

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
}
