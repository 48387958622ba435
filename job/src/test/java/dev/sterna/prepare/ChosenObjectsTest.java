package dev.sterna.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.digest.RowHash;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.plan.Plan;
import dev.sterna.plan.Samples;
import dev.sterna.plan.TablePlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which objects are made with a wave: its own, and of those that are in before only what has waited for it. */
class ChosenObjectsTest {
    private final TablePlan customers = Samples.planned(Samples.table("shop", "customers"));
    private final TablePlan goods = Samples.planned(Samples.table("shop", "goods"));
    private final TablePlan orders = Samples.planned(Samples.table("shop", "orders"));
    private final Plan plan = new Plan(
            1,
            "r",
            "",
            "mariadb 11.4 a:1/shop",
            "postgresql 18 b:2/shop",
            RowHash.MD5_60,
            List.of(customers, goods, orders),
            Map.of(),
            List.of(),
            List.of());
    private final Schema schema = Schema.of(
            "mariadb",
            List.of("shop"),
            List.of(
                    Samples.referring("customers", "customers"),
                    Samples.referring("goods", "customers", "audit"),
                    Samples.referring("orders", "customers", "goods")));

    @Test
    void whatAnEarlierWaveCouldNotMakeIsNotTriedByALaterOne() {
        ChosenObjects second = new ChosenObjects(plan, List.of(customers, goods), List.of(goods), schema);

        assertThat(second.isAfter(index("goods"))).isTrue();
        assertThat(second.isAfter(index("customers"))).isFalse();
        assertThat(second.isAfter(key("customers", "customers"))).isFalse();
        assertThat(second.isAfter(key("goods", "customers"))).isTrue();
        assertThat(second.isAfter(key("orders", "goods"))).isFalse();
        assertThat(second.isAfter(view())).isFalse();
        assertThat(second.isBefore(index("goods"))).isTrue();
        assertThat(second.isBefore(index("customers"))).isFalse();
    }

    @Test
    void theWaveThatIsLastMakesWhatNeedsAll() {
        ChosenObjects last = new ChosenObjects(plan, plan.tables(), List.of(customers), schema);

        assertThat(last.isAfter(view())).isTrue();
        assertThat(last.isAfter(key("orders", "customers")))
                .as("it waited for customers")
                .isTrue();
        assertThat(last.isAfter(key("orders", "goods")))
                .as("made with an earlier wave")
                .isFalse();
        assertThat(last.isAfter(key("goods", "audit")))
                .as("of a table that no wave brings")
                .isTrue();
        assertThat(last.isAfter(index("goods"))).isFalse();
        assertThat(last.isAfter(new ObjectName(ObjectKind.IDENTITY, "shop", "goods", "id")))
                .as("a counter goes on with the rows that came meanwhile")
                .isTrue();
    }

    @Test
    void withoutWavesAllIsMade() {
        ChosenObjects all = new ChosenObjects(plan, plan.tables(), plan.tables(), schema);

        assertThat(List.of(view(), index("goods"), key("goods", "audit"), key("customers", "customers")))
                .allMatch(all::isAfter)
                .allMatch(all::isBefore);
    }

    private static ObjectName index(String table) {
        return new ObjectName(ObjectKind.INDEX, "shop", table, table + "_name");
    }

    private static ObjectName key(String table, String other) {
        return new ObjectName(ObjectKind.FOREIGN_KEY, "shop", table, table + "_" + other);
    }

    private static ObjectName view() {
        return new ObjectName(ObjectKind.VIEW, "shop", null, "ordered");
    }
}
