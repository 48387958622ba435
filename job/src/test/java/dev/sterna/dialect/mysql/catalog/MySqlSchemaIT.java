package dev.sterna.dialect.mysql.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sterna.dialect.mysql.EveryKind;
import dev.sterna.dialect.mysql.ddl.RoundTrip;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Event;
import dev.sterna.model.schema.ForeignKey.Action;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Partitioning;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.UniqueConstraint;
import dev.sterna.model.schema.View;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the catalogues of MariaDB and MySQL tell of a schema that has everything. */
class MySqlSchemaIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @Nested
    class OfMariaDb extends Specification {
        OfMariaDb() {
            super(Engine.MARIADB);
        }

        @Test
        void sequencesWithTheirValues() {
            Sequence numbers = schema.sequences().get(0);
            assertThat(numbers.name()).isEqualTo(name("numbers"));
            assertThat(numbers.type()).isEqualTo("bigint");
            assertThat(List.of(numbers.start(), numbers.increment(), numbers.least(), numbers.greatest()))
                    .extracting(BigInteger::intValue)
                    .containsExactly(10, 5, 5, 1000);
            assertThat(numbers.cache()).isEqualTo(2);
            assertThat(numbers.cycle()).isTrue();
            // One number is out of two that were taken ahead: 15 may be given to nobody else.
            assertThat(numbers.next()).isEqualTo(BigInteger.valueOf(20));
            assertThat(numbers.comment()).isEqualTo("it's counting");
            assertThat(column("only_here", "id").defaultSql())
                    .isEqualTo("nextval(`" + database.name() + "`.`numbers`)");
        }

        @Test
        void whatOnlyMariaDbHas() {
            TableDefinition here = table("only_here");
            assertThat(here.checks())
                    .extracting(Check::name, Check::sql, Check::column)
                    .containsExactlyInAnyOrder(tuple("id", "`id` > 0", "id"), tuple("id", "`id` < 100000", null));
            assertThat(column("only_here", "ip").column().nativeType()).isEqualTo("inet6");
            assertThat(column("only_here", "u").column().type()).isEqualTo(new LogicalType.Uuid());
            assertThat(here.indexes())
                    .extracting(Index::name, Index::method, Index::unique)
                    .containsExactly(tuple("lh", "hash", true));
            assertThat(schema.routines())
                    .extracting(routine -> routine.name().name(), Routine::kind)
                    .contains(tuple("longest", Routine.Kind.AGGREGATE), tuple("pack", Routine.Kind.PACKAGE));
        }

        @Test
        void jsonIsATextThatTheServerChecks() {
            assertThat(column("customers", "doc").storage()).containsKey("JSON");
            assertThat(column("customers", "doc").column().nativeType()).isEqualTo("longtext");
            assertThat(table("customers").checks()).extracting(Check::name).containsExactly("ck_amount");
        }

        @Test
        void formerRowsAndPeriods() {
            assertThat(table("versioned").systemVersioned()).isTrue();
            assertThat(column("versioned", "loose").storage()).containsKey("WITHOUT SYSTEM VERSIONING");
            assertThat(table("versioned").primaryKey().columns()).containsExactly(Index.Part.of("id"));
            TableDefinition named = table("versioned_by_name");
            assertThat(named.storage()).containsEntry("PERIOD SYSTEM_TIME", "`rs`, `re`");
            assertThat(column("versioned_by_name", "rs").generation().sql()).isEqualTo("ROW START");
            assertThat(named.primaryKey().columns()).contains(Index.Part.of("id"));
            assertThat(named.partitioning().definition()).contains("INTERVAL 1 MONTH");
            assertThat(table("booked").storage()).containsEntry("PERIOD `stay`", "`f`, `t`");
        }

        @Test
        void theDefaultOfAListOfPartitions() {
            assertThat(table("listed").partitioning().parts())
                    .extracting(Partitioning.Part::name, Partitioning.Part::bound)
                    .containsExactly(tuple("p0", "NULL,1"), tuple("p1", "2,3"), tuple("pd", "DEFAULT"));
        }
    }

    @Nested
    class OfMySql extends Specification {
        OfMySql() {
            super(Engine.MYSQL);
        }

        @Test
        void whatOnlyMySqlHas() {
            TableDefinition here = table("only_here");
            assertThat(here.checks())
                    .extracting(Check::name, Check::enforced, Check::validated)
                    .containsExactly(tuple("loose", false, false));
            assertThat(index(here, "fx").parts())
                    .extracting(Index.Part::column, Index.Part::expression, Index.Part::descending)
                    .containsExactly(tuple(null, "lower(`name`)", false), tuple(null, "concat(`name`,'it\\'s')", true));
            assertThat(index(here, "fu").unique()).isTrue();
            assertThat(index(here, "ng").definition()).contains("WITH PARSER `ngram`");
            assertThat(column("only_here", "j").defaultSql()).isEqualTo("(json_object('k','it\\'s'))");
            assertThat(column("only_here", "t").defaultSql()).isEqualTo("('a\\\\b')");
            assertThat(column("only_here", "j").column().type()).isEqualTo(new LogicalType.Json());
            assertThat(column("places", "at").storage()).containsEntry("SRID", "4326");
            assertThat(view("named_columns").columns()).containsExactly("x", "y y");
        }
    }

    /** What both have. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Specification {
        final Engine engine;
        TestDatabase database;
        TestDatabase other;
        Schema schema;
        private Login clerk;

        Specification(Engine engine) {
            this.engine = engine;
        }

        @BeforeAll
        void make() throws SQLException {
            database = DATABASES.create(engine);
            other = DATABASES.create(engine);
            database.executeAsAdministrator(
                    EveryKind.statements(engine, other.name()).toArray(String[]::new));
            clerk = database.createUser(
                    "GRANT SELECT, INSERT ON customers TO %s",
                    "GRANT SELECT (id), UPDATE (customer) ON orders TO %s",
                    "GRANT EXECUTE ON FUNCTION doubled TO %s WITH GRANT OPTION");
            schema = read(database.administrator());
        }

        Schema read(Login login) throws SQLException {
            try (Connection connection = database.connect(login)) {
                return new MySqlSchemaReader().read(connection, List.of(database.name()));
            }
        }

        TableName name(String relation) {
            return new TableName(database.name(), relation);
        }

        TableDefinition table(String table) {
            return schema.tables().stream()
                    .filter(found -> found.name().name().equals(table))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No table " + table));
        }

        ColumnDefinition column(String table, String column) {
            return table(table).columns().stream()
                    .filter(found -> found.column().name().equals(column))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No column " + column));
        }

        View view(String view) {
            return schema.views().stream()
                    .filter(found -> found.name().name().equals(view))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No view " + view));
        }

        static Index index(TableDefinition table, String index) {
            return table.indexes().stream()
                    .filter(found -> found.name().equals(index))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No index " + index));
        }

        private String defaultOf(String column) {
            return column("customers", column).defaultSql();
        }

        /** The value that a default gives, asked of the server. */
        private String valueOf(String column) {
            return database.queryValue("SELECT " + defaultOf(column));
        }

        @Test
        void nothingIsHiddenFromTheAdministrator() {
            assertThat(schema.blind()).isEmpty();
            assertThat(schema.engine()).isEqualTo(engine == Engine.MARIADB ? "mariadb" : "mysql");
        }

        @Test
        void typesAreExact() {
            assertThat(column("customers", "code").column().nativeType()).contains("unsigned zerofill");
            assertThat(column("customers", "id").column().type()).isEqualTo(new LogicalType.Int(32, true));
            assertThat(column("customers", "name").column().charset()).isEqualTo("latin1");
            assertThat(column("customers", "name").column().collation()).isEqualTo("latin1_german1_ci");
            assertThat(column("customers", "mood").column().type())
                    .isEqualTo(new LogicalType.Enumeration(List.of("a,b", "it's", "back\\slash", "", "plain")));
            assertThat(column("customers", "tags").column().type())
                    .isEqualTo(new LogicalType.SetOf(List.of("x y", "q'q", "z")));
            assertThat(column("customers", "opens").column().type()).isEqualTo(new LogicalType.Time(2));
        }

        @Test
        void defaultsAreExpressions() {
            assertThat(valueOf("name")).isEqualTo("it's \"a\" \\ b, c");
            assertThat(valueOf("lines_")).isEqualTo("a\nb");
            assertThat(defaultOf("empty")).isEqualTo("''");
            assertThat(defaultOf("mood")).isEqualTo("'a,b'");
            assertThat(defaultOf("amount")).isEqualTo("-1.500");
            assertThat(defaultOf("flags")).isEqualTo("b'10101'");
            assertThat(database.queryValue("SELECT hex(" + defaultOf("raw") + ")"))
                    .isEqualTo("00FF2761");
            assertThat(database.queryValue("SELECT hex(" + defaultOf("fixed") + ")"))
                    .isIn("61", "610000");
            assertThat(defaultOf("small")).isNull();
            assertThat(defaultOf("notes")).isNull();
            assertThat(defaultOf("created")).isEqualToIgnoringCase("current_timestamp(3)");
            assertThat(column("customers", "created").onUpdateSql()).isEqualToIgnoringCase("current_timestamp(3)");
            assertThat(column("customers", "seen").onUpdateSql()).isNull();
            assertThat(defaultOf("born")).isEqualTo("'2024-02-29'");
            assertThat(defaultOf("since")).isEqualTo("2024");
            assertThat(defaultOf("token")).contains("uuid()");
            assertThat(valueOf("words")).isEqualTo("ait's \\ ");
        }

        @Test
        void columnsThatTheServerMakes() {
            ColumnDefinition total = column("customers", "total");
            assertThat(total.generation().stored()).isTrue();
            assertThat(total.generation().sql()).contains("`amount` * 2");
            assertThat(total.defaultSql()).isNull();
            assertThat(column("customers", "label").generation().stored()).isFalse();
            assertThat(database.queryValue("SELECT "
                            + column("customers", "label").generation().sql() + " FROM (SELECT 'n' AS name) t"))
                    .isEqualTo("n's \\ ");
            assertThat(column("customers", "id").identity().sequence().next()).isEqualTo(BigInteger.valueOf(42));
            assertThat(column("orders", "id").identity().sequence().next()).isEqualTo(BigInteger.valueOf(500));
            assertThat(column("orders", "id").identity().sequence().greatest())
                    .isEqualTo(new BigInteger("18446744073709551615"));
            assertThat(column("customers", "code").identity()).isNull();
            assertThat(column("customers", "hidden").storage()).containsKey("INVISIBLE");
        }

        @Test
        void keysAndIndexes() {
            TableDefinition customers = table("customers");
            assertThat(customers.primaryKey().columns()).containsExactly(Index.Part.of("id"));
            assertThat(customers.primaryKey().comment()).isEqualTo("the key");
            assertThat(customers.uniques())
                    .extracting(UniqueConstraint::name, UniqueConstraint::comment)
                    .containsExactly(tuple("uk_name", "no twins"));
            assertThat(customers.uniques().get(0).columns())
                    .containsExactly(Index.Part.of("name"), Index.Part.of("mood"));
            assertThat(index(customers, "uk_prefix").unique()).isTrue();
            assertThat(index(customers, "ix_prefix").parts())
                    .extracting(Index.Part::column, Index.Part::prefix)
                    .containsExactly(tuple("notes", 10), tuple("small", 0));
            assertThat(index(customers, "ix_desc").parts())
                    .extracting(Index.Part::column, Index.Part::descending)
                    .containsExactly(tuple("amount", true), tuple("born", false));
            assertThat(index(customers, "ix_blind").visible()).isFalse();
            assertThat(index(customers, "ix_desc").visible()).isTrue();
            assertThat(index(customers, "ft").method()).isEqualTo("fulltext");
            assertThat(index(table("places"), "sp").method()).isEqualTo("spatial");
            assertThat(index(table("places"), "sp").parts()).containsExactly(Index.Part.of("at"));
            assertThat(index(table("kept"), "h").method()).isEqualTo("hash");
            assertThat(index(table("kept"), "b").method()).isEqualTo("btree");
            assertThat(table("odd `name.").uniques())
                    .extracting(UniqueConstraint::name)
                    .containsExactly("u`k");
        }

        @Test
        void foreignKeysAndChecks() {
            assertThat(table("customers").foreignKeys())
                    .extracting(key -> key.name(), key -> key.target(), key -> key.onDelete(), key -> key.onUpdate())
                    .containsExactlyInAnyOrder(
                            tuple("fk_boss", name("customers"), Action.SET_NULL, Action.CASCADE),
                            tuple(
                                    "fk_country",
                                    new TableName(other.name(), "countries"),
                                    table("customers").foreignKeys().get(1).onDelete(),
                                    table("customers").foreignKeys().get(1).onUpdate()));
            assertThat(table("orders").foreignKeys())
                    .extracting(key -> key.name(), key -> key.columns(), key -> key.referenced())
                    .containsExactlyInAnyOrder(
                            tuple("fk_customer", List.of("customer"), List.of("id")),
                            tuple("fk_invoice", List.of("invoice"), List.of("id")));
            assertThat(table("orders").foreignKeys().get(0).onDelete()).isEqualTo(Action.CASCADE);
            Check check = table("customers").checks().stream()
                    .filter(found -> found.name().equals("ck_amount"))
                    .findFirst()
                    .orElseThrow();
            assertThat(check.enforced()).isTrue();
            assertThat(check.column()).isNull();
            assertThat(database.queryValue(
                            "SELECT " + check.sql() + " FROM (SELECT 1 AS amount, 'it''s \\\\' AS name) t"))
                    .isEqualTo("0");
        }

        @Test
        void partitions() {
            Partitioning ranged = table("ranged").partitioning();
            assertThat(ranged.method()).isEqualTo("range");
            assertThat(ranged.expression()).isEqualTo("year(`made`)");
            assertThat(ranged.parts())
                    .containsExactly(
                            new Partitioning.Part("p0", "2020", List.of("s0", "s1"), "it's old"),
                            new Partitioning.Part("p 1", "MAXVALUE", List.of("s2", "s3"), null));
            assertThat(ranged.sub().method()).isEqualTo("hash");
            Partitioning byText = table("by_text").partitioning();
            assertThat(byText.method()).isEqualTo("range columns");
            assertThat(byText.columns()).containsExactly("a", "b");
            assertThat(byText.parts().get(0).bound()).endsWith(",5").contains("it");
            assertThat(table("hashed").partitioning().method()).isEqualTo("linear hash");
            assertThat(table("hashed").partitioning().parts()).hasSize(3);
            assertThat(table("keyed").partitioning().method()).isEqualTo("key");
            assertThat(table("customers").partitioning()).isNull();
        }

        @Test
        void viewsKnowWhatTheyRead() {
            assertThat(view("a_top").uses())
                    .containsExactlyInAnyOrder(name("m_middle"), new TableName(other.name(), "countries"));
            assertThat(view("m_middle").uses()).containsExactlyInAnyOrder(name("z_base"), name("orders"));
            assertThat(view("z_base").uses()).containsExactly(name("customers"));
            assertThat(view("m_middle").runsAsInvoker()).isTrue();
            assertThat(view("m_middle").settings()).containsEntry("ALGORITHM", "MERGE");
            assertThat(view("some").checkOption()).isEqualTo("LOCAL");
            assertThat(view("some").columns()).containsExactly("id", "amount");
            assertThat(view("some").owner()).startsWith("root@");
            assertThat(schema.tables()).extracting(found -> found.name().name()).doesNotContain("some");
        }

        @Test
        void programs() {
            assertThat(schema.triggers())
                    .extracting(Trigger::name, Trigger::timing, Trigger::events)
                    .containsExactly(
                            tuple("first_", "BEFORE", "INSERT"),
                            tuple("second_", "BEFORE", "INSERT"),
                            tuple("later", "AFTER", "DELETE"));
            assertThat(schema.triggers().get(1).settings().get("sql_mode")).isEqualTo("ANSI_QUOTES");
            assertThat(schema.triggers().get(1).body()).isEqualTo("SET NEW.\"small\" = 1");
            Map<String, Routine> routines = schema.routines().stream()
                    .collect(Collectors.toMap(
                            routine -> routine.kind() + " " + routine.name().name(), routine -> routine, (a, b) -> a));
            Routine function = routines.get("FUNCTION doubled");
            assertThat(function.signature()).startsWith("doubled(int").contains("varchar(9)");
            assertThat(function.definition()).contains("CHARSET latin1").contains("'it''s'");
            assertThat(function.comment()).isEqualTo("it's twice");
            assertThat(routines.get("PROCEDURE doubled").definition()).contains("SQL SECURITY INVOKER");
            assertThat(routines.get("PROCEDURE quoted name").settings().get("sql_mode"))
                    .isEqualTo("ANSI_QUOTES");
            Event nightly = schema.events().get(0);
            assertThat(nightly.enabled()).isFalse();
            assertThat(nightly.schedule())
                    .isEqualTo("EVERY '1:30' HOUR_MINUTE STARTS '2037-01-01 00:00:00' ENDS '2037-06-01 00:00:00'");
            assertThat(nightly.settings()).containsEntry("time_zone", "+02:00");
            assertThat(schema.events().get(1).schedule()).isEqualTo("AT '2037-01-01 12:00:00'");
        }

        @Test
        void grantsStorageAndComments() {
            String grantee = "'" + clerk.user() + "'@'%'";
            assertThat(schema.grants())
                    .filteredOn(grant -> grant.grantee().equals(grantee))
                    .extracting(grant -> grant.on().kind(), grant -> grant.on().name(), grant -> grant.privileges())
                    .contains(
                            tuple(ObjectKind.TABLE, "customers", List.of("INSERT", "SELECT")),
                            tuple(ObjectKind.COLUMN, "id", List.of("SELECT")),
                            tuple(ObjectKind.COLUMN, "customer", List.of("UPDATE")),
                            tuple(ObjectKind.ROUTINE, "doubled", List.of("EXECUTE")));
            TableDefinition customers = table("customers");
            assertThat(customers.comment()).isEqualTo("it's; \\ all");
            assertThat(column("customers", "name").comment()).isEqualTo("Kunde's \\ name");
            assertThat(customers.storage())
                    .containsEntry("ENGINE", "InnoDB")
                    .containsEntry("ROW_FORMAT", "DYNAMIC")
                    .containsEntry("CHARSET", "utf8mb4")
                    .containsEntry("COLLATE", "utf8mb4_unicode_ci");
            assertThat(customers.storage().get("CREATE_OPTIONS")).containsIgnoringCase("stats_persistent=1");
            assertThat(customers.estimatedRows()).isNotNegative();
        }

        @Test
        void aReaderIsToldWhatHeCannotSee() throws SQLException {
            Login reader =
                    database.createUser("GRANT SELECT ON `" + database.name().replace("_", "\\_") + "`.* TO %s");
            Schema seen = read(reader);
            String all = "`" + database.name() + "`.* TO '" + reader.user() + "'@'%'";
            assertThat(seen.blind())
                    .extracting(Blind::kind, Blind::remedy)
                    .contains(
                            tuple(ObjectKind.TRIGGER, "GRANT TRIGGER ON " + all),
                            tuple(ObjectKind.EVENT, "GRANT EVENT ON " + all),
                            tuple(ObjectKind.VIEW, "GRANT SELECT, SHOW VIEW ON " + all));
            assertThat(seen.blind())
                    .extracting(Blind::kind)
                    .contains(ObjectKind.ROUTINE, ObjectKind.GRANT)
                    .doesNotContain(ObjectKind.TABLE);
            // What it does see is as much as the administrator sees.
            assertThat(seen.tables()).hasSameSizeAs(schema.tables());
            for (int i = 0; i < seen.tables().size(); i++) {
                TableDefinition table = seen.tables().get(i);
                TableDefinition whole = schema.tables().get(i);
                assertThat(table.columns()).isEqualTo(whole.columns());
                assertThat(table.indexes()).isEqualTo(whole.indexes());
                boolean hidden = seen.blind().stream().anyMatch(blind -> blind.kind() == ObjectKind.FOREIGN_KEY);
                assertThat(table.foreignKeys().equals(whole.foreignKeys()) || hidden)
                        .as(table.name() + " foreign keys")
                        .isTrue();
                boolean blindChecks = seen.blind().stream().anyMatch(blind -> blind.kind() == ObjectKind.CHECK);
                assertThat(table.checks().equals(whole.checks()) || blindChecks)
                        .as(table.name() + " checks")
                        .isTrue();
            }
        }

        @Test
        void whoMayReadOneTableIsToldOfTheOthers() throws SQLException {
            Login reader = database.createUser("GRANT SELECT ON orders TO %s");
            Schema seen = read(reader);
            assertThat(seen.tables()).extracting(TableDefinition::name).containsExactly(name("orders"));
            assertThat(seen.blind()).extracting(Blind::kind).contains(ObjectKind.TABLE, ObjectKind.TRIGGER);
        }

        @Test
        void aSchemaThatIsNotThereIsTold() throws SQLException {
            try (Connection connection = database.connect(database.administrator())) {
                assertThat(new MySqlSchemaReader()
                                .read(connection, List.of("not*/there"))
                                .blind())
                        .extracting(Blind::kind)
                        .containsExactly(ObjectKind.SCHEMA);
            }
        }

        @Test
        void theSameIsMadeAnew() throws SQLException {
            TestDatabase copy = DATABASES.create(engine);
            new RoundTrip(database, copy, other).isExact(schema);
        }

        @Test
        void twoThousandTablesTakeAHandfulOfQueries() throws SQLException {
            TestDatabase large = DATABASES.create(engine);
            large.execute(IntStream.range(0, 2000)
                    .mapToObj(i -> "CREATE TABLE t" + i + " (id int AUTO_INCREMENT PRIMARY KEY, a varchar(20) NOT NULL"
                            + " DEFAULT 'x', b decimal(10,2), c datetime, UNIQUE KEY a (a), KEY b (b, c))")
                    .toArray(String[]::new));
            try (Connection connection = large.connect(large.administrator())) {
                long queries = questions(connection);
                long start = System.nanoTime();
                Schema read = new MySqlSchemaReader().read(connection, List.of(large.name()));
                long millis = (System.nanoTime() - start) / 1_000_000;
                long asked = questions(connection) - queries - 1;
                System.err.println(engine + ": 2,000 tables read in " + millis + " ms by " + asked + " queries");
                assertThat(read.tables()).hasSize(2000);
                assertThat(asked).isLessThan(25);
            }
        }

        private static long questions(Connection connection) throws SQLException {
            return Long.parseLong(Arrays.stream(new String[] {"SHOW SESSION STATUS LIKE 'Questions'"})
                    .map(sql -> {
                        try (var statement = connection.createStatement();
                                var rows = statement.executeQuery(sql)) {
                            rows.next();
                            return rows.getString(2);
                        } catch (SQLException failure) {
                            throw new AssertionError(failure);
                        }
                    })
                    .findFirst()
                    .orElseThrow());
        }
    }
}
