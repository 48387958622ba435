package dev.sterna.dialect.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.TableDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlColumnTextsTest {
    private static final Map<String, String> NAMES = Map.of("a", "aa", "b", "a", "date", "the`day");
    private static final TableDefinition TABLE = new TableDefinition(
            new TableName("shop", "t"),
            List.of(
                    column("a", new LogicalType.Int(32, false), "int", null),
                    column("b", new LogicalType.Text(20), "varchar(20)", "utf8mb4_bin"),
                    column("date", new LogicalType.Date(), "date", null)),
            null,
            List.of(),
            List.of(),
            List.of(),
            -1,
            -1);

    private final MySqlColumnTexts texts = new MySqlColumnTexts();

    private static ColumnDefinition column(String name, LogicalType type, String words, String collation) {
        return new ColumnDefinition(
                new Column(name, type, words, true, Generated.NO, collation == null ? null : "utf8mb4", collation),
                null,
                null,
                null,
                null,
                null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '^', textBlock = """
            `a` > 0; `aa` > 0
            `t`.`a` > 0; `t`.`aa` > 0
            (`A` < 5 or `b` = 'b'); (`aa` < 5 or `a` = 'b')
            (`a` + 1); (`aa` + 1)
            year(`date`) + cast(`a` as signed); year(`the``day`) + cast(`aa` as signed)
            'a'; 'a'
            """)
    void onlyNamesOfColumnsChange(String sql, String renamed) {
        assertThat(texts.expression(sql, TABLE, NAMES)).isEqualTo(renamed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"own(`a`)", "`missing` > `a`", "uuid_to_bin(`b`)"})
    void whatIsNotUnderstoodIsNotRenamed(String sql) {
        assertThat(texts.expression(sql, TABLE, NAMES)).isNull();
    }
}
