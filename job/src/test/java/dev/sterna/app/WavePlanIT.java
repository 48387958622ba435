package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The waves of a plan that is made, made anew and edited. */
class WavePlanIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private Migration migration;

    @Test
    void tablesStayInTheirWavesUntilOthersAreWanted() throws IOException {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        source.execute(
                "CREATE TABLE a (id int PRIMARY KEY)",
                "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a (id))",
                "CREATE TABLE c (id int PRIMARY KEY, b int REFERENCES b (id))");
        migration = new Migration(
                directory, source, DATABASES.create(Engine.MARIADB), "strategy = phased", "waves.count = 2");

        plan(0);
        assertThat(waves()).containsExactly(List.of("public.a", "public.b"), List.of("public.c"));
        assertThat(migration.json("plan.json").at("/waves/1/keys/0/name").asText())
                .isEqualTo("c_b_fkey");
        JsonNode preview = migration.give("run");
        assertThat(preview.get("outcome").asText()).isEqualTo("preview");
        assertThat(preview.at("/waves/1/state").asText()).isEqualTo("not-begun");

        source.execute("CREATE TABLE d (id int PRIMARY KEY)", "ALTER TABLE a ADD d int REFERENCES d (id)");
        assertThat(plan(9).at("/problems/0/code").asText()).isEqualTo("source-changed");
        source.execute("ALTER TABLE a DROP COLUMN d");
        plan(0, "-D", "sterna.tables.exclude=[\"nothing*\"]");
        assertThat(waves())
                .as("a table that is new comes last, though it is small")
                .containsExactly(List.of("public.a", "public.b"), List.of("public.c", "public.d"));

        plan(0, "-D", "sterna.waves.tables=[[\"c\"],[\"b\",\"d\"],[\"a\"]]");
        assertThat(waves()).containsExactly(List.of("public.c"), List.of("public.b", "public.d"), List.of("public.a"));
        assertThat(plan(3, "-D", "sterna.waves.tables=[[\"c\"],[\"b\"]]")
                        .at("/problems/0/message")
                        .asText())
                .isEqualTo(
                        "Cannot find a wave for 2 tables: public.a, public.d: no list of sterna.waves.tables means them");

        edit("\"public.d\"", "\"public.e\"");
        JsonNode refused = plan(9, "-D", "sterna.waves.tables=[[\"c\"],[\"b\",\"d\"],[\"a\"]]");
        assertThat(refused.get("problems"))
                .extracting(problem -> problem.get("message").asText())
                .containsExactly(
                        "Cannot accept the edited plan: a wave names public.e, which is no table of the plan",
                        "Cannot accept the edited plan for public.d: it is in no wave");
    }

    @Test
    void aPlanThatHadNoneGetsThemForItsOwnTablesAlone() {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        source.execute("CREATE TABLE a (id int PRIMARY KEY)", "CREATE TABLE b (id int PRIMARY KEY)");
        migration = new Migration(
                directory, source, DATABASES.create(Engine.MARIADB), "strategy = phased", "waves.count = 3");
        plan(0, "-D", "sterna.strategy=big-bang");
        assertThat(waves()).isEmpty();
        source.execute("CREATE TABLE c (id int PRIMARY KEY)");

        plan(0);

        assertThat(waves().stream().flatMap(List::stream))
                .as("c came later, and no setting that chooses tables has changed")
                .containsExactlyInAnyOrder("public.a", "public.b");
        plan(0, "-D", "sterna.strategy=big-bang");
        assertThat(waves()).as("nothing is begun").isEmpty();
    }

    private JsonNode plan(int exitCode, String... more) {
        List<String> words = new ArrayList<>(List.of("plan"));
        words.addAll(List.of(more));
        JsonNode result = migration.give(words.toArray(String[]::new));
        assertThat(result.get("exitCode").asInt()).as(result.toPrettyString()).isEqualTo(exitCode);
        return result;
    }

    private List<List<String>> waves() {
        List<List<String>> waves = new ArrayList<>();
        for (JsonNode wave : migration.json("plan.json").path("waves")) {
            List<String> tables = new ArrayList<>();
            wave.get("tables").forEach(table -> tables.add(table.asText()));
            waves.add(tables);
        }
        return waves;
    }

    /** In the waves, which come last in the file. */
    private void edit(String from, String to) throws IOException {
        String text = Files.readString(migration.file("plan.json"));
        int waves = text.lastIndexOf("\"waves\"");
        String edited = text.substring(0, waves).replaceFirst("\"hash\": \"[0-9a-f]+\"", "\"hash\": \"\"")
                + text.substring(waves).replace(from, to);
        Files.writeString(migration.file("plan.json"), edited);
    }
}
