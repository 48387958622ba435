package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Values that the target cannot hold: converted where the policy says so, counted, and forgiven; else the end of the run. */
class LossesIT {
    private static final String ALL = "on-zero-date = \"null\", on-nul-character = strip, on-not-finite = \"null\","
            + " on-out-of-range = \"null\", on-excess-digits = round";

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private static TestDatabase mariaDb() {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        source.execute(
                "SET SESSION sql_mode = 'ALLOW_INVALID_DATES'",
                "CREATE TABLE visit (id int PRIMARY KEY, born date NOT NULL, seen datetime(6) NOT NULL,"
                        + " noted timestamp NOT NULL, gone date, note varchar(20) NOT NULL,"
                        + " word text COLLATE utf8mb4_unicode_ci, wide varchar(9) CHARACTER SET utf16,"
                        + " lasted time(3) NOT NULL, price decimal(9,4) NOT NULL, size bigint, ratio double)",
                "INSERT INTO visit VALUES"
                        + " (1, '0000-00-00', '0000-00-00', '0000-00-00', NULL, 'a\\0b', 'x', 'x',"
                        + "   '-00:00:00.5', 1.2345, 1, 1.5),"
                        + " (2, '2024-00-10', '2024-01-01 10:00:00.123499', '2024-01-01 10:00:00', '0000-00-00', 'c',"
                        + "   NULL, NULL, '24:00:00', 1.23, 4294967296, 0.125),"
                        + " (3, '2024-01-01', '2024-01-01 10:00:00.9999', '2024-01-01 10:00:00', '2023-02-31', '\\0',"
                        + "   '\\0', 'y', '838:59:59', 99999.9999, -2147483648, 1e10),"
                        + " (4, '2024-01-01', '2024-01-01 10:00:00', '2024-01-01 10:00:00', '2024-01-02', 'kept', 'kept',"
                        + "   'z', '10:00:00.25', 999.995, 7, NULL)",
                "CREATE TABLE clean (id int PRIMARY KEY, born date NOT NULL, note text)",
                "INSERT INTO clean VALUES (1, '2024-01-01', 'a')",
                "CREATE TABLE filtered (id int PRIMARY KEY, born date)",
                "INSERT INTO filtered VALUES (1, '0000-00-00'), (2, '2024-01-01')",
                "CREATE TABLE fine (id int PRIMARY KEY, a time(3), f float)",
                "INSERT INTO fine VALUES (1, '10:00:00.6', 0.1), (2, '-00:00:00.6', 0.5), (3, '23:59:59.5', NULL)");
        return source;
    }

