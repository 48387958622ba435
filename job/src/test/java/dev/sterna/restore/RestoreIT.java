package dev.sterna.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.app.Migration;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.data.HardCases;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backup is written back, whole or in part, where its source is not there any more. */
class RestoreIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path directory;

    /** All that is hard to move arrives as it was, in the engine that it came from and in the other. */
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void writesEverythingBackIntoEitherEngine(Engine from, Engine to) throws Exception {
        TestDatabase source = DATABASES.create(from);
        HardCases.load(source);
        TestDatabase target = DATABASES.create(to);
        Migration migration = new Migration(directory, source, target, "chunk.rows = 3000");
        assertThat(migration.give("backup", "--execute").get("exitCode").asInt())
                .isZero();
        for (Engine engine : List.of(from, to)) {
            TestDatabase into = DATABASES.create(engine);

            JsonNode preview = migration.give(restore(into, "--into", into.jdbcUrl()));
            assertThat(preview.get("outcome").asText())
                    .as(preview.get("problems").toPrettyString())
                    .isEqualTo("preview");

            JsonNode result = migration.give(restore(into, "--into", into.jdbcUrl(), "--execute"));

            assertThat(result.get("exitCode").asInt())
                    .as(engine + ": " + result.get("problems").toPrettyString())
                    .isZero();
            assertThat(result.get("tables")).hasSizeGreaterThan(10);
            for (JsonNode table : result.get("tables")) {
                assertThat(table.at("/diff/identical").asBoolean())
                        .as(table.toPrettyString())
                        .isTrue();
                assertThat(table.get("loadedRows")).isEqualTo(table.get("sourceRows"));
            }
        }
    }

    private static String[] restore(TestDatabase into, String... words) {
        List<String> all = new ArrayList<>(List.of(
                "restore",
                "-D",
                "sterna.restore.target.user=" + into.user(),
                "-D",
                "sterna.restore.target.password=" + into.password()));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }
}
