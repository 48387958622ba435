package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.testing.Databases;
import dev.sterna.testing.KeptSpark;
import dev.sterna.testing.LoggingServers;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A cutover and the way back in processes of their own are killed between any two of their steps: {@code status} says what is the
 * matter and what to type, that goes on or goes back, and no row is lost.
 */
class CutoverProcessIT {
    private static final int KILLED = 137;
    private static final String GO_ON = "sterna cutover --run-id r --execute";
    private static final String GO_BACK = "sterna cutover --run-id r --rollback --execute";
    private static final String[] CUT_OVER = {"cutover", "--deletes", "--execute"};
    private static final String[] BACK = {"cutover", "--rollback", "--deletes", "--execute"};

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @RegisterExtension
    static final LoggingServers LOGGING = new LoggingServers();

    @TempDir
    private Path folder;

    private TestDatabase source;
    private TestDatabase target;
    private Login atSource;
    private Login atTarget;
    private InterruptedRun run;
    private int written = 10_000;
    private int atSourceWritten;
    private int lastAtTarget;

    @BeforeAll
    static void start() {
        KeptSpark.begin();
    }

    @AfterAll
    static void stop() {
        KeptSpark.end();
    }

    @AfterEach
    void end() {
        run.close();
    }

    @Test
    void aFrozenSourceIsTold() throws Exception {
        migrated(Engine.POSTGRESQL, Engine.POSTGRESQL);
        killed("frozen", CUT_OVER);
        assertThat(writes(source, atSource)).isFalse();
        told("source-frozen", GO_ON, GO_BACK);
        done("returned", BACK);
        assertThat(writes(source, atSource)).isTrue();
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void aCutoverGoesOnOrBack(Engine from, Engine to) throws Exception {
        migrated(from, to);
        for (String place : List.of("freeze-noted", "frozen", "proven", "hooked")) {
            killed(place, CUT_OVER);
            assertThat(writes(source, atSource)).as(place).isEqualTo(place.equals("freeze-noted"));
            told("source-frozen", GO_ON, GO_BACK);
            done("returned", BACK);
            assertThat(writes(source, atSource)).as(place).isTrue();
            assertThat(given("status").path("problems")).as(place).isEmpty();

            killed(place, CUT_OVER);
            done("switched", CUT_OVER);
            assertThat(writes(source, atSource)).as(place).isFalse();
            assertSame();
            done("returned", BACK);
        }
        killed("switched", CUT_OVER);
        assertThat(writes(source, atSource)).isFalse();
        assertSame();
        told("cut-over", GO_BACK);
        JsonNode again = given(CUT_OVER);
        assertThat(again.path("outcome").asText()).isEqualTo("nothing-to-do");
        assertThat(again.path("problems").findValuesAsText("code")).containsExactly("no-receipt");
        assertThat(writes(target, atTarget)).isTrue();
        done("returned", BACK);
        assertSame();
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"MARIADB, POSTGRESQL", "POSTGRESQL, MARIADB"})
    void theWayBackGoesOn(Engine from, Engine to) throws Exception {
        migrated(from, to);
        for (String place : List.of(
                "return-noted",
                "target-frozen",
                "before-commit",
                "after-commit",
                "brought-back",
                "source-thawed",
                "target-thawed")) {
            done("switched", CUT_OVER);
            assertThat(writes(target, atTarget)).as(place).isTrue();
            target.execute(
                    "DELETE FROM orders WHERE id = " + (written - 9_900),
                    "UPDATE orders SET note = '" + place + "' WHERE id = 7");
            killed(place, BACK);
            told("cutover-returning", GO_BACK);
            boolean open = place.endsWith("thawed");
            assertThat(writes(source, atSource)).as(place).isEqualTo(open);
            if (open) {
                // The application is back, and has new rows, which the target knows nothing of.
                source.execute("UPDATE orders SET note = 'newer' WHERE id = 8");
            }
            assertThat(given(CUT_OVER).at("/problems/0/code").asText())
                    .as(place)
                    .isEqualTo("cutover-returning");
            done("returned", BACK);
            assertThat(source.queryValue("SELECT note FROM orders WHERE id = 7"))
                    .isEqualTo(place);
            assertThat(writes(target, atTarget)).as(place).isTrue();
            assertThat(writes(source, atSource)).as(place).isTrue();
            if (open) {
                assertThat(source.queryValue("SELECT note FROM orders WHERE id = 8"))
                        .isEqualTo("newer");
                assertThat(source.queryValue("SELECT count(*) FROM orders WHERE id > 10000 AND note = 'source'"))
                        .as("rows of the source are there still")
                        .isEqualTo(Integer.toString(atSourceWritten));
            }
            // Whoever wrote to the target after the thaw has written to nowhere.
            target.execute("DELETE FROM orders WHERE id = " + lastAtTarget);
        }
    }

