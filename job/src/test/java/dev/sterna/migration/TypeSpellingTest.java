package dev.sterna.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two spellings of one type are no difference of two schemas; two types are. */
class TypeSpellingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int(11) unsigned               | int unsigned                   | true",
                "year(4)                        | year                           | true",
                "datetime(0)                    | datetime                       | true",
                "time(0)                        | time                           | true",
                "decimal(10, 2)                 | decimal(10,2)                  | true",
                "character varying(20)          | varchar(20)                    | true",
                "tinyint(1)                     | tinyint(4)                     | false",
                "datetime(3)                    | datetime                       | false",
                "timestamp(0) without time zone | timestamp(6) without time zone | false",
                "int unsigned                   | int                            | false",
                "enum('a','B')                  | enum('a','b')                  | false",
            })
    void same(String one, String other, boolean same) {
        assertThat(TableFacts.type(one).equals(TableFacts.type(other))).isEqualTo(same);
    }
}
