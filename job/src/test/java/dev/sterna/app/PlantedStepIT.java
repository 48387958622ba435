package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.census.CensusDescriptor;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A step is one package and one entry: whatever a command can do, one does that only these tests know. */
class PlantedStepIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    /** The list with one more entry, between two others. */
    private static Commands planted() {
        List<Command> entries = new ArrayList<>(Commands.ENTRIES);
        entries.add(entries.size() - 1, new StepCommand(new CensusDescriptor()));
        return new Commands(entries);
    }

    private Shop shop(TestDatabase target) {
        return new Shop(directory, DATABASES.create(Engine.MARIADB), target);
    }

    @Test
    void itHasHelpAndOptionsOfItsOwn() {
        assertThat(Cli.run(planted(), "--help").out()).contains("census        Counts the rows of every table");
        assertThat(Cli.run(planted(), "census", "--help").out())
                .contains("Usage: sterna census [options]", "--fail-after=TABLES", "Counts every table twice.")
                .contains("Without --execute it prints what it would do and writes to no database.")
                .contains("sterna census --config conf/mariadb-to-postgresql.conf --run-id shop-1 --execute");
        assertThat(Cli.run(planted(), "run", "--help").out())
                .contains(", census; with others")
                .doesNotContain("--twice");
        assertThat(Cli.run(planted(), "plan", "--twice").err())
                .contains("Cannot use --twice with plan")
                .contains("It belongs to census: sterna census --twice");
        assertThat(Cli.run(planted(), "census", "--twise").err()).contains("Did you mean --twice?");
        Cli wrong = Cli.run(planted(), "census", "--fail-after", "many", "--json");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("Invalid --fail-after: many (must be a number)");
        assertThat(Cli.run("census").err()).contains("Unknown command: census");
    }

    @Test
    void itIsPreviewedFailsIsResumedAndReported() throws Exception {
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = shop(target);

        Cli preview = shop.json(planted(), "census", "--fail-after", "1");
        assertThat(preview.exitCode()).as(preview.err()).isZero();
        assertThat(preview.result().path("outcome").asText()).isEqualTo("preview");
        assertThat(preview.err())
                .contains("census would count ")
                .containsPattern("Next: sterna census --config \\S+ --run-id r --fail-after 1 --execute");
        assertThat(target.query("SELECT 1 FROM pg_tables WHERE tablename = 'census'"))
                .isEmpty();

        Cli failed = shop.json(planted(), "--fail-after=1", "census", "--execute");
        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(5);
        assertThat(failed.err())
                .containsPattern("Then resume: sterna census --config \\S+ --run-id r --fail-after 1 --execute");
        assertThat(target.queryValue("SELECT count(*) FROM census")).isEqualTo("1");
        JsonNode status = shop.json(planted(), "status").result().path("status");
        assertThat(status.path("state").asText()).isEqualTo("failed");
        assertThat(status.path("command").asText()).isEqualTo("census");
        assertThat(status.path("events").findValuesAsText("type")).contains("step-started", "table-counted");

        Cli resumed = shop.json(planted(), "census", "--execute");
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        JsonNode steps = resumed.result().path("steps");
        assertThat(steps.findValuesAsText("name")).containsExactly("census");
        assertThat(target.queryValue("SELECT sum(row_count) FROM census")).isEqualTo("1003");
        assertThat(steps.at("/0/rows").asText())
                .as("the table that was counted before is not counted again")
                .isEqualTo(target.query("SELECT row_count FROM census").get(1).get(0));

        Cli again = shop.json(planted(), "census", "--execute");
        assertThat(again.result().path("outcome").asText()).isEqualTo("nothing-to-do");
        assertThat(target.queryValue("SELECT count(*) FROM census")).isEqualTo("2");
        JsonNode report = shop.json(planted(), "report").result();
        assertThat(report.at("/last/command").asText()).isEqualTo("census");
        assertThat(report.at("/steps/0/outcome").asText()).isEqualTo("nothing-to-do");
    }

    @Test
    void itIsAPartOfAWholeRun() throws Exception {
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Shop shop = shop(target);

        Cli preview = shop.json(planted(), "run");
        assertThat(preview.err()).contains("census would count ");
        JsonNode run = shop.json(planted(), "run", "--execute").result();

        assertThat(run.path("exitCode").asInt()).as(run.toPrettyString()).isZero();
        assertThat(run.path("steps").findValuesAsText("name"))
                .containsExactly("prepare", "backup", "load", "finish", "diff", "census");
        assertThat(run.at("/steps/5/rows").asLong()).isEqualTo(1003);
        assertThat(run.at("/tables/0/diff/identical").asBoolean()).isTrue();
        assertThat(target.queryValue("SELECT sum(row_count) FROM census")).isEqualTo("1003");
        assertThat(shop.json(planted(), "run", "--execute")
                        .result()
                        .path("outcome")
                        .asText())
                .isEqualTo("nothing-to-do");
    }
}
