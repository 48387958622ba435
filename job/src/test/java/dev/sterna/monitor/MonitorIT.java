package dev.sterna.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.app.Migration;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a migrated database is named, with the statement to run; what was seen before is remembered. */
class MonitorIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private TestDatabase source;
    private TestDatabase target;
    private Migration migration;
    private Path queries;

    private void migrate(Engine from, Engine to) throws IOException {
        source = DATABASES.create(from);
        target = DATABASES.create(to);
        queries = Files.createDirectory(directory.resolve("queries"));
        migration = new Migration(
                directory,
                source,
                target,
                "objects.exclude = [\"grant *\", \"owner *\"]",
                "validate.queries = \"" + queries + "\"",
                "monitor { unused-after = 0s, repeat = 2, timeout = 2s }");
        source.execute(
                "CREATE TABLE item (id " + source.sql().numbered() + " PRIMARY KEY, v int NOT NULL, note varchar(20))",
                "CREATE INDEX by_v ON item (v)",
                "INSERT INTO item (v, note) SELECT seq, 'x' FROM ("
                        + source.sql().numbers(3000) + ") n");
        assertThat(migration.give("run", "--execute").get("exitCode").asInt()).isZero();
        Files.writeString(queries.resolve("quick.sql"), "SELECT count(*) FROM item WHERE v < 10;\n");
    }

    private JsonNode look(String... words) {
        List<String> all = new ArrayList<>(List.of("monitor"));
        all.addAll(List.of(words));
        JsonNode result = migration.give(all.toArray(String[]::new));
        assertThat(result.get("exitCode").asInt()).as(result.toPrettyString()).isZero();
        return result;
    }

    /** Code and object of every advice, with its statement. */
    private static Map<String, String> advice(JsonNode result) {
        Map<String, String> advice = new TreeMap<>();
        for (JsonNode one : result.at("/monitor/advice")) {
            advice.put(
                    one.get("code").asText() + " " + one.get("object").asText(),
                    one.path("statement").asText());
        }
        return advice;
    }

    private static JsonNode find(JsonNode list, String member, String value) {
        for (JsonNode one : list) {
            if (one.get(member).asText().equals(value)) {
                return one;
            }
        }
        throw new AssertionError("No " + value + " in " + list.toPrettyString());
    }

    @Test
    void whatIsWrongInPostgresqlIsNamed() throws IOException {
        migrate(Engine.MARIADB, Engine.POSTGRESQL);
        target.execute(
                "ALTER TABLE item SET (autovacuum_enabled = off)",
                "UPDATE item SET note = 'x' WHERE id <= 2500",
                "ALTER TABLE item ADD CONSTRAINT positive CHECK (v > 0) NOT VALID",
                "SELECT setval(pg_get_serial_sequence('item', 'id'), 2040109466)");
        target.renewSessions();
        try {
            target.execute("CREATE UNIQUE INDEX CONCURRENTLY one_note ON item (note)");
        } catch (AssertionError twice) {
            assertThat(twice).hasStackTraceContaining("one_note");
        }
        Files.writeString(
                queries.resolve("slow.sql"),
                "SELECT count(*) FROM item\n-- target:\nSELECT count(*), pg_sleep(0.1) FROM item;\n");
        Files.writeString(queries.resolve("late.sql"), "SELECT 1\n-- target:\nSELECT pg_sleep(30)\n");
        Files.writeString(queries.resolve("wrong.sql"), "-- target:\nDELETE FROM item\n-- source:\nSELECT 1\n");
        Files.writeString(
                queries.resolve("sly.sql"), "-- target:\nSELECT 1; COMMIT; DELETE FROM item\n-- source:\nSELECT 1\n");
        String analyzed = analyzed();

        JsonNode first = look();

        assertThat(first.get("outcome").asText()).isEqualTo("preview");
        JsonNode monitor = first.get("monitor");
        assertThat(monitor.get("switched").asBoolean()).isFalse();
        assertThat(monitor.get("source").asText()).startsWith("mariadb ");
        assertThat(analyzed()).isEqualTo(analyzed);
        Map<String, String> advice = advice(first);
        assertThat(advice)
                .containsEntry("index-invalid public.one_note", "REINDEX INDEX CONCURRENTLY \"public\".\"one_note\"")
                .containsEntry("index-unused public.by_v", "DROP INDEX CONCURRENTLY \"public\".\"by_v\"")
                .containsEntry(
                        "headroom-critical public.item.id",
                        "ALTER TABLE \"public\".\"item\" ALTER COLUMN \"id\" TYPE bigint")
                .containsEntry("dead-rows public.item", "VACUUM (ANALYZE) \"public\".\"item\"")
                .containsEntry(
                        "constraint-not-valid positive",
                        "ALTER TABLE \"public\".\"item\" VALIDATE CONSTRAINT \"positive\"")
                .containsEntry("query-slower slow.sql", "sterna monitor --run-id r --execute")
                .containsKeys("query-too-long late.sql", "query-failed wrong.sql", "query-failed sly.sql")
                .doesNotContainKey("query-slower quick.sql");
        assertThat(find(first.get("problems"), "code", "headroom-critical")
                        .get("message")
                        .asText())
                .isEqualTo(
                        "The counter of public.item.id has used 95.0% of its limit (2040109466 of 2147483647); beyond it"
                                + " no row comes in");
        assertThat(find(first.get("problems"), "code", "index-invalid")
                        .get("table")
                        .asText())
                .isEqualTo(source.name() + ".item");
        assertThat(target.queryValue("SELECT count(*) FROM item")).isEqualTo("3000");
        JsonNode slow = find(monitor.get("queries"), "name", "slow.sql");
        assertThat(slow.get("targetMs").asDouble()).isGreaterThan(100);
        assertThat(slow.get("slower").asBoolean()).isTrue();
        assertThat(Path.of(URI.create(slow.get("targetPlan").asText())))
                .content()
                .contains("Aggregate", "item");
        JsonNode item = find(monitor.get("tables"), "name", "public.item");
        assertThat(item.at("/source/bytes").asLong()).isPositive();
        assertThat(item.at("/target/bytes").asLong())
                .isGreaterThan(item.at("/target/indexBytes").asLong());

        // What the statements say is done; a line is torn; a query goes another way, and another is a new one by its
        // words.
        Files.writeString(migration.file("monitor/trend.jsonl"), "{\"time", StandardOpenOption.APPEND);
        target.execute("DROP INDEX one_note", "DROP INDEX by_v", advice.get("headroom-critical public.item.id"));
        target.execute(advice.get("dead-rows public.item"));
        target.execute(advice.get("constraint-not-valid positive"));
        Files.writeString(
                queries.resolve("slow.sql"), "-- target:\nSELECT pg_sleep(0.3)\n-- source:\nSELECT sleep(0.3)\n");
        Files.delete(queries.resolve("late.sql"));
        Files.delete(queries.resolve("wrong.sql"));
        Files.delete(queries.resolve("sly.sql"));
        analyzed = analyzed();

        JsonNode second = look("--execute");

        assertThat(second.get("outcome").asText()).isEqualTo("done");
        assertThat(second.at("/monitor/analyzed").asInt()).isEqualTo(1);
        assertThat(analyzed()).isNotEqualTo(analyzed);
        assertThat(advice(second).keySet())
                .as("but for times, which a busy machine stretches")
                .filteredOn(told -> !told.startsWith("query-slow"))
                .containsExactly("query-plan-changed quick.sql");
        JsonNode trend = second.at("/monitor/trend");
        assertThat(trend.get("calls").asInt()).isEqualTo(2);
        assertThat(trend.get("unreadable").asInt()).isEqualTo(1);
        assertThat(find(trend.get("series"), "of", "public.item").get("values")).hasSize(2);
        assertThat(Files.readAllLines(migration.file("monitor/trend.jsonl"))).hasSize(3);
        assertThat(migration.json("monitor/last.json")).isEqualTo(second.get("monitor"));
        assertThat(migration.give("status").at("/status/command").asText()).isEqualTo("run");
    }

    private String analyzed() {
        return target.queryValue("SELECT last_analyze FROM pg_stat_user_tables WHERE relname = 'item'");
    }

    @Test
    void mariadbTellsWhatItHas() throws IOException {
        migrate(Engine.POSTGRESQL, Engine.MARIADB);
        target.execute("ALTER TABLE item ALTER INDEX by_v IGNORED", "ALTER TABLE item AUTO_INCREMENT = 1717986919");
        Files.writeString(
                queries.resolve("slow.sql"),
                "SELECT count(*) FROM item\n-- target:\nSELECT count(*), sleep(0.1) FROM item\n");
        target.execute("CREATE VIEW pause AS SELECT sleep(0.001) AS s");
        Files.writeString(queries.resolve("later.sql"), "-- source:\nSELECT 1\n-- target:\nSELECT s FROM pause\n");
        String name = target.name() + ".item";

        JsonNode result = look("--execute");

        String quoted = "`" + target.name() + "`.`item`";
        assertThat(advice(result))
                .containsEntry(
                        "index-ignored " + name + ".by_v", "ALTER TABLE " + quoted + " ALTER INDEX `by_v` NOT IGNORED")
                .containsEntry(
                        "headroom-low " + name + ".id",
                        "ALTER TABLE " + quoted + " MODIFY `id` bigint NOT NULL AUTO_INCREMENT")
                // Statistics were renewed just now, so that they are not told to be.
                .containsEntry("query-slower slow.sql", "");
        assertThat(result.at("/monitor/notTold").toString()).contains("how often indexes are used");
        assertThat(result.at("/monitor/analyzed").asInt()).isEqualTo(1);

        // A run that was cut over does without its source, which one that was not does not.
        target.execute("CREATE OR REPLACE VIEW pause AS SELECT sleep(0.1) AS s");
        JsonNode targetOnly = look("--target-only");
        assertThat(targetOnly.get("monitor").has("source")).isFalse();
        assertThat(advice(targetOnly))
                .containsEntry("query-slowed later.sql", "sterna monitor --run-id r --execute")
                .doesNotContainKeys("query-slower later.sql", "query-slowed slow.sql");
        target.execute("INSERT INTO `" + target.name() + "`.sterna_cutover (run_id, phase, noted) VALUES"
                + " ('r', 'switched', CURRENT_TIMESTAMP)");
        JsonNode alone = look("-D", "sterna.source.password=none");
        assertThat(alone.at("/monitor/switched").asBoolean()).isTrue();
        assertThat(alone.get("monitor").has("source")).isFalse();
        assertThat(find(alone.get("problems"), "code", "source-not-looked-at")
                        .get("message")
                        .asText())
                .startsWith("The source is not looked at, only the target: ");
        target.execute("DELETE FROM `" + target.name() + "`.sterna_cutover");
        JsonNode refused = migration.give("monitor", "-D", "sterna.source.password=none");
        assertThat(refused.get("exitCode").asInt()).isEqualTo(4);
        assertThat(refused.get("problems").toString()).contains("--target-only");
        assertThat(migration
                        .give("monitor", "-D", "sterna.target.password=none")
                        .get("exitCode")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void mysqlTellsWhatItHas() throws IOException {
        migrate(Engine.MARIADB, Engine.MYSQL);
        target.execute("ALTER TABLE item ALTER INDEX by_v INVISIBLE", "ALTER TABLE item AUTO_INCREMENT = 2040109466");

        JsonNode result = look();

        String quoted = "`" + target.name() + "`.`item`";
        assertThat(advice(result))
                .containsEntry(
                        "index-ignored " + target.name() + ".item.by_v",
                        "ALTER TABLE " + quoted + " ALTER INDEX `by_v` VISIBLE")
                .containsEntry(
                        "headroom-critical " + target.name() + ".item.id",
                        "ALTER TABLE " + quoted + " MODIFY `id` bigint NOT NULL AUTO_INCREMENT");
        JsonNode quick = find(result.at("/monitor/queries"), "name", "quick.sql");
        assertThat(Path.of(URI.create(quick.get("targetPlan").asText())))
                .content()
                .contains("-> ", "item");
    }
}
