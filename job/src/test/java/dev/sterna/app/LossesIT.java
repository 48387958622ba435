package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that the target cannot hold: converted where the policy says so, and then counted; else the end of the run. */
class LossesIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private static TestDatabase source() {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        source.execute(
                "SET SESSION sql_mode = ''",
                "CREATE TABLE visit (id int PRIMARY KEY, born date NOT NULL, seen datetime NOT NULL,"
                        + " noted timestamp NOT NULL, gone date, note varchar(20) NOT NULL,"
                        + " word text COLLATE utf8mb4_unicode_ci, wide varchar(9) CHARACTER SET utf16)",
                "INSERT INTO visit VALUES"
                        + " (1, '0000-00-00', '0000-00-00 00:00:00', '0000-00-00 00:00:00', NULL, 'a\\0b', 'x', 'x'),"
                        + " (2, '2024-00-10', '2024-01-01 10:00:00', '2024-01-01 10:00:00', '0000-00-00', 'c', NULL, NULL),"
                        + " (3, '2024-01-01', '2024-01-01 10:00:00', '2024-01-01 10:00:00', '2024-01-02', '\\0', '\\0', 'y')",
                "CREATE TABLE clean (id int PRIMARY KEY, born date NOT NULL, note text)",
                "INSERT INTO clean VALUES (1, '2024-01-01', 'a')",
                "CREATE TABLE filtered (id int PRIMARY KEY, born date)",
                "INSERT INTO filtered VALUES (1, '0000-00-00'), (2, '2024-01-01')");
        return source;
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void areCountedByColumn(Engine to) {
        TestDatabase source = source();
        TestDatabase target = DATABASES.create(to);
        Migration migration = new Migration(
                directory,
                source,
                target,
                "types { on-zero-date = \"null\", on-nul-character = strip }",
                "tables.where { \"" + source.name() + ".filtered\" = \"id = 2 -- the others are of no use\" }");

        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("outcome").asText()).as(result.toPrettyString()).isEqualTo("done");
        assertThat(messages(result, "declared-loss"))
                .containsExactly("Values of " + source.name() + ".visit do not stay as they are:"
                        + " born: 2 zero dates become NULL; seen: 1 zero date becomes NULL;"
                        + " noted: 1 zero date becomes NULL; gone: 1 zero date becomes NULL;"
                        + " note: 2 texts lose their NUL characters; word: 1 text loses its NUL characters");
        assertThat(messages(result, "not-null-given-up")).hasSize(2);
        assertThat(target.query("SELECT id, born, note FROM visit ORDER BY id"))
                .containsExactly(
                        Arrays.asList("1", null, "ab"), Arrays.asList("2", null, "c"), List.of("3", "2024-01-01", ""));
        assertThat(target.query("SELECT id FROM filtered")).containsExactly(List.of("2"));
    }

    @Test
    void endTheRunOtherwise() {
        TestDatabase source = source();
        Migration migration = new Migration(directory, source, DATABASES.create(Engine.POSTGRESQL));

        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("outcome").asText()).isEqualTo("failed");
        assertThat(result.get("problems").findValuesAsText("remedy"))
                .anyMatch(remedy -> remedy.contains("sterna.types.on-zero-date"));
        assertThat(messages(result, "declared-loss")).isEmpty();
        assertThat(messages(result, "not-null-given-up")).isEmpty();
    }

    private static List<String> messages(JsonNode result, String code) {
        return StreamSupport.stream(result.get("problems").spliterator(), false)
                .filter(problem -> problem.get("code").asText().equals(code))
                .map(problem -> problem.get("message").asText())
                .toList();
    }
}
