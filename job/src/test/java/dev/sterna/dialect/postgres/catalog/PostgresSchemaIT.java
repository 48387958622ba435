package dev.sterna.dialect.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.model.LogicalType;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition.Generation;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.Exclusion;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.Partition;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UserType;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the catalogue reader tells of tables and all that belongs to them. */
class PostgresSchemaIT extends PostgresShop {
    @Test
    void tables() {
        assertThat(schema.blind()).isEmpty();
        assertThat(schema.names()).isEqualTo(SCHEMAS);
        assertThat(schema.tables())
                .extracting(table -> table.name().toString())
                .contains("Odd \"Schema\".Sel'ect", "shop.customers", "shop.events_2024_eu")
                .hasSize(version >= 18 ? 22 : 20);
        TableDefinition customers = table("customers");
        assertThat(customers.comment()).isEqualTo("those who pay");
        assertThat(customers.owner()).isEqualTo(database.user());
        assertThat(customers.storage())
                .isEqualTo(Map.of("fillfactor", "70", "autovacuum_enabled", "off", "toast.autovacuum_enabled", "off"));
        assertThat(customers.estimatedRows()).isBetween(1L, 500L);
        assertThat(customers.estimatedBytes()).isPositive();
        assertThat(table("cache").storage()).containsEntry("UNLOGGED", "true");
    }

    @Test
    void columns() {
        assertThat(column("customers", "name").column().nativeType()).isEqualTo("character varying(80)");
        assertThat(column("customers", "name").column().type()).isEqualTo(new LogicalType.Text(80));
        assertThat(column("customers", "name").column().collation()).isEqualTo("shop.nosort");
        assertThat(column("customers", "name").column().nullable()).isFalse();
        assertThat(column("customers", "email").column().collation()).isNull();
        assertThat(column("customers", "email").comment()).isEqualTo("may be \"NULL\"");
        assertThat(column("customers", "code").column().nativeType()).isEqualTo("shop.code");
        assertThat(column("customers", "code").defaultSql()).isEqualTo("shop.next_code()");
        assertThat(column("customers", "spent").column().type()).isEqualTo(new LogicalType.Decimal(12, 2));
        assertThat(column("customers", "mood").column().type())
                .isEqualTo(new LogicalType.Enumeration(List.of("first", "so,so", "it's fine", "", "UPPER \"case\"")));
        assertThat(column("customers", "mood").defaultSql()).isEqualTo("'it''s fine'::shop.mood");
        assertThat(column("customers", "tags").column().nativeType()).isEqualTo("text[]");
        assertThat(column("customers", "seen").column().nativeType()).isEqualTo("timestamp(3) with time zone");
        assertThat(column("customers", "seen").defaultSql()).isEqualTo("now()");
        assertThat(column("customers", "flags").column().nativeType()).isEqualTo("bit varying(12)");
        assertThat(column("customers", "lower_name").generation()).isEqualTo(new Generation("lower(email)", true));
        assertThat(column("customers", "lower_name").defaultSql()).isNull();
        assertThat(column("customers", "twice").generation())
                .isEqualTo(new Generation("(balance * (2)::numeric)", version < 18));
        assertThat(others("column setting"))
                .contains(
                        "ALTER TABLE shop.customers ALTER COLUMN name SET STATISTICS 500",
                        "ALTER TABLE shop.customers ALTER COLUMN doc SET STORAGE EXTERNAL",
                        "ALTER TABLE shop.customers ALTER COLUMN born SET (n_distinct=100)");
        if (version >= 14) {
            assertThat(others("column setting"))
                    .contains("ALTER TABLE shop.customers ALTER COLUMN raw SET COMPRESSION pglz");
        }
        if (version >= 18) {
            assertThat(others("not-null constraint")).singleElement().asString().contains("\"Line needed\"");
        }
    }

