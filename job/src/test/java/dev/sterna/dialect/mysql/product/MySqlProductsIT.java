package dev.sterna.dialect.mysql.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sterna.dialect.convert.EveryObject;
import dev.sterna.dialect.mysql.EveryKind;
import dev.sterna.dialect.mysql.catalog.MySqlSchemaReader;
import dev.sterna.dialect.mysql.ddl.MySqlRenaming;
import dev.sterna.dialect.mysql.ddl.MySqlSchemaScript;
import dev.sterna.dialect.mysql.ddl.RoundTrip;
import dev.sterna.dialect.rename.Renamed;
import dev.sterna.dialect.rename.SchemaRenames;
import dev.sterna.dialect.server.DatabaseIdentity;
import dev.sterna.dialect.server.Server;
import dev.sterna.embedded.Engine;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Verdict;
import dev.sterna.model.schema.Verdict.Place;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a schema that has everything on the other product: the server itself takes all of it. */
class MySqlProductsIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final DatabaseIdentity NOWHERE =
            new DatabaseIdentity("mysql", "there", null, Duration.ZERO, "", false);
    private static final Server MYSQL =
            new Server("mysql", 8, 0, "8.0.31", "8.0", "there", Set.of(), Set.of(), NOWHERE);
    private static final Server MARIADB =
            new Server("mariadb", 11, 4, "11.4.5", "11.4", "there", Set.of(), Set.of(), NOWHERE);

    @Test
    void mariaDbOnMySql() throws SQLException {
        Migrated made = migrate(Engine.MARIADB, Engine.MYSQL, MYSQL);
        assertThat(made.of("column %s.only_here.u")).extracting(Verdict::place).containsExactly(Place.WITH_LOSS);
        assertThat(made.of("sequence %s.numbers")).extracting(Verdict::place).containsExactly(Place.BY_HAND);
        assertThat(made.of("default %s.only_here.id"))
                .extracting(Verdict::place, Verdict::original)
                .containsExactly(tuple(Place.BY_HAND, "nextval(`" + made.source.name() + "`.`numbers`)"));
        assertThat(made.of("system versioning %s.versioned"))
                .extracting(Verdict::place)
                .containsExactly(Place.IMPOSSIBLE);
        assertThat(made.of("routine %s.pack()")).extracting(Verdict::place).contains(Place.BY_HAND);
        assertThat(made.of("index %s.only_here.lh")).extracting(Verdict::place).containsExactly(Place.BY_HAND);
        assertThat(made.of("partitioning %s.listed.list"))
                .extracting(Verdict::place)
                .containsExactly(Place.BY_HAND);
        assertThat(made.of("partitioning %s.ranged.range"))
                .extracting(Verdict::place)
                .containsExactly(Place.CONVERTED);
        assertThat(made.of("trigger %s.orders.later"))
                .extracting(Verdict::place)
                .containsExactly(Place.CONVERTED);
        assertThat(made.columns("only_here")).containsExactly("id int", "ip varchar(39)", "u char(36)", "long_ text");
        assertThat(made.columns("versioned_by_name")).containsExactly("id int");
        assertThat(made.columns("customers")).contains("id int unsigned", "small tinyint(1)", "doc longtext");
    }

    @Test
    void mySqlOnMariaDb() throws SQLException {
        Migrated made = migrate(Engine.MYSQL, Engine.MARIADB, MARIADB);
        assertThat(made.of("index %s.only_here.fx")).extracting(Verdict::place).containsExactly(Place.BY_HAND);
        // A person may begin with the draft as it is.
        made.copy.execute(
                made.of("index %s.only_here.fx").get(0).draft().replace(made.source.name(), made.copy.name()));
        assertThat(made.of("check %s.only_here.loose"))
                .extracting(Verdict::place)
                .containsExactly(Place.BY_HAND);
        assertThat(made.of("column %s.only_here.name"))
                .extracting(Verdict::place)
                .containsExactly(Place.WITH_LOSS);
        assertThat(made.of("column %s.only_here.j")).extracting(Verdict::place).containsExactly(Place.WITH_LOSS);
        assertThat(made.of("index %s.only_here.ng")).extracting(Verdict::place).containsExactly(Place.WITH_LOSS);
        assertThat(made.of("index %s.customers.ix_blind"))
                .extracting(Verdict::place)
                .containsExactly(Place.CONVERTED);
        assertThat(made.copy.queryValue("SELECT COLLATION_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA ="
                        + " DATABASE() AND TABLE_NAME = 'only_here' AND COLUMN_NAME = 'name'"))
                .isEqualTo("utf8mb4_uca1400_nopad_ai_ci");
        assertThat(made.copy.queryValue("SELECT GROUP_CONCAT(DISTINCT IGNORED) FROM information_schema.STATISTICS WHERE"
                        + " TABLE_SCHEMA = DATABASE() AND INDEX_NAME = 'ix_blind'"))
                .isEqualTo("YES");
        made.copy.execute("INSERT INTO only_here (id, name) VALUES (1, 'x')");
        assertThat(made.copy.queryValue("SELECT j FROM only_here")).isEqualTo("{\"k\": \"it's\"}");
    }

    @Test
    void whatEachProductAloneForbidsIsLeftToAPerson() throws SQLException {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        source.executeAsAdministrator(
                "CREATE TABLE p (id int PRIMARY KEY)",
                "CREATE TABLE c (id int PRIMARY KEY, p int, d date DEFAULT current_timestamp(), e datetime(3) DEFAULT"
                        + " current_timestamp() ON UPDATE current_timestamp(), t text DEFAULT 'x', b blob DEFAULT"
                        + " uuid(), CONSTRAINT same CHECK (id > 0)) ENGINE=InnoDB PAGE_COMPRESSED=1",
                "ALTER TABLE c ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id) ON UPDATE CASCADE",
                "CREATE TABLE d (id int, x varchar(9) COLLATE utf8mb4_uca1400_german2_as_ci, UNIQUE KEY (x),"
                        + " CONSTRAINT same CHECK (id > 1)) ENGINE=Aria TRANSACTIONAL=1 COLLATE latin1_nopad_bin",
                "CREATE FUNCTION n () RETURNS int DETERMINISTIC RETURN nvl(1, 2)",
                "CREATE VIEW v AS SELECT n() AS n",
                "CREATE VIEW w AS SELECT * FROM v",
                "CREATE VIEW x AS SELECT id, json_detailed(x) AS x FROM d WHERE x = 'a' COLLATE utf8mb4_uca1400_ai_ci",
                "CREATE VIEW y AS SELECT id FROM d WHERE x = 'a' COLLATE utf8mb4_uca1400_ai_ci");
        Schema schema;
        try (Connection connection = source.connect(source.administrator())) {
            schema = new MySqlSchemaReader().read(connection, List.of(source.name()));
        }
        ConvertedSchema conversion = ProductConversion.convert(schema, MYSQL);
        assertThat(conversion.verdicts())
                .filteredOn(verdict -> verdict.place() == Place.BY_HAND)
                .extracting(verdict -> verdict.object().toString().replace(source.name() + ".", ""))
                .containsExactlyInAnyOrder("routine n()", "view v", "view w", "view x");
        assertThat(conversion.verdicts())
                .filteredOn(verdict -> verdict.place() == Place.WITH_LOSS)
                .extracting(verdict -> verdict.object().toString().replace(source.name() + ".", ""))
                .contains("table c", "table d", "column d.x");
        TestDatabase copy = DATABASES.create(Engine.MYSQL);
        Renamed renamed = SchemaRenames.apply(
                conversion.schema(),
                schema.tables().stream()
                        .map(TableDefinition::name)
                        .collect(Collectors.toMap(name -> name, name -> new TableName(copy.name(), name.name()))),
                MySqlRenaming::new);
        RoundTrip.run(copy, MySqlSchemaScript.script(renamed.schema()));
        copy.execute("INSERT INTO c (id) VALUES (1)", "UPDATE c SET id = 2");
        assertThat(copy.query("SELECT t, d = current_date, e > '2020-01-01', length(b) FROM c"))
                .containsExactly(List.of("x", "1", "1", "36"));
    }

    @Test
    void theSameProductLosesNothing() throws SQLException {
        for (Engine engine : List.of(Engine.MARIADB, Engine.MYSQL)) {
            TestDatabase source = DATABASES.create(engine);
            TestDatabase other = DATABASES.create(engine);
            source.executeAsAdministrator(
                    EveryKind.statements(engine, other.name()).toArray(String[]::new));
            source.execute("ALTER TABLE kept ENGINE = InnoDB");
            Schema schema = read(source, other);
            ConvertedSchema conversion = ProductConversion.convert(schema, engine == Engine.MARIADB ? MARIADB : MYSQL);
            assertThat(conversion.schema()).usingRecursiveComparison().isEqualTo(schema);
            assertThat(conversion.verdicts()).extracting(Verdict::place).containsOnly(Place.CONVERTED);
        }
    }

    @Test
    void tablesOfOtherEnginesCanBeLoadedExactlyOnce() throws SQLException {
        for (Engine engine : List.of(Engine.MARIADB, Engine.MYSQL)) {
            TestDatabase source = DATABASES.create(engine);
            source.execute(
                    "CREATE TABLE kept (k int PRIMARY KEY, v int, KEY h (v) USING HASH) ENGINE=MEMORY",
                    "CREATE TABLE counted (place int, id int AUTO_INCREMENT, PRIMARY KEY (place, id)) ENGINE=MyISAM");
            ConvertedSchema conversion = ProductConversion.convert(
                    read(source, DATABASES.create(engine)), engine == Engine.MARIADB ? MARIADB : MYSQL);
            assertThat(conversion.schema().tables())
                    .extracting(table -> table.storage().get("ENGINE"))
                    .containsOnly("InnoDB");
            assertThat(conversion.schema().tables())
                    .flatExtracting(TableDefinition::indexes)
                    .extracting(index -> index.name() + " " + index.method())
                    .containsExactly("counted_id_counts btree", "h btree");
            assertThat(conversion.verdicts())
                    .filteredOn(verdict -> verdict.place() == Place.WITH_LOSS)
                    .extracting(Verdict::rule)
                    .containsExactly("product-engine", "product-engine");
        }
    }

    private static Migrated migrate(Engine from, Engine to, Server server) throws SQLException {
        TestDatabase source = DATABASES.create(from);
        TestDatabase other = DATABASES.create(from);
        source.executeAsAdministrator(EveryKind.statements(from, other.name()).toArray(String[]::new));
        Schema schema = read(source, other);
        ConvertedSchema conversion = ProductConversion.convert(schema, server);
        assertThat(conversion.verdicts()).extracting(Verdict::object).containsAll(EveryObject.of(schema));
        TestDatabase copy = DATABASES.create(to);
        TestDatabase otherCopy = DATABASES.create(to);
        Map<TableName, TableName> names = conversion.schema().tables().stream()
                .map(TableDefinition::name)
                .collect(Collectors.toMap(
                        name -> name,
                        name -> new TableName(
                                name.schema().equals(source.name()) ? copy.name() : otherCopy.name(), name.name())));
        Renamed renamed = SchemaRenames.apply(conversion.schema(), names, MySqlRenaming::new);
        assertThat(renamed.leftOut()).isEmpty();
        RoundTrip.run(copy, MySqlSchemaScript.script(renamed.schema()));
        return new Migrated(source, copy, conversion);
    }

    private static Schema read(TestDatabase source, TestDatabase other) throws SQLException {
        try (Connection connection = source.connect(source.administrator())) {
            return new MySqlSchemaReader().read(connection, List.of(source.name(), other.name()));
        }
    }

    private record Migrated(TestDatabase source, TestDatabase copy, ConvertedSchema conversion) {
        List<Verdict> of(String object) {
            String name = String.format(object, source.name());
            return conversion.verdicts().stream()
                    .filter(verdict -> verdict.object().toString().equals(name))
                    .toList();
        }

        List<String> columns(String table) {
            return List.of(copy.queryValue("SELECT GROUP_CONCAT(COLUMN_NAME, ' ', COLUMN_TYPE ORDER BY ORDINAL_POSITION"
                            + " SEPARATOR '|') FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND"
                            + " TABLE_NAME = '" + table + "'")
                    .split("\\|"));
        }
    }
}
