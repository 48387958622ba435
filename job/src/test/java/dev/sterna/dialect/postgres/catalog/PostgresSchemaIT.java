package dev.sterna.dialect.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.dialect.SchemaScript;
import dev.sterna.dialect.postgres.ddl.PostgresSchemaDdl;
import dev.sterna.dialect.postgres.server.PostgresSession;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Generation;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.Exclusion;
import dev.sterna.model.schema.Extension;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Partition;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.RowSecurity;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.UserType;
import dev.sterna.model.schema.View;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the catalogue reader tells of a shop that uses every kind of object, and the same shop made again. */
class PostgresSchemaIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final List<String> SCHEMAS = List.of("shop", "Odd \"Schema\"");

    private static final List<String> SPACES = List.of("shop", "\"Odd \"\"Schema\"\"\"");

    private static TestDatabase database;
    private static Login reader;
    private static int version;
    private static Schema schema;

    @BeforeAll
    static void createAndRead() throws SQLException {
        database = DATABASES.create(Engine.POSTGRESQL);
        reader = database.createUser();
        try (Connection connection = database.connect()) {
            version = PlainCatalogue.version(connection);
        }
        database.executeAsAdministrator(Arrays.stream(PlainCatalogue.script("postgres-shop.sql", version))
                .map(block -> block.replace("${owner}", database.user()).replace("${reader}", reader.user()))
                .toArray(String[]::new));
        schema = read(database, database.administrator(), SCHEMAS);
    }

    private static Connection open(TestDatabase database, Login login, Side side) throws SQLException {
        Endpoint endpoint =
                new Endpoint(database.jdbcUrl(), login.user(), new Secret(login.password()), List.of(), 4, Map.of());
        return PostgresSession.connector(endpoint, side).open();
    }

    private static Schema read(TestDatabase database, Login login, List<String> schemas) throws SQLException {
        try (Connection connection = open(database, login, Side.SOURCE)) {
            return new PostgresSchemaReader().read(connection, schemas);
        }
    }

    private static TableName shop(String name) {
        return new TableName("shop", name);
    }

    private static TableDefinition table(String name) {
        return schema.tables().stream()
                .filter(table -> table.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ColumnDefinition column(String table, String name) {
        return table(table).columns().stream()
                .filter(column -> column.column().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static View view(String name) {
        return schema.views().stream()
                .filter(view -> view.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Index index(String table, String name) {
        return table(table).indexes().stream()
                .filter(index -> index.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Trigger trigger(String name) {
        return schema.triggers().stream()
                .filter(trigger -> trigger.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> others(String what) {
        return schema.others().stream()
                .filter(other -> other.what().equals(what))
                .map(OtherObject::definition)
                .toList();
    }

    private static Sequence sequence(String name) {
        return schema.sequences().stream()
                .filter(sequence -> sequence.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

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

    @Test
    void views() {
        View good = view("good");
        assertThat(good.columns()).containsExactly("id", "name", "balance");
        assertThat(good.sql()).contains("FROM shop.customers").doesNotEndWith(";");
        assertThat(good.uses()).containsExactly(shop("customers"));
        assertThat(good.checkOption()).isEqualTo("LOCAL");
        assertThat(good.runsAsInvoker()).isFalse();
        assertThat(good.comment()).isEqualTo("those in credit");
        assertThat(view("better").uses()).containsExactly(shop("good"));
        assertThat(view("better").runsAsInvoker()).isEqualTo(version >= 15);
        assertThat(view("better").checkOption()).isEqualTo("NONE");
        assertThat(view("totals").materialized()).isTrue();
        assertThat(view("totals").populated()).isTrue();
        assertThat(view("empty_totals").populated()).isFalse();
        assertThat(others("view setting")).containsExactly("ALTER VIEW shop.better SET (security_barrier = 'true')");
    }

    @Test
    void routinesAndTriggers() {
        assertThat(schema.routines())
                .extracting(Routine::signature)
                .contains("tax(numeric)", "tax(integer, numeric)", "glue(text)", "clean(integer)")
                .doesNotContain("span(double precision, double precision)");
        Routine glue = schema.routines().stream()
                .filter(routine -> routine.kind() == Routine.Kind.AGGREGATE)
                .findFirst()
                .orElseThrow();
        assertThat(glue.definition())
                .isEqualTo("CREATE AGGREGATE shop.glue(text) (SFUNC = shop.append, STYPE = text, INITCOND = '',"
                        + " PARALLEL = SAFE)");
        assertThat(schema.routines())
                .filteredOn(routine -> routine.signature().equals("tax(numeric)"))
                .singleElement()
                .satisfies(routine -> assertThat(routine.comment()).isEqualTo("a fifth"));
        Trigger touched = trigger("touched");
        assertThat(touched.table()).isEqualTo(shop("customers"));
        assertThat(touched.timing()).isEqualTo("BEFORE");
        assertThat(touched.events()).isEqualTo("INSERT OR UPDATE OF \"name\", \"email\"");
        assertThat(touched.body()).isEqualTo("shop.touch('a', 'it''s EXECUTE FUNCTION')");
        assertThat(touched.comment()).isEqualTo("last change");
        assertThat(touched.enabled()).isTrue();
        assertThat(trigger("checked").enabled()).isFalse();
        assertThat(trigger("instead_of").timing()).isEqualTo("INSTEAD OF");
        assertThat(schema.triggers()).hasSize(6);
        assertThat(others("trigger state"))
                .containsExactly(
                        "ALTER TABLE shop.customers ENABLE ALWAYS TRIGGER emptied",
                        "ALTER TABLE shop.customers ENABLE REPLICA TRIGGER listed");
        assertThat(others("trigger state of a partition"))
                .containsExactly("ALTER TABLE shop.events_rest DISABLE TRIGGER everywhere");
    }

    @Test
    void accessRights() {
        RowSecurity security = table("orders").rowSecurity();
        assertThat(security.enabled() && security.forced()).isTrue();
        assertThat(security.policies())
                .containsExactly(
                        new RowSecurity.Policy("everybody", true, "SELECT", List.of("PUBLIC"), "true", null),
                        new RowSecurity.Policy(
                                "own_rows",
                                false,
                                "UPDATE",
                                List.of(reader.user(), database.user()),
                                "(note = CURRENT_USER)",
                                "(line > 0)"));
        assertThat(table("rooms").rowSecurity().enabled()).isFalse();
        assertThat(table("things").rowSecurity()).isNull();
        ObjectName customers = new ObjectName(ObjectKind.TABLE, "shop", null, "customers");
        ObjectName price = new ObjectName(ObjectKind.DOMAIN, "shop", null, "price");
        assertThat(schema.grants())
                .contains(
                        new Grant(customers, reader.user(), List.of("INSERT", "SELECT"), false),
                        new Grant(customers, reader.user(), List.of("UPDATE"), true),
                        new Grant(
                                new ObjectName(ObjectKind.COLUMN, "shop", "orders", "note"),
                                reader.user(),
                                List.of("SELECT"),
                                false),
                        new Grant(
                                new ObjectName(ObjectKind.ROUTINE, "shop", null, "tax(numeric)"),
                                "PUBLIC",
                                List.of(),
                                false),
                        new Grant(price, "PUBLIC", List.of(), false));
    }

    @Test
    void allElseIsListedWithItsStatement() {
        assertThat(schema.extensions()).extracting(Extension::name).containsExactly("btree_gist");
        assertThat(schema.others())
                .extracting(OtherObject::what)
                .contains(
                        "rule",
                        "foreign table",
                        "statistics object",
                        "collation",
                        "operator",
                        "operator family",
                        "operator class",
                        "cast",
                        "text search dictionary",
                        "text search configuration",
                        "foreign-data wrapper",
                        "foreign server",
                        "user mapping",
                        "publication",
                        "event trigger",
                        "default privileges",
                        "replica identity",
                        "cluster order",
                        "type of the table",
                        "comment on policy",
                        "owner of schema");
        assertThat(schema.toString()).doesNotContain("geheim");
        assertThat(schema.others())
                .filteredOn(other -> other.definition() == null)
                .extracting(OtherObject::what)
                .containsOnly("user mapping");
    }

    /** Whoever may only read tables sees all but what sequences give next; a hardened catalogue hides whole kinds. */
    @Test
    void whatIsHiddenIsBlind() throws SQLException {
        Schema seen = read(database, reader, SCHEMAS);
        assertThat(seen.tables()).hasSameSizeAs(schema.tables());
        assertThat(seen.triggers()).isEqualTo(schema.triggers());
        assertThat(seen.routines()).isEqualTo(schema.routines());
        assertThat(seen.views()).isEqualTo(schema.views());
        String role = "\"" + reader.user() + "\"";
        assertThat(seen.blind())
                .containsExactly(new Blind(
                        ObjectKind.SEQUENCE,
                        "the next value of shop.customers_id_seq, shop.down, shop.events_id_seq and 3 more",
                        "GRANT USAGE ON SCHEMA \"shop\" TO " + role
                                + "; GRANT SELECT ON ALL SEQUENCES IN SCHEMA \"shop\" TO " + role));
        assertThat(seen.sequences())
                .allSatisfy(sequence -> assertThat(sequence.next()).isNull());

        TestDatabase hardened = DATABASES.create(Engine.POSTGRESQL);
        hardened.executeAsAdministrator(
                "CREATE TABLE t (a int)",
                "REVOKE SELECT ON pg_catalog.pg_trigger FROM PUBLIC",
                "REVOKE EXECUTE ON FUNCTION pg_catalog.pg_get_functiondef(oid) FROM PUBLIC",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        Login nobody = hardened.createUser();
        Schema hidden = read(hardened, nobody, List.of("public"));
        assertThat(hidden.tables()).hasSize(1);
        assertThat(hidden.blind())
                .contains(
                        new Blind(
                                ObjectKind.TRIGGER,
                                "every trigger of schema public",
                                "GRANT SELECT ON pg_catalog.pg_trigger TO \"" + nobody.user() + "\""),
                        new Blind(
                                ObjectKind.ROUTINE,
                                "every routine of schema public",
                                "GRANT EXECUTE ON FUNCTION pg_catalog.pg_get_functiondef TO \"" + nobody.user()
                                        + "\""));
    }

    /** The shop is made again in an empty database, and the server's own catalogue says the same of both. */
    @Test
    void madeAgainItIsTheSame() throws SQLException {
        TestDatabase copy = DATABASES.create(Engine.POSTGRESQL);
        SchemaScript script = new PostgresSchemaDdl().script(schema);
        List<String> failures = new ArrayList<>();
        try (Connection connection = open(copy, copy.administrator(), Side.TARGET);
                Statement statement = connection.createStatement()) {
            for (List<SchemaScript.Statement> half : List.of(script.before(), script.after())) {
                for (SchemaScript.Statement next : half) {
                    try {
                        if (next.session() != null) {
                            statement.execute(next.session());
                        }
                        statement.execute(next.sql());
                    } catch (SQLException failure) {
                        failures.add(next.object() + ": " + failure.getMessage() + " in: " + next.sql());
                    }
                }
            }
        }
        assertThat(failures).isEmpty();
        Map<String, String> original = PlainCatalogue.read(database, SPACES);
        assertThat(original).hasSizeGreaterThan(300);
        assertThat(PlainCatalogue.differences(original, PlainCatalogue.read(copy, SPACES)))
                .isEmpty();
    }

    @Test
    void twoThousandTablesAreReadAtOnce() throws SQLException {
        TestDatabase many = DATABASES.create(Engine.POSTGRESQL);
        many.execute("DO $$ BEGIN FOR i IN 1..2000 LOOP EXECUTE format('CREATE TABLE t_%s (id serial PRIMARY KEY,"
                + " a text NOT NULL DEFAULT ''x'', b numeric(9,2) CHECK (b > 0), c date, d int UNIQUE)', i);"
                + " EXECUTE format('CREATE INDEX ON t_%s (c, lower(a))', i); COMMIT; END LOOP; END $$");
        try (Connection connection = open(many, new Login(many.user(), many.password()), Side.SOURCE)) {
            for (int round = 0; round < 3; round++) {
                long start = System.nanoTime();
                AtomicInteger queries = new AtomicInteger();
                Schema read = new PostgresSchemaReader().read(counting(connection, queries), List.of("public"));
                assertThat(queries.get()).isLessThanOrEqualTo(20);
                System.out.printf("2,000 tables read in %.2f s%n", (System.nanoTime() - start) / 1e9);
                assertThat(read.tables()).hasSize(2000);
                assertThat(read.tables().get(7).indexes()).hasSize(1);
                assertThat(read.sequences()).hasSize(2000);
            }
        }
    }

    private static Connection counting(Connection connection, AtomicInteger statements) {
        return (Connection) Proxy.newProxyInstance(
                PostgresSchemaIT.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().endsWith("Statement")) {
                        statements.incrementAndGet();
                    }
                    return method.invoke(connection, arguments);
                });
    }
}
