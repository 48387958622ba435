package dev.sterna.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemoOptionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --sacle 1         | Unknown option: --sacle           | Did you mean --scale?
                    --frobnicate      | Unknown option: --frobnicate      | See: scripts/sterna demo --help
                    now               | Unexpected word: now              | See: scripts/sterna demo --help
                    --source oracle   | Invalid value for option '--source' | See: scripts/sterna demo --help
                    --scale much      | Invalid value for option '--scale'  | See: scripts/sterna demo --help
                    --scale 0.001     | Invalid scale: 0.001 (must be at least 0.01) | leave --scale out for 0.1
                    --scale NaN       | Invalid scale: NaN (must be at least 0.01)   | leave --scale out for 0.1
                    --scale           | Missing required parameter for option '--scale' | See: scripts/sterna demo --help
                    """)
    void aMistakeIsAnsweredWithItsRemedyAndExitCode2(String words, String message, String remedy) {
        Captured demo = Captured.of(() -> Launcher.run(("demo " + words).split(" ")));

        assertThat(demo.exitCode()).isEqualTo(2);
        assertThat(demo.out()).isEmpty();
        assertThat(demo.err()).contains(message).contains(remedy);
    }

    @Test
    void aMistakeIsOneLineOfJsonWhereJsonIsWanted() throws Exception {
        Captured demo = Captured.of(() -> Launcher.run("demo", "--json", "--frobnicate"));

        JsonNode result = new ObjectMapper().readTree(demo.out());
        assertThat(demo.out().strip().lines()).hasSize(1);
        assertThat(result.path("exitCode").asInt()).isEqualTo(2);
        assertThat(result.path("command").asText()).isEqualTo("demo");
        assertThat(result.path("problems").path(0).path("code").asText()).isEqualTo("unknown-option");
    }

    @Test
    void helpShowsEveryOptionAndExamples() {
        Captured demo = Captured.of(() -> Launcher.run("demo", "--help"));

        assertThat(demo.exitCode()).isZero();
        assertThat(demo.out())
                .contains("--source", "--target", "--scale", "--keep", "--json", "-D")
                .contains("scripts/sterna demo --source postgresql --target mariadb");
    }

    @Test
    void enginesMayBeWrittenInAnyCase() {
        DemoOptions options = DemoOptions.parse("--source", "PostgreSQL", "--target", "mariadb");

        assertThat(options.source()).isEqualTo(DemoEngine.POSTGRESQL);
        assertThat(options.target()).isEqualTo(DemoEngine.MARIADB);
    }

    @Test
    void everyPairHasAnExampleToStartFrom() {
        for (DemoEngine source : DemoEngine.values()) {
            for (DemoEngine target : DemoEngine.values()) {
                assertThat(Path.of("../conf", DemoEngine.example(source, target)))
                        .exists();
            }
        }
    }
}
