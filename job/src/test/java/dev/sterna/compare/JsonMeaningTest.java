package dev.sterna.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonMeaningTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"b\":1,\"a\":[1,  2]} | {\"a\": [1, 2], \"b\": 1}",
                "{\"a\":1,\"a\":2}       | {\"a\": 2}",
                "1.50                    | 1.5",
                "1e2                     | 100",
                "1e1000000000            | 10e999999999",
                "-0.0                    | 0",
                "\"\\u00e9\\/\"          | \"\u00e9/\"",
                "[null,true,{}]          | [ null , true , { } ]",
            })
    void whatIsWrittenOtherwiseMeansTheSame(String one, String other) {
        assertThat(JsonMeaning.same(one, other)).isTrue();
        assertThat(JsonMeaning.same(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "18446744073709551616 | 1.8446744073709552e19",
                "0.1                  | 0.1000000000000000055511151231257827",
                "[1,2]                | [2,1]",
                "[1]                  | [1,1]",
                "{\"a\":null}         | {}",
                "{\"a\":null}         | {\"b\":null}",
                "\"1\"                | 1",
                "null                 | \"null\"",
                "\"a\"                | \"a \"",
                "{\"a\":1}            | {\"A\":1}",
                "true                 | 1",
                "x                    | x",
                "1 2                  | 1 2",
            })
    void whatMeansAnotherThingDiffers(String one, String other) {
        assertThat(JsonMeaning.same(one, other)).isFalse();
        assertThat(JsonMeaning.same(other, one)).isFalse();
    }
}