    private void migrated(Engine from, Engine to) {
        source = LOGGING.source(DATABASES, from);
        target = DATABASES.create(LOGGING.server(to));
        for (TestDatabase database : List.of(source, target)) {
            database.letOwnerFreeze();
        }
        run = new InterruptedRun(folder, source, target);
        run.shop()
                .configure(
                        Shop.login(source),
                        Shop.login(target),
                        "sterna { cutover { drill = waived, acknowledged = [\"grant *\"] }, sync.settle = 10ms }");
        assertThat(given("run", "--execute").path("exitCode").asInt()).isZero();
        assertThat(given("validate").path("exitCode").asInt()).isZero();
        atSource = writer(source);
        atTarget = writer(target);
    }

    private static Login writer(TestDatabase database) {
        String table = database.engine() == Engine.POSTGRESQL ? "orders" : database.name() + ".orders";
        return database.createUser("GRANT SELECT, INSERT ON " + table + " TO %s");
    }

    /** Somebody who is not exempt from what holds for all. */
    private boolean writes(TestDatabase database, Login login) throws SQLException {
        written++;
        String side = database == source ? "source" : "target";
        try (Connection connection = database.connect(login);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO orders VALUES (" + written + ", 1, '" + side + "')");
        } catch (SQLException refused) {
            assertThat(refused.getMessage()).containsPattern("read[- ]only");
            return false;
        }
        if (database == source) {
            atSourceWritten++;
        } else {
            lastAtTarget = written;
        }
        return true;
    }

    private void killed(String place, String... words) throws Exception {
        run.option("-Ddev.sterna.failpoints=" + place + "!");
        run.start(Stream.concat(Stream.of(words), Stream.of("--run-id", "r")).toArray(String[]::new));
        assertThat(run.ended()).as(place + ": " + run.output()).isEqualTo(KILLED);
    }

    /** The one problem that {@code status} has, with what to type. */
    private void told(String code, String... commands) {
        JsonNode problems = given("status").path("problems");
        assertThat(problems.findValuesAsText("code")).as(problems.toString()).containsExactly(code);
        assertThat(problems.path(0).path("remedy").asText()).contains(commands);
    }

    private void done(String phase, String... words) {
        JsonNode result = given(words);
        assertThat(result.path("exitCode").asInt()).as(result.toString()).isZero();
        assertThat(result.path("cutover").path("phase").asText()).isEqualTo(phase);
    }

    private JsonNode given(String... words) {
        source.renewSessions();
        target.renewSessions();
        String[] more = List.of(words).subList(1, words.length).toArray(String[]::new);
        return run.shop().json(words[0], more).result();
    }

    /** The witness. */
    private void assertSame() {
        for (String table : List.of("customer", "orders")) {
            String rows = "SELECT * FROM " + table + " ORDER BY id";
            assertThat(target.query(rows)).as(table).isEqualTo(source.query(rows));
        }
    }
}
