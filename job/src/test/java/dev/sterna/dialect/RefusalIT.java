package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.dialect.rows.RowRefusal;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.model.Side;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EngineSql;
import dev.sterna.testing.TestDatabase;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** Which failures are held against a row, and so let it be set aside, and which end the load. */
class RefusalIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @ParameterizedTest
    @EnumSource
    void isARowsFaultWhenItsValuesAre(Engine engine) throws SQLException {
        TestDatabase database = database(engine);
        try (Connection connection = open(database, owner(database));
                Statement statement = connection.createStatement()) {
            assertColumn(refusal(database, statement, "(1, '4711x', 1, '2024-01-01', 1, 1)"), engine, "small");
            assertColumn(refusal(database, statement, "(1, 'a', 14711, '2024-01-01', 1, 1)"), engine, "narrow");
            assertColumn(refusal(database, statement, "(1, 'a', 1, '2024-02-4711', 1, 1)"), engine, "day");
            RowRefusal missing = refusal(database, statement, "(1, 'a', 1, '2024-01-01', NULL, 1)");
            assertThat(missing.column()).isEqualTo("needed");
            refusal(database, statement, "(1, 'a', 1, '2024-01-01', 1, -4711)");
            refusal(database, statement, "(4711, 'a', 1, '2024-01-01', 1, 1)");
            refusal(database, statement, "(1, 'a', 1, '2024-01-01', 1, 4712)");
            if (engine == Engine.POSTGRESQL) {
                statement.execute("CREATE TABLE public.names (name regclass)");
                var copy = connection.unwrap(PGConnection.class).getCopyAPI();
                assertRefusal(
                        database, () -> copy.copyIn("COPY public.names FROM STDIN", new StringReader("lost4711\n")));
            } else {
                refusal(database, statement, "(1, _utf8mb4 x'FF4711', 1, '2024-01-01', 1, 1)");
                refusal(database, statement, "(1, 'a', 1e994711, '2024-01-01', 1, 1)");
                statement.execute(
                        "CREATE TABLE parts (n int) PARTITION BY RANGE (n) (PARTITION p VALUES LESS THAN (9))");
                assertRefusal(database, () -> statement.execute("INSERT INTO parts VALUES (4711)"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNoRowsFaultWhenTheServerIsInTheWay(Engine engine) throws SQLException {
        TestDatabase database = database(engine);
        Login stranger = database.createUser(database.sql().grantWithoutWriting());
        try (Connection connection = open(database, owner(database));
                Connection other = open(database, owner(database));
                Connection refused = open(database, stranger);
                Statement statement = connection.createStatement();
                Statement locked = other.createStatement();
                Statement forbidden = refused.createStatement()) {
            String insert = "INSERT INTO " + table(engine) + " VALUES (1, 'a', 1, '2024-01-01', 1, 1)";
            assertNone(database, statement, "INSERT INTO nowhere VALUES (1)");
            assertNone(database, statement, "INSERT INTO " + table(engine) + " VALUE (");
            assertNone(database, forbidden, insert);
            connection.setAutoCommit(false);
            statement.execute(insert);
            locked.execute(database.sql().shortLockTimeout());
            assertNone(database, locked, insert);
            connection.rollback();
        }
        try (Connection connection = open(database, owner(database));
                Statement statement = connection.createStatement()) {
            connection.abort(Runnable::run);
            assertNone(database, statement, "SELECT 1");
        }
    }

    private static TestDatabase database(Engine engine) {
        TestDatabase database = DATABASES.create(engine);
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, small varchar(3), narrow decimal(3,0), day date, needed int NOT NULL,"
                        + " positive int CHECK (positive > 0))",
                "INSERT INTO t VALUES (4711, 'a', 1, '2024-01-01', 1, 1)");
        if (engine == Engine.POSTGRESQL) {
            database.execute(
                    "CREATE FUNCTION judge() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.positive = 4712 THEN"
                            + " RAISE EXCEPTION ''not this one''; END IF; RETURN NEW; END'",
                    "CREATE TRIGGER judge BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION judge()");
        } else {
            database.executeAsAdministrator(
                    "CREATE TRIGGER judge BEFORE INSERT ON t FOR EACH ROW BEGIN IF NEW.positive ="
                            + " 4712 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not this one'; END IF; END");
        }
        return database;
    }

    /** The session of a migration has no search path. */
    private static String table(Engine engine) {
        return EngineSql.of(engine).qualified("t");
    }

    private static RowRefusal refusal(TestDatabase database, Statement statement, String row) {
        return assertRefusal(
                database, () -> statement.execute("INSERT INTO " + table(database.engine()) + " VALUES " + row));
    }

    private static RowRefusal assertRefusal(TestDatabase database, ThrowingCallable insert) {
        SQLException failure = catchThrowableOfType(SQLException.class, insert);
        assertThat((Throwable) failure).isNotNull();
        RowRefusal refusal =
                dialect(database).refusal(failure).orElseThrow(() -> new AssertionError("no refusal", failure));
        assertThat(dialect(database)
                        .explain(failure, Side.TARGET, "load", null)
                        .problems()
                        .toString())
                .doesNotContain("4711");
        assertThat(refusal.reason()).as(failure.getMessage()).isNotBlank().doesNotContain("4711");
        assertThat(refusal.code()).isNotBlank();
        return refusal;
    }

    /** PostgreSQL names no column of an INSERT's value. */
    private static void assertColumn(RowRefusal refusal, Engine engine, String column) {
        if (engine != Engine.POSTGRESQL) {
            assertThat(refusal.column()).as(refusal.reason()).isEqualTo(column);
        }
    }

    private static void assertNone(TestDatabase database, Statement statement, String sql) {
        SQLException failure = failure(statement, sql);
        Optional<RowRefusal> refusal = dialect(database).refusal(failure);
        assertThat(refusal).as(failure.getMessage()).isEmpty();
    }

    private static SQLException failure(Statement statement, String sql) {
        try {
            statement.execute(sql);
        } catch (SQLException failure) {
            return failure;
        }
        throw new AssertionError("No failure: " + sql);
    }

    private static Dialect dialect(TestDatabase database) {
        return Dialects.forUrl(database.jdbcUrl(), Side.TARGET);
    }

    private static Login owner(TestDatabase database) {
        return new Login(database.user(), database.password());
    }

    private static Connection open(TestDatabase database, Login login) throws SQLException {
        var endpoint =
                new Endpoint(database.jdbcUrl(), login.user(), new Secret(login.password()), List.of(), 4, Map.of());
        return dialect(database).connector(endpoint, Side.TARGET).open();
    }
}
