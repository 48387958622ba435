package dev.sterna.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.config.Settings.TableSelection;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Table;
import dev.sterna.plan.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final List<Table> TABLES = List.of(
            Samples.table("hr", "orders"),
            Samples.table("shop", "customers"),
            Samples.table("shop", "order_lines"),
            Samples.table("shop", "orders"));

    @Test
    void patternWithoutSchemaMeansAnySchema() {
        assertThat(selected(List.of("orders"), List.of(), List.of())).containsExactly("hr.orders", "shop.orders");
    }

    @Test
    void patternWithSchemaMeansThatOne() {
        assertThat(selected(List.of("shop.ord*"), List.of(), List.of()))
                .containsExactly("shop.order_lines", "shop.orders");
        assertThat(selected(List.of("*"), List.of("hr.*", "?ustomers"), List.of()))
                .containsExactly("shop.order_lines", "shop.orders");
    }

    @Test
    void commandLineNarrows() {
        assertThat(selected(List.of("shop.*"), List.of(), List.of("orders"))).containsExactly("shop.orders");
    }

    @Test
    void everyPatternThatMeansNothingIsNamedWithItsNearest() {
        assertThatThrownBy(() -> selected(List.of("shop.oders", "*"), List.of(), List.of("costumers", "qqqqqqqq")))
                .isInstanceOfSatisfying(SternaException.class, failure -> {
                    assertThat(failure.category()).isEqualTo(Category.CONFIGURATION);
                    assertThat(failure.problems())
                            .extracting(problem -> problem.message())
                            .containsExactly(
                                    "Cannot find a table for sterna.tables.include: shop.oders; the nearest name is"
                                            + " shop.orders",
                                    "Cannot find a table for --tables: costumers; the nearest name is customers",
                                    "Cannot find a table for --tables: qqqqqqqq; there are 4 tables, the first is"
                                            + " hr.orders");
                });
    }

    @Test
    void namesInOtherSettingsMustExistToo() {
        TableSelection settings = new TableSelection(
                List.of("*"), List.of(), Map.of("shop.nope", "public.x"), Map.of("shop.order", "a > 1"), Map.of());
        assertThatThrownBy(() -> Selection.select(TABLES, settings, List.of(), "schemas shop"))
                .hasMessageContaining("sterna.tables.rename: shop.nope")
                .hasMessageContaining("sterna.tables.where: shop.order; the nearest name is shop.orders");
    }

    @Test
    void nothingSelectedIsAnError() {
        assertThatThrownBy(() -> selected(List.of("*"), List.of("*"), List.of()))
                .hasMessageContaining("of 4 tables in the source's schemas shop none is selected");
        assertThatThrownBy(
                        () -> Selection.select(List.of(), settings(List.of("*"), List.of()), List.of(), "schemas shop"))
                .hasMessageContaining("Cannot find any table in the source's schemas shop");
    }

    private static List<String> selected(List<String> include, List<String> exclude, List<String> only) {
        return Selection.select(TABLES, settings(include, exclude), only, "schemas shop").stream()
                .map(table -> table.name().toString())
                .toList();
    }

    private static TableSelection settings(List<String> include, List<String> exclude) {
        return new TableSelection(include, exclude, Map.of(), Map.of(), Map.of());
    }
}
