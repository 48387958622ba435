package dev.sterna.dialect.postgres.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.dialect.SchemaScript;
import dev.sterna.dialect.TargetTables;
import dev.sterna.dialect.postgres.catalog.PlainCatalogue;
import dev.sterna.dialect.postgres.catalog.PostgresSchemaReader;
import dev.sterna.dialect.postgres.server.PostgresSession;
import dev.sterna.dialect.rename.Renamed;
import dev.sterna.dialect.rename.SchemaRenames;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shop that uses every kind of object, made again under other names. */
class PostgresRenamesIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final String ODD = "Odd \"Schema\"";
    private static final String QUOTED_ODD = "\"Odd \"\"Schema\"\"\"";

    private static TestDatabase database;
    private static int version;
    private static Schema schema;

    @BeforeAll
    static void createAndRead() throws SQLException {
        database = DATABASES.create(Engine.POSTGRESQL);
        Login reader = database.createUser();
        try (Connection connection = database.connect()) {
            version = PlainCatalogue.version(connection);
            database.executeAsAdministrator(Arrays.stream(PlainCatalogue.script("postgres-shop.sql", version))
                    .map(block -> block.replace("${owner}", database.user()).replace("${reader}", reader.user()))
                    .toArray(String[]::new));
        }
        schema = read(database, List.of("shop", ODD));
    }

    private static Schema read(TestDatabase from, List<String> schemas) throws SQLException {
        try (Connection connection = open(from, Side.SOURCE)) {
            return new PostgresSchemaReader().read(connection, schemas);
        }
    }

    private static Connection open(TestDatabase on, Side side) throws SQLException {
        Login login = on.administrator();
        Endpoint endpoint =
                new Endpoint(on.jdbcUrl(), login.user(), new Secret(login.password()), List.of(), 4, Map.of());
        return PostgresSession.connector(endpoint, side).open();
    }

    private static List<String> make(TestDatabase on, Schema wanted) throws SQLException {
        SchemaScript script = PostgresSchemaScript.script(wanted);
        try (Connection connection = open(on, Side.TARGET)) {
            return TargetTables.refusals(connection, script);
        }
    }

    private static TableName shop(String name) {
        return new TableName("shop", name);
    }

    private static Map<TableName, TableName> allTo(String shop) {
        Map<TableName, TableName> names = new HashMap<>();
        schema.tables().stream()
                .filter(table -> table.partition() == null)
                .map(TableDefinition::name)
                .forEach(name ->
                        names.put(name, name.schema().equals("shop") ? new TableName(shop, name.name()) : name));
        return names;
    }

    @Test
    void theSameNamesChangeNothing() {
        Renamed same = SchemaRenames.apply(schema, allTo("shop"), PostgresRenaming::new);
        assertThat(same.schema()).isEqualTo(schema);
        assertThat(same.unsure()).isEmpty();
        assertThat(same.leftOut()).isEmpty();
    }

    /** The server's own catalogue of the copy is that of the original with another word in the place of the schema's. */
    @Test
    void aWholeSchemaMoves() throws SQLException {
        Renamed renamed = SchemaRenames.apply(schema, allTo("store"), PostgresRenaming::new);
        assertThat(renamed.leftOut()).isEmpty();
        assertThat(renamed.unsure()).isEmpty();
        TestDatabase copy = DATABASES.create(Engine.POSTGRESQL);
        assertThat(make(copy, renamed.schema())).isEmpty();
        Map<String, String> expected = new TreeMap<>();
        PlainCatalogue.read(database, List.of("shop", QUOTED_ODD))
                .forEach((name, text) ->
                        expected.put(name.replaceAll("\\bshop\\b", "store"), text.replaceAll("\\bshop\\b", "store")));
        assertThat(PlainCatalogue.differences(expected, PlainCatalogue.read(copy, List.of("store", QUOTED_ODD))))
                .isEmpty();
        assertThat(copy.queryValue("SELECT count(*) FROM pg_namespace WHERE nspname = 'shop'"))
                .isEqualTo("0");
        Schema made = read(copy, List.of("store", ODD));
        Schema wanted = renamed.schema();
        assertThat(made.tables())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("estimatedRows", "estimatedBytes")
                .containsExactlyInAnyOrderElementsOf(wanted.tables());
        assertThat(made.sequences()).containsExactlyInAnyOrderElementsOf(wanted.sequences());
        assertThat(made.views()).containsExactlyInAnyOrderElementsOf(wanted.views());
        assertThat(made.types()).containsExactlyInAnyOrderElementsOf(wanted.types());
        assertThat(made.routines()).containsExactlyInAnyOrderElementsOf(wanted.routines());
        assertThat(made.triggers()).containsExactlyInAnyOrderElementsOf(wanted.triggers());
        assertThat(made.grants()).containsExactlyInAnyOrderElementsOf(wanted.grants());
        assertThat(made.others())
                .extracting(OtherObject::definition)
                .containsExactlyInAnyOrderElementsOf(wanted.others().stream()
                        .map(OtherObject::definition)
                        .filter(Objects::nonNull)
                        .toList());
    }

    @Test
    void aTableGetsAnotherNameAndOthersAreLeftOut() throws SQLException {
        Map<TableName, TableName> names = allTo("shop");
        names.put(shop("customers"), new TableName("shop", "Client's \"list\""));
        names.put(shop("events"), new TableName("far away", "events"));
        names.remove(shop("rooms"));
        names.remove(shop("orders"));
        Renamed renamed = SchemaRenames.apply(schema, names, PostgresRenaming::new);
        assertThat(renamed.leftOut())
                .contains(
                        new ObjectName(ObjectKind.TABLE, "shop", null, "rooms"),
                        new ObjectName(ObjectKind.TABLE, "shop", null, "orders"),
                        new ObjectName(ObjectKind.SEQUENCE, "shop", null, "orders_id_seq"),
                        new ObjectName(ObjectKind.VIEW, "shop", null, "grouped"),
                        new ObjectName(ObjectKind.MATERIALIZED_VIEW, "shop", null, "totals"),
                        new ObjectName(ObjectKind.MATERIALIZED_VIEW, "shop", null, "empty_totals"),
                        // Its column has the rows of a table that is not there.
                        new ObjectName(ObjectKind.TABLE, "shop", null, "snapshots"),
                        new ObjectName(ObjectKind.FOREIGN_KEY, ODD, "Sel'ect", "to order"),
                        new ObjectName(ObjectKind.OTHER, "shop", "rooms", "quiet"));
        if (version >= 15) {
            assertThat(renamed.leftOut()).contains(new ObjectName(ObjectKind.OTHER, null, null, "odd"));
        }
        TestDatabase copy = DATABASES.create(Engine.POSTGRESQL);
        assertThat(make(copy, renamed.schema())).isEmpty();
        assertThat(copy.query(
                        "SELECT relnamespace::regnamespace, relname FROM pg_class WHERE relname ~ '^(events|Client|rooms|orders)'"
                                + " AND relkind IN ('r', 'p') ORDER BY 2"))
                .containsExactly(
                        List.of("shop", "Client's \"list\""),
                        List.of("\"far away\"", "events"),
                        List.of("\"far away\"", "events_2024"),
                        List.of("\"far away\"", "events_2024_eu"),
                        List.of("\"far away\"", "events_2024_rest"),
                        List.of("\"far away\"", "events_rest"));
        assertThat(copy.query(
                        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'shop.\"Client''s \"\"list\"\"\"'::regclass"
                                + " AND NOT tgisinternal ORDER BY 1"))
                .hasSize(4);
        assertThat(copy.query("SELECT confrelid::regclass FROM pg_constraint WHERE conname = 'refers'"))
                .containsExactly(List.of("shop.\"Client's \"\"list\"\"\""));
        assertThat(copy.query("SELECT conrelid::regclass, confrelid::regclass FROM pg_constraint"
                        + " WHERE contype = 'f' AND conparentid = 0 AND conrelid = 'shop.event_notes'::regclass"))
                .containsExactly(List.of("shop.event_notes", "\"far away\".events"));
        try (Connection connection = open(copy, Side.TARGET);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO shop.\"Client's \"\"list\"\"\" (name, email, balance) VALUES ('n', 'e', 5)");
            assertThat(statement.executeQuery("SELECT name FROM shop.good").next())
                    .isTrue();
        }
    }

    /** What cannot be seen through is made as far as it goes, and named. */
    @Test
    void bodiesAndAliasesThatMayMeanSomethingElseAreTold() throws SQLException {
        TestDatabase from = DATABASES.create(Engine.POSTGRESQL);
        from.execute(
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.a (id serial PRIMARY KEY, orders int)",
                "CREATE TABLE shop.b (id int REFERENCES shop.a, shop int)",
                "CREATE VIEW shop.both AS SELECT a.id, b.shop FROM shop.a, shop.b WHERE a.id = b.id",
                "CREATE VIEW shop.unlucky AS SELECT shop.id FROM shop.a shop",
                "CREATE FUNCTION shop.clear() RETURNS int LANGUAGE plpgsql AS"
                        + " 'DECLARE n int; BEGIN SELECT max(id) INTO n FROM shop.a; RETURN n; END'",
                "CREATE FUNCTION shop.dynamic() RETURNS int LANGUAGE plpgsql AS"
                        + " $$ BEGIN EXECUTE 'DELETE FROM shop.b'; RETURN 1; END $$",
                "CREATE FUNCTION shop.by_path() RETURNS int LANGUAGE sql SET search_path = shop, pg_temp AS"
                        + " 'SELECT count(*)::int FROM a'",
                "CREATE FUNCTION shop.pure(int) RETURNS int LANGUAGE sql AS 'SELECT $1 + 1'");
        Schema old = read(from, List.of("shop"));
        Renamed renamed = SchemaRenames.apply(
                old,
                Map.of(shop("a"), new TableName("New", "A a"), shop("b"), new TableName("New", "select")),
                PostgresRenaming::new);
        assertThat(renamed.leftOut()).isEmpty();
        assertThat(renamed.unsure())
                .containsExactlyInAnyOrder(
                        new ObjectName(ObjectKind.VIEW, "shop", null, "unlucky"),
                        new ObjectName(ObjectKind.ROUTINE, "shop", null, "dynamic()"),
                        new ObjectName(ObjectKind.ROUTINE, "shop", null, "by_path()"));
        TestDatabase copy = DATABASES.create(Engine.POSTGRESQL);
        assertThat(make(copy, renamed.schema())).isEmpty();
        copy.execute("INSERT INTO \"New\".\"A a\" VALUES (7, 8)", "INSERT INTO \"New\".\"select\" VALUES (7, 9)");
        assertThat(copy.query("SELECT * FROM \"New\".both")).containsExactly(List.of("7", "9"));
        assertThat(copy.query("SELECT * FROM \"New\".unlucky")).containsExactly(List.of("7"));
        assertThat(copy.queryValue("SELECT \"New\".clear()")).isEqualTo("7");
        assertThat(copy.queryValue("SELECT \"New\".pure(1)")).isEqualTo("2");
        assertThat(copy.queryValue("SELECT proconfig FROM pg_proc WHERE proname = 'by_path'"))
                .isEqualTo("{\"search_path=\\\"New\\\", pg_temp\"}");
    }
}
