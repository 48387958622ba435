package dev.sterna.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.data.HardCases;
import dev.sterna.embedded.data.TpchData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a newcomer types, as they type it, for all pairs: every table arrives, and nothing stays. */
final class DemoIT {
    @TempDir
    Path parent;

    static Stream<Arguments> pairs() {
        return Arrays.stream(DemoEngine.values())
                .flatMap(source -> Arrays.stream(DemoEngine.values()).map(target -> Arguments.of(source, target)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyTableArrivesAndNothingStays(DemoEngine source, DemoEngine target) throws IOException {
        List<ProcessHandle> before = servers();

        Captured demo = Captured.of(() ->
                Demo.run(parent, "--json", "--scale", "0.01", "--source", source.name(), "--target", target.name()));

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.out().strip().lines()).hasSize(1);
        JsonNode result = new ObjectMapper().readTree(demo.out());
        assertThat(result.path("outcome").asText()).isEqualTo("done");
        assertThat(result.path("tables"))
                .hasSize(TpchData.tableNames().size()
                        + HardCases.tableNames(engine(source)).size())
                .allSatisfy(table -> {
                    assertThat(table.path("diff").path("identical").asBoolean()).isTrue();
                    assertThat(table.path("loadedRows")).isEqualTo(table.path("sourceRows"));
                });
        assertThat(demo.err())
                .contains("Sterna moves a " + source.title() + " database to " + target.title())
                .contains("All " + result.path("tables").size() + " tables arrived")
                .contains("Next, a database of your own")
                .contains("conf/" + DemoEngine.example(source, target));
        assertThat(parent).isEmptyDirectory();
        assertThat(servers()).isEqualTo(before);
    }

    @Test
    void aDemoThatCannotStartSaysWhyAndLeavesNothing() {
        List<ProcessHandle> before = servers();

        Captured demo = Captured.of(() -> Demo.run(parent, "--scale", "0.01", "-D", "sterna.chunk.row=1"));

        assertThat(demo.exitCode()).isEqualTo(3);
        assertThat(demo.err()).contains("sterna.chunk.row");
        assertThat(demo.out()).contains("Both servers are stopped").doesNotContain("Next, a database of your own");
        assertThat(parent).isEmptyDirectory();
        assertThat(servers()).isEqualTo(before);
    }

    private static Engine engine(DemoEngine engine) {
        return Engine.valueOf(engine.name());
    }

    private static List<ProcessHandle> servers() {
        return ProcessHandle.current().descendants().toList();
    }
}
