package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.EmbeddedMariaDb;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import dev.sterna.model.GtidList;
import dev.sterna.model.GtidSet;
import dev.sterna.model.LogOffset;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Lsn;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Where the logs of changes stand, of servers with each kind of log. */
class ChangeLogIT {
    @TempDir
    static Path directory;

    private static final List<String> MODES = List.of("OFF", "OFF_PERMISSIVE", "ON_PERMISSIVE", "ON");

    private static EmbeddedServer logging;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @BeforeAll
    static void start() {
        logging = EmbeddedMariaDb.start(directory, "logging", Map.of("log_bin", "changes", "sync_binlog", "0"));
    }

    @AfterAll
    static void stop() {
        logging.close();
    }

    private static LogPosition check(TestDatabase database) throws SQLException {
        try (Fixture fixture = new Fixture(database)) {
            new ChangeLogContract(fixture).positionsGoForward();
            new ChangeLogContract(fixture).aViewKnowsWhereItWasOpened();
            return fixture.dialect.changeLog().position(fixture.source).orElseThrow();
        }
    }

    @Test
    void sequenceNumbers() throws SQLException {
        assertThat(check(DATABASES.create(Engine.POSTGRESQL))).isInstanceOf(Lsn.class);
    }

    @Test
    void listsOfTransactions() throws SQLException {
        assertThat(check(DATABASES.create(logging))).isInstanceOf(GtidList.class);
    }

    /** What comes under another server's number, as from a replication of the application's own, is a change too. */
    @Test
    void changesWithAnotherServersNumber() throws SQLException {
        TestDatabase database = DATABASES.create(logging);
        database.execute("CREATE TABLE t (id int NOT NULL PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        try (Fixture fixture = new Fixture(database)) {
            LogPosition before =
                    fixture.dialect.changeLog().position(fixture.source).orElseThrow();
            database.executeAsAdministrator("SET SESSION server_id = 77", "INSERT INTO t VALUES (2)");
            LogPosition after =
                    fixture.dialect.changeLog().position(fixture.source).orElseThrow();
            assertThat(after.isAtOrAfter(before)).isTrue();
            assertThat(before.isAtOrAfter(after)).isFalse();
        }
    }

    /** A replica that logs only its own writes has no position that moves with every change. */
    @Test
    void aLogWithoutWhatIsReplicated() throws SQLException {
        TestDatabase database = DATABASES.create(logging);
        assertThat(database.queryValue("SELECT @@GLOBAL.log_slave_updates")).isEqualTo("0");
        database.executeAsAdministrator("SET GLOBAL gtid_slave_pos = '7-99-5'");
        try (Fixture fixture = new Fixture(database)) {
            new ChangeLogContract(fixture).thereIsNoLog();
        } finally {
            database.executeAsAdministrator("SET GLOBAL gtid_slave_pos = ''");
        }
    }

    /** Where transactions need not have identifiers, those that there are do not tell the position. */
    @Test
    void filesAndOffsets() throws SQLException {
        TestDatabase database = DATABASES.create(Engine.MYSQL);
        database.executeAsAdministrator("GRANT REPLICATION CLIENT ON *.* TO '" + database.user() + "'@'%'");
        assertThat(inMode(database, "ON_PERMISSIVE")).isInstanceOf(LogOffset.class);
    }

    /** Both names of the statement fail, each for a reason of its own. */
    @Test
    void offsetsAreNotForEveryone() throws SQLException {
        TestDatabase database = DATABASES.create(Engine.MYSQL);
        String before = database.queryValue("SELECT @@GLOBAL.gtid_mode");
        try (Fixture fixture = new Fixture(database);
                Connection connection = database.connect(database.createUser("GRANT SELECT ON *.* TO %s"))) {
            step(database, "ON_PERMISSIVE");
            assertThat(fixture.dialect.changeLog().position(connection)).isEmpty();
        } finally {
            step(database, before);
        }
    }

    @Test
    void setsOfTransactions() throws SQLException {
        assertThat(inMode(DATABASES.create(Engine.MYSQL), "ON")).isInstanceOf(GtidSet.class);
    }

    private static LogPosition inMode(TestDatabase database, String mode) throws SQLException {
        String before = database.queryValue("SELECT @@GLOBAL.gtid_mode");
        try {
            step(database, mode);
            return check(database);
        } finally {
            step(database, before);
        }
    }

    /** From each mode the server goes to a neighbour only. */
    private static void step(TestDatabase database, String mode) {
        int from = MODES.indexOf(database.queryValue("SELECT @@GLOBAL.gtid_mode"));
        int to = MODES.indexOf(mode);
        if (to == MODES.size() - 1) {
            database.executeAsAdministrator("SET GLOBAL enforce_gtid_consistency = ON");
        }
        for (int at = from; at != to; at += Integer.signum(to - from)) {
            database.executeAsAdministrator("SET GLOBAL gtid_mode = " + MODES.get(at + Integer.signum(to - from)));
        }
    }

    @Test
    void noLog() throws SQLException {
        try (Fixture fixture = new Fixture(DATABASES.create(Engine.MARIADB))) {
            new ChangeLogContract(fixture).thereIsNoLog();
        }
    }
}
