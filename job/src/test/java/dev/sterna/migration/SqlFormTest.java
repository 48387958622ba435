package dev.sterna.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFormTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            (price > 0)                 | `price`>0
            SELECT a  AS b FROM t;      | select "a" as b from t
            ((a) + (b))                 | (a)+(b)
            lower(x)                    | LOWER( "x" )
            'It''s  A' = B              | ('It''s  A' = b)
            """)
    void alike(String one, String other) {
        assertThat(SqlForm.of(one)).isEqualTo(SqlForm.of(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'a'             | 'A'
            "A" > 0         | a > 0
            (a + b) * c     | a + (b * c)
            ab c            | a bc
            'a b'           | 'a  b'
            """)
    void different(String one, String other) {
        assertThat(SqlForm.of(one)).isNotEqualTo(SqlForm.of(other));
    }
}
