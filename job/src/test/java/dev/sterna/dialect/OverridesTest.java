package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.dialect.server.Server;
import dev.sterna.error.SternaException;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    @ParameterizedTest
    @CsvSource({
        "mariadb, postgresql, bigint",
        "mariadb, postgresql, 'numeric(20,0)'",
        "postgresql, mariadb, bigint unsigned",
        "postgresql, mariadb, 'DECIMAL(20)'",
    })
    void bitsAreNeverReadAsDigitsOfTen(String from, String to, String wanted) {
        Column bits = new Column("v", new LogicalType.Bit(12), "bit(12)", true, Column.Generated.NO, null, null);
        Table table = new Table(new TableName("a", "t"), List.of(bits), null, List.of(), 0, 0);

        Server server = new Server(to, 11, 4, "11.4", "11.4", "host/a", Set.of(), Set.of(), null);

        assertThatThrownBy(() -> Dialects.forProduct(to)
                        .converter()
                        .table(table, from, table.name(), ColumnWishes.ofTypes(Map.of("v", wanted)), server))
                .isInstanceOf(SternaException.class)
                .hasMessageContaining("its values travel as zeros and ones");
    }
}
