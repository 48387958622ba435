package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.dialect.server.Snapshots;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.data.HardCases;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backup holds, however it was read, and that nothing else is taken for it. */
class BackupIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final String KEYLESS =
            "CREATE TABLE keyless AS SELECT i, repeat('x', 200) AS filler FROM generate_series(1, 20000) i";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void sparksJdbcSourceStagesTheSame(Engine engine) throws Exception {
        TestDatabase source = DATABASES.create(engine);
        HardCases.load(source);
        boolean postgres = engine == Engine.POSTGRESQL;
        if (postgres) {
            source.execute(
                    KEYLESS,
                    "CREATE TABLE parent (id int PRIMARY KEY, \"Id\" text)",
                    "CREATE TABLE child () INHERITS (parent)",
                    "INSERT INTO parent VALUES (1, 'one')",
                    "INSERT INTO child VALUES (2, 'two'), (3, 'three')",
                    "ANALYZE");
        }
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        String where = postgres ? "tables.where { \"public.parent\" = \"id > 0 -- all\" }" : "";
        Migration direct = new Migration(directory, source, target, "chunk.rows = 3000", where);
        direct.give("backup", "--execute");
        Migration general = new Migration(
                directory.resolve("general").toFile().mkdir() ? directory.resolve("general") : directory,
                source,
                target,
                "chunk.rows = 3000",
                where,
                "backup.reader = spark-jdbc");

        assertThat(general.give("backup", "--execute").get("exitCode").asInt()).isZero();

        assertThat(digests(general)).isEqualTo(digests(direct)).isNotEmpty();
        if (postgres) {
            assertThat(digests(general).stream().filter(chunk -> chunk.startsWith("public.keyless ")))
                    .hasSizeGreaterThan(3);
            assertThat(digests(general)).anyMatch(chunk -> chunk.startsWith("public.parent 0 1 "));
        }
    }

    /** Rows that were written between two attempts have moved to other pages. */
    @Test
    void aResumedBackupReadsPagesUnderOneView() throws Exception {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        source.execute(KEYLESS, "ANALYZE");
        Migration migration =
                new Migration(directory, source, DATABASES.create(Engine.POSTGRESQL), "chunk.rows = 3000");
        assertThat(codes(migration.give("backup", "--execute"))).doesNotContain("no-shared-view");
        ObjectNode manifest = (ObjectNode) migration.json("backup/manifest.json");
        ArrayNode chunks = (ArrayNode) manifest.at("/tables/0/chunks");
        assertThat(chunks).hasSizeGreaterThan(3);
        chunks.remove(chunks.size() - 1);
        Files.writeString(
                migration.file("backup/manifest.json"),
                manifest.put("complete", false).toString());
        source.execute("UPDATE keyless SET i = i + 1 WHERE i % 2 = 0");

        JsonNode result = migration.give("backup", "--execute");

        assertThat(codes(result)).doesNotContain("several-views");
        assertThat(result.at("/tables/0/sourceRows").asInt()).isEqualTo(20_000);
        assertThat(result.at("/steps/0/rows").asInt()).isEqualTo(20_000);
    }

    /** What was written before, or to other tables, does not matter. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "MYSQL"})
    void aBackupWithoutASharedViewSaysSoWhenItsTablesWereWrittenTo(Engine engine) throws Exception {
        TestDatabase source = DATABASES.create(engine);
        source.execute(
                "CREATE TABLE a (id int PRIMARY KEY) ENGINE = InnoDB",
                "INSERT INTO a VALUES (1)",
                "CREATE TABLE b (id int PRIMARY KEY) ENGINE = InnoDB",
                "CREATE TABLE other (id int) ENGINE = InnoDB");
        TimeUnit.MILLISECONDS.sleep(1100);
        Snapshots.Snapshot quiet = view(source);
        source.execute("INSERT INTO other VALUES (1)");
        assertThat(mayDiffer(quiet, source)).isFalse();
        source.execute("INSERT INTO b VALUES (1)");
        assertThat(mayDiffer(quiet, source)).isTrue();
        TimeUnit.MILLISECONDS.sleep(1100);
        Snapshots.Snapshot late = view(source);
        assertThat(mayDiffer(late, source)).isFalse();
        source.execute("ALTER TABLE a ENGINE = MyISAM");
        assertThat(mayDiffer(late, source)).isTrue();
    }

    private static Snapshots.Snapshot view(TestDatabase source) throws Exception {
        Dialect dialect = Dialects.forUrl(source.jdbcUrl(), Side.SOURCE);
        return dialect.snapshots().open(dialect.connector(endpoint(source), Side.SOURCE));
    }

    private static boolean mayDiffer(Snapshots.Snapshot view, TestDatabase source) throws Exception {
        try (Connection connection = source.connect()) {
            return view.mayDiffer(
                    connection, List.of(new TableName(source.name(), "a"), new TableName(source.name(), "b")));
        }
    }

    private static Endpoint endpoint(TestDatabase database) {
        return new Endpoint(
                database.jdbcUrl(), database.user(), new Secret(database.password()), List.of(), 1, Map.of());
    }

    @Test
    void aChangedBackupIsNotLoaded() throws Exception {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        source.execute("CREATE TABLE a AS SELECT i AS id, md5(i::text) AS v FROM generate_series(1, 1000) i");
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(directory, source, target);
        migration.give("prepare", "--execute");
        migration.give("backup", "--execute");
        String name = migration
                .json("backup/manifest.json")
                .at("/tables/0/chunks/0/file")
                .asText();
        Path file = migration.file("backup/public.a/" + name);
        byte[] whole = Files.readAllBytes(file);
        long end;
        try (ParquetFileReader parquet = ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
            ColumnChunkMetaData column =
                    parquet.getFooter().getBlocks().get(0).getColumns().get(1);
            end = column.getStartingPos() + column.getTotalSize();
        }
        byte[] flipped = whole.clone();
        flipped[(int) end - 1] ^= 1;
        byte[] footer = whole.clone();
        int lengthOfFooter =
                ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(whole.length - 8);
        footer[whole.length - 8 - lengthOfFooter] ^= 0x7f;
        for (byte[] changed : List.of(flipped, footer, Arrays.copyOf(whole, whole.length + 1))) {
            Files.write(file, changed);

            JsonNode result = migration.give("load", "--execute");

            assertThat(codes(result)).as(result.toPrettyString()).containsExactly("backup-damaged");
            assertThat(result.get("exitCode").asInt()).isEqualTo(9);
            assertThat(target.queryValue("SELECT count(*) FROM a")).isEqualTo("0");
        }
        Files.write(file, whole);
        assertThat(migration.give("load", "--execute").get("exitCode").asInt()).isZero();
    }

    /** Of equal length and whole, so that only what they say of themselves can tell them apart. */
    @ParameterizedTest
    @ValueSource(strings = {"within a table", "of two tables", "that say nothing of themselves"})
    void swappedFilesAreNotLoaded(String which) throws Exception {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        source.execute(
                "CREATE TABLE a (id bigint PRIMARY KEY, v bigint NOT NULL)",
                "INSERT INTO a SELECT i, 10000 - i FROM generate_series(1001, 3000) i",
                "CREATE TABLE b (id bigint PRIMARY KEY, v bigint NOT NULL)",
                "INSERT INTO b SELECT i, i FROM generate_series(1001, 3000) i",
                "ANALYZE");
        TestDatabase target = DATABASES.create(Engine.MARIADB);
        Migration migration = new Migration(directory, source, target, "chunk.rows = 1000");
        migration.give("prepare", "--execute");
        migration.give("backup", "--execute");
        List<Path> files = new ArrayList<>();
        for (JsonNode table : migration.json("backup/manifest.json").get("tables")) {
            for (JsonNode chunk : table.get("chunks")) {
                Path file = migration.file("backup/" + table.get("directory").asText() + "/"
                        + chunk.get("file").asText());
                if (which.equals("that say nothing of themselves")) {
                    byte[] silent = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                            .replace("sterna.table", "nobody.table")
                            .getBytes(StandardCharsets.ISO_8859_1);
                    Files.write(file, silent);
                }
                files.add(file);
            }
        }
        assertThat(files).hasSize(4);
        int other = which.equals("of two tables") ? 2 : 1;
        byte[] first = Files.readAllBytes(files.get(0));
        byte[] second = Files.readAllBytes(files.get(other));
        Files.write(files.get(0), second);
        Files.write(files.get(other), first);
        takeLengths(migration);

        JsonNode result = migration.give("load", "--execute");

        // Each table whose file it is is set aside by itself.
        assertThat(codes(result))
                .as(result.toPrettyString())
                .hasSize(which.equals("of two tables") ? 2 : 1)
                .containsOnly("backup-damaged");
        assertThat(result.get("exitCode").asInt()).isEqualTo(9);
        String message = result.at("/problems/0/message").asText();
        assertThat(message).contains("is not the file that was written there");
        if (which.equals("that say nothing of themselves")) {
            assertThat(message).contains("it holds other rows than the manifest says");
        } else {
            assertThat(message)
                    .contains("it is ")
                    .contains(files.get(0).getFileName().toString())
                    .contains(files.get(other).getFileName().toString());
        }
        Files.write(files.get(0), first);
        Files.write(files.get(other), second);
        takeLengths(migration);
        assertThat(migration.give("load", "--execute").get("exitCode").asInt()).isZero();
        assertThat(target.queryValue("SELECT count(*) FROM a WHERE v = 10000 - id"))
                .isEqualTo("2000");
    }

    /** Makes the manifest say of each file the length that it has, as if all had one. */
    private static void takeLengths(Migration migration) throws IOException {
        ObjectNode manifest = (ObjectNode) migration.json("backup/manifest.json");
        for (JsonNode table : manifest.get("tables")) {
            for (JsonNode chunk : table.get("chunks")) {
                Path file = migration.file("backup/" + table.get("directory").asText() + "/"
                        + chunk.get("file").asText());
                ((ObjectNode) chunk).put("bytes", Files.size(file));
            }
        }
        Files.writeString(migration.file("backup/manifest.json"), manifest.toString());
    }

    private static List<String> codes(JsonNode result) {
        return result.get("problems").findValuesAsText("code");
    }

    private static List<String> digests(Migration migration) {
        List<String> digests = new ArrayList<>();
        for (JsonNode table : migration.json("backup/manifest.json").get("tables")) {
            for (JsonNode chunk : table.get("chunks")) {
                digests.add(table.get("name").asText() + " " + chunk.get("index") + " " + chunk.get("rows") + " "
                        + chunk.get("sum"));
            }
        }
        return digests;
    }
}
