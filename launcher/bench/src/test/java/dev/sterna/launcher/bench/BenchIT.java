package dev.sterna.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole benchmark, small, on a machine without any of the other tools. */
final class BenchIT {
    @TempDir
    private Path folder;

    @Test
    void rowsThatCanRunAreMeasuredAndTheOthersAreSaidToBeSkipped() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exitCode = Bench.run(
                List.of("--scale", "0.01", "--json", "--keep-data", folder.toString()),
                Map.of("PATH", folder.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8));

        JsonNode report = new ObjectMapper().readTree(out.toByteArray());
        assertThat(exitCode).as(report.toString()).isZero();
        assertThat(report.path("pair").asText()).isEqualTo("mariadb-postgresql");
        assertThat(report.path("rows").asLong())
                .isEqualTo(report.path("tables").path(0).path("rows").asLong()
                        + report.path("tables").path(1).path("rows").asLong())
                .isGreaterThan(70_000);
        assertThat(report.path("machine").path("cores").asInt()).isPositive();

        JsonNode sterna = row(report, "sterna");
        measured(sterna);
        assertThat(sterna.path("timesSterna").asDouble()).isEqualTo(1.0);
        assertThat(sterna.path("secondsWithoutJvmStart").asDouble())
                .isPositive()
                .isLessThan(sterna.path("seconds").asDouble());
        List<String> steps = new ArrayList<>();
        sterna.path("steps").forEach(step -> steps.add(step.path("name").asText()));
        assertThat(steps).containsAll(Report.STAGE_LOAD_PROVE);
        measured(row(report, "spark-jdbc"));
        measured(row(report, "spark-jdbc-tuned"));
        assertThat(row(report, "spark-jdbc").path("timesSternaLoad").asDouble()).isPositive();

        skipped(row(report, "pgloader"), "no pgloader on PATH");
        skipped(row(report, "pgcopydb"), "it copies only postgresql-postgresql");
        skipped(row(report, "pipe"), "no mariadb or mysql on PATH");
        nothingOfTheServersIsLeft();
    }

    private static JsonNode row(JsonNode report, String name) {
        for (JsonNode row : report.path("results")) {
            if (row.path("name").asText().equals(name)) {
                return row;
            }
        }
        throw new AssertionError("no row " + name + " in " + report);
    }

    private static void measured(JsonNode row) {
        assertThat(row.path("outcome").asText()).as(row.toString()).isEqualTo("done");
        for (String figure : List.of("seconds", "rowsPerSecond", "megabytesPerSecond", "peakBytes", "cpuSeconds")) {
            assertThat(row.path(figure).asDouble()).as(figure).isPositive();
        }
    }

    private static void skipped(JsonNode row, String reason) {
        assertThat(row.path("outcome").asText()).isEqualTo("skipped");
        assertThat(row.path("reason").asText()).isEqualTo(reason);
    }

    /** Only what the rows left stays, and no password in it. */
    private void nothingOfTheServersIsLeft() throws IOException {
        try (Stream<Path> benches = Files.list(folder)) {
            try (Stream<Path> left = Files.list(benches.findFirst().orElseThrow())) {
                assertThat(left.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("sterna-1", "spark-jdbc-1", "spark-jdbc-tuned-1");
            }
        }
    }
}
