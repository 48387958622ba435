package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schema of a migration by the commands that make and compare it. */
class SchemaIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private static TestDatabase source(Engine engine) {
        TestDatabase source = DATABASES.create(engine);
        source.execute(
                "CREATE TABLE person (id int NOT NULL PRIMARY KEY, boss int, name varchar(20) NOT NULL DEFAULT 'n',"
                        + " CONSTRAINT person_name UNIQUE (name))",
                "ALTER TABLE person ADD CONSTRAINT person_boss FOREIGN KEY (boss) REFERENCES person (id)",
                "CREATE TABLE task (id int NOT NULL PRIMARY KEY, owner int, days int,"
                        + " CONSTRAINT task_days CHECK (days > 0),"
                        + " CONSTRAINT task_owner FOREIGN KEY (owner) REFERENCES person (id))",
                "CREATE INDEX task_by_owner ON task (owner, days DESC)",
                "INSERT INTO person VALUES (1, NULL, 'a')",
                "INSERT INTO person VALUES (2, 1, 'b')",
                "INSERT INTO task VALUES (1, 2, 3)",
                "CREATE VIEW busy AS SELECT p.name FROM person p JOIN task t ON t.owner = p.id");
        return source;
    }

    private static List<String> steps(JsonNode result) {
        return result.get("steps").findValuesAsText("name");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRunMakesTheSchemaAndDiffComparesIt(Engine engine) throws Exception {
        TestDatabase target = DATABASES.create(engine);
        Migration migration = new Migration(directory, source(engine), target);

        JsonNode run = migration.give("run", "--execute");

        assertThat(run.get("exitCode").asInt()).as(run.toPrettyString()).isZero();
        assertThat(steps(run)).endsWith("prepare", "backup", "load", "finish", "diff");
        assertThat(target.queryValue("SELECT count(*) FROM busy")).isEqualTo("1");
        JsonNode same = migration.give("diff", "--schema");
        assertThat(same.get("exitCode").asInt()).as(same.toPrettyString()).isZero();
        assertThat(Files.readString(migration.file("diff/schema.jsonl"))).isEmpty();

        target.execute("DROP VIEW busy", "CREATE TABLE " + target.sql().qualified("more") + " (id int)");
        JsonNode differs = migration.give("diff", "--schema");
        assertThat(differs.get("exitCode").asInt()).isEqualTo(6);
        assertThat(differs.get("problems").findValuesAsText("code"))
                // Of the privileges on routines MySQL tells only those who may read its own tables.
                .filteredOn(code -> !code.equals("schema-not-seen"))
                .containsExactly("schema-missing", "schema-extra");
        assertThat(Files.readAllLines(migration.file("diff/schema.jsonl")))
                .anyMatch(line -> line.contains("\"missing\"") && line.contains("busy"))
                .anyMatch(line -> line.contains("\"extra\"") && line.contains("more"));

        // All is loaded, so it is the second half that is given.
        JsonNode again = migration.give("prepare", "--execute");
        assertThat(again.get("outcome").asText()).as(again.toPrettyString()).isEqualTo("done");
        assertThat(migration.give("diff", "--schema").get("exitCode").asInt()).isZero();
        assertThat(migration.give("prepare", "--execute").get("outcome").asText())
                .isEqualTo("nothing-to-do");
    }

    @Test
    void anOrphanEndsTheRunWithTheTargetsFaultAndTheRestStands() {
        TestDatabase source = source(Engine.POSTGRESQL);
        source.execute(
                "ALTER TABLE task DROP CONSTRAINT task_owner",
                "INSERT INTO task VALUES (2, 77, 1)",
                "ALTER TABLE task ADD CONSTRAINT task_owner FOREIGN KEY (owner) REFERENCES person (id) NOT VALID",
                "ALTER TABLE person DROP CONSTRAINT person_boss",
                "ALTER TABLE person ADD CONSTRAINT person_boss FOREIGN KEY (boss) REFERENCES person (id)");
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(directory, source, target);
        migration.give("plan");
        migration.give("prepare", "--execute");
        migration.give("backup", "--execute");
        migration.give("load", "--execute");
        target.execute("UPDATE person SET boss = 99 WHERE id = 2");

        JsonNode failed = migration.give("prepare", "--execute");

        assertThat(failed.get("exitCode").asInt()).isEqualTo(5);
        // The orphan that the source has too is as it is there; the one that only the target has is a failure.
        assertThat(failed.get("problems").findValuesAsText("message"))
                .satisfiesExactly(
                        error -> assertThat(error).contains("person_boss").doesNotContain("99"),
                        warning -> assertThat(warning).contains("task_owner", "for new rows only", "1 row"));
        assertThat(failed.get("problems").findValuesAsText("severity")).containsExactly("error", "warning");
        assertThat(target.queryValue("SELECT count(*) FROM pg_indexes WHERE schemaname = 'public'"))
                .isEqualTo("4");
        assertThat(target.queryValue("SELECT count(*) FROM busy")).isEqualTo("1");
        target.execute("UPDATE person SET boss = 1 WHERE id = 2");
        assertThat(migration.give("prepare", "--execute").get("outcome").asText())
                .isEqualTo("done");
        assertThat(migration.give("diff", "--schema").get("exitCode").asInt()).isZero();
    }

    @Test
    void withoutExecuteBothHalvesAreWrittenDownForThePersonWhoRunsThem() throws Exception {
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(directory, source(Engine.POSTGRESQL), target);

        assertThat(migration.give("prepare").get("outcome").asText()).isEqualTo("preview");

        assertThat(target.queryValue("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo("0");
        List<String> statements = new ArrayList<>();
        for (String line : Files.readAllLines(migration.file("prepare.sql"))) {
            if (!line.startsWith("--") && !line.isBlank()) {
                statements.add(line);
            }
        }
        target.execute(String.join("\n", statements));
        assertThat(target.queryValue("SELECT count(*) FROM busy")).isEqualTo("0");
        assertThat(migration.give("diff", "--schema").get("exitCode").asInt()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStatementOfTheUsersOwnWins(Engine engine) throws Exception {
        TestDatabase target = DATABASES.create(engine);
        TestDatabase source = source(engine);
        String schema = source.defaultSchema();
        Files.writeString(
                directory.resolve("task.sql"),
                "CREATE TABLE task (id bigint NOT NULL PRIMARY KEY, owner int, days int DEFAULT 5);\n");
        Migration migration = new Migration(
                directory, source, target, "tables { \"" + schema + ".task\" { ddl = \"file:task.sql\" } }");

        JsonNode run = migration.give("run", "--execute");

        assertThat(run.get("exitCode").asInt()).as(run.toPrettyString()).isZero();
        assertThat(target.queryValue(
                        "SELECT data_type FROM information_schema.columns WHERE table_name = 'task' AND column_name = 'id'"
                                + " AND " + target.sql().ofThisDatabase()))
                .isEqualTo("bigint");
        assertThat(target.queryValue("SELECT count(*) FROM busy")).isEqualTo("1");
        assertThat(migration.give("prepare", "--execute").get("outcome").asText())
                .isEqualTo("nothing-to-do");
    }

    @Test
    void aMissingFileOfSqlIsAMistakeOfTheConfiguration() {
        TestDatabase source = source(Engine.POSTGRESQL);
        Migration migration = new Migration(
                directory,
                source,
                DATABASES.create(Engine.POSTGRESQL),
                "tables { \"public.task\" { ddl = \"file:gone.sql\" } }");
        JsonNode result = migration.give("plan");
        assertThat(result.get("exitCode").asInt()).isEqualTo(3);
        assertThat(result.get("problems").findValuesAsText("message"))
                .singleElement()
                .asString()
                .contains("gone.sql", "there is no such file");
    }

    @Test
    void someTablesFirstAndTheRestLater() {
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(directory, source(Engine.POSTGRESQL), target);
        migration.give("plan");

        JsonNode some = migration.give("run", "--execute", "--tables", "task");
        assertThat(some.get("exitCode").asInt()).as(some.toPrettyString()).isZero();
        assertThat(target.queryValue("SELECT count(*) FROM pg_constraint WHERE contype = 'f'"))
                .isEqualTo("0");
        assertThat(target.queryValue("SELECT count(*) FROM pg_indexes WHERE indexname = 'task_by_owner'"))
                .isEqualTo("1");

        JsonNode all = migration.give("run", "--execute");
        assertThat(all.get("exitCode").asInt()).as(all.toPrettyString()).isZero();
        assertThat(migration.give("diff", "--schema").get("exitCode").asInt()).isZero();
    }

    @Test
    void theSwitchesBelongToTheirCommands() {
        for (String[] words : new String[][] {{"load", "--after-load"}, {"plan", "--schema"}}) {
            Cli cli = Cli.run(words);
            assertThat(cli.exitCode()).isEqualTo(2);
            assertThat(cli.err()).contains("Cannot use " + words[1] + " with " + words[0]);
        }
    }
}
