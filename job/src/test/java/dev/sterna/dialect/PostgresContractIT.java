package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sterna.dialect.health.Headroom;
import dev.sterna.dialect.health.Health;
import dev.sterna.dialect.health.IndexHealth;
import dev.sterna.dialect.health.InvalidConstraint;
import dev.sterna.dialect.rows.RowChanges;
import dev.sterna.embedded.Login;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresContractIT extends DialectContract {
    PostgresContractIT() {
        super(new PostgresContract());
    }

    @Test
    void aVanishedWriterIsGivenUp() throws SQLException {
        try (Connection connection = fixture().connector(Side.TARGET).open();
                Statement statement = connection.createStatement();
                var settings = statement.executeQuery("SELECT current_setting('tcp_keepalives_idle')::int"
                        + " + current_setting('tcp_keepalives_interval')::int"
                        + " * current_setting('tcp_keepalives_count')::int,"
                        + " (SELECT setting::int / 1000 FROM pg_settings WHERE name = 'tcp_user_timeout')")) {
            assertThat(settings.next()).isTrue();
            assertThat(settings.getInt(1)).isBetween(60, 900);
            assertThat(settings.getInt(2)).isBetween(60, 900);
        }
    }

    /** A table is what its partitions are; their indexes go with its own. */
    @Test
    void partitionsAreTheirTablesHealth() throws SQLException {
        fixture()
                .database
                .execute(
                        "CREATE TABLE whole (id int NOT NULL PRIMARY KEY, v int) PARTITION BY RANGE (id)",
                        "CREATE TABLE part PARTITION OF whole FOR VALUES FROM (0) TO (1000)",
                        "CREATE INDEX by_v ON whole (v)",
                        "INSERT INTO whole SELECT i, i FROM generate_series(1, 500) i",
                        "CREATE INDEX of_part ON part (v)",
                        "ALTER TABLE whole ADD CONSTRAINT small CHECK (v < 1000) NOT VALID",
                        "CREATE SEQUENCE alone MAXVALUE 100",
                        "SELECT setval('alone', 90)",
                        "CREATE SEQUENCE falling INCREMENT -1 MINVALUE -9 MAXVALUE 0",
                        "SELECT setval('falling', -4)");
        TableName whole = new TableName("public", "whole");

        Health told = fixture().dialect.health().read(fixture().target, List.of(new TableName("public", "no"), whole));

        assertThat(told.tables()).singleElement().satisfies(table -> {
            assertThat(table.name()).isEqualTo(whole);
            assertThat(table.bytes()).isGreaterThan(table.indexBytes()).isGreaterThan(30_000);
        });
        assertThat(told.indexes())
                .allMatch(index -> index.table().equals(whole))
                .filteredOn(index -> index.need() == IndexHealth.Need.NOBODY && index.uses() != null)
                .extracting(IndexHealth::name)
                .containsExactly("public.of_part");
        assertThat(told.invalid())
                .extracting(InvalidConstraint::validate)
                .contains("ALTER TABLE \"public\".\"whole\" VALIDATE CONSTRAINT \"small\"");
        assertThat(told.headroom())
                .filteredOn(counter -> counter.kind() == Headroom.Kind.COUNTER)
                .extracting(counter -> counter.name() + " " + counter.share() + " " + counter.widen())
                .containsExactly(
                        "public.alone 0.9 ALTER SEQUENCE \"public\".\"alone\" NO MAXVALUE",
                        "public.falling 0.5 ALTER SEQUENCE \"public\".\"falling\" NO MINVALUE");
    }

    /** Whoever has a table for himself keeps nobody from looking; what was set and never asked has gone on all the same. */
    @Test
    void aLockedTableIsToldAsItWasCounted() throws SQLException {
        fixture()
                .database
                .execute(
                        "CREATE TABLE whole (id int NOT NULL, v int) PARTITION BY RANGE (id)",
                        "CREATE TABLE part PARTITION OF whole FOR VALUES FROM (0) TO (1000)",
                        "CREATE INDEX half ON ONLY whole (v)",
                        "INSERT INTO whole SELECT i, i FROM generate_series(1, 500) i",
                        "CREATE SEQUENCE told MAXVALUE 100",
                        "SELECT setval('told', 91, false)",
                        "ANALYZE whole");
        TableName whole = new TableName("public", "whole");
        Login reader = fixture().database.createUser("GRANT USAGE ON SEQUENCE told TO %s");
        try (Connection holder = fixture().connector(Side.TARGET).open();
                Connection stranger = fixture()
                        .dialect
                        .connector(
                                Fixture.endpoint(fixture().database.jdbcUrl(), reader.user(), reader.password()),
                                Side.SOURCE)
                        .withSession(fixture().dialect.waitingForLocks(Duration.ofSeconds(5)))
                        .open();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE public.whole");

            Health told = fixture().dialect.health().read(stranger, List.of(whole));

            assertThat(told.tables())
                    .singleElement()
                    .satisfies(table -> assertThat(table.bytes()).isEqualTo(24_576));
            assertThat(told.untold())
                    .anyMatch(what -> what.startsWith("the size of public.whole, which somebody has locked"))
                    .anyMatch(what -> what.contains("GRANT SELECT ON SEQUENCE \"public\".\"told\""));
            holder.rollback();
        }
        Health told = fixture().dialect.health().read(fixture().target, List.of(whole));
        assertThat(told.tables())
                .singleElement()
                .satisfies(table -> assertThat(table.bytes()).isGreaterThan(24_576));
        assertThat(told.headroom())
                .filteredOn(counter -> counter.name().equals("public.told"))
                .extracting(Headroom::share)
                .containsExactly(0.9);
        assertThat(told.indexes()).singleElement().satisfies(index -> {
            assertThat(index.state()).isEqualTo(IndexHealth.State.INVALID);
            assertThat(index.mend()).isNull();
        });
    }

    @Test
    void statisticsOfOthersAreNotRenewed() throws SQLException {
        new HealthContract(fixture()).isNotRenewedByOthers("GRANT SELECT ON ALL TABLES IN SCHEMA public TO %s");
    }

    /** PostgreSQL does not tell whom it refuses, so the remedy names the setting that does. */
    @Override
    @Test
    void missingCreate() throws SQLException {
        Login reader = fixture().database.createUser("GRANT USAGE ON SCHEMA public TO %s");
        try (Connection connection = fixture()
                        .dialect
                        .connector(
                                Fixture.endpoint(fixture().database.jdbcUrl(), reader.user(), reader.password()),
                                Side.TARGET)
                        .open();
                Statement statement = connection.createStatement()) {
            SQLException failure = catchThrowableOfType(
                    SQLException.class,
                    () -> statement.execute("CREATE TABLE " + fixture().quoted("refused") + " (id int)"));
            assertThat(fixture()
                            .dialect
                            .explain(failure, Side.TARGET, "create table refused", null)
                            .problems())
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.message())
                                .isEqualTo("Cannot create table refused (target): permission denied for schema public"
                                        + " [42501]");
                        assertThat(problem.remedy())
                                .isEqualTo("GRANT USAGE, CREATE ON SCHEMA \"public\" TO <sterna.target.user>;");
                    });
        }
    }

    /** Rows of partitions are the table's; rows of tables that inherit from it, and what they hold, are not. */
    @Test
    void changesKeepToTheTable() throws SQLException {
        fixture()
                .database
                .execute(
                        "CREATE TABLE parted (id int PRIMARY KEY, v int) PARTITION BY RANGE (id)",
                        "CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (10)",
                        "CREATE TABLE parted_high PARTITION OF parted FOR VALUES FROM (10) TO (20)",
                        "INSERT INTO parted SELECT i, i FROM generate_series(8, 11) i",
                        "CREATE TABLE parent (id int PRIMARY KEY, v int)",
                        "CREATE TABLE child () INHERITS (parent)",
                        "INSERT INTO parent VALUES (1, 1), (2, 2)",
                        "INSERT INTO child VALUES (1, 10), (2, 20), (3, 30)");
        RowChangesContract changes = new RowChangesContract(fixture(), new PostgresContract());
        assertThat(changes.change(
                        fixture().read("parted"),
                        List.of("id"),
                        List.of(List.of("8"), List.of("11")),
                        List.of(List.of("9", "90"), List.of("10", "100"), List.of("12", "12"))))
                .isEqualTo(new RowChanges.Counts(2, 1, 2));
        assertThat(fixture().database.query("SELECT id, v FROM parted ORDER BY id"))
                .containsExactly(List.of("9", "90"), List.of("10", "100"), List.of("12", "12"));
        assertThat(changes.change(
                        fixture().read("parent"),
                        List.of("id"),
                        List.of(List.of("1")),
                        List.of(List.of("2", "200"), List.of("3", "300"))))
                .isEqualTo(new RowChanges.Counts(1, 1, 1));
        assertThat(fixture().database.query("SELECT id, v FROM ONLY parent ORDER BY id"))
                .containsExactly(List.of("2", "200"), List.of("3", "300"));
        assertThat(fixture().database.query("SELECT id, v FROM child ORDER BY id"))
                .containsExactly(List.of("1", "10"), List.of("2", "20"), List.of("3", "30"));
    }

    /** An index on an expression says nothing of which rows may stand in each other's way. */
    @Test
    void uniqueExpressionsAreSwapped() throws SQLException {
        fixture()
                .database
                .execute(
                        "CREATE TABLE folded (id int PRIMARY KEY, t text)",
                        "CREATE UNIQUE INDEX ON folded (lower(t)) WHERE t <> ''",
                        "INSERT INTO folded VALUES (1, 'A'), (2, 'B')");
        assertThat(new RowChangesContract(fixture(), new PostgresContract())
                        .change(
                                fixture().read("folded"),
                                List.of("id"),
                                List.of(),
                                List.of(List.of("1", "b"), List.of("2", "a"))))
                .isEqualTo(new RowChanges.Counts(0, 0, 2));
        assertThat(fixture().database.query("SELECT id, t FROM folded ORDER BY id"))
                .containsExactly(List.of("1", "b"), List.of("2", "a"));
    }

    /** What a constraint excludes beside a row outside the set collides as a unique value does. */
    @Test
    void excludedRowsCollide() throws SQLException {
        fixture()
                .database
                .execute(
                        "CREATE TABLE excluded (id int PRIMARY KEY, v int, EXCLUDE USING btree (v WITH =))",
                        "INSERT INTO excluded VALUES (1, 1), (2, 2)");
        RowChangesContract changes = new RowChangesContract(fixture(), new PostgresContract());
        SQLException failure = catchThrowableOfType(
                SQLException.class,
                () -> changes.change(fixture().read("excluded"), List.of("id"), List.of(), List.of(List.of("3", "2"))));
        assertThat((Throwable) failure).isNotNull();
        assertThat(fixture().dialect.isDuplicateKey(failure)).isTrue();
        assertThat(changes.change(
                        fixture().read("excluded"),
                        List.of("id"),
                        List.of(),
                        List.of(List.of("1", "2"), List.of("2", "1"))))
                .isEqualTo(new RowChanges.Counts(0, 0, 2));
    }

    @Test
    void capabilitiesOfAUserWithoutTemporaryTables() throws SQLException {
        fixture()
                .database
                .executeAsAdministrator(
                        "REVOKE TEMPORARY ON DATABASE " + fixture().database.name() + " FROM PUBLIC");
        new CapabilityContract(fixture(), new PostgresContract())
                .narrowedByRights("GRANT ALL ON ALL TABLES IN SCHEMA public TO %s");
    }
}
