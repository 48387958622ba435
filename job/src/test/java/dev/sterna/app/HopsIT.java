package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A difference is told with the stretch of the way on which it arose: source, backup, target. */
class HopsIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    @EveryPair(crossing = true)
    void everyMismatchNamesItsHop(Engine from, Engine to) throws IOException {
        TestDatabase source = DATABASES.create(from);
        source.execute(
                "CREATE TABLE item (id int PRIMARY KEY, name varchar(20), price decimal(10,2), born date)",
                "CREATE TABLE word (k varchar(20) PRIMARY KEY, v double precision)",
                "INSERT INTO item WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 900)"
                        + " SELECT i, concat('item ', i), i * 0.25 - 100, '1999-12-31' FROM r",
                "INSERT INTO word WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 900)"
                        + " SELECT concat('w', i), i * 0.25 FROM r");
        TestDatabase target = DATABASES.create(to);
        Migration migration = new Migration(directory, source, target, "chunk.rows = 300");
        assertThat(migration.give("run", "--execute").get("exitCode").asInt()).isZero();
        assertThat(migration.json("plan.json").findValuesAsText("comparison")).contains("RANGES", "BUCKETS");

        JsonNode sound = migration.give("diff", "--backup");
        assertThat(sound.get("exitCode").asInt()).isZero();
        assertThat(sound.findValues("hop")).isEmpty();
        assertThat(sound.get("problems")).isEmpty();

        target.execute("UPDATE item SET name = 'x' WHERE id = 5", "UPDATE word SET v = 0 WHERE k = 'w5'");
        JsonNode lost = migration.give("diff");
        assertThat(lost.get("exitCode").asInt()).isEqualTo(6);
        assertThat(hops(lost)).containsExactly("item backup-target", "word backup-target");
        assertThat(messages(lost, "rows-differ"))
                .hasSize(2)
                .allMatch(message -> message.endsWith(
                        "1 changed, between backup and target: the target does not hold what was staged"));
        assertThat(Files.readString(migration.file("events.jsonl"))).contains("\"hop\":\"backup-target\"");

        String manifest = Files.readString(migration.file("backup/manifest.json"));
        Files.writeString(migration.file("backup/manifest.json"), large(migration, ".word"));
        assertThat(hops(migration.give("diff"))).containsExactly("item backup-target");
        Files.writeString(migration.file("backup/manifest.json"), manifest);

        target.execute("UPDATE item SET name = 'item 5' WHERE id = 5", "UPDATE word SET v = 1.25 WHERE k = 'w5'");
        assertThat(hops(migration.give("diff"))).isEmpty();
        source.execute("UPDATE item SET name = 'x' WHERE id = 5", "UPDATE word SET v = 0 WHERE k = 'w5'");
        JsonNode written = migration.give("diff");
        assertThat(hops(written)).containsExactly("item source-backup", "word source-backup");
        assertThat(messages(written, "backup-differs"))
                .hasSize(2)
                .allMatch(message -> message.endsWith("; the target holds what the backup holds"));
        source.execute("UPDATE item SET name = 'item 5' WHERE id = 5", "UPDATE word SET v = 1.25 WHERE k = 'w5'");

        damage(migration);
        assertThat(migration.give("diff").get("exitCode").asInt()).isZero();
        JsonNode damaged = migration.give("diff", "--backup");
        assertThat(damaged.get("exitCode").asInt()).isEqualTo(6);
        assertThat(hops(damaged)).containsExactly("item backup-file");
        assertThat(messages(damaged, "backup-damaged"))
                .singleElement()
                .asString()
                .contains("item is damaged in 2 chunks: ")
                .containsAnyOf("cannot be read", "is missing", "holds other rows than were written into it");
        assertThat(damaged.at("/tables/0/diff/identical").asBoolean()).isTrue();

        target.execute("DELETE FROM item WHERE id IN (1, 301, 601)");
        JsonNode both = migration.give("diff");
        assertThat(hops(both)).containsExactly("item backup-file");
        assertThat(messages(both, "rows-differ"))
                .singleElement()
                .asString()
                .contains("in the backup: its files do not hold what was staged")
                .endsWith("between backup and target: the target does not hold what was staged");
    }

    /** A manifest in which a table's files are larger than a diff reads without being told to. */
    private static String large(Migration migration, String name) throws IOException {
        ObjectNode manifest = (ObjectNode) migration.json("backup/manifest.json");
        for (JsonNode table : manifest.get("tables")) {
            if (table.get("name").asText().endsWith(name)) {
                ((ObjectNode) table.at("/chunks/0")).put("bytes", 1L << 30);
            }
        }
        return manifest.toString();
    }

    /** One file has another chunk's rows, another is gone. */
    private static void damage(Migration migration) throws IOException {
        ObjectNode manifest = (ObjectNode) migration.json("backup/manifest.json");
        for (JsonNode table : manifest.get("tables")) {
            if (!table.get("name").asText().endsWith(".item")) {
                continue;
            }
            Path files = migration.file("backup/" + table.get("directory").asText());
            ObjectNode first = (ObjectNode) table.at("/chunks/0");
            Path other = files.resolve(table.at("/chunks/1/file").asText());
            Files.write(files.resolve(first.get("file").asText()), Files.readAllBytes(other));
            first.put("bytes", Files.size(other));
            Files.delete(files.resolve(table.at("/chunks/2/file").asText()));
        }
        Files.writeString(migration.file("backup/manifest.json"), manifest.toString());
    }

    private static List<String> hops(JsonNode result) {
        List<String> hops = new ArrayList<>();
        for (JsonNode table : result.get("tables")) {
            if (table.get("diff").has("hop")) {
                hops.add(table.get("name").asText().replaceFirst(".*\\.", "") + " "
                        + table.at("/diff/hop").asText());
            }
        }
        return hops;
    }

    private static List<String> messages(JsonNode result, String code) {
        List<String> messages = new ArrayList<>();
        for (JsonNode problem : result.get("problems")) {
            if (problem.get("code").asText().equals(code)) {
                messages.add(problem.get("message").asText());
            }
        }
        return messages;
    }
}
