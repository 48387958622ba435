package dev.sterna.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {
    @Test
    void withoutWordsItIsSmallAndEverybodyTakesPart() {
        Options options = Options.parse(List.of());
        assertThat(options.scale()).isEqualTo(0.1);
        assertThat(options.tables()).containsExactly("lineitem", "orders");
        assertThat(options.rows())
                .containsExactly("sterna", "spark-jdbc", "spark-jdbc-tuned", "pgloader", "pgcopydb", "pipe");
        assertThat(options.pair()).hasToString("mariadb-postgresql");
        assertThat(options.output()).isEqualTo(Options.Output.TABLE);
    }

    @Test
    void differencesAreLookedForInOneTableByTheirOwnTools() {
        Options options = Options.parse(List.of("--diff", "--scale", "0.84"));
        assertThat(options.task()).isEqualTo(Options.Task.DIFF);
        assertThat(options.tables()).containsExactly("lineitem");
        assertThat(options.rows()).containsExactly("sterna", "reladiff");
    }

    @Test
    void aSourceIsFollowedForSomeTime() {
        Options options = Options.parse(List.of("--follow", "--seconds", "60", "--repeat", "3"));
        assertThat(options.task()).isEqualTo(Options.Task.FOLLOW);
        assertThat(options.rows()).containsExactly("sterna");
        assertThat(options.seconds()).isEqualTo(60);
        assertThat(options.rate()).isEqualTo(2000);
        assertThat(options.repeat()).isEqualTo(3);
    }

    @Test
    void urlsDecideOnThePair() {
        Options options = Options.parse(
                List.of("--source-url=jdbc:postgresql://db1/shop", "--target-url", "jdbc:postgresql://db2:5433/shop"));
        assertThat(options.pair()).isEqualTo(new Pair(Engine.POSTGRESQL, Engine.POSTGRESQL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--scale 0 | Invalid --scale: 0 (must be more than 0",
                "--scale tiny | Invalid --scale: tiny (must be a number)",
                "--repeat 1.5 | Invalid --repeat: 1.5 (must be a whole number",
                "--rows cp | Invalid --rows: cp (must be among sterna,spark-jdbc,spark-jdbc-tuned,pgloader,pgcopydb,pipe)",
                "--pair mariadb | Invalid --pair: mariadb (must be",
                "--source-url jdbc:sqlite:x | Invalid URL: jdbc:sqlite:x",
                "--tables , | Invalid --tables: it names nothing",
                "--pair mariadb-mariadb --target-url jdbc:postgresql://a/b | (the URLs are mariadb-postgresql)",
                "--scale | Missing value of --scale",
                "--diff --rows pipe | Invalid --rows: pipe (must be among sterna,reladiff)",
                "--diff --tables orders | Invalid --tables: not with --diff",
                "--follow --rows sterna | Invalid --rows: not with --follow",
                "--follow --scale 5 | Invalid --scale: 5 (must be at most 4 with --follow)",
                "--follow --rate 0 | Invalid --rate: 0 (must be a whole number from 1 to 100000)",
                "--seconds 3 | Invalid --seconds: only with --follow",
                "--diff --follow | Invalid options: --diff and --follow are one command each",
                "--fast | Unknown option: --fast",
            })
    void mistakesAreNamed(String words, String message) {
        assertThatThrownBy(() -> Options.parse(List.of(words.split(" ")))).hasMessageContaining(message);
    }
}
