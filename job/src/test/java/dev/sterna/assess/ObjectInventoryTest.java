package dev.sterna.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.assess.Assessment.KindCount;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.error.Problem;
import dev.sterna.migration.ExcludedObjects;
import dev.sterna.migration.SchemaConversion;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every object is in one of four places, excluded, left out with its table, or told to be in none. */
class ObjectInventoryTest {
    private static final TableName ORDERS = new TableName("shop", "orders");
    private static final TableName OLD = new TableName("shop", "old");
    private static final TableName ODD = new TableName("shop", "odd");

    @Test
    void everyObjectIsAccountedFor() {
        ObjectName noted = trigger(ORDERS, "noted");
        ObjectInventory inventory = inventory(
                List.of("trigger shop.orders.gone_*", "* shop.orders", "view shop.mistyped"),
                List.of(
                        Verdict.converted(new ObjectName(ObjectKind.TABLE, "shop", null, "orders"), "table", "orders"),
                        Verdict.withLoss(
                                new ObjectName(ObjectKind.TABLE, "shop", null, "orders"),
                                "engine",
                                "orders",
                                "No engine"),
                        Verdict.byHand(
                                noted, "trigger-body", "It is a program", "Write it anew", "CREATE TRIGGER noted"),
                        Verdict.impossible(trigger(ORDERS, "gone_1"), "no-equal", "No equal", null, null)));
        Assessment.Objects objects = inventory.objects();
        assertThat(objects.counts())
                .containsExactly(new KindCount("table", 0, 1, 0, 1, 0), new KindCount("trigger", 0, 0, 1, 0, 1));
        assertThat(objects.verdicts())
                .filteredOn(Assessment.ObjectVerdict::excluded)
                .singleElement()
                .satisfies(verdict -> assertThat(verdict.name()).isEqualTo("gone_1"));
        assertThat(objects.leftOut()).containsExactly("shop.old");
        assertThat(objects.withoutVerdict()).containsExactly("trigger shop.orders.forgotten");
        assertThat(objects.blind()).extracting(Assessment.BlindSpot::remedy).containsExactly("GRANT EVENT");
        // A table is left out by another setting; a pattern must not seem to do it.
        assertThat(inventory.isExcluded(new ObjectName(ObjectKind.TABLE, "shop", null, "orders")))
                .isFalse();
        assertThat(inventory.unusedPatterns())
                .extracting(Problem::message)
                .containsExactly(
                        "sterna.objects.exclude has no effect: view shop.mistyped means no object of the source");
    }

    private static ObjectName trigger(TableName table, String name) {
        return new ObjectName(ObjectKind.TRIGGER, table.schema(), table.name(), name);
    }

    private static ObjectInventory inventory(List<String> excluded, List<Verdict> verdicts) {
        Schema schema = new Schema(
                "mysql",
                List.of("shop"),
                List.of(definition(ORDERS), definition(OLD), definition(ODD)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        made(ORDERS, "noted"),
                        made(ORDERS, "gone_1"),
                        made(ORDERS, "gone_2"),
                        made(ORDERS, "forgotten"),
                        made(OLD, "with_its_table")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Blind(ObjectKind.EVENT, "the events of schema shop", "GRANT EVENT")));
        Table orders = new Table(ORDERS, List.of(), null, List.of(), 1, 1);
        TableConversions tables = new TableConversions(
                List.of("shop"),
                List.of(),
                List.of(orders),
                List.of(orders),
                List.of(ValueConversions.NONE),
                List.of(ValueConversions.NONE),
                List.of(Problem.error("type-has-no-equal", "shop.odd", "Cannot convert shop.odd", "Exclude it")),
                List.of(),
                List.of());
        return new ObjectInventory(
                tables,
                new SchemaConversion(schema, new ConvertedSchema(schema, verdicts)),
                new ExcludedObjects(excluded));
    }

    private static Trigger made(TableName table, String name) {
        return new Trigger(table, name, "BEFORE", "INSERT", "", "", true, null);
    }

    private static TableDefinition definition(TableName name) {
        return new TableDefinition(
                name, List.of(), null, List.of(), List.of(), List.of(), List.of(), List.of(), null, null, List.of(),
                null, Map.of(), false, null, null, 1, 1);
    }
}