    @Test
    void ofMariaDbInPostgreSql() {
        TestDatabase source = mariaDb();
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(
                directory,
                source,
                target,
                "types { " + ALL
                        + ", map { \"*.seen\" = \"timestamp(3)\", \"*.price\" = \"numeric(5,2)\", \"*.size\" = integer,"
                        + " \"*.ratio\" = \"numeric(6,2)\", \"*.fine.a\" = \"time(0)\", \"*.fine.f\" = \"numeric(8,2)\" } }",
                "tables.where { \"" + source.name() + ".filtered\" = \"id = 2 -- the others are of no use\" }");

        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("outcome").asText()).as(result.toPrettyString()).isEqualTo("done");
        assertThat(target.query("SELECT id, born, seen, noted, gone, note, word, lasted, price, size, ratio FROM visit"
                        + " ORDER BY id"))
                .containsExactly(
                        Arrays.asList("1", null, null, null, null, "ab", "x", null, "1.23", "1", "1.50"),
                        Arrays.asList(
                                "2",
                                null,
                                "2024-01-01 10:00:00.123",
                                "2024-01-01 10:00:00+00",
                                null,
                                "c",
                                null,
                                "24:00:00",
                                "1.23",
                                null,
                                "0.12"),
                        Arrays.asList(
                                "3",
                                "2024-01-01",
                                "2024-01-01 10:00:01",
                                "2024-01-01 10:00:00+00",
                                null,
                                "",
                                "",
                                null,
                                null,
                                "-2147483648",
                                null),
                        Arrays.asList(
                                "4",
                                "2024-01-01",
                                "2024-01-01 10:00:00",
                                "2024-01-01 10:00:00+00",
                                "2024-01-02",
                                "kept",
                                "kept",
                                "10:00:00.25",
                                null,
                                "7",
                                null));
        assertThat(target.query("SELECT id FROM filtered")).containsExactly(List.of("2"));
        assertThat(target.query("SELECT a, f FROM fine ORDER BY id"))
                .containsExactly(
                        List.of("10:00:01", "0.10"), Arrays.asList(null, "0.50"), Arrays.asList("24:00:00", null));
        JsonNode backup = migration.give("diff", "--backup", "--tables", "*.fine");
        assertThat(backup.get("exitCode").asInt()).as(backup.toPrettyString()).isZero();
        assertThat(losses(result, "visit"))
                .containsExactly(
                        "born zero-date null 2",
                        "seen zero-date null 1",
                        "seen digits-lost rounded 2",
                        "noted zero-date null 1",
                        "gone zero-date null 1",
                        "gone impossible-date null 1",
                        "note nul-character stripped 2",
                        "word nul-character stripped 1",
                        "lasted time-out-of-range null 2",
                        "price number-out-of-range null 2",
                        "price digits-lost rounded 1",
                        "size number-out-of-range null 1",
                        "ratio number-out-of-range null 1",
                        "ratio digits-lost rounded 1");
        assertDiff(
                result,
                "visit",
                "{\"identical\":true,\"missing\":0,\"extra\":0,\"changed\":0,\"method\":\"digest\",\"forgiven\":4}");
        assertThat(table(result, "clean").get("losses")).isNull();
        assertThat(messages(result, "declared-loss"))
                .filteredOn(message -> message.contains(".visit "))
                .singleElement()
                .satisfies(
                        message -> assertThat(message)
                                .startsWith(
                                        "Values of " + source.name()
                                                + ".visit do not stay as they are: born: 2 zero dates become"
                                                + " NULL; seen: 1 zero date becomes NULL; seen: 2 times with too many digits are rounded;"));
        assertThat(messages(result, "not-null-given-up")).hasSize(2);
        assertThat(sample(migration, source.name() + ".visit"))
                .hasSize(19)
                .contains(
                        "{\"column\":\"price\",\"kind\":\"digits-lost\",\"became\":\"rounded\",\"key\":{\"id\":\"1\"}}");

