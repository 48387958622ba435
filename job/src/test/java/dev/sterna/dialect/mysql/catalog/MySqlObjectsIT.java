package dev.sterna.dialect.mysql.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sterna.dialect.mysql.ddl.RoundTrip;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.Event;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Trigger;
import dev.sterna.testing.TestDatabase;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the catalogues of MariaDB and MySQL tell of what is no table, to whom, and how fast; and that it can be made anew. */
class MySqlObjectsIT {
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
    }

    @Nested
    class OfMySql extends Specification {
        OfMySql() {
            super(Engine.MYSQL);
        }
    }

    /** What both have. */
    abstract static class Specification extends EveryKindRead {
        Specification(Engine engine) {
            super(engine);
        }

        @Test
        void nothingIsHiddenFromTheAdministrator() {
            assertThat(schema.blind()).isEmpty();
            assertThat(schema.engine()).isEqualTo(engine == Engine.MARIADB ? "mariadb" : "mysql");
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
            // Other tests let users come since the class began.
            new RoundTrip(database, copy, other).isExact(read(database.administrator()));
        }

        @Tag("long")
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
