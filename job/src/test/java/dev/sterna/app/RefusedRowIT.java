package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where no row may be refused, the first one that is ends the load, and the message says which it is. */
class RefusedRowIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POSTGRESQL | MARIADB    | double precision | 1.5       | 'NaN'::float8             | no NaN",
                "POSTGRESQL | MARIADB    | numeric(10,2)    | 1.5       | 'NaN'::numeric            | no NaN",
                "POSTGRESQL | MARIADB    | date             | NULL      | 'infinity'::date          | no infinite dates",
                "POSTGRESQL | MYSQL      | double precision | 1.5       | 'NaN'::float8             | no NaN",
                "MYSQL      | POSTGRESQL | varchar(20)      | 'a'       | CONCAT('a', CHAR(0))      | NUL character",
                "MARIADB    | POSTGRESQL | varchar(20)      | 'a'       | CONCAT('a', CHAR(0))      | NUL character",
                "MARIADB    | POSTGRESQL | json             | '{}'      | '{\"a\":\"\\\\u0000\"}'   | Unicode escape"
            })
    void namesItsKeyAndColumn(Engine from, Engine to, String type, String good, String bad, String words) {
        TestDatabase source = DATABASES.create(from);
        source.execute(
                "CREATE TABLE t (id int PRIMARY KEY, v " + type + ")",
                "INSERT INTO t VALUES (1, " + good + "), (2, " + good + "), (3, " + bad + "), (4, " + bad + ")");
        TestDatabase target = DATABASES.create(to);
        String map = type.equals("json") ? "types.map { \"*.t.v\" = jsonb }" : "";
        Migration migration = new Migration(directory, source, target, map);
        assertThat(migration.give("prepare", "--execute").path("exitCode").asInt())
                .isZero();
        assertThat(migration.give("backup", "--execute").path("exitCode").asInt())
                .isZero();

        JsonNode result = migration.give("load", "--execute");

        assertThat(result.path("exitCode").asInt()).as(result.toPrettyString()).isEqualTo(5);
        assertThat(result.at("/problems/0/message").asText())
                .contains(words)
                .endsWith("; the first such row of the chunk has the key {\"id\":\"3\"}, in column v");
        assertThat(result.at("/problems/0/remedy").asText()).contains("sterna.max-rejects=N");
        assertThat(target.queryValue("SELECT count(*) FROM t")).isEqualTo("0");
    }
}
