package dev.sterna.dialect.mysql.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.config.ValuePolicy.RangeChecks;
import dev.sterna.dialect.ColumnWishes;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.dialect.SchemaScript;
import dev.sterna.dialect.TargetTables;
import dev.sterna.dialect.convert.EveryObject;
import dev.sterna.dialect.mysql.MySqlDialect;
import dev.sterna.dialect.server.Server;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Verdict;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Schemas of PostgreSQL made on MySQL and MariaDB, and what plain SQL says of them there. */
class MySqlConverterIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final Dialect POSTGRES = Dialects.forUrl("jdbc:postgresql://localhost/x", Side.SOURCE);

    /** A schema of PostgreSQL, and what became of it. */
    record Converted(Schema source, ConvertedSchema conversion, TestDatabase target, List<String> failures) {
        static Converted of(Engine engine, String resource, Set<String> leftOut, List<String> schemas)
                throws SQLException, IOException {
            TestDatabase from = DATABASES.create(Engine.POSTGRESQL);
            Login reader = from.createUser();
            try (InputStream in = MySqlConverterIT.class.getResourceAsStream("/dev/sterna/dialect/" + resource)) {
                from.executeAsAdministrator(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .replace("${owner}", from.user())
                        .replace("${reader}", reader.user())
                        // what only another version has
                        .replaceAll("(?m)^.*-- (?:before \\d+|from \\d+ to 1[0-7])$\\R?", "")
                        .split("\n\n"));
            }
            TestDatabase target = DATABASES.create(engine);
            Dialect mysql = new MySqlDialect();
            Schema source;
            try (Connection connection =
                    POSTGRES.connector(endpoint(from), Side.SOURCE).open()) {
                source = POSTGRES.schemas().read(connection, schemas);
            }
            Server server;
            try (Connection connection =
                    mysql.connector(endpoint(target), Side.TARGET).open()) {
                server = mysql.probe(connection, endpoint(target));
            }
            Map<TableName, Table> planned = new LinkedHashMap<>();
            for (Table table : roots(source)) {
                if (!leftOut.contains(table.name().name())) {
                    TableName name = new TableName(target.name(), table.name().name());
                    planned.put(
                            table.name(),
                            mysql.converter().table(table, source.engine(), name, ColumnWishes.NONE, server));
                }
            }
            ConvertedSchema conversion =
                    mysql.converter().convert(source, source, POSTGRES, planned, Map.of(), server, RangeChecks.CHECK);
            return new Converted(source, conversion, target, run(target, conversion.schema()));
        }

        private static List<Table> roots(Schema source) {
            return source.tables().stream()
                    .filter(table -> table.partition() == null)
                    .map(TableDefinition::table)
                    .toList();
        }

        private static Endpoint endpoint(TestDatabase database) {
            Login login = database.administrator();
            return new Endpoint(database.jdbcUrl(), login.user(), new Secret(login.password()), List.of(), 4, Map.of());
        }

        private static List<String> run(TestDatabase target, Schema schema) throws SQLException {
            SchemaScript script = new MySqlDialect().schemaDdl().script(schema);
            try (Connection connection = target.connect()) {
                return TargetTables.refusals(connection, script);
            }
        }

        List<Verdict> verdicts(ObjectKind kind, String name) {
            return conversion.verdicts().stream()
                    .filter(verdict -> verdict.object().kind() == kind
                            && verdict.object().name().equals(name))
                    .toList();
        }

        List<String> rules(ObjectKind kind, String name) {
            return verdicts(kind, name).stream().map(Verdict::rule).toList();
        }

        String create(String table) {
            return target.query("SHOW CREATE TABLE `" + table.replace("`", "``") + "`")
                    .get(0)
                    .get(1);
        }
    }

    @Nested
    class OfMariaDb extends Specification {
        OfMariaDb() {
            super(Engine.MARIADB);
        }
    }

    @Nested
    class OfMySql extends Specification {
        OfMySql() {
            super(Engine.MYSQL);
        }
    }

    /** What holds for both products. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Specification {
        final Engine engine;
        Converted harbour;

        Specification(Engine engine) {
            this.engine = engine;
        }

        @BeforeAll
        void convert() throws SQLException, IOException {
            harbour = Converted.of(engine, "postgres-harbour.sql", Set.of("left_out"), List.of("port"));
        }

        @Test
        void noStatementFails() {
            assertThat(harbour.failures()).isEmpty();
        }

        @Test
        void nothingIsLeftOutInSilence() {
            Set<ObjectName> said = harbour.conversion().verdicts().stream()
                    .map(Verdict::object)
                    .collect(Collectors.toSet());
            assertThat(EveryObject.of(harbour.source()))
                    .filteredOn(object ->
                            !said.contains(object) && !object.toString().contains("left_out"))
                    .isEmpty();
            assertThat(said)
                    .noneMatch(object -> "left_out".equals(object.table())
                            || "left_out".equals(object.name()) && object.kind() == ObjectKind.TABLE);
        }

        @Test
        void columns() {
            String ships = harbour.create("ships");
            assertThat(ships)
                    .contains("`id` bigint")
                    .contains("NOT NULL AUTO_INCREMENT")
                    .contains("`name` varchar(80)")
                    .contains("`flag` enum('zulu','alpha','it''s, \"fine\"','back\\\\slash','')")
                    .contains("DEFAULT 'alpha'")
                    .contains("`weight` decimal(12,3) NOT NULL DEFAULT")
                    .contains("`huge` varchar(103)")
                    .contains("`tags` longtext")
                    .contains("`address` longtext")
                    .contains("`bits` bit(5)")
                    .contains("`long_bits` varchar(100)")
                    .contains("`seen` datetime(6) NOT NULL")
                    .contains("`active` tinyint(1) NOT NULL");
            assertThat(ships).contains("GENERATED ALWAYS AS");
            assertThat(harbour.rules(ObjectKind.COLUMN, "tags")).contains("type-as-text");
            assertThat(harbour.rules(ObjectKind.COLUMN, "huge")).containsExactly("type-long-decimal");
            assertThat(harbour.rules(ObjectKind.GENERATED_COLUMN, "odd_hash")).containsExactly("generated-by-hand");
            assertThat(harbour.rules(ObjectKind.IDENTITY, "id")).containsExactly("identity-simplified");
            assertThat(harbour.rules(ObjectKind.IDENTITY, "visit"))
                    .containsExactly(engine == Engine.MYSQL ? "identity-shared" : "identity-sequence");
            assertThat(
                            harbour.target()
                                    .queryValue(
                                            "SELECT COLUMN_COMMENT FROM information_schema.COLUMNS WHERE"
                                                    + " TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'countries' AND COLUMN_NAME = 'note'"))
                    .isEqualTo("a \"note\" \\ here");
            assertThat(harbour.target()
                            .queryValue("SELECT TABLE_COMMENT FROM information_schema.TABLES WHERE"
                                    + " TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'countries'"))
                    .isEqualTo("where ships are from; it's long");
        }

        /** The source would give 120 next: 100 and 110 are taken. */
        @Test
        void countersGoOn() {
            harbour.target().execute("INSERT INTO eggs VALUES (1, NULL)");
            harbour.target().execute("INSERT INTO ships (name, flag, tags) VALUES ('c', 'zulu', '{}')");
            assertThat(harbour.target().queryValue("SELECT MAX(id) FROM ships")).isEqualTo("120");
            harbour.target().execute("DELETE FROM ships", "DELETE FROM eggs");
        }

        @Test
        void keysAndIndexes() {
            assertThat(indexes("ships"))
                    .contains("PRIMARY 0 BTREE id", "once 0 BTREE name,built", "twice 0 BTREE country,built")
                    .contains(
                            "ships_built 1 BTREE built,name", "ships_active 1 BTREE country", "ships_hash 1 BTREE name")
                    .contains("sisters 1 BTREE sister")
                    .noneMatch(index -> index.startsWith("nulls_once") || index.startsWith("ships_one_active"));
            assertThat(indexes("countries"))
                    .contains("ships_note 1 BTREE note(768)", "ships_two_notes 1 BTREE note(384),name(384)")
                    .contains("ships_words 1 FULLTEXT note", "ships_trigram 1 FULLTEXT name");
            assertThat(harbour.rules(ObjectKind.INDEX, "ships_active"))
                    .containsExactlyInAnyOrder("index-kept", "index-whole");
            assertThat(harbour.rules(ObjectKind.INDEX, "ships_one_active")).containsExactly("index-partial-unique");
            assertThat(harbour.rules(ObjectKind.INDEX, "ships_tags")).containsExactly("index-method-by-hand");
            assertThat(harbour.rules(ObjectKind.INDEX, "ships_seen")).containsExactly("index-brin-dropped");
            assertThat(harbour.rules(ObjectKind.UNIQUE_CONSTRAINT, "nulls_once"))
                    .containsExactly("key-nulls-by-hand");
            assertThat(harbour.rules(ObjectKind.UNIQUE_CONSTRAINT, "twice"))
                    .containsExactlyInAnyOrder("unique-kept", "key-deferrable", "key-include-dropped");
        }

        /** On a copy of the table, which the other tests look at. */
        @Test
        void draftsOfIndexesRun() {
            List<Verdict> drafted = harbour.conversion().verdicts().stream()
                    .filter(verdict -> verdict.object().kind() == ObjectKind.INDEX && verdict.draft() != null)
                    .toList();
            assertThat(drafted).extracting(verdict -> verdict.object().name()).contains("ships_one_active");
            for (Verdict verdict : drafted) {
                String table = verdict.object().table();
                String copy = "copy_of_" + table;
                String quoted = "`" + harbour.target().name() + "`.`";
                harbour.target()
                        .execute(
                                "CREATE TABLE " + quoted + copy + "` LIKE " + quoted + table + "`",
                                verdict.draft().replace(quoted + table + "`", quoted + copy + "`"),
                                "DROP TABLE " + quoted + copy + "`");
            }
        }

        private List<String> indexes(String table) {
            return harbour
                    .target()
                    .query("SELECT CONCAT(INDEX_NAME, ' ', NON_UNIQUE, ' ', INDEX_TYPE, ' ', GROUP_CONCAT(CONCAT("
                            + "COALESCE(COLUMN_NAME, '(...)'), IF(SUB_PART IS NULL, '', CONCAT('(', SUB_PART, ')')))"
                            + " ORDER BY SEQ_IN_INDEX)) FROM information_schema.STATISTICS"
                            + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '" + table
                            + "' GROUP BY INDEX_NAME, NON_UNIQUE, INDEX_TYPE")
                    .stream()
                    .map(row -> row.get(0))
                    .toList();
        }

        @Test
        void foreignKeys() {
            assertThat(harbour
                            .target()
                            .query("SELECT CONCAT(TABLE_NAME, '.', CONSTRAINT_NAME, ' ', REFERENCED_TABLE_NAME, ' ',"
                                    + " DELETE_RULE, ' ', UPDATE_RULE) FROM information_schema.REFERENTIAL_CONSTRAINTS"
                                    + " WHERE CONSTRAINT_SCHEMA = DATABASE()")
                            .stream()
                            .map(row -> row.get(0)))
                    .contains("ships.ships_country_fkey countries SET NULL CASCADE")
                    .contains("eggs.eggs_hen_fkey hens NO ACTION NO ACTION")
                    .contains("hens.hens_egg_fkey eggs NO ACTION NO ACTION")
                    .contains("captains.of_ship ships NO ACTION NO ACTION")
                    .contains("captains.of_named ships NO ACTION NO ACTION")
                    .noneMatch(key -> key.startsWith("refers_out"));
            assertThat(harbour.rules(ObjectKind.FOREIGN_KEY, "of_ship"))
                    .containsExactlyInAnyOrder(
                            "foreign-key-kept",
                            "foreign-key-default-dropped",
                            "foreign-key-validated",
                            "constraint-comment-dropped");
            assertThat(harbour.verdicts(ObjectKind.FOREIGN_KEY, "licences_wide_fkey"))
                    .singleElement()
                    .satisfies(verdict -> assertThat(verdict.reason()).contains("is int, and", "is bigint"));
        }

        @Test
        void checks() {
            assertThat(harbour.rules(ObjectKind.CHECK, "named"))
                    .containsExactlyInAnyOrder("check-kept", "constraint-comment-dropped");
            assertThat(harbour.rules(ObjectKind.CHECK, "from_here")).containsExactly("check-by-hand");
            assertThat(harbour.rules(ObjectKind.CHECK, "counted")).containsExactly("check-by-hand");
            assertThat(harbour.rules(ObjectKind.CHECK, "weight not_negative")).containsExactly("check-of-domain");
            assertThat(harbour.rules(ObjectKind.CHECK, "most heavy_enough")).containsExactly("check-of-domain");
            assertThat(harbour.rules(ObjectKind.EXCLUSION, "one_at_a_time")).containsExactly("exclusion-impossible");
            refused("('', 'zulu', '{}', 1)");
            refused("('d', 'zulu', '{}', -1)");
        }

        private void refused(String values) {
            assertThatThrownBy(() ->
                            harbour.target().execute("INSERT INTO ships (name, flag, tags, weight) VALUES " + values))
                    .hasMessageMatching("(?is).*constraint.*");
        }

        @Test
        void partitions() {
            assertThat(parts("logs")).containsExactly("logs_2023", "logs_2024", "logs_2026", "logs_rest");
            assertThat(parts("moves")).containsExactly("moves_eu", "moves_us");
            assertThat(harbour.create("moves")).contains("SUBPARTITION BY HASH");
            assertThat(parts("calls")).containsExactly("calls_0", "calls_1");
            assertThat(parts("signs")).containsExactly("signs_0");
            assertThat(harbour.create("signs")).contains("PARTITION BY KEY");
            assertThat(parts("tides")).containsExactly("tides_1", "tides_2");
            assertThat(harbour.rules(ObjectKind.PARTITIONING, "hash")).contains("partitions-rehashed");
            assertThat(parts("rest_only")).hasSize(engine == Engine.MARIADB ? 2 : 0);
            for (String plain : List.of("named", "referred", "by_year")) {
                assertThat(parts(plain)).as(plain).isEmpty();
            }
        }

        private List<String> parts(String table) {
            return harbour
                    .target()
                    .query(
                            "SELECT DISTINCT PARTITION_NAME, PARTITION_ORDINAL_POSITION FROM information_schema.PARTITIONS"
                                    + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '" + table
                                    + "' AND PARTITION_NAME IS NOT NULL ORDER BY 2")
                    .stream()
                    .map(row -> row.get(0))
                    .toList();
        }

        @Test
        void views() {
            assertThat(harbour.target()
                            .query("SELECT TABLE_NAME, CHECK_OPTION FROM information_schema.VIEWS"
                                    + " WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME"))
                    .containsExactly(
                            List.of("aaa_of_view", "NONE"),
                            List.of("named_ships", "LOCAL"),
                            List.of("same_names", "NONE"));
            assertThat(harbour.rules(ObjectKind.VIEW, "untranslatable")).containsExactly("view-by-hand");
            assertThat(harbour.rules(ObjectKind.VIEW, "same_names")).containsExactly("view-kept");
        }

        @Test
        void sequences() {
            if (engine == Engine.MARIADB) {
                // Rows that other tests add take some of its numbers, in steps of five.
                assertThat(Integer.parseInt(harbour.target().queryValue("SELECT NEXTVAL(tickets)")))
                        .isBetween(40, 100)
                        .satisfies(number -> assertThat(number % 5).isZero());
                assertThat(harbour.rules(ObjectKind.SEQUENCE, "tickets")).containsExactly("sequence-kept");
                assertThat(harbour.rules(ObjectKind.SEQUENCE, "endless")).containsExactly("sequence-bounded");
                assertThat(harbour.rules(ObjectKind.SEQUENCE, "used_up")).containsExactly("sequence-kept");
            } else {
                assertThat(harbour.rules(ObjectKind.SEQUENCE, "tickets")).containsExactly("sequence-by-hand");
                assertThat(harbour.rules(ObjectKind.DEFAULT, "ticket")).containsExactly("default-by-hand");
                assertThat(harbour.rules(ObjectKind.SEQUENCE, "used_up")).containsExactly("sequence-by-hand");
            }
        }

        @Test
        void theShopThatHasEveryKind() throws SQLException, IOException {
            Converted shop = Converted.of(engine, "postgres-shop.sql", Set.of(), List.of("shop", "Odd \"Schema\""));
            assertThat(shop.failures()).isEmpty();
            Set<ObjectName> said =
                    shop.conversion().verdicts().stream().map(Verdict::object).collect(Collectors.toSet());
            assertThat(EveryObject.of(shop.source()))
                    .filteredOn(object -> !said.contains(object))
                    .isEmpty();
        }
    }
}
