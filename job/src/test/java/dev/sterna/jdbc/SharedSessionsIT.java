package dev.sterna.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sterna.config.Secret;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.CountingDriver;
import dev.sterna.testing.Databases;
import dev.sterna.testing.SessionWatch;
import dev.sterna.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SharedSessionsIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private TestDatabase database;
    private Connector connector;

    @BeforeEach
    void count() {
        database = DATABASES.create(Engine.POSTGRESQL);
        connector = CountingDriver.count(new Connector(
                "org.postgresql.Driver",
                database.jdbcUrl(),
                database.user(),
                new Secret(database.password()),
                Map.of(),
                List.of()));
    }

    /** For long enough that a watch sees who is there. */
    private static int slowNumber(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_sleep(0.3)");
        }
        return number(connection);
    }

    private int ask() {
        try {
            return SharedSessions.ask(connector, SharedSessionsIT::number);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Of the session, as the server has it. */
    private static int number(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void questionsShareASessionWhileTheWorkLasts() {
        List<Integer> numbers = SharedSessions.during(() -> List.of(ask(), SharedSessions.during(this::ask), ask()));
        assertThat(numbers).containsOnly(numbers.get(0));
        assertThat(CountingDriver.CONNECTIONS).hasValue(1);

        assertThat(List.of(ask(), ask())).doesNotContain(numbers.get(0)).doesNotHaveDuplicates();
        assertThat(CountingDriver.CONNECTIONS).hasValue(3);
    }

    @Test
    void whatIsReleasedIsClosedAndTheNextQuestionHasAnotherSession() {
        SharedSessions.during(() -> {
            int first = ask();
            SharedSessions.during(() -> {
                SharedSessions.release();
                return null;
            });
            await().untilAsserted(
                            () -> assertThat(database.query("SELECT 1 FROM pg_stat_activity WHERE pid = " + first))
                                    .isEmpty());
            assertThat(ask()).isNotEqualTo(first);
            return null;
        });
        SharedSessions.release();
        assertThat(CountingDriver.CONNECTIONS).hasValue(2);
    }

    @Test
    void aQuestionWithinAQuestionAndAnotherThreadHaveTheirOwn() {
        SharedSessions.during(() -> {
            int outer = ask();
            try {
                assertThat(SharedSessions.<Integer>ask(connector, connection -> ask()))
                        .isNotEqualTo(outer);
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
            assertThat(CompletableFuture.supplyAsync(this::ask).join()).isNotEqualTo(outer);
            return null;
        });
        assertThat(CountingDriver.CONNECTIONS).hasValue(3);
    }

    @Test
    void aSessionThatFailedOrIsInATransactionIsNotSharedOn() {
        SharedSessions.during(() -> {
            int first = ask();
            assertThatThrownBy(() -> SharedSessions.ask(
                            connector,
                            connection -> connection.createStatement().execute("SELECT 1/0")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("division by zero");
            int second = ask();
            assertThat(second).isNotEqualTo(first);
            try {
                SharedSessions.ask(connector, connection -> {
                    connection.setAutoCommit(false);
                    return number(connection);
                });
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
            assertThat(ask()).isNotEqualTo(second);
            return null;
        });
        assertThat(CountingDriver.CONNECTIONS).hasValue(3);
    }

    /** Whoever allows a database few sessions need not allow one more for sessions of another kind. */
    @Test
    void ofADatabaseOneSessionIsHeld() {
        Connector other = connector.withSession(List.of("SET search_path = pg_catalog"));
        SharedSessions.during(() -> {
            int first = ask();
            try (SessionWatch watch = new SessionWatch(database)) {
                int second = SharedSessions.ask(other, SharedSessionsIT::slowNumber);
                assertThat(second).isNotEqualTo(first);
                assertThat(watch.most()).isEqualTo(1);
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
            return null;
        });
        assertThat(CountingDriver.CONNECTIONS).hasValue(2);
    }

    /** Where only the statements differ that begin a session they are given again, which needs no login. */
    @Test
    void aSessionBecomesThatOfAConnectorThatDiffersInLaterStatementsAlone() {
        Connector base = connector.withSession(List.of("SET search_path = pg_catalog"));
        Connector other = base.withSession(List.of("SET search_path = public"));
        SharedSessions.during(() -> {
            int first = number(base);
            assertThat(number(other)).isEqualTo(first);
            assertThat(path(other)).isEqualTo("public");
            assertThat(path(base)).isEqualTo("pg_catalog");
            assertThat(number(base)).isEqualTo(first);
            return null;
        });
        assertThat(CountingDriver.CONNECTIONS).hasValue(1);
    }

    private static int number(Connector connector) {
        try {
            return SharedSessions.ask(connector, SharedSessionsIT::number);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String path(Connector connector) {
        try {
            return SharedSessions.ask(connector, connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SHOW search_path")) {
                    row.next();
                    return row.getString(1);
                }
            });
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void whoOpensAConnectionForHimselfHasTheOneThatIsHeld() {
        SharedSessions.during(() -> {
            int first = ask();
            try (Connection own = connector.open()) {
                assertThat(number(own)).isEqualTo(first);
                assertThat(ask()).isNotEqualTo(first);
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
            int second = ask();
            try (Connection another = connector.openAnother()) {
                assertThat(number(another)).isNotEqualTo(second);
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
            assertThat(ask()).isEqualTo(second);
            return null;
        });
        assertThat(CountingDriver.CONNECTIONS).hasValue(3);
    }

    @Test
    void lanesBeginWithTheSessionThatIsHeldAndGiveItBack() {
        SharedSessions.during(() -> {
            int first = ask();
            try (Lanes lanes = new Lanes("test", connector, View.PRESENT, 2)) {
                int lent = Lanes.await(lanes.submit(lane -> number(lane.connection())));
                assertThat(lent).isEqualTo(first);
                // It would be one more than was counted.
                assertThat(List.of(ask(), ask())).doesNotContain(first).doesNotHaveDuplicates();
            }
            assertThat(ask()).isEqualTo(first);
            return null;
        });
        assertThat(CountingDriver.CONNECTIONS).hasValue(3);
    }

    @Test
    void aLaneThatWasOnlyReadFromGivesItsSessionBack() {
        SharedSessions.during(() -> {
            int first = ask();
            try (Lane lane = new Lane(connector, View.PRESENT)) {
                int number = lane.query("SELECT pg_backend_pid()", 1, row -> row.next() ? row.getInt(1) : 0);
                assertThat(number).isEqualTo(first);
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
            assertThat(ask()).isEqualTo(first);
            try (Lane lane = new Lane(connector, View.PRESENT)) {
                lane.connection().setReadOnly(true);
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
            assertThat(ask()).isNotEqualTo(first);
            return null;
        });
        assertThat(CountingDriver.CONNECTIONS).hasValue(2);
    }

    @Test
    void lanesThatFailGiveNothingBack() {
        SharedSessions.during(() -> {
            int first = ask();
            try (Lanes lanes = new Lanes("test", connector, View.PRESENT, 2)) {
                var failing =
                        lanes.submit(lane -> lane.connection().createStatement().execute("SELECT 1/0"));
                assertThatThrownBy(() -> Lanes.await(failing)).hasRootCauseMessage("ERROR: division by zero");
            }
            assertThat(ask()).isNotEqualTo(first);
            return null;
        });
    }

    /** Each waits for the other: neither waits for a connection to become free. */
    @Test
    void lanesThatAreBusyAreJoinedByOthers() {
        CyclicBarrier both = new CyclicBarrier(2);
        Lanes.Task<Integer> meeting = lane -> {
            try {
                both.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                throw new IllegalStateException(alone);
            }
            return number(lane.connection());
        };
        try (Lanes lanes = new Lanes("test", connector, View.PRESENT, 2)) {
            var one = lanes.submit(meeting);
            var other = lanes.submit(meeting);
            int first = Lanes.await(one);
            int second = Lanes.await(other);
            assertThat(first).isNotEqualTo(second);
        }
        assertThat(CountingDriver.CONNECTIONS).hasValue(2);
    }

    @Test
    void anotherThreadsWorkForThisOneIsAPartOfIt() {
        SharedSessions.during(() -> {
            List<Integer> there = new ArrayList<>();
            Thread thread = new Thread(SharedSessions.onBehalf(() -> there.add(ask())));
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            assertThat(there).containsExactly(ask());
            return null;
        });
        assertThat(CountingDriver.CONNECTIONS).hasValue(1);
    }

    /** Servers, and walls on the way to them, end sessions that do nothing for long. */
    @Test
    void aSessionThatTheServerHasEndedIsNotAsked() {
        SharedSessions.during(() -> {
            int first = ask();
            database.executeAsAdministrator("SELECT pg_terminate_backend(" + first + ")");
            try {
                Thread.sleep(1_100);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            assertThat(ask()).isNotEqualTo(first);
            return null;
        });
    }

    @Test
    void nothingIsLeftOpen() {
        int number = SharedSessions.during(this::ask);
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(DATABASES
                                .create(Engine.POSTGRESQL)
                                .query("SELECT pid FROM pg_stat_activity WHERE pid = " + number))
                        .isEmpty());
    }
}
