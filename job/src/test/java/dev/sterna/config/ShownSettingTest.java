package dev.sterna.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a setting is repeated. */
class ShownSettingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sterna.chunk.rows                | 50000                      | sterna.chunk.rows=50000
            sterna.workspace                 | hdfs://n/runs              | sterna.workspace=hdfs://n/runs
            sterna.tables.include            | ["shop.*", "x"]            | sterna.tables.include=["shop.*", "x"]
            sterna.types.map."a.b.c"         | bigint                     | sterna.types.map."a.b.c"=bigint
            sterna.tables."a.b".chunk-rows   | 7                          | sterna.tables."a.b".chunk-rows=7
            sterna.target.url                | jdbc:postgresql://h/d      | sterna.target.url=jdbc:postgresql://h/d
            sterna.target.url                | jdbc:postgresql://u:P@h/d  | sterna.target.url=...
            sterna.target.url                | jdbc:postgresql://h/d?q=P  | sterna.target.url=...
            sterna.target.password           | P                          | sterna.target.password=...
            sterna."target".password         | P                          | sterna."target".password=...
            sterna.target                    | {password=P}               | sterna.target=...
            sterna.target                    | P                          | sterna.target=...
            sterna                           | {target.password=P}        | sterna=...
            sterna.target.properties.x       | P                          | sterna.target.properties.x=...
            sterna.spark                     | {"a.secret.key"="S"}       | sterna.spark=...
            sterna.spark."spark.app.name"    | P                          | sterna.spark."spark.app.name"=...
            sterna.tables.rename             | {"a.b"="P"}                | sterna.tables.rename=...
            sterna.tables.include            | [{password=P}]             | sterna.tables.include=...
            sterna.chunk.rows                | {password=P}               | sterna.chunk.rows=...
            sterna.unknown                   | P                          | sterna.unknown=...
            mine                             | P                          | mine=...
            sterna.target{password:P}        | x                          | ...
            """)
    void onlyHarmlessScalarsOfKnownKeys(String path, String value, String shown) {
        assertThat(ShownSetting.of(path, value)).isEqualTo(shown);
    }

    @Test
    void propertiesAreNamedAndOnlyHarmlessValuesShown() {
        assertThat(ShownProperties.ofDriver(Map.of("sslMode", "verify-full", "keyStorePassword", "P", "other", "P")))
                .isEqualTo(Map.of("sslMode", "verify-full", "keyStorePassword", "...", "other", "..."));
        assertThat(ShownProperties.ofSpark(Map.of(
                        "spark.executor.memory",
                        "4g",
                        "spark.hadoop.fs.azure.account.key.x",
                        "P",
                        "spark.hadoop.fs.s3a.secret.key",
                        "P",
                        "spark.executorEnv.X",
                        "P",
                        "spark.sql.catalog.x.password",
                        "P")))
                .isEqualTo(Map.of(
                        "spark.executor.memory",
                        "4g",
                        "spark.hadoop.fs.azure.account.key.x",
                        "...",
                        "spark.hadoop.fs.s3a.secret.key",
                        "...",
                        "spark.executorEnv.X",
                        "...",
                        "spark.sql.catalog.x.password",
                        "..."));
    }
}
