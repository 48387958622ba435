package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.data.HardCases;
import dev.sterna.embedded.data.LoadProgress;
import dev.sterna.embedded.data.TpchData;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.testing.KeptSpark;
import dev.sterna.testing.SparkProgram;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole job between real servers: everything arrives, once, and the proof says so. */
class MigrationIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    @EveryPair
    void everyHardCaseArrives(Engine from, Engine to) throws Exception {
        TestDatabase source = DATABASES.create(from);
        HardCases.load(source);
        TestDatabase target = DATABASES.create(to);
        Migration migration = new Migration(directory, source, target, "chunk.rows = 3000");

        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("problems").findValuesAsText("severity"))
                .as(result.toPrettyString())
                .doesNotContain("error");
        assertThat(result.get("outcome").asText()).as(result.toPrettyString()).isEqualTo("done");
        assertThat(result.get("tables")).hasSize(HardCases.tableNames(from).size());
        for (JsonNode table : result.get("tables")) {
            assertThat(table.get("diff").get("identical").asBoolean())
                    .as(table.toString())
                    .isTrue();
            assertThat(table.get("loadedRows")).as(table.toString()).isEqualTo(table.get("sourceRows"));
        }
        for (JsonNode table : migration.json("plan.json").get("tables")) {
            assertThat(count(target, table.get("target"))).isEqualTo(count(source, table.get("source")));
        }
        assertThat(migration.give("run", "--execute").get("outcome").asText()).isEqualTo("nothing-to-do");
    }

    @Test
    void aRunOfSomeTablesFinishesNothingAndADifferenceReopensARun() throws Exception {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        source.execute(
                "CREATE TABLE a (id int PRIMARY KEY)",
                "INSERT INTO a VALUES (1)",
                "CREATE TABLE b (id int PRIMARY KEY)",
                "INSERT INTO b VALUES (1), (2)");
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(directory, source, target);

        migration.give("plan");
        assertThat(migration
                        .give("run", "--execute", "--tables", "a")
                        .get("tables")
                        .size())
                .isEqualTo(1);
        assertThat(migration.give("run", "--execute").get("outcome").asText()).isEqualTo("done");
        assertThat(target.queryValue("SELECT count(*) FROM b")).isEqualTo("2");
        assertThat(migration.give("diff").get("outcome").asText()).isEqualTo("done");
        assertThat(migration.give("run", "--execute").get("steps")).isEmpty();
        target.execute("DELETE FROM b WHERE id = 2");
        assertThat(migration.give("diff").get("exitCode").asInt()).isEqualTo(6);
        assertThat(migration.give("run", "--execute").get("exitCode").asInt()).isEqualTo(6);
    }

    @Test
    void aTableThatThePlanLacksIsNamed() throws Exception {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        source.execute("CREATE TABLE a AS SELECT 1 AS id", "CREATE TABLE b AS SELECT 1 AS id");
        Migration migration = new Migration(directory, source, DATABASES.create(Engine.POSTGRESQL));

        migration.give("plan", "--tables", "a");
        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("problems").findValuesAsText("message"))
                .contains("Run r leaves out 1 table that is not in its plan: public.b");
    }

    @Test
    void theLedgerFollowsTheSchemasWhereTheUrlNamesNone() throws Exception {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        source.execute("CREATE TABLE a AS SELECT 1 AS id");
        TestDatabase target = DATABASES.create(Engine.MARIADB);
        Migration migration = new Migration(
                directory,
                source,
                target,
                "target.url = \"" + target.jdbcUrl().replace("/" + target.name(), "/") + "\"",
                "target.schemas = [\"" + target.name() + "\"]");

        JsonNode result = migration.give("run", "--execute");

        assertThat(result.get("exitCode").asInt()).as(result.toPrettyString()).isZero();
        assertThat(target.queryValue("SELECT COUNT(*) FROM sterna_chunk")).isEqualTo("1");
        Migration nowhere = new Migration(
                Files.createDirectory(directory.resolve("nowhere")),
                source,
                target,
                "target.url = \"" + target.jdbcUrl().replace("/" + target.name(), "/") + "\"");
        assertThat(nowhere.give("run", "--execute").get("exitCode").asInt()).isEqualTo(3);
    }

    @Test
    void aBackupIsReadableWithoutSterna() throws Exception {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        TpchData.load(source, 0.01, List.of("lineitem"), LoadProgress.NONE);
        Migration migration =
                new Migration(directory, source, DATABASES.create(Engine.POSTGRESQL), "chunk.rows = 20000");

        JsonNode result = migration.give("backup", "--execute");

        JsonNode manifest = migration.json("backup/manifest.json");
        assertThat(manifest.get("complete").asBoolean()).isTrue();
        assertThat(manifest.get("views").get(0).get("shared").asBoolean()).isTrue();
        assertThat(manifest.get("tables").get(0).get("chunks").size()).isGreaterThan(1);
        KeptSpark.end();
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        try {
            Dataset<Row> rows = spark.read()
                    .parquet(migration.file("backup/public.lineitem").toString());
            rows.createOrReplaceTempView("lineitem");
            Row sums = spark.sql("SELECT count(*), sum(l_extendedprice), max(l_shipdate), max(l_comment) FROM lineitem")
                    .first();
            List<String> expected = source.query(
                            "SELECT count(*), sum(l_extendedprice), max(l_shipdate), max(l_comment COLLATE \"C\") FROM lineitem")
                    .get(0);
            assertThat(List.of(
                            sums.get(0).toString(),
                            sums.get(1).toString(),
                            sums.get(2).toString(),
                            sums.getString(3)))
                    .isEqualTo(expected);
            assertThat(result.get("tables").get(0).get("sourceRows").asText()).isEqualTo(expected.get(0));
        } finally {
            spark.stop();
        }
    }

    @Test
    void aResumedLoadBringsOnlyWhatIsMissing() throws Exception {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        TpchData.load(source, 0.01, List.of("orders"), LoadProgress.NONE);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(directory, source, target, "chunk.rows = 2000");
        migration.give("prepare", "--execute");
        migration.give("backup", "--execute");
        migration.give("load", "--execute");
        long chunks = Long.parseLong(target.queryValue("SELECT count(*) FROM sterna.chunk"));
        assertThat(chunks).isGreaterThan(4);
        JsonNode third = migration.json("plan.json").at("/tables/0/chunks/2/slice");
        target.execute(
                "DELETE FROM orders WHERE o_orderkey >= " + third.at("/lower/0").asText() + " AND o_orderkey < "
                        + third.at("/upper/0").asText(),
                "DELETE FROM sterna.chunk WHERE chunk_index = 2");

        JsonNode result = migration.give("load", "--execute");

        assertThat(result.at("/steps/0/rows").asLong())
                .as(result.toPrettyString())
                .isPositive()
                .isLessThan(4001);
        assertThat(target.queryValue("SELECT count(*) FROM sterna.chunk")).isEqualTo(Long.toString(chunks));
        assertThat(migration.give("diff").get("outcome").asText()).isEqualTo("done");
        assertThat(migration.give("load", "--execute").get("outcome").asText()).isEqualTo("nothing-to-do");
    }

    /** More bytes than the JVM has heap, in rows of 20 MB. */
    @Tag("long")
    @ParameterizedTest
    @CsvSource({"POSTGRESQL,36", "MARIADB,34"})
    void memoryIsBoundedByTheRowNotByTheTable(Engine from, int rows) {
        TestDatabase source = DATABASES.create(from);
        if (from == Engine.POSTGRESQL) {
            source.execute(
                    "CREATE TABLE picture (id int PRIMARY KEY, bytes bytea)",
                    "ALTER TABLE picture ALTER bytes SET STORAGE EXTERNAL",
                    "INSERT INTO picture SELECT i, decode(repeat(md5(i::text), 1310720), 'hex')"
                            + " FROM generate_series(1, " + rows + ") i",
                    "ANALYZE picture");
        } else {
            source.execute(
                    "CREATE TABLE picture (id int PRIMARY KEY, bytes longblob)",
                    "INSERT INTO picture SELECT seq, repeat(unhex(md5(seq)), 1310720) FROM seq_1_to_" + rows,
                    "ANALYZE TABLE picture");
        }
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        Migration migration = new Migration(directory, source, target);

        SparkProgram.Ended ended = SparkProgram.main(
                "640m", Duration.ofMinutes(5), Main.class, migration.arguments("--json", "run", "--execute"));

        assertThat(ended.exitCode()).as(ended.stderr()).isZero();
        assertThat(target.queryValue("SELECT sum(length(bytes)) FROM picture"))
                .isEqualTo(Long.toString(rows * 20L * 1024 * 1024));
    }

    private static String count(TestDatabase database, JsonNode table) {
        String schema = table.at("/name/schema").asText();
        String name = table.at("/name/name").asText();
        char quote = database.engine() == Engine.POSTGRESQL ? '"' : '`';
        return database.queryValue("SELECT count(*) FROM " + quoted(schema, quote) + "." + quoted(name, quote));
    }

    private static String quoted(String name, char quote) {
        return quote + name.replace(String.valueOf(quote), String.valueOf(quote) + quote) + quote;
    }
}
