package dev.sterna.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.config.WaveSettings;
import dev.sterna.config.WaveSettings.Source;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.plan.Wave.CrossingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WaveChoiceTest {
    private final List<Problem> warnings = new ArrayList<>();
    private final List<TableDefinition> shop = List.of(
            Samples.referring("orders", "customers", "orders"),
            Samples.referring("lines", "orders", "goods"),
            Samples.referring("goods", "offers"),
            Samples.referring("offers", "goods"),
            Samples.referring("customers"));

    @Test
    void computedWavesAreNamedWithTheKeysThatCrossThem() {
        List<Wave> waves = choice(2).of(weights(), warnings);

        assertThat(waves)
                .extracting(Wave::tables)
                .containsExactly(
                        List.of("shop.customers", "shop.goods", "shop.offers"), List.of("shop.lines", "shop.orders"));
        assertThat(waves.get(0).keys()).isEmpty();
        assertThat(waves.get(1).keys()).containsExactlyInAnyOrder(key("lines", "goods"), key("orders", "customers"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void moreWavesThanGroupsAreNotMade() {
        assertThat(choice(9).of(weights(), warnings)).hasSize(4);
    }

    @Test
    void whatIsWrittenByHandMayCrossInAnyWay() {
        List<Wave> waves = choice(List.of("lines", "off*"), List.of("shop.orders"), List.of("*"))
                .of(weights(), warnings);

        assertThat(waves)
                .extracting(Wave::tables)
                .containsExactly(
                        List.of("shop.lines", "shop.offers"),
                        List.of("shop.orders"),
                        List.of("shop.customers", "shop.goods"));
        assertThat(waves.get(1).keys()).containsExactly(key("lines", "orders"));
        assertThat(waves.get(2).keys())
                .containsExactlyInAnyOrder(
                        key("lines", "goods"),
                        key("orders", "customers"),
                        key("goods", "offers"),
                        key("offers", "goods"));
        assertThat(warnings)
                .extracting(Problem::message)
                .containsExactly(
                        "Tables that refer to each other in a circle are in different waves (1, 3): shop.goods,"
                                + " shop.offers");
    }

    @Test
    void aListThatLeavesATableOutOrMeansNoneIsRefused() {
        assertThatThrownBy(() -> choice(List.of("lines"), List.of("ordres")).of(weights(), warnings))
                .isInstanceOfSatisfying(
                        SternaException.class,
                        failure -> assertThat(failure.problems())
                                .extracting(Problem::message)
                                .containsExactly(
                                        "Cannot find a table for sterna.waves.tables: ordres; the nearest name is orders",
                                        "Cannot find a wave for 4 tables: shop.customers, shop.goods, shop.offers,"
                                                + " shop.orders: no list of sterna.waves.tables means them"));
    }

    @Test
    void aListOfWhichNothingIsLeftIsWarnedOf() {
        List<Wave> waves = choice(List.of("*"), List.of("orders")).of(weights(), warnings);

        assertThat(waves).hasSize(1);
        assertThat(warnings).extracting(Problem::code).containsExactly("wave-empty");
    }

    @Test
    void tablesKeepTheirWaves() {
        Map<TableName, Integer> numbers =
                weights().keySet().stream().collect(Collectors.toMap(Function.identity(), table -> 1));
        numbers.put(new TableName("shop", "customers"), 2);

        List<Wave> waves = choice(3).kept(numbers);

        assertThat(waves.get(1)).isEqualTo(new Wave(List.of("shop.customers"), List.of(key("orders", "customers"))));
    }

    private WaveChoice choice(int count) {
        return new WaveChoice(new WaveSettings(count, List.of(), Source.QUIET), shop);
    }

    @SafeVarargs
    private WaveChoice choice(List<String>... lists) {
        return new WaveChoice(new WaveSettings(1, List.of(lists), Source.QUIET), shop);
    }

    private Map<TableName, Long> weights() {
        return shop.stream().collect(Collectors.toMap(TableDefinition::name, table -> 1L));
    }

    private static CrossingKey key(String table, String other) {
        return new CrossingKey("shop." + table, table + "_" + other, "shop." + other);
    }
}
