package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.dialect.convert.ColumnNaming;
import dev.sterna.error.SternaException;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What columns are called in the target. */
class ColumnNamingTest {
    private static final Identifiers POSTGRES =
            Dialects.forProduct("postgresql").identifiers();
    private static final Identifiers MYSQL = Dialects.forProduct("mariadb").identifiers();

    @Test
    void aNameOfTheUsersOwnGoesBeforeWhatTheTargetChanges() {
        assertThat(ColumnNaming.of(table("Id", "id"), MYSQL, Map.of("Id", "first")))
                .containsEntry("Id", "first")
                .containsEntry("id", "id");
        assertThat(ColumnNaming.of(table("Id", "id"), MYSQL, Map.of()).get("id"))
                .startsWith("id_");
    }

    @Test
    void namesMayBeSwappedAndChangeTheirCaseAlone() {
        assertThat(ColumnNaming.of(table("a", "b"), POSTGRES, Map.of("a", "b", "b", "a")))
                .containsEntry("a", "b")
                .containsEntry("b", "a");
        assertThat(ColumnNaming.of(table("Id"), MYSQL, Map.of("Id", "id"))).containsEntry("Id", "id");
    }

    @Test
    void whatIsComputedTakesNoNameFromWhatIsCarried() {
        List<Column> columns = new ArrayList<>(List.of(column("A", Generated.COMPUTED)));
        columns.addAll(table("a").columns());
        Map<String, String> names = ColumnNaming.of(table(columns), MYSQL, Map.of());
        assertThat(names).containsEntry("a", "a");
        assertThat(names.get("A")).startsWith("A_");
    }

    @Test
    void whatTheTargetKeepsForItselfIsRefusedWithTheSettingThatHelps() {
        assertThatThrownBy(() -> ColumnNaming.of(table("id", "ctid"), POSTGRES, Map.of()))
                .isInstanceOfSatisfying(SternaException.class, failure -> {
                    assertThat(failure.problems().get(0).code()).isEqualTo("column-name-reserved");
                    assertThat(failure.problems().get(0).message())
                            .isEqualTo("Cannot name column ctid of shop.t: the target has a column ctid of its own in"
                                    + " every table");
                    assertThat(failure.problems().get(0).remedy())
                            .isEqualTo("Give it another name: sterna.tables.rename-columns { \"shop.t.ctid\" ="
                                    + " \"ctid_\" }");
                });
        assertThatThrownBy(() -> ColumnNaming.of(table("db_Row_id"), MYSQL, Map.of()))
                .hasMessageContaining("column db_Row_id of shop.t");
        assertThat(ColumnNaming.of(table("CTID"), POSTGRES, Map.of())).containsEntry("CTID", "CTID");
    }

    @Test
    void namesThatCannotBeHadAreRefused() {
        assertThatThrownBy(() -> ColumnNaming.of(table("a", "b"), POSTGRES, Map.of("a", "b")))
                .hasMessageContaining("Cannot name column a of shop.t: b is what column b is called there");
        assertThatThrownBy(() -> ColumnNaming.of(table("a", "b"), POSTGRES, Map.of("a", "x".repeat(64))))
                .hasMessageContaining("Cannot name column a of shop.t: the target does not take the name xxx");
        assertThatThrownBy(() -> ColumnNaming.of(table("a", "b"), MYSQL, Map.of("a", "B")))
                .hasMessageContaining("B is what column b is called there");
    }

    private static Table table(String... names) {
        return table(
                List.of(names).stream().map(name -> column(name, Generated.NO)).toList());
    }

    private static Table table(List<Column> columns) {
        return new Table(new TableName("shop", "t"), columns, null, List.of(), -1, -1);
    }

    private static Column column(String name, Generated generated) {
        return new Column(name, new LogicalType.Int(32, false), "int", true, generated, null, null);
    }
}
