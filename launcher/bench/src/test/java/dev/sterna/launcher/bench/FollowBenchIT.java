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

/** A source that is written to for a moment, too short for times to mean something. */
final class FollowBenchIT {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenMeanwhileArrives() throws IOException {
        run("mariadb-postgresql");
    }

    @Test
    @Tag("long")
    void whatIsWrittenMeanwhileArrivesTheOtherWayToo() throws IOException {
        run("postgresql-mariadb");
    }

    private void run(String pair) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String words = "--follow --pair " + pair + " --scale 0.005 --seconds 3 --rate 500 --json --keep-data " + folder;
        int exitCode = Bench.run(
                List.of(words.split(" ")),
                Map.of("PATH", folder.toString()),
                new PrintStream(out, true, StandardCharsets.UTF_8));

        JsonNode report = new ObjectMapper().readTree(out.toByteArray());
        assertThat(exitCode).as(report.toString()).isZero();
        assertThat(report.path("pair").asText()).isEqualTo(pair);
        JsonNode round = report.path("rounds").path(0);
        assertThat(round.path("changes").asLong()).isGreaterThan(300);
        assertThat(round.path("medianLagSeconds").asDouble()).isPositive();
        assertThat(round.path("provenSeconds").asDouble()).isPositive();
        assertThat(round.path("differing").asLong()).isZero();
        assertThat(report.path("checks").findValuesAsText("verdict"))
                .containsExactly("passed", "passed", "passed", "not judged", "not judged");
    }
}
