package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sterna.dialect.rows.RowChanges;
import dev.sterna.embedded.Login;
import dev.sterna.model.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
