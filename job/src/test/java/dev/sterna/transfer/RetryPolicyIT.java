package dev.sterna.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.embedded.Engine;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EngineSql;
import dev.sterna.testing.StepRig;
import dev.sterna.testing.TestDatabase;
import dev.sterna.transfer.RetryPolicy.Patience;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is tried again, how often, and what is left to do then. */
class RetryPolicyIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final RetryPolicy QUICK = new RetryPolicy(3, Duration.ofMillis(1), Patience.WITH_RESTARTS);

    @TempDir
    Path directory;

    private final List<List<Integer>> attempts = new ArrayList<>();
    private final Set<Integer> done = new HashSet<>();

    private Database database(Engine engine) {
        TestDatabase database = DATABASES.create(engine);
        database.execute("CREATE TABLE t (id int NOT NULL PRIMARY KEY)");
        return new StepRig(database, database, directory).run("r").target();
    }

    /** Each attempt does one chunk and then asks the server something. */
    private void run(Database database, String question) {
        run(QUICK, database, question);
    }

    private void run(RetryPolicy policy, Database database, String question) {
        policy.run(
                List.of(0, 1, 2, 3),
                chunks -> {
                    attempts.add(chunks);
                    done.add(chunks.get(0));
                    if (attempts.size() < 3) {
                        ask(database, question);
                    }
                },
                done::contains,
                List.of(database));
    }

    private static void ask(Database database, String question) {
        database.ask("ask", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(question);
            }
        });
    }

    private static String table(Engine engine) {
        return EngineSql.of(engine).qualified("t");
    }

    private static String suicide(Engine engine) {
        return EngineSql.of(engine).suicide();
    }

    /** To a session that kills itself MySQL says that its query was interrupted, as it says to one of which only that was. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void lostConnectionsLeaveTheMissingChunksToAnotherAttempt(Engine engine) {
        run(database(engine), suicide(engine));

        assertThat(attempts).containsExactly(List.of(0, 1, 2, 3), List.of(1, 2, 3), List.of(2, 3));
    }

    /** With the connection the lock may be gone under which all this is done. */
    @ParameterizedTest
    @EnumSource
    void underALockALostConnectionIsTheEnd(Engine engine) {
        Database database = database(engine);

        assertThatThrownBy(() -> run(RetryPolicy.UNDER_A_LOCK, database, suicide(engine)))
                .isInstanceOf(SternaException.class);
        assertThat(attempts).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatStaysWrongIsNotTriedAgain(Engine engine) {
        Database database = database(engine);

        assertThatThrownBy(() -> run(database, "SELECT nothing FROM " + table(engine)))
                .isInstanceOf(SternaException.class);
        assertThat(attempts).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void thatARowIsThereAlreadyDoesNotPass(Engine engine) {
        Database database = database(engine);

        assertThatThrownBy(() -> run(database, "INSERT INTO " + table(engine) + " VALUES (1), (1)"))
                .isInstanceOf(SternaException.class);
        assertThat(attempts).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aLockThatIsWaitedForTooLongPasses(Engine engine) throws SQLException {
        Database database = database(engine);
        try (Connection other = database.connector().open();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO " + table(engine) + " VALUES (7)");
            SQLException failure = waiting(database, engine);
            assertThat(database.dialect().isTransient(failure)).isTrue();
        }
    }

    private static SQLException waiting(Database database, Engine engine) throws SQLException {
        try (Connection connection = database.connector().open();
                Statement statement = connection.createStatement()) {
            statement.execute(EngineSql.of(engine).shortLockTimeout());
            statement.execute("INSERT INTO " + table(engine) + " VALUES (7)");
        } catch (SQLException failure) {
            return failure;
        }
        throw new AssertionError("Another transaction has the row");
    }

    @Test
    void whatNeverPassesFailsInTheEnd() {
        Database database = database(Engine.POSTGRESQL);

        assertThatThrownBy(() -> QUICK.run(
                        List.of(0),
                        chunks -> {
                            attempts.add(chunks);
                            ask(database, suicide(Engine.POSTGRESQL));
                        },
                        done::contains,
                        List.of(database)))
                .isInstanceOf(SternaException.class);
        assertThat(attempts).hasSize(3);
    }

    @Test
    void aFailureBehindTheLastChunkIsAFailure() {
        Database database = database(Engine.POSTGRESQL);

        assertThatThrownBy(() -> QUICK.run(
                        List.of(0),
                        chunks -> {
                            attempts.add(chunks);
                            done.addAll(chunks);
                            ask(database, suicide(Engine.POSTGRESQL));
                        },
                        done::contains,
                        List.of(database)))
                .isInstanceOf(SternaException.class);
        assertThat(attempts).hasSize(1);
    }

    @Test
    void eachPauseIsTwiceTheOneBefore() {
        RetryPolicy policy = new RetryPolicy(4, Duration.ofSeconds(2), Patience.WITH_RESTARTS);
        assertThat(List.of(1, 2, 3))
                .extracting(policy::pauseAfter)
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    }
}
