package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two spellings of one type are no difference of two schemas; two types are. */
class TypeSpellingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql      | int(11) unsigned               | int unsigned                   | true",
                "mysql      | year(4)                        | year                           | true",
                "mysql      | datetime(0)                    | datetime                       | true",
                "mysql      | time(0)                        | time                           | true",
                "mysql      | decimal(10, 2)                 | decimal(10,2)                  | true",
                "postgresql | character varying(20)          | varchar(20)                    | true",
                "postgresql | numeric(10, 2)                 | numeric(10,2)                  | true",
                "mariadb    | json                           | longtext                       | true",
                "mysql      | json                           | longtext                       | false",
                "mysql      | ENUM( 'a' , 'B' )              | enum('a','B')                  | true",
                "postgresql | public.\"St\"                    | public.\"st\"                    | false",
                "postgresql | int4[]                         | integer[]                      | true",
                "postgresql | bpchar                         | character(1)                   | false",
                "mysql      | tinyint(1)                     | tinyint(4)                     | false",
                "mysql      | datetime(3)                    | datetime                       | false",
                "postgresql | timestamp(0) without time zone | timestamp(6) without time zone | false",
                "mysql      | int unsigned                   | int                            | false",
                "mysql      | enum('a','B')                  | enum('a','b')                  | false",
            })
    void same(String product, String one, String other, boolean same) {
        SchemaNormalForm form = Dialects.forProduct(product).normalForm(product);
        assertThat(form.type(one).equals(form.type(other))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"utf8, utf8mb3, true", "utf8_bin, utf8mb3_bin, true", "utf8mb4_bin, utf8mb3_bin, false"})
    void charsets(String one, String other, boolean same) {
        SchemaNormalForm form = Dialects.forProduct("mysql").normalForm("mysql");
        assertThat(form.charset(one).equals(form.charset(other))).isEqualTo(same);
    }
}
