package dev.sterna.diff;

import static dev.sterna.diff.Twins.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.KeptSpark;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The rows that differ, as Spark reads them. */
class ParquetDifferencesIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private Twins twins;

    @BeforeEach
    void fill() {
        twins = new Twins(DATABASES.create(Engine.MARIADB), DATABASES.create(Engine.POSTGRESQL), directory);
        twins.fill(
                "CREATE TABLE part (id int, `odd, name` BYTES, v varchar(9), PRIMARY KEY (id))",
                "CREATE TABLE bare (a int, b varchar(9))",
                "CREATE TABLE same (id int PRIMARY KEY)",
                numbered("part", 500, "i, unhex('00ff'), concat('v', i)"),
                "INSERT INTO bare VALUES (1, NULL), (1, NULL)",
                numbered("same", 5, "i"));
        twins.onTarget(
                "UPDATE part SET v = NULL, \"odd, name\" = NULL WHERE id = 50",
                "DELETE FROM part WHERE id > 400",
                "INSERT INTO part VALUES (-1, NULL, 'x')",
                "DELETE FROM bare");
    }

    @Test
    void keysHashesAndColumnsAreThere() {
        assertThat(twins.diff("--parquet", "").text("part").lines()).hasSize(102);
        assertThat(query(
                        "SELECT kind, count(*), count(DISTINCT key.id), count(sourceHash), count(targetHash)"
                                + " FROM parquet.`%s` GROUP BY kind ORDER BY kind",
                        "part"))
                .containsExactly("[changed,1,1,1,1]", "[extra,1,1,0,1]", "[missing,100,100,100,0]");
        assertThat(query("SELECT key.id, array_join(columns, '|') FROM parquet.`%s` WHERE kind = 'changed'", "part"))
                .containsExactly("[50,odd, name|v]");
        assertThat(query("SELECT kind, key.a, key.b, columns FROM parquet.`%s`", "bare"))
                .containsExactly("[missing,1,null,null]", "[missing,1,null,null]");
        assertThat(spark().read().parquet(file("part")).columns())
                .containsExactly("kind", "key", "sourceHash", "targetHash", "columns");
        assertThat(Files.exists(Path.of(URI.create(file("same"))))).isFalse();

        twins.diff();
        assertThat(Files.exists(Path.of(URI.create(file("part")))))
                .as("of an earlier comparison")
                .isFalse();
    }

    @Test
    void valuesAreThereOnRequestAlone() {
        twins.diff("--parquet", "", "--show-values", "");
        assertThat(query(
                        "SELECT kind, key.id, source.v, target.v, source.`odd, name` IS NULL, target IS NULL"
                                + " FROM parquet.`%s` WHERE CAST(key.id AS int) < 402 ORDER BY key.id",
                        "part"))
                .containsExactly(
                        "[extra,-1,null,x,true,false]",
                        "[missing,401,v401,null,false,true]",
                        "[changed,50,v50,null,false,false]");
    }

    @Test
    void asManyAsWereAskedForAreThere() {
        twins.diff("--parquet", "", "--max-rows", "7");
        assertThat(query("SELECT count(*) FROM parquet.`%s`", "part")).containsExactly("[7]");
    }

    private List<String> query(String sql, String table) {
        return spark().sql(sql.formatted(file(table))).collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    private static SparkSession spark() {
        KeptSpark.begin();
        return SparkSession.active();
    }

    private String file(String table) {
        return twins.files() + "/diff/" + twins.plan(table).directory() + ".parquet";
    }
}
