package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.health.DatabaseHealth;
import dev.sterna.dialect.health.Headroom;
import dev.sterna.dialect.health.Health;
import dev.sterna.dialect.health.IndexHealth;
import dev.sterna.dialect.health.QueryPlan;
import dev.sterna.dialect.health.TableHealth;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How a database tells how it is doing. */
final class HealthContract {
    private final Fixture fixture;

    HealthContract(Fixture fixture) {
        this.fixture = fixture;
    }

    private DatabaseHealth health() {
        return fixture.dialect.health();
    }

    private Health read(TableName... tables) throws SQLException {
        return health().read(fixture.target, List.of(tables));
    }

    private TableName filled(String name) throws SQLException {
        TableName table = fixture.create(
                        name,
                        "CREATE TABLE %s (id " + fixture.database.sql().numbered() + " PRIMARY KEY, v int NOT NULL)")
                .name();
        String quoted = fixture.quoted(name);
        fixture.database.execute(
                "CREATE INDEX " + fixture.dialect.sql().quote(name + "_v") + " ON " + quoted + " (v)",
                "INSERT INTO " + quoted + " (v) SELECT seq FROM ("
                        + fixture.database.sql().numbers(500) + ") n");
        return table;
    }

    void isTold() throws SQLException {
        TableName table = filled("Told");
        TableName missing = new TableName(table.schema(), "not_there");
        QueryPlan before = health().plan(fixture.target, "SELECT v FROM " + fixture.quoted("Told") + " ORDER BY v + 1");

        health().analyze(fixture.target, table);
        fixture.database.execute(
                "INSERT INTO " + fixture.quoted("Told") + " (v) SELECT v FROM " + fixture.quoted("Told"));
        health().analyze(fixture.target, table);

        Health told = read(table, missing);
        assertThat(told.tables()).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo(table);
            assertThat(one.rows()).isBetween(500L, 1500L);
            assertThat(one.bytes()).isGreaterThan(one.indexBytes()).isGreaterThan(10_000);
            assertThat(one.indexBytes()).isPositive();
            assertThat(one.reclaim()).contains("Told");
            if (one.statistics() != null) {
                assertThat(one.statistics().made()).isNotNull();
            }
        });
        assertThat(told.indexes()).hasSize(2).allSatisfy(index -> {
            assertThat(index.table()).isEqualTo(table);
            assertThat(index.state()).isEqualTo(IndexHealth.State.USABLE);
            assertThat(index.mend()).isNull();
        });
        assertThat(told.indexes())
                .extracting(IndexHealth::need)
                .containsExactlyInAnyOrder(IndexHealth.Need.CONSTRAINT, IndexHealth.Need.NOBODY);
        assertThat(told.headroom())
                .filteredOn(counter -> table.equals(counter.table()))
                .singleElement()
                .satisfies(counter -> {
                    assertThat(counter.kind()).isEqualTo(Headroom.Kind.COUNTER);
                    assertThat(counter.name()).isEqualTo(table + ".id");
                    assertThat(counter.used().longValueExact()).isBetween(500L, 3000L);
                    assertThat(counter.limit().longValueExact()).isEqualTo(Integer.MAX_VALUE);
                    assertThat(counter.widen()).contains("bigint");
                });
        assertThat(told.connections().open()).isBetween(1L, told.connections().limit());
        assertThat(told.connections().states().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(told.connections().open());
        assertThat(told.invalid()).isEmpty();

        QueryPlan after = health().plan(fixture.target, "SELECT v FROM " + fixture.quoted("Told") + " ORDER BY v + 1");
        assertThat(after.text()).contains("Told").isNotEqualTo(after.shape());
        assertThat(after.shape()).isEqualTo(before.shape());
        assertThat(health().plan(fixture.target, "SELECT v FROM " + fixture.quoted("Told") + " WHERE id = 1")
                        .shape())
                .isNotEqualTo(after.shape());
        assertThatThrownBy(() -> health().analyze(fixture.target, missing))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("not_there");
    }

    /** The server itself ends a session's query, and refuses to write, whatever the driver does. */
    void queriesEndAndNothingIsWritten() throws SQLException {
        fixture.create("kept", "CREATE TABLE %s (id int PRIMARY KEY)");
        List<String> session = new ArrayList<>(fixture.dialect.limitingQueries(Duration.ofMillis(200)));
        session.addAll(fixture.dialect.refusingWrites());
        String numbers = "(" + fixture.database.sql().numbers(9999) + ")";
        try (Connection connection =
                        fixture.connector(Side.SOURCE).withSession(session).open();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT max(a.seq + b.seq) FROM " + numbers
                            + " a CROSS JOIN " + numbers + " b CROSS JOIN " + numbers + " c"))
                    .isInstanceOf(SQLException.class);
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> statement.execute("INSERT INTO " + fixture.quoted("kept") + " VALUES (1)"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getSQLState()).isEqualTo("25006"));
            connection.rollback();
        }
    }

    /** With the statement that the advice has, the counter goes on. */
    void counterIsWidened() throws SQLException {
        TableName table = filled("Wide");
        if (fixture.database.engine() == Engine.MYSQL) {
            // A new session of the server finds the table closed.
            fixture.database.executeAsAdministrator("FLUSH TABLES " + fixture.quoted("Wide"));
        }
        Headroom narrow = counter(table);

        for (String statement : narrow.widen().split("; ", -1)) {
            fixture.database.execute(statement);
        }

        Headroom wide = counter(table);
        assertThat(wide.limit().longValueExact()).isEqualTo(Long.MAX_VALUE);
        assertThat(wide.used()).isEqualTo(narrow.used());
        fixture.database.execute("INSERT INTO " + fixture.quoted("Wide") + " (v) VALUES (1)");
        assertThat(fixture.database.queryValue("SELECT max(id) FROM " + fixture.quoted("Wide")))
                .isEqualTo(narrow.used().add(BigInteger.ONE).toString());
    }

    /** Who may, is told more. */
    void isToldToReadersOfStatistics(Consumer<Health> more, String... grants) throws SQLException {
        TableName table = filled("seen");
        health().analyze(fixture.target, table);
        Login reader = fixture.database.createUser(grants);
        Endpoint endpoint = Fixture.endpoint(fixture.database.jdbcUrl(), reader.user(), reader.password());
        try (Connection connection =
                fixture.dialect.connector(endpoint, Side.SOURCE).open()) {
            fixture.database.query("SELECT * FROM " + fixture.quoted("seen") + " WHERE v = 7");
            Health told = health().read(connection, List.of(table));
            assertThat(told.tables())
                    .singleElement()
                    .satisfies(one -> assertThat(one.statistics().made())
                            .isBetween(
                                    Instant.now().minusSeconds(600),
                                    Instant.now().plusSeconds(60)));
            more.accept(told);
        }
    }

    /** A server that only warns has not done it. */
    void isNotRenewedByOthers(String... grants) throws SQLException {
        TableName table = filled("foreign");
        Login other = fixture.database.createUser(grants);
        Endpoint endpoint = Fixture.endpoint(fixture.database.jdbcUrl(), other.user(), other.password());
        try (Connection connection =
                fixture.dialect.connector(endpoint, Side.TARGET).open()) {
            SQLException refused = catchThrowableOfType(SQLException.class, () -> health().analyze(connection, table));
            assertThat(fixture.dialect
                            .explain(refused, Side.TARGET, "renew the statistics", table)
                            .problems()
                            .get(0)
                            .code())
                    .isEqualTo("missing-privilege");
        }
    }

    private Headroom counter(TableName table) throws SQLException {
        return read(table).headroom().stream()
                .filter(counter -> table.equals(counter.table()))
                .findFirst()
                .orElseThrow();
    }

    boolean countsIndexUse() throws SQLException {
        TableName table = filled("used");
        String query = "SELECT * FROM " + fixture.quoted("used") + " WHERE v = 7";
        if (fixture.database.engine() == Engine.POSTGRESQL) {
            fixture.database.execute("SET enable_seqscan = off", query);
        } else {
            fixture.database.query(query);
        }
        if (read(table).indexes().stream().allMatch(index -> index.uses() == null)) {
            return false;
        }
        await().until(() ->
                read(table).indexes().stream().anyMatch(index -> index.name().endsWith("used_v") && index.uses() > 0));
        return true;
    }

    boolean countsDeadRows() throws SQLException {
        TableName table = filled("deleted");
        fixture.database.execute("DELETE FROM " + fixture.quoted("deleted") + " WHERE v <= 100");
        fixture.database.renewSessions();
        if (read(table).tables().get(0).deadRows() == null) {
            return false;
        }
        await().until(() ->
                read(table).tables().stream().mapToLong(TableHealth::deadRows).sum() >= 100);
        return true;
    }
}
