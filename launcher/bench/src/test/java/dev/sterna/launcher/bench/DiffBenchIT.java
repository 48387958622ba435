package dev.sterna.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Differences of all kinds, few because the table is small, on a machine without another tool. */
final class DiffBenchIT {
    @TempDir
    private Path folder;

    @Test
    void whatIsPlantedIsFoundAndRepaired() throws IOException {
        run("postgresql-mariadb");
    }

    @Test
    @Tag("long")
    void whatIsPlantedIsFoundAndRepairedTheOtherWayToo() throws IOException {
        run("mariadb-postgresql");
    }

    private void run(String pair) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exitCode = Bench.run(
                List.of("--diff", "--pair", pair, "--scale", "0.01", "--json", "--keep-data", folder.toString()),
                Map.of("PATH", folder.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8));

        JsonNode report = new ObjectMapper().readTree(out.toByteArray());
        assertThat(exitCode).as(report.toString()).isZero();
        assertThat(report.path("pair").asText()).isEqualTo(pair);
        assertThat(report.path("rows").asLong()).isEqualTo(60_175);
        JsonNode planted = report.path("planted");
        assertThat(planted.path("all").asInt()).isEqualTo(60);
        for (String kind : List.of("missing", "extra", "changed")) {
            assertThat(planted.path(kind).asInt()).as(kind).isPositive();
        }

        JsonNode results = report.path("results");
        assertThat(results.findValuesAsText("name"))
                .containsExactly("digest", "diff", "reladiff", "sync", "diff again");
        assertThat(results.findValuesAsText("outcome")).containsExactly("done", "done", "skipped", "done", "done");
        assertThat(results.path(0).path("fetched").asLong()).isZero();
        assertThat(results.path(1).path("fetched").asLong()).isBetween(60L, 20_000L);
        assertThat(results.path(1).path("timesDigest").asDouble()).isPositive();

        JsonNode checks = report.path("checks");
        assertThat(checks.findValuesAsText("verdict"))
                .as(checks.toString())
                .containsOnly("passed", "not judged")
                .hasSize(8);
    }
}
