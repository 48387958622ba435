package dev.sterna.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatabasesIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static TestDatabase ofTheClass;

    @BeforeAll
    static void create() {
        ofTheClass = DATABASES.create(Engine.POSTGRESQL);
        ofTheClass.execute("CREATE TABLE kept (id int)");
    }

    @ParameterizedTest
    @EnumSource
    void answers(Engine engine) {
        TestDatabase database = DATABASES.create(engine);
        database.execute(
                "CREATE TABLE t (id int PRIMARY KEY, name varchar(10))", "INSERT INTO t VALUES (1, 'a'), (2, NULL)");
        assertThat(database.query("SELECT * FROM t ORDER BY id"))
                .containsExactly(List.of("1", "a"), Arrays.asList("2", null));
        assertThat(database.queryValue("SELECT count(*) FROM t")).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void refusesWrongPassword(Engine engine) {
        TestDatabase database = DATABASES.create(engine);
        String refusal = engine == Engine.POSTGRESQL ? "password authentication failed" : "Access denied";
        for (String user : List.of(database.user(), database.administrator().user())) {
            assertThatThrownBy(() -> connectAndClose(database, new Login(user, "wrong")))
                    .as("user '%s'", user)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining(refusal);
        }
        // MySQL hides who exists, and may ask a stranger for a plugin that the driver lacks: any words will do.
        assertThatThrownBy(() -> connectAndClose(database, new Login("nobody", "wrong")))
                .isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @EnumSource
    void ownerIsNoAdministrator(Engine engine) {
        TestDatabase database = DATABASES.create(engine);
        // Of somebody else's server only one user is known. The statement does no harm where it succeeds.
        assumeFalse(database.user().equals(database.administrator().user()), "the owner is the administrator here");
        assertThatThrownBy(() -> database.execute("DROP USER IF EXISTS sterna_test_nobody"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("denied");
    }

    @ParameterizedTest
    @EnumSource
    void restrictedUserMayOnlyDoWhatIsGranted(Engine engine) throws SQLException {
        TestDatabase database = DATABASES.create(engine);
        database.execute("CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)");
        Login reader = database.createUser("GRANT SELECT ON t TO %s");
        try (Connection connection = database.connect(reader)) {
            connection.createStatement().executeQuery("SELECT id FROM t").close();
            assertThatThrownBy(() -> connection.createStatement().execute("INSERT INTO t VALUES (2)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
            assertThatThrownBy(() -> connection.createStatement().execute("CREATE TABLE u (id int)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }
    }

    @Test
    void databaseOfTheClassOutlivesATest() {
        assertThat(ofTheClass.query("SELECT * FROM kept")).isEmpty();
    }

    private static void connectAndClose(TestDatabase database, Login login) throws SQLException {
        database.connect(login).close();
    }
}
