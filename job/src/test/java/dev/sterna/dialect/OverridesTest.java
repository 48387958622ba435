package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.error.SternaException;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:mariadb://host/a, jdbc:postgresql://host/a, bigint",
        "jdbc:mariadb://host/a, jdbc:postgresql://host/a, 'numeric(20,0)'",
        "jdbc:postgresql://host/a, jdbc:mariadb://host/a, bigint unsigned",
        "jdbc:postgresql://host/a, jdbc:mariadb://host/a, 'DECIMAL(20)'",
    })
    void bitsAreNeverReadAsDigitsOfTen(String from, String to, String wanted) {
        Column bits = new Column("v", new LogicalType.Bit(12), "bit(12)", true, Column.Generated.NO, null, null);
        Table table = new Table(new TableName("a", "t"), List.of(bits), null, List.of(), 0, 0);

        assertThatThrownBy(() -> Dialects.forUrl(to, Side.TARGET)
                        .ddl()
                        .convert(table, Dialects.forUrl(from, Side.SOURCE), table.name(), Map.of("v", wanted)))
                .isInstanceOf(SternaException.class)
                .hasMessageContaining("its values travel as zeros and ones");
    }
}
