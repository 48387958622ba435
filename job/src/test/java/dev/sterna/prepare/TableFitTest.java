package dev.sterna.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableFitTest {
    private static final LogicalType INT = new LogicalType.Int(32, false);
    private static final LogicalType LONG = new LogicalType.Int(64, false);

    @Test
    void sameTableFits() {
        assertThat(obstacles(table(INT, "int"), table(INT, "int"), true)).isEmpty();
    }

    @Test
    void widerTypesFitAndNarrowerDoNot() {
        assertThat(obstacles(table(INT, "int"), table(LONG, "bigint"), true)).isEmpty();
        assertThat(obstacles(table(LONG, "bigint"), table(INT, "int"), true))
                .containsExactly("column id is int, not bigint");
        assertThat(TableFit.holds(new LogicalType.Int(32, true), LONG)).isTrue();
        assertThat(TableFit.holds(new LogicalType.Int(64, true), LONG)).isFalse();
        assertThat(TableFit.holds(new LogicalType.Int(64, true), new LogicalType.Decimal(20, 0)))
                .isTrue();
        assertThat(TableFit.holds(new LogicalType.Int(64, true), new LogicalType.Decimal(19, 0)))
                .isFalse();
        assertThat(TableFit.holds(new LogicalType.Text(10), new LogicalType.Text(9)))
                .isFalse();
        assertThat(TableFit.holds(new LogicalType.Text(0), new LogicalType.Text(9)))
                .isFalse();
        assertThat(TableFit.holds(new LogicalType.Text(10), new LogicalType.Text(0)))
                .isTrue();
        assertThat(TableFit.holds(new LogicalType.Decimal(10, 2), new LogicalType.Decimal(12, 4)))
                .isFalse();
        assertThat(TableFit.holds(new LogicalType.Real(32), new LogicalType.Real(64)))
                .isTrue();
        assertThat(TableFit.holds(new LogicalType.Timestamp(6), new LogicalType.Timestamp(0)))
                .isFalse();
        assertThat(TableFit.holds(new LogicalType.Timestamp(6), new LogicalType.Instant(6)))
                .isFalse();
    }

    @Test
    void otherColumnsDoNotFit() {
        Table wanted = table(INT, "int");
        Table present = new Table(
                wanted.name(), List.of(column("ident", INT, "int", false)), wanted.primaryKey(), List.of(), -1, -1);
        assertThat(obstacles(wanted, present, true))
                .containsExactly("column id int is missing", "column ident int is too many");
    }

    @Test
    void keysMustBeTheSameOrStillToCome() {
        Table wanted = table(INT, "int");
        Table keyless = new Table(wanted.name(), wanted.columns(), null, List.of(), -1, -1);
        assertThat(obstacles(wanted, keyless, true)).isEmpty();
        assertThat(obstacles(wanted, keyless, false)).containsExactly("it has no primary key, not (id)");
        assertThat(obstacles(keyless, wanted, true)).containsExactly("its primary key is (id), not none");
    }

    @Test
    void nullsMustBeTaken() {
        Table wanted =
                new Table(new TableName("s", "t"), List.of(column("id", INT, "int", true)), null, List.of(), -1, -1);
        Table present =
                new Table(new TableName("s", "t"), List.of(column("id", INT, "int", false)), null, List.of(), -1, -1);
        assertThat(obstacles(wanted, present, true)).containsExactly("column id does not take NULL");
        assertThat(obstacles(present, wanted, true)).isEmpty();
    }

    /** What the server calls another one may still be the type that was declared. */
    @Test
    void aTypeFitsByWhatTheServerShowsOfIt() {
        LogicalType instant = new LogicalType.Instant(0);
        LogicalType timestamp = new LogicalType.Timestamp(0);
        assertThat(obstacles(table(instant, "datetime(0)"), table(timestamp, "datetime"), true))
                .containsExactly("column id is datetime, not datetime(0)");
        assertThat(TableFit.obstacles(
                        table(instant, "datetime(0)"),
                        table(timestamp, "datetime"),
                        true,
                        new TableFit.Known(column -> column.equals("id"), column -> false, column -> false)))
                .isEmpty();
    }

    @Test
    void aColumnWhoseSourceTypeRefusesNullMayRefuseIt() {
        Table taking =
                new Table(new TableName("s", "t"), List.of(column("id", INT, "int", true)), null, List.of(), -1, -1);
        Table refusing =
                new Table(new TableName("s", "t"), List.of(column("id", INT, "int", false)), null, List.of(), -1, -1);
        assertThat(obstacles(taking, refusing, true)).containsExactly("column id does not take NULL");
        assertThat(TableFit.obstacles(
                        taking,
                        refusing,
                        true,
                        new TableFit.Known(column -> false, column -> false, column -> column.equals("id"))))
                .isEmpty();
    }

    private static List<String> obstacles(Table wanted, Table present, boolean keyAfterLoad) {
        return TableFit.obstacles(
                wanted, present, keyAfterLoad, new TableFit.Known(column -> false, column -> false, column -> false));
    }

    private static Table table(LogicalType type, String nativeType) {
        return new Table(
                new TableName("s", "t"),
                List.of(column("id", type, nativeType, false)),
                new Key("t_pkey", List.of("id")),
                List.of(),
                -1,
                -1);
    }

    private static Column column(String name, LogicalType type, String nativeType, boolean nullable) {
        return new Column(name, type, nativeType, nullable, Generated.NO, null, null);
    }
}
