package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.EmbeddedMariaDb;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A migration never writes into the tables that it reads, whatever names lead to them. */
class OwnSourceIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final List<String> EVERYTHING = List.of(
            "assess", "plan", "prepare", "backup", "load", "load --retry-rejects", "run", "diff", "diff --schema");

    @TempDir
    static Path servers;

    private static EmbeddedServer folding;

    @TempDir
    Path directory;

    @AfterAll
    static void stop() {
        if (folding != null) {
            folding.close();
        }
    }

    private static TestDatabase filled(Engine engine) {
        TestDatabase database = DATABASES.create(engine);
        database.execute(
                "CREATE TABLE a (id int NOT NULL PRIMARY KEY, note varchar(20))",
                "INSERT INTO a VALUES (1, 'one'), (2, 'two')",
                "CREATE TABLE b (id int NOT NULL PRIMARY KEY, note varchar(20))",
                "INSERT INTO b VALUES (3, 'three')");
        return database;
    }

    /** The same database under another name. */
    private static String otherName(TestDatabase database) {
        assumeThat(database.jdbcUrl()).contains("127.0.0.1");
        return "target.url = \"" + database.jdbcUrl().replace("127.0.0.1", "localhost") + "\"";
    }

    private static void requireUntouched(TestDatabase database) {
        assertThat(database.query("SELECT * FROM a ORDER BY id"))
                .containsExactly(List.of("1", "one"), List.of("2", "two"));
        assertThat(database.query("SELECT * FROM b")).containsExactly(List.of("3", "three"));
        assertThat(database.queryValue("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'sterna'"
                        + " OR table_name LIKE 'sterna%' AND table_schema = '" + database.name() + "'"))
                .isEqualTo("0");
        if (database.engine() == Engine.POSTGRESQL) {
            assertThat(database.queryValue("SELECT count(*) FROM pg_namespace WHERE nspname = 'sterna'"))
                    .isEqualTo("0");
        }
    }

    private static void requireRefused(JsonNode result, String code) {
        assertThat(result.get("exitCode").asInt()).as(result.toPrettyString()).isEqualTo(9);
        assertThat(result.at("/problems/0/code").asText()).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource
    void tablesAreNotMigratedIntoThemselves(Engine engine) {
        TestDatabase database = filled(engine);
        for (String rows : List.of("truncate", "keep", "refuse")) {
            Migration migration =
                    new Migration(directory, database, database, otherName(database), "existing-rows = " + rows);
            for (String command : rows.equals("truncate") ? EVERYTHING : List.of("run")) {
                requireRefused(migration.give(command.split(" ")), "source-is-target");
                JsonNode result = migration.give((command + " --execute").split(" "));
                if (!List.of("assess", "plan", "diff", "diff --schema").contains(command)) {
                    requireRefused(result, "source-is-target");
                }
                requireUntouched(database);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesAreNotMigratedIntoOthersOfTheSource(Engine engine) {
        TestDatabase database = filled(engine);
        String schema = database.defaultSchema();
        Migration migration = new Migration(
                directory,
                database,
                database,
                otherName(database),
                "existing-rows = truncate",
                "tables.rename { \"" + schema + ".a\" = " + schema + ".b, \"" + schema + ".b\" = " + schema + ".c }");

        requireRefused(migration.give("run", "--execute", "--tables", "a"), "target-is-source-table");
        requireUntouched(database);
    }

    @ParameterizedTest
    @EnumSource
    void otherSchemasOfTheServerArePossible(Engine engine) {
        TestDatabase database = filled(engine);
        // Of the schema public, which is no table.
        String more = "target.schemas = [\"copy\"], objects.exclude = [\"owner *\"]";
        TestDatabase target = database;
        if (engine != Engine.POSTGRESQL) {
            target = DATABASES.create(engine);
            more = "";
        }
        Migration migration = new Migration(directory, database, target, more);

        Cli preview = Cli.run(migration.arguments("run").toArray(String[]::new));
        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("exitCode").asInt()).as(result.toPrettyString()).isZero();
        assertThat(preview.exitCode()).isZero();
        String schema = engine == Engine.POSTGRESQL ? "copy" : target.name();
        assertThat(database.queryValue("SELECT count(*) FROM " + schema + ".a")).isEqualTo("2");
        assertThat(database.queryValue("SELECT count(*) FROM a")).isEqualTo("2");
        if (engine == Engine.POSTGRESQL) {
            assertThat(preview.out())
                    .contains("source and target are one database of one server")
                    .contains("the ledger lies in the source's own database: sterna.run");
        } else {
            assertThat(preview.out())
                    .contains("source and target are two databases of one server")
                    .doesNotContain("the ledger lies");
        }
    }

    /** What the run made in the source's schema is none of the source's tables when it is resumed. */
    @Test
    void aRunBesideItsSourceGoesOn() {
        TestDatabase database = filled(Engine.MARIADB);
        String name = database.name();
        Migration migration = new Migration(
                directory,
                database,
                database,
                otherName(database),
                "tables.rename { \"" + name + ".a\" = " + name + ".a2, \"" + name + ".b\" = " + name + ".b2 }");
        Cli preview = Cli.run(migration.arguments("prepare", "--execute").toArray(String[]::new));
        assertThat(preview.out()).contains("the ledger lies in the source's own database: " + name + ".sterna_run");

        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("exitCode").asInt()).as(result.toPrettyString()).isZero();
        assertThat(database.queryValue("SELECT count(*) FROM a2")).isEqualTo("2");
    }

    /** Where tables go to other names in their own schema, their sequences would be set, and given to the new tables. */
    @Test
    void sequencesOfTheSourceAreNotSet() {
        TestDatabase database = DATABASES.create(Engine.POSTGRESQL);
        database.execute(
                "CREATE TABLE a (id serial PRIMARY KEY, note text)", "INSERT INTO a (note) VALUES ('one'), ('two')");
        Migration migration = new Migration(
                directory,
                database,
                database,
                "tables.rename { public.a = public.a2 }",
                "objects.exclude = [\"owner *\"]");

        requireRefused(migration.give("run", "--execute"), "target-is-source-sequence");

        assertThat(database.queryValue("SELECT pg_get_serial_sequence('a', 'id')"))
                .isEqualTo("public.a_id_seq");
        assertThat(database.queryValue("SELECT to_regclass('a2')")).isNull();
        assertThat(database.queryValue("SELECT to_regclass('sterna.run')")).isNull();
    }

    /** Another server of the same engine is another one; and this one takes two spellings for one table. */
    @Test
    void spellingsOfOneTableAreOneTable() {
        folding = EmbeddedMariaDb.start(servers, "shop", Map.of("lower_case_table_names", "1"));
        TestDatabase database = DATABASES.create(folding);
        database.execute("CREATE TABLE a (id int PRIMARY KEY)", "INSERT INTO a VALUES (1)");
        String upper = database.name().toUpperCase(Locale.ROOT);
        Migration migration = new Migration(
                directory,
                database,
                database,
                "existing-rows = truncate",
                "tables.rename { \"" + database.name() + ".a\" = \"" + upper + ".A\" }");

        requireRefused(migration.give("run", "--execute"), "source-is-target");
        assertThat(database.queryValue("SELECT count(*) FROM a")).isEqualTo("1");

        TestDatabase other = DATABASES.create(Engine.MARIADB);
        other.execute("CREATE TABLE a (id int PRIMARY KEY)");
        Migration apart = new Migration(directory, database, other);
        Cli preview = Cli.run(apart.arguments("plan").toArray(String[]::new));
        assertThat(preview.exitCode()).as(preview.err()).isZero();
        assertThat(preview.out()).doesNotContain("of one server");
    }

    /** The identifier is not for everybody's eyes there. */
    @Test
    void aRoleThatMayNotAskForTheIdentifierIsRefusedToo() {
        TestDatabase database = filled(Engine.POSTGRESQL);
        assertThat(database.queryValue("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')"))
                .isEqualTo("t");
        database.executeAsAdministrator("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
        assertThat(database.queryValue("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')"))
                .isEqualTo("f");
        Migration migration =
                new Migration(directory, database, database, otherName(database), "existing-rows = truncate");

        requireRefused(migration.give("run", "--execute"), "source-is-target");
        requireUntouched(database);
    }
}