        // The value of a forgiven cell, a neighbour of one, and a cell of a row that has no loss.
        target.execute(
                "UPDATE visit SET born = '2024-01-10' WHERE id = 2",
                "UPDATE visit SET size = 2 WHERE id = 1",
                "UPDATE visit SET word = NULL WHERE id = 3");
        assertChanged(migration, source.name() + ".visit", "1 size", "2 born", "3 word");
    }

    @Test
    void ofPostgreSqlInMariaDb() {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        source.execute(
                "CREATE TABLE odd (id int PRIMARY KEY, f float8 NOT NULL, g real, n numeric, m numeric(6,2), d date NOT NULL,"
                        + " t timestamp, i timestamptz, p numeric(12,4), s timestamp)",
                "INSERT INTO odd VALUES (1, 'NaN', 'Infinity', 'NaN', 'NaN', 'infinity', '-infinity', 'infinity', 1.00005,"
                        + " '2024-01-01 00:00:00.5'),"
                        + " (2, '-Infinity', 1.5, 1e40, 1.25, '0044-03-15 BC', '10000-01-01', '0001-12-31 BC', 1.2350,"
                        + " '2024-12-31 23:59:59.75'),"
                        + " (3, 0.1, NULL, -0.5, 9999.99, '9999-12-31', '9999-12-31 23:59:59.999999',"
                        + " '0001-01-01 00:00:00Z', -99999999.9999, 'infinity'),"
                        + " (4, 0, 0, 1, 1, '2024-01-01', '2024-01-01', '2024-01-01', 7.5, '2024-01-01')");
        TestDatabase target = DATABASES.create(Engine.MARIADB);
        Migration migration = new Migration(
                directory,
                source,
                target,
                "types { " + ALL
                        + ", map { \"*.n\" = \"decimal(40,10)\", \"*.p\" = \"decimal(10,2)\", \"*.s\" = datetime } }");

        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("outcome").asText()).as(result.toPrettyString()).isEqualTo("done");
        assertThat(target.query("SELECT id, f, g, n, m, d, t, i, p, s FROM odd ORDER BY id"))
                .containsExactly(
                        Arrays.asList("1", null, null, null, null, null, null, null, "1.00", "2024-01-01 00:00:01"),
                        Arrays.asList("2", null, "1.5", null, "1.25", null, null, null, "1.24", "2025-01-01 00:00:00"),
                        Arrays.asList(
                                "3",
                                "0.1",
                                null,
                                "-0.5000000000",
                                "9999.99",
                                "9999-12-31",
                                "9999-12-31 23:59:59.999999",
                                "0001-01-01 00:00:00.000000",
                                null,
                                null),
                        Arrays.asList(
                                "4",
                                "0",
                                "0",
                                "1.0000000000",
                                "1.00",
                                "2024-01-01",
                                "2024-01-01 00:00:00.000000",
                                "2024-01-01 00:00:00.000000",
                                "7.50",
                                "2024-01-01 00:00:00"));
        assertThat(losses(result, "odd"))
                .containsExactlyInAnyOrder(
                        "f not-finite null 2",
                        "g not-finite null 1",
                        "n not-finite null 1",
                        "n number-out-of-range null 1",
                        "m not-finite null 1",
                        "d not-finite null 1",
                        "d date-out-of-range null 1",
                        "t not-finite null 1",
                        "t date-out-of-range null 1",
                        "i not-finite null 1",
                        "i date-out-of-range null 1",
                        "p number-out-of-range null 1",
                        "p digits-lost rounded 2",
                        "s not-finite null 1",
                        "s digits-lost rounded 2");
        assertThat(table(result, "odd").at("/diff/forgiven").asLong()).isEqualTo(3);

        // A zero date is not the NULL that was declared.
        target.execute(
                "SET SESSION sql_mode = ''",
                "UPDATE odd SET d = '0000-00-00' WHERE id = 1",
                "UPDATE odd SET p = 1.23 WHERE id = 2",
                "UPDATE odd SET f = NULL WHERE id = 3",
                "UPDATE odd SET s = NULL WHERE id = 4");
        assertChanged(migration, "public.odd", "1 d", "2 p", "3 f", "4 s");
    }

    /** What the target can hold is not converted, whatever the settings say of what it cannot. */
    @Test
    void ofMariaDbInMariaDb() {
        TestDatabase source = mariaDb();
        TestDatabase target = DATABASES.create(Engine.MARIADB);
        Migration migration = new Migration(
                directory,
                source,
                target,
                "types { " + ALL + ", map { \"*.price\" = \"decimal(5,2)\", \"*.fine.a\" = time } }");

        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("outcome").asText()).as(result.toPrettyString()).isEqualTo("done");
        assertThat(target.query("SELECT id, born, gone, note, lasted, price FROM visit WHERE id <> 3 ORDER BY id"))
                .containsExactly(
                        Arrays.asList("1", "0000-00-00", null, "a\0b", "-00:00:00.500", "1.23"),
                        Arrays.asList("2", "2024-00-10", "0000-00-00", "c", "24:00:00.000", "1.23"),
                        Arrays.asList("4", "2024-01-01", "2024-01-02", "kept", "10:00:00.250", null));
        assertThat(losses(result, "visit"))
                .containsExactly(
                        "gone impossible-date null 1",
                        "price number-out-of-range null 2",
                        "price digits-lost rounded 1");
        assertThat(table(result, "visit").at("/diff/forgiven").asLong()).isEqualTo(3);
        assertThat(target.query("SELECT a FROM fine ORDER BY id"))
                .containsExactly(List.of("10:00:01"), List.of("-00:00:01"), List.of("24:00:00"));
        assertThat(losses(result, "fine")).containsExactly("a digits-lost rounded 3");

        target.execute("SET SESSION sql_mode = ''", "UPDATE visit SET born = '0000-00-00' WHERE id = 4");
        assertChanged(migration, source.name() + ".visit", "4 born");
    }

    @Test
    void endTheRunOtherwise() {
        TestDatabase source = mariaDb();
        Migration migration = new Migration(directory, source, DATABASES.create(Engine.POSTGRESQL));

        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("outcome").asText()).isEqualTo("failed");
        assertThat(result.get("problems").findValuesAsText("remedy"))
                .anyMatch(remedy -> remedy.contains("sterna.types.on-"));
        assertThat(messages(result, "declared-loss")).isEmpty();
        assertThat(messages(result, "not-null-given-up")).isEmpty();
    }

    @Test
    void inAKeyAreRefusedWhereThereAreAny() {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        source.execute(
                "SET SESSION sql_mode = ''",
                "CREATE TABLE bad (id int, day date, PRIMARY KEY (id, day))",
                "INSERT INTO bad VALUES (1, '0000-00-00')",
                "CREATE TABLE good (id int, day date, PRIMARY KEY (id, day))",
                "INSERT INTO good VALUES (1, '2024-01-01')");
        Migration migration = new Migration(
                directory, source, DATABASES.create(Engine.POSTGRESQL), "types { on-zero-date = \"null\" }");

        JsonNode result = migration.give("plan");

        assertThat(result.get("exitCode").asInt()).isEqualTo(9);
        assertThat(messages(result, "key-becomes-null"))
                .containsExactly("Cannot make NULL of the zero dates in " + source.name()
                        + ".bad.day, as sterna.types.on-zero-date = null wants it: the column is part of a key");
    }

    private static List<String> losses(JsonNode result, String name) {
        List<String> losses = new ArrayList<>();
        for (JsonNode loss : table(result, name).get("losses")) {
            losses.add(String.join(
                    " ",
                    loss.get("column").asText(),
                    loss.get("kind").asText(),
                    loss.get("became").asText(),
                    loss.get("count").asText()));
        }
        return losses;
    }

    private static JsonNode table(JsonNode result, String name) {
        return StreamSupport.stream(result.get("tables").spliterator(), false)
                .filter(table -> table.get("name").asText().endsWith("." + name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertDiff(JsonNode result, String name, String expected) {
        assertThat(table(result, name).get("diff").toString()).isEqualTo(expected);
    }

    /** The comparison finds these rows to be changed, each in that column, and nothing else. */
    private static void assertChanged(Migration migration, String table, String... changes) {
        JsonNode result = migration.give("diff");
        assertThat(result.get("outcome").asText()).isEqualTo("differs");
        JsonNode diff = table(result, table.substring(table.indexOf('.') + 1)).get("diff");
        assertThat(diff.get("changed").asInt()).as(diff.toString()).isEqualTo(changes.length);
        assertThat(diff.get("missing").asInt() + diff.get("extra").asInt()).isZero();
        List<String> found = new ArrayList<>();
        for (String line : lines(migration.file("diff/" + table + ".jsonl"))) {
            JsonNode row = json(line);
            assertThat(row.get("columns")).hasSize(1);
            found.add(row.at("/key/id").asText() + " " + row.at("/columns/0").asText());
        }
        assertThat(found).containsExactlyInAnyOrder(changes);
    }

    private static List<String> sample(Migration migration, String table) {
        return lines(migration.file("losses/" + table + ".jsonl"));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static List<String> messages(JsonNode result, String code) {
        return StreamSupport.stream(result.get("problems").spliterator(), false)
                .filter(problem -> problem.get("code").asText().equals(code))
                .map(problem -> problem.get("message").asText())
                .toList();
    }
}
