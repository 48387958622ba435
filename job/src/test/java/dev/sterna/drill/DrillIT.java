package dev.sterna.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.app.Migration;
import dev.sterna.dialect.convert.NameRegister;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.data.HardCases;
import dev.sterna.ledger.GateRow;
import dev.sterna.step.Workspace;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A backup is tried out, and nothing is left of that but what it has shown. */
class DrillIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void restoresAllAndLeavesNothing(Engine from, Engine to) throws Exception {
        TestDatabase source = DATABASES.create(from);
        HardCases.load(source);
        TestDatabase target = DATABASES.create(to);
        Migration migration = new Migration(directory, source, target, "chunk.rows = 3000");
        migration.give("backup", "--execute");
        List<List<String>> before = schemas(target);

        JsonNode preview = migration.give("drill");
        assertThat(preview.get("outcome").asText()).isEqualTo("preview");
        assertThat(schemas(target)).isEqualTo(before);

        JsonNode result = migration.give("drill", "--execute");

        assertThat(result.get("exitCode").asInt())
                .as(result.get("problems").toPrettyString())
                .isZero();
        JsonNode drill = result.get("drill");
        assertThat(drill.get("identical").asBoolean()).isTrue();
        assertThat(drill.get("restoreSeconds").asDouble()).isPositive();
        assertThat(drill.get("rowsPerSecond").asLong()).isPositive();
        assertThat(drill.get("tables")).hasSameSizeAs(result.get("tables")).hasSizeGreaterThan(10);
        assertThat(result.at("/tables/0/diff/identical").asBoolean()).isTrue();
        assertThat(schemas(target))
                .filteredOn(row -> row.get(0).contains("drill"))
                .isEmpty();
        assertThat(gate(target, "passed")).isEqualTo("1");
        assertThat(gate(target, "looked")).contains(" rows restored in ");
        for (String table : List.of("run", "chunk", "target", "made")) {
            assertThat(target.queryValue("SELECT COUNT(*) FROM " + ledger(target, table) + " WHERE run_id <> 'r'"))
                    .as(table)
                    .isEqualTo("0");
        }
        assertThat(migration.file("drill")).doesNotExist();
    }

    /** What is not a table, or refers out of what is restored, does not come with it, and does not stop it. */
    @EveryPair
    void leavesTheTargetAlone(Engine from, Engine to) throws Exception {
        TestDatabase source = DATABASES.create(from);
        source.execute(
                "CREATE TABLE customer (id int PRIMARY KEY, name varchar(40) NOT NULL UNIQUE)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customer (id), note varchar(100))",
                "CREATE INDEX note ON orders (note)",
                "INSERT INTO customer VALUES (1, 'Ann'), (2, 'Ben')",
                "INSERT INTO orders VALUES (1, 1, 'x'), (2, 2, NULL)",
                "CREATE VIEW names AS SELECT name FROM customer");
        TestDatabase target = DATABASES.create(to);
        Migration migration = new Migration(directory, source, target);
        assertThat(migration.give("run", "--execute").get("exitCode").asInt()).isZero();
        target.execute("DELETE FROM orders WHERE id = 2");
        String tables = tables(target);

        JsonNode result = migration.give("drill", "--execute");

        assertThat(result.get("exitCode").asInt())
                .as(result.get("problems").toPrettyString())
                .isZero();
        assertThat(result.at("/drill/identical").asBoolean()).isTrue();
        assertThat(target.queryValue("SELECT COUNT(*) FROM orders")).isEqualTo("1");
        assertThat(tables(target)).isEqualTo(tables);
        assertThat(result.findValuesAsText("code")).isEmpty();
    }

    /** A byte that has changed is named, the gate fails, and what an earlier drill found counts no more. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aSpoiledBackupFailsTheGate(Engine to) throws Exception {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        source.execute("CREATE TABLE a AS SELECT i AS id, md5(i::text) AS v FROM generate_series(1, 1000) i");
        TestDatabase target = DATABASES.create(to);
        Migration migration = new Migration(directory, source, target);
        migration.give("backup", "--execute");
        assertThat(migration.give("drill", "--execute").get("exitCode").asInt()).isZero();
        assertThat(gate(target, "passed")).isEqualTo("1");
        Path file = file(migration);
        byte[] octets = Files.readAllBytes(file);
        octets[octets.length / 3] ^= 1;
        Files.write(file, octets);

        JsonNode result = migration.give("drill", "--execute");

        assertThat(result.get("exitCode").asInt()).isEqualTo(6);
        assertThat(result.at("/drill/identical").asBoolean()).isFalse();
        assertThat(result.at("/problems/0/code").asText()).isEqualTo("backup-damaged");
        assertThat(result.at("/problems/0/table").asText()).isEqualTo("public.a");
        assertThat(result.at("/problems/0/message").asText())
                .startsWith("Cannot restore public.a: ")
                .contains(file.getFileName().toString() + " is not as it was written");
        assertThat(gate(target, "passed")).isEqualTo("0");
        assertThat(gate(target, "looked")).contains(file.getFileName().toString());
        assertThat(schemas(target))
                .filteredOn(row -> row.get(0).contains("drill"))
                .isEmpty();
    }

    /** A drill counts for the backup that it was of, and no more once another one has begun. */
    @Test
    void theGateIsOfOneBackupAndOfTheLastDrill() throws Exception {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        source.execute("CREATE TABLE a (id int PRIMARY KEY)", "INSERT INTO a VALUES (1)");
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(directory, source, target);
        migration.give("backup", "--execute");
        assertThat(migration.give("drill", "--execute").get("exitCode").asInt()).isZero();
        List<GateRow> gates = List.of(new GateRow(
                "drill", true, 0, "", gate(target, "plan_hash"), gate(target, "log_position"), Duration.ofSeconds(3)));
        Workspace files = new Workspace("file:" + migration.file(""), new Configuration());
        Duration day = Duration.ofDays(1);
        String plan = gate(target, "plan_hash");
        assertThat(DrillGate.unmet(gates, plan, DrillGate.mark(files), day)).isEmpty();
        Path manifest = migration.file("backup/manifest.json");
        Files.writeString(manifest, Files.readString(manifest) + "\n");
        assertThat(DrillGate.unmet(gates, plan, DrillGate.mark(files), day))
                .contains("the last drill, 3 s ago, was of another backup: it has changed since then");

        Files.delete(manifest);
        JsonNode result = migration.give("drill", "--execute");

        assertThat(result.at("/problems/0/code").asText()).isEqualTo("no-backup");
        assertThat(target.queryValue("SELECT COUNT(*) FROM sterna.\"gate\" WHERE gate = 'drill'"))
                .isEqualTo("0");
    }

    /** Only what a drill has made is dropped: by name, by mark, and by what is in it. */
    @Test
    void dropsWhatAnEarlierDrillHasLeftAndNothingElse() throws Exception {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        source.execute("CREATE TABLE a (id int PRIMARY KEY)", "INSERT INTO a VALUES (1)");
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(directory, source, target);
        migration.give("backup", "--execute");
        migration.give("drill", "--execute");
        String name = "sterna_drill_"
                + NameRegister.hash("r.drill-" + NameRegister.hash("file:" + migration.file("")))
                + "_1";
        target.execute("CREATE SCHEMA " + name);

        JsonNode unmarked = migration.give("drill", "--execute");

        assertThat(unmarked.get("exitCode").asInt())
                .as(unmarked.toPrettyString())
                .isEqualTo(9);
        assertThat(unmarked.at("/problems/0/message").asText())
                .isEqualTo(
                        "Cannot drop " + name
                                + ", which has the name of a drill's schema: it does not carry the mark of a drill in the ledger");
        assertThat(target.queryValue("SELECT COUNT(*) FROM pg_namespace WHERE nspname = '" + name + "'"))
                .isEqualTo("1");

        target.execute(
                "INSERT INTO sterna.made VALUES ('" + hash("drill schema " + name) + "', 'drill', '" + name + "', 'r')",
                "CREATE TABLE " + name + ".mine (id int)");
        JsonNode foreign = migration.give("drill", "--execute");
        assertThat(foreign.at("/problems/0/message").asText()).endsWith("it has tables that no drill has made: mine");

        target.execute("DROP TABLE " + name + ".mine", "CREATE TABLE " + name + ".a (id int)");
        assertThat(migration.give("drill", "--execute").get("exitCode").asInt()).isZero();
        assertThat(schemas(target))
                .filteredOn(row -> row.get(0).contains("drill"))
                .isEmpty();
    }

    /** Schemas have the same names whichever tables are chosen, so that each drill finds what another has left. */
    @Test
    void namesDoNotDependOnTheChosenTables() throws Exception {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        source.execute(
                "CREATE SCHEMA one",
                "CREATE TABLE one.a (id int PRIMARY KEY)",
                "CREATE SCHEMA two",
                "CREATE TABLE two.b (id int PRIMARY KEY)",
                "INSERT INTO two.b VALUES (1)");
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration =
                new Migration(directory, source, target, "source.schemas = [one, two]", "target.schemas = [one, two]");
        assertThat(migration.give("backup", "--execute").get("exitCode").asInt())
                .isZero();
        migration.give("drill", "--execute");
        String name = "sterna_drill_" + NameRegister.hash("r.drill-" + NameRegister.hash("file:" + migration.file("")))
                + "_2";
        target.execute(
                "INSERT INTO sterna.made VALUES ('" + hash("drill schema " + name) + "', 'drill', '" + name + "', 'r')",
                "CREATE SCHEMA " + name,
                "CREATE TABLE " + name + ".b (id int)");

        JsonNode result = migration.give("drill", "--execute", "--tables", "one.a");

        assertThat(result.get("exitCode").asInt())
                .as(result.get("problems").toPrettyString())
                .isZero();
        assertThat(schemas(target))
                .filteredOn(row -> row.get(0).contains("drill"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void goesToAThirdServerOfEitherEngine(Engine third) throws Exception {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        source.execute(
                "CREATE TABLE a (id int PRIMARY KEY, doc json, at datetime(6))",
                "INSERT INTO a VALUES (1, '{\"b\": 1.0, \"a\": [1, 2]}', '2024-02-29 12:00:00.000001'), (2, NULL, NULL)");
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        TestDatabase other = DATABASES.create(third);
        Migration migration = new Migration(
                directory,
                source,
                target,
                "drill.target { url = \"" + other.jdbcUrl() + "\", user = \"" + other.user() + "\", password = \""
                        + other.password() + "\" }");
        migration.give("backup", "--execute");

        JsonNode result = migration.give("drill", "--execute");

        assertThat(result.get("exitCode").asInt())
                .as(result.get("problems").toPrettyString())
                .isZero();
        assertThat(result.at("/drill/server").asText()).contains("/" + other.name());
        assertThat(gate(target, "passed")).isEqualTo("1");
        assertThat(schemas(other))
                .filteredOn(row -> row.get(0).contains("drill"))
                .isEmpty();
    }

    /** A run has a drill only where the settings want one. */
    @Test
    void isPartOfARunThatWantsIt() throws Exception {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        source.execute("CREATE TABLE a (id int PRIMARY KEY)", "INSERT INTO a VALUES (1)");
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(directory, source, target, "drill.in-run = on");

        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("exitCode").asInt()).as(result.toPrettyString()).isZero();
        assertThat(result.get("steps").findValuesAsText("name")).containsSubsequence("backup", "drill", "load");
        assertThat(gate(target, "passed")).isEqualTo("1");
    }

    private static String hash(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Path file(Migration migration) throws IOException {
        try (Stream<Path> files = Files.walk(migration.file("backup"))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String gate(TestDatabase target, String column) throws Exception {
        return target.queryValue(
                "SELECT " + column + " FROM " + ledger(target, "gate") + " WHERE run_id = 'r' AND gate = 'drill'");
    }

    private static String ledger(TestDatabase target, String table) {
        return target.engine() == Engine.POSTGRESQL ? "sterna.\"" + table + "\"" : "sterna_" + table;
    }

    private static List<List<String>> schemas(TestDatabase target) {
        return target.query("SELECT schema_name FROM information_schema.schemata ORDER BY 1");
    }

    private static String tables(TestDatabase target) throws Exception {
        return target.query("SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema = '"
                        + target.defaultSchema() + "' ORDER BY 1, 2")
                .toString();
    }
}
