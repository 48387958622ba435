package dev.sterna.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That what is measured is really measured: the whole measurement is for a quiet machine. */
final class MicroIT {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void objectsAreCountedWhereTheyAreMadeAndNowhereElse() throws Exception {
        assertThat(run("copy-text of decimal", "--json")).isZero();

        JsonNode rows = new ObjectMapper()
                .readTree(out.toString(StandardCharsets.UTF_8))
                .path("rows");
        assertThat(rows.findValuesAsText("type")).containsExactly("decimal(9,2)", "decimal(18,4)", "decimal(38,10)");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.path("nanosPerRow").asDouble()).isPositive();
            assertThat(row.path("bytesPerRow").asLong() > 0)
                    .isEqualTo(row.path("type").asText().equals("decimal(38,10)"))
                    .isEqualTo(row.path("mayAllocate").isTextual());
        });
    }

    @Test
    void anObjectWithoutAnExcuseIsTold() {
        Subject plain = new Subject(Stage.LOAD_DATA, Sample.INTEGER);
        Subject excused = new Subject(Stage.LOAD_DATA, Sample.DECIMAL_38);

        List<String> lines = MicroTable.lines(List.of(new Measured(plain, 5, 16), new Measured(excused, 50, 80)));

        assertThat(lines)
                .contains("  load-data of integer: 16 B a row")
                .anySatisfy(line -> assertThat(line).contains("BigInteger", "(decimal(38,10))"));
        assertThat(new Measured(plain, 5, 16).wasteful()).isTrue();
        assertThat(new Measured(excused, 50, 80).wasteful()).isFalse();
    }

    @Test
    void whatNothingContainsIsRefused() throws Exception {
        assertThat(run("geometry")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("contains \"geometry\"");
        assertThat(run("--fast")).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private int run(String... words) throws Exception {
        return Micro.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
