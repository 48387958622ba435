package dev.sterna.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.ForeignKey.Action;
import dev.sterna.model.schema.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The columns of a foreign key become alike, and nothing else changes. */
class ForeignKeyTypesTest {
    private static final LogicalType TEXT = new LogicalType.Text(0);
    private static final LogicalType INT = new LogicalType.Int(32, false);

    private static Table table(String name, LogicalType type, String nativeType) {
        Column column = new Column("c", type, nativeType, true, Generated.NO, null, null);
        return new Table(new TableName("s", name), List.of(column), null, List.of(), -1, -1);
    }

    private static TableDefinition refers(String from, String to) {
        ForeignKey key = new ForeignKey(
                "k",
                List.of("c"),
                new TableName("s", to),
                List.of("c"),
                Action.NO_ACTION,
                Action.NO_ACTION,
                false,
                Deferral.NOT_DEFERRABLE,
                true,
                List.of(),
                null);
        return new TableDefinition(
                new TableName("s", from), List.of(), null, List.of(), List.of(), List.of(key), -1, -1);
    }

    private static List<String> types(
            List<Table> targets, List<TableDefinition> definitions, Map<TableName, Set<String>> chosen) {
        return ForeignKeyTypes.align(targets, targets, definitions, chosen).stream()
                .map(table -> table.columns().get(0).nativeType())
                .toList();
    }

    @Test
    void takesTheTypeOfTheKeyThroughOtherTables() {
        List<Table> targets =
                List.of(table("a", TEXT, "longtext"), table("b", TEXT, "longtext"), table("c", TEXT, "varchar(768)"));
        List<TableDefinition> definitions = List.of(refers("a", "b"), refers("b", "c"));
        assertThat(types(targets, definitions, Map.of())).containsOnly("varchar(768)");
    }

    @Test
    void leavesWhatUsersChoseAndWhatEnginesCompare() {
        List<Table> targets = List.of(
                table("a", TEXT, "varchar(10)"),
                table("b", TEXT, "varchar(20)"),
                table("c", INT, "int"),
                table("d", INT, "bigint"),
                table("e", TEXT, "longtext"));
        List<TableDefinition> definitions = List.of(refers("a", "b"), refers("c", "d"), refers("e", "d"));
        assertThat(types(targets, definitions, Map.of(new TableName("s", "c"), Set.of("c"))))
                .containsExactly("varchar(10)", "varchar(20)", "int", "bigint", "longtext");
        assertThat(types(targets, definitions, Map.of()))
                .containsExactly("varchar(10)", "varchar(20)", "bigint", "bigint", "longtext");
    }

    @Test
    void endsWhereTablesReferToEachOther() {
        List<Table> targets = List.of(table("a", INT, "int"), table("b", INT, "bigint"));
        assertThat(types(targets, List.of(refers("a", "b"), refers("b", "a")), Map.of()))
                .containsOnly("bigint");
    }
}
