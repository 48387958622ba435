package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One table's trouble is one table's: what is told of it, and what the next command does. */
class SetAsideIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private TestDatabase source;
    private TestDatabase target;
    private Migration migration;

    @BeforeEach
    void fill() {
        source = DATABASES.create(Engine.POSTGRESQL);
        target = DATABASES.create(Engine.MARIADB);
        source.execute(
                "CREATE TABLE calm (id int PRIMARY KEY, n int)",
                "INSERT INTO calm SELECT i, i FROM generate_series(1, 500) i",
                "CREATE TABLE wild (id int PRIMARY KEY, n double precision)",
                "INSERT INTO wild SELECT i, i FROM generate_series(1, 500) i",
                "INSERT INTO wild VALUES (501, 'NaN')",
                "CREATE INDEX wild_n ON wild (n)",
                "CREATE INDEX calm_n ON calm (n)");
        migration = new Migration(directory, source, target, "chunk.rows = 100", "objects.exclude = [\"owner *\"]");
    }

    @Test
    void rowsOfOtherTablesAreCountedAndTheSameCommandDoesTheRest() {
        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("exitCode").asInt()).isEqualTo(5);
        assertThat(result.get("outcome").asText()).isEqualTo("failed");
        Map<String, JsonNode> tables = tables(result);
        assertThat(tables.get("calm").get("loadedRows").asLong()).isEqualTo(500);
        assertThat(tables.get("calm").at("/diff/identical").asBoolean()).isTrue();
        assertThat(tables.get("wild").get("sourceRows").asLong()).isEqualTo(501);
        assertThat(tables.get("wild").get("loadedRows").asLong())
                .isEqualTo(Long.parseLong(target.queryValue("SELECT count(*) FROM wild")))
                .isLessThan(501);
        assertThat(tables.get("wild").get("diff").isNull()).isTrue();
        JsonNode table = result.at("/setAside/0");
        assertThat(table.get("kind").asText()).isEqualTo("table");
        assertThat(table.get("name").asText()).isEqualTo(target.name() + ".wild");
        assertThat(table.get("because").asText()).contains("Cannot load chunk");
        assertThat(table.get("next").asText())
                .startsWith("sterna run --config ")
                .endsWith(" --run-id r --execute");
        JsonNode index = result.at("/setAside/1");
        assertThat(index.get("name").asText()).isEqualTo(target.name() + ".wild.wild_n");
        assertThat(index.get("because").asText()).contains("it needs table " + target.name() + ".wild");
        assertThat(migration.give("report").get("setAside")).isEqualTo(result.get("setAside"));

        source.execute("UPDATE wild SET n = 0 WHERE id = 501");
        JsonNode again = migration.give("run", "--execute");

        assertThat(again.get("exitCode").asInt()).isZero();
        assertThat(again.has("setAside")).isFalse();
        assertThat(tables(again).get("wild").get("loadedRows").asLong()).isEqualTo(501);
        assertThat(tables(again).get("wild").at("/diff/identical").asBoolean()).isTrue();
        assertThat(target.queryValue("SELECT count(*) FROM information_schema.statistics WHERE table_schema = '"
                        + target.name() + "' AND index_name = 'wild_n'"))
                .isEqualTo("1");
        assertThat(migration.give("run", "--execute").get("outcome").asText()).isEqualTo("nothing-to-do");
    }

    @Test
    void atWishTheFirstFailureEndsIt() {
        JsonNode result = migration.give("run", "--execute", "-D", "sterna.on-failure=stop");

        assertThat(result.get("exitCode").asInt()).isEqualTo(5);
        assertThat(result.has("setAside")).isFalse();
        assertThat(result.get("steps"))
                .extracting(step -> step.get("name").asText())
                .doesNotContain("load", "finish", "diff");
    }

    private static Map<String, JsonNode> tables(JsonNode result) {
        Map<String, JsonNode> tables = new HashMap<>();
        result.get("tables").forEach(table -> {
            String name = table.get("name").asText();
            tables.put(name.substring(name.indexOf('.') + 1), table);
        });
        return tables;
    }
}