    @Test
    void countersWithTheirRealNextValues() {
        Identity identity = column("customers", "id").identity();
        assertThat(identity.kind()).isEqualTo(Identity.Kind.ALWAYS);
        assertThat(identity.sequence().start()).isEqualTo(100);
        assertThat(identity.sequence().next()).isEqualTo(120);
        Identity serial = column("orders", "id").identity();
        assertThat(serial.kind()).isEqualTo(Identity.Kind.SERIAL);
        assertThat(serial.sequence().next()).isEqualTo(3);
        assertThat(serial.sequence().ownedByColumn()).isEqualTo("id");
        assertThat(column("events", "id").identity().kind()).isEqualTo(Identity.Kind.BY_DEFAULT);
        if (version >= 17) {
            assertThat(column("events_2024", "id").identity().sequence()).isNull();
        }
        assertThat(schema.sequences())
                .extracting(sequence -> sequence.name().name())
                .containsExactly("down", "orders_id_seq", "tickets", "used_up");
        assertThat(sequence("tickets"))
                .isEqualTo(new Sequence(
                        shop("tickets"),
                        "integer",
                        BigInteger.TEN,
                        BigInteger.valueOf(5),
                        BigInteger.valueOf(5),
                        BigInteger.valueOf(1000),
                        3,
                        true,
                        BigInteger.valueOf(40),
                        null,
                        null,
                        "at the door"));
        assertThat(sequence("down").next()).isEqualTo(-3);
        assertThat(sequence("used_up").next()).isEqualTo(3);
    }

