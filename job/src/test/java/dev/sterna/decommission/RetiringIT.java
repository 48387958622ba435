package dev.sterna.decommission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.config.DecommissionSettings.Action;
import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.dialect.server.ActivityMarks;
import dev.sterna.dialect.server.DatabaseIdentity;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
import dev.sterna.step.Workspace;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import dev.sterna.transfer.FailpointReached;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is done to a source goes by what is there when it is done: to anything else than what was looked at, nothing is. */
class RetiringIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    /** A database with who may do all to it. */
    private record Shop(TestDatabase database, Dialect dialect, Endpoint endpoint) {
        static Shop of(Engine engine) {
            TestDatabase database = DATABASES.create(engine);
            Login administrator = database.administrator();
            Endpoint endpoint = new Endpoint(
                    database.jdbcUrl(),
                    administrator.user(),
                    new Secret(administrator.password()),
                    List.of(),
                    2,
                    Map.of());
            return new Shop(database, Dialects.forUrl(database.jdbcUrl(), Side.SOURCE), endpoint);
        }

        Connection connect() throws SQLException {
            return database.connect(database.administrator());
        }

        DatabaseIdentity identity() throws SQLException {
            try (Connection connection = connect()) {
                return dialect.probe(connection, endpoint).identity();
            }
        }

        List<Frozen.Change> plan(Action action) throws SQLException {
            try (Connection connection = connect()) {
                return dialect.retirement().plan(connection, action, List.of(database.name()), "");
            }
        }

        RetirementNote note(Action action, List<Frozen.Change> changes) throws SQLException {
            return RetirementNote.of("r1", action, database.name(), identity().serverText(), changes);
        }

        Retiring retiring(RetirementNote note) {
            return new Retiring(endpoint, note, Optional.empty());
        }

        RetirementNote note(Action action) throws SQLException {
            return note(action, plan(action));
        }
    }

    /** Between the look and the statement, or between two processes. */
    @Test
    void aDatabaseThatHasTakenTheNameIsLeftAlone() throws SQLException {
        Shop shop = Shop.of(Engine.POSTGRESQL);
        String name = shop.database.name();
        Retiring drop = shop.retiring(shop.note(Action.DROP));
        Retiring revoke = shop.retiring(shop.note(Action.REVOKE));
        TestDatabase beside = DATABASES.create(Engine.POSTGRESQL);
        shop.database.renewSessions();
        beside.executeAsAdministrator(
                "ALTER DATABASE " + name + " RENAME TO " + name + "_old", "CREATE DATABASE " + name);
        try {
            for (Retiring retiring : List.of(drop, revoke)) {
                assertThat(retiring.progress()).isNotEqualTo(Retiring.Progress.NOTHING);
                assertThatThrownBy(retiring::act)
                        .hasMessageContaining("Cannot go on: ")
                        .hasMessageContaining(" is now of the name " + name + "_old, and was ");
            }
            shop.connect().close();
            assertThat(beside.queryValue("SELECT count(*) FROM pg_database WHERE datname = '" + name
                            + "' AND (datacl IS NULL OR datacl::text LIKE '%=Tc/%')"))
                    .isEqualTo("1");
        } finally {
            beside.executeAsAdministrator("DROP DATABASE " + name + "_old");
        }
    }

    @Test
    void whatTheServerTookWithoutDoingItIsNotDone() throws SQLException {
        Shop shop = Shop.of(Engine.POSTGRESQL);
        Frozen.Change right = shop.plan(Action.REVOKE).stream()
                .filter(change -> change.what().startsWith("right of PUBLIC "))
                .findFirst()
                .orElseThrow();
        // As one that another role has granted: this one takes its own grant, of which there is none.
        Frozen.Change vain =
                new Frozen.Change(right.what(), right.before(), right.during(), List.of("SELECT 1"), right.undo());
        assertThatThrownBy(shop.retiring(shop.note(Action.REVOKE, List.of(vain)))::act)
                .hasMessage("Cannot go on: " + right.what() + " is still granted, though the server took SELECT 1");
    }

    @Test
    void aCopyOfTheServerIsAnotherServer() throws SQLException {
        Shop shop = Shop.of(Engine.POSTGRESQL);
        DatabaseIdentity known = shop.identity();
        DatabaseIdentity other = new DatabaseIdentity(
                known.engine(),
                known.server(),
                known.started().minus(Duration.ofHours(1)),
                known.precision(),
                known.database(),
                known.foldsTableNames());
        RetirementNote note = shop.note(Action.DROP);
        Retiring retiring = new Retiring(shop.endpoint, note, Optional.of(other));
        assertThatThrownBy(retiring::act)
                .hasMessageContaining(
                        ", which was started at another time than the one that was looked at, and what was");
        assertThat(new Retiring(shop.endpoint, note, Optional.of(known)).progress())
                .isEqualTo(Retiring.Progress.NOTHING);
    }

    @Test
    void aServerThatDoesNotCountSaysSo() throws SQLException {
        Shop shop = Shop.of(Engine.POSTGRESQL);
        try (Connection connection = shop.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET track_counts = off");
            assertThat(shop.dialect.activity().marks(connection, List.of()).since())
                    .isEqualTo(ActivityMarks.NOT_COUNTED);
        }
    }

    @Test
    void statementsOfAnotherRunAreNotGoneOnWith(@TempDir Path folder) {
        Workspace run = new Workspace(folder.toUri().toString(), new Configuration(false));
        RetirementNote.of("r1", Action.DROP, "shop", "server", List.of()).write(run);
        assertThat(RetirementNote.read(run, "r1")).isPresent();
        assertThatThrownBy(() -> RetirementNote.read(run, "r2"))
                .hasMessageEndingWith(": it is of run r1, version 1, and not of run r2, version 1");
    }

    /** Where names that differ by case are two, also for the server's catalogue, which compares them otherwise. */
    @Test
    void databasesWhoseNamesDifferByCaseAreLeftAlone() throws SQLException {
        Shop shop = Shop.of(Engine.MARIADB);
        Shop audit = Shop.of(Engine.MARIADB);
        List<String> names = List.of(shop.database.name(), audit.database.name());
        String other = shop.database.name().toUpperCase(Locale.ROOT);
        shop.database.executeAsAdministrator(
                "CREATE DATABASE " + other,
                "CREATE TABLE " + other + ".item (id int)",
                "CREATE FUNCTION answer() RETURNS int DETERMINISTIC RETURN 42");
        Login user = shop.database.createUser(
                "GRANT SELECT ON " + other + ".* TO %s",
                "GRANT SELECT ON " + other + ".item TO %s",
                "GRANT EXECUTE ON FUNCTION " + names.get(0) + ".answer TO %s");
        try (Connection connection = shop.connect()) {
            assertThat(shop.dialect.retirement().name(connection, names).split(","))
                    .containsExactlyInAnyOrderElementsOf(names);
            assertThat(shop.dialect.retirement().plan(connection, Action.DROP, names, ""))
                    .extracting(Frozen.Change::what)
                    .containsExactlyInAnyOrder("database " + names.get(0), "database " + names.get(1));
            assertThat(shop.dialect.retirement().plan(connection, Action.REVOKE, names, ""))
                    .noneMatch(change -> change.what().contains(user.user()));
            assertThat(shop.dialect.activity().marks(connection, names).tables())
                    .isEmpty();
            assertThat(shop.dialect.retirement().findings(connection, Action.REVOKE, names, ""))
                    .extracting(Finding::what)
                    .anyMatch(what -> what.startsWith("Rights to routines, which may read and write")
                            && what.contains(user.user() + "@% on " + names.get(0) + ".answer"));
        } finally {
            shop.database.executeAsAdministrator("DROP DATABASE " + other);
        }
    }

    @Test
    void whoIsInAnotherDatabaseIsSeen() throws SQLException {
        Shop shop = Shop.of(Engine.MARIADB);
        Shop audit = Shop.of(Engine.MARIADB);
        Login user = audit.database.createUser("GRANT SELECT ON " + audit.database.name() + ".* TO %s");
        try (Connection session = audit.database.connect(user);
                Connection connection = shop.connect()) {
            assertThat(session.isValid(5)).isTrue();
            assertThat(shop.dialect
                            .activity()
                            .sessions(connection, List.of(shop.database.name()))
                            .elsewhere())
                    .anyMatch(words -> words.contains(" of " + user.user() + "@")
                            && words.endsWith(" in " + audit.database.name()));
        }
    }

    /** The freeze has to end for a drop: it is made again where the drop is not made, also after a kill. */
    @Tag("long")
    @Test
    void aSourceThatIsNotDroppedStaysFrozen() throws SQLException {
        Shop shop = Shop.of(Engine.MYSQL);
        String name = shop.database.name();
        shop.database.execute("CREATE TABLE item (id int)");
        shop.database.executeAsAdministrator("ALTER SCHEMA " + name + " READ ONLY = 1");
        List<Frozen.Change> changes = shop.plan(Action.DROP);
        assertThat(changes)
                .extracting(Frozen.Change::what)
                .containsExactly("freeze of database " + name, "database " + name);
        shop.database.renewSessions();
        Retiring retiring = shop.retiring(shop.note(Action.DROP, changes));

        System.setProperty("dev.sterna.failpoints", "before-commit:1");
        try {
            assertThatThrownBy(retiring::act).isInstanceOf(FailpointReached.class);
        } finally {
            System.clearProperty("dev.sterna.failpoints");
        }
        shop.database.executeAsAdministrator("INSERT INTO item VALUES (1)");
        assertThat(retiring.progress()).isEqualTo(Retiring.Progress.NOTHING);
        assertThat(retiring.takeBack()).containsExactly("freeze of database " + name);
        requireFrozen(shop);

        Frozen.Change drop = changes.get(1);
        List<Frozen.Change> failing = List.of(
                changes.get(0),
                new Frozen.Change(
                        drop.what(), drop.before(), drop.during(), List.of("DROP DATABASE nowhere"), drop.undo()));
        assertThatThrownBy(shop.retiring(shop.note(Action.DROP, failing))::act).isInstanceOf(SternaException.class);
        requireFrozen(shop);

        shop.database.renewSessions();
        retiring.act();
        assertThat(retiring.progress()).isEqualTo(Retiring.Progress.ALL);
        assertThat(retiring.takeBack()).isEmpty();
    }

    private static void requireFrozen(Shop shop) {
        assertThatThrownBy(() -> shop.database.executeAsAdministrator("INSERT INTO item VALUES (2)"))
                .hasStackTraceContaining("in read only mode");
    }
}