    @Test
    void keys() {
        TableDefinition orders = table("orders");
        assertThat(orders.primaryKey().name()).isEqualTo("orders_key");
        assertThat(orders.primaryKey().columns()).containsExactly(Index.Part.of("id"), Index.Part.of("line"));
        assertThat(orders.primaryKey().included()).containsExactly("note");
        assertThat(orders.uniques()).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo("orders_once");
            assertThat(key.deferral()).isEqualTo(Deferral.INITIALLY_IMMEDIATE);
        });
        assertThat(orders.indexes()).isEmpty();
        assertThat(table("customers").uniques())
                .singleElement()
                .satisfies(key -> assertThat(key.nullsNotDistinct()).isEqualTo(version >= 15));
        assertThat(table("events_rest").primaryKey().name()).isEqualTo("rest's key");
        assertThat(table("rooms").exclusions())
                .containsExactly(new Exclusion(
                        "one_at_a_time",
                        "EXCLUDE USING gist (room WITH =, during WITH &&) WHERE ((room > 0))",
                        Deferral.INITIALLY_DEFERRED,
                        null));
        if (version >= 18) {
            assertThat(table("periods").exclusions())
                    .containsExactly(new Exclusion(
                            "periods_key", "PRIMARY KEY (id, valid WITHOUT OVERLAPS)", Deferral.NOT_DEFERRABLE, null));
        }
    }

    @Test
    void indexes() {
        assertThat(table("customers").indexes())
                .extracting(Index::name)
                .containsExactly(
                        "customers_born", "customers_doc", "customers_hash", "customers_lower", "customers_once");
        Index lower = index("customers", "customers_lower");
        assertThat(lower.parts())
                .containsExactly(
                        new Index.Part(null, "lower((name)::text)", true, false, 0, null, "shop.nosort"),
                        new Index.Part("born", null, false, true, 0, null, null));
        assertThat(lower.predicate()).isEqualTo("(balance > (0)::numeric)");
        assertThat(lower.unique()).isFalse();
        assertThat(lower.comment()).isEqualTo("search");
        Index once = index("customers", "customers_once");
        assertThat(once.unique()).isTrue();
        assertThat(once.nullsNotDistinct()).isEqualTo(version >= 15);
        assertThat(once.included()).containsExactly("email", "name");
        assertThat(once.parts().get(0))
                .isEqualTo(new Index.Part("code", null, false, null, 0, "text_pattern_ops", null));
        assertThat(index("customers", "customers_doc").method()).isEqualTo("gin");
        assertThat(index("customers", "customers_doc").parts().get(0).operatorClass())
                .isEqualTo("jsonb_path_ops");
        assertThat(index("customers", "customers_born").definition()).contains("pages_per_range='16'");
        assertThat(index("events_rest", "rest_region").parts().get(1).descending())
                .isTrue();
        assertThat(view("totals").indexes()).extracting(Index::name).containsExactly("totals_once");
    }

    @Test
    void foreignKeysAndChecks() {
        assertThat(table("customers").foreignKeys())
                .containsExactly(new ForeignKey(
                        "refers",
                        List.of("referred_by"),
                        shop("customers"),
                        List.of("id"),
                        ForeignKey.Action.SET_NULL,
                        ForeignKey.Action.NO_ACTION,
                        false,
                        Deferral.INITIALLY_DEFERRED,
                        true,
                        List.of(),
                        null));
        ForeignKey ofCustomer = table("orders").foreignKeys().get(0);
        assertThat(ofCustomer.validated()).isFalse();
        assertThat(ofCustomer.onDelete()).isEqualTo(ForeignKey.Action.RESTRICT);
        assertThat(ofCustomer.onUpdate()).isEqualTo(ForeignKey.Action.CASCADE);
        assertThat(table("Sel'ect").foreignKeys())
                .satisfiesExactly(
                        first ->
                                assertThat(first.setColumns()).isEqualTo(version >= 15 ? List.of("ä line") : List.of()),
                        second -> {
                            assertThat(second.matchFull()).isTrue();
                            assertThat(second.onDelete()).isEqualTo(ForeignKey.Action.SET_DEFAULT);
                        });
        assertThat(table("event_notes").foreignKeys()).hasSize(1);
        assertThat(table("customers").checks())
                .contains(
                        new Check("adult", "(born < '2010-01-01'::date)", true, true, true, "by law"),
                        new Check("later", "(length(email) < 200)", true, false, false, null));
        if (version >= 18) {
            assertThat(others("foreign key of a period"))
                    .singleElement()
                    .asString()
                    .contains("PERIOD valid");
            assertThat(others("foreign key that is not enforced"))
                    .singleElement()
                    .asString()
                    .endsWith("NOT ENFORCED");
            assertThat(table("customers").checks())
                    .contains(new Check("hoped", "(balance > ('-100'::integer)::numeric)", false, false, false, null));
        }
        assertThat(table("painted").checks()).extracting(Check::name).containsExactly("painted_gloss_check");
    }

    @Test
    void partitionsAndParents() {
        assertThat(table("events").partitioning().method()).isEqualTo("range");
        assertThat(table("events").partitioning().columns()).containsExactly("at");
        assertThat(table("events_2024").partition())
                .isEqualTo(new Partition(shop("events"), "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')"));
        assertThat(table("events_2024").partitioning().definition()).isEqualTo("LIST (region)");
        assertThat(table("events_2024_eu").partition().bound()).isEqualTo("FOR VALUES IN ('eu', 'it''s', NULL)");
        assertThat(table("events_rest").partition().bound()).isEqualTo("DEFAULT");
        assertThat(table("hashed").partitioning().columns()).isEmpty();
        assertThat(table("hashed").partitioning().expression()).isEqualTo("((a + b)), a");
        assertThat(table("painted").parents()).containsExactly(shop("things"), shop("colours"));
        assertThat(table("painted").partition()).isNull();
    }

    @Test
    void types() {
        assertThat(schema.types())
                .containsExactlyInAnyOrder(
                        new UserType.Composite(
                                shop("address"),
                                List.of(
                                        new UserType.Composite.Attribute("street", "text", "\"C\""),
                                        new UserType.Composite.Attribute("zip", "character varying(10)", null),
                                        new UserType.Composite.Attribute("moods", "shop.mood[]", null)),
                                null),
                        new UserType.Domain(
                                shop("code"),
                                "text",
                                "\"C\"",
                                false,
                                null,
                                List.of(new Check("code_check", "(VALUE ~ '^[A-Z]+$'::text)", true, true, false, null)),
                                null),
                        new UserType.Enumeration(
                                shop("mood"),
                                List.of("first", "so,so", "it's fine", "", "UPPER \"case\""),
                                "how it went"),
                        new UserType.Domain(shop("needed"), "text", null, true, null, List.of(), null),
                        new UserType.Domain(
                                shop("price"),
                                "numeric(12,2)",
                                null,
                                true,
                                "0",
                                List.of(new Check("positive", "(VALUE >= (0)::numeric)", true, true, false, null)),
                                "in euro"),
                        new UserType.Range(
                                shop("span"),
                                "double precision",
                                "(SUBTYPE = double precision, SUBTYPE_OPCLASS = pg_catalog.float8_ops,"
                                        + " SUBTYPE_DIFF = float8mi"
                                        + (version >= 14 ? ", MULTIRANGE_TYPE_NAME = shop.spans)" : ")"),
                                null));
    }
}
