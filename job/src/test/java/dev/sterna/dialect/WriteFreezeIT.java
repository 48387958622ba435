package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.dialect.server.FreezeMeans;
import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.dialect.server.Frozen;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.dialect.server.Preflight.Severity;
import dev.sterna.embedded.EmbeddedMariaDb;
import dev.sterna.embedded.EmbeddedMySql;
import dev.sterna.embedded.EmbeddedPostgres;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.error.SternaException;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases that take no writes for a while, by every means of every engine, on servers that nobody else is on. */
class WriteFreezeIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static final Map<Engine, EmbeddedServer> SERVERS = new EnumMap<>(Engine.class);

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(EmbeddedServer::close);
    }

    private static TestDatabase database(Engine engine) {
        if (engine == Engine.MYSQL) {
            assumeTrue(
                    EmbeddedMySql.obstacle().isEmpty(),
                    () -> EmbeddedMySql.obstacle().orElseThrow());
        }
        return DATABASES.create(SERVERS.computeIfAbsent(engine, key -> switch (key) {
            case POSTGRESQL ->
                EmbeddedPostgres.start(
                        directory,
                        "frozen",
                        Map.of("fsync", "off", "shared_buffers", "32MB", "max_prepared_transactions", "2"));
            case MARIADB ->
                EmbeddedMariaDb.start(
                        directory, "frozen", Map.of("log_bin", "changes", "innodb_buffer_pool_size", "32M"));
            case MYSQL -> EmbeddedMySql.start(directory, "frozen", Map.of());
        }));
    }

    private static FreezeRig rig(FreezeCase what) throws SQLException {
        return new FreezeRig(what, database(what.engine()), what.grants());
    }

    static List<FreezeCase> cases() {
        return FreezeCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nobodyWritesUntilItIsTakenBack(FreezeCase what) throws Exception {
        TestDatabase other = database(what.engine());
        other.execute("CREATE TABLE o (id int NOT NULL PRIMARY KEY)");
        try (FreezeRig rig = rig(what);
                FreezeWriter writer = new FreezeWriter(rig);
                Connection open = rig.database.connect(rig.application)) {
            FreezeMeans means = rig.means();
            assertThat(means.isAllowed()).as(means.findings().toString()).isTrue();
            assertThat(means.reach()).isEqualTo(what.reach());
            assertThat(rig.freeze.means(rig.freezer, rig.schemas).get(0).equals(means))
                    .isEqualTo(what.first());
            Frozen planned = rig.plan();
            assertThat(means.statements())
                    .isEqualTo(planned.changes().stream()
                            .flatMap(change -> change.freeze().stream())
                            .toList())
                    .isNotEmpty();
            assertThat(rig.probe(planned).outcome()).isEqualTo(FreezeProbe.Outcome.TAKEN);
            open.setAutoCommit(false);
            rig.insert(open, -1);
            await().until(() -> writer.committed() > 10);

            rig.freeze.act(rig.freezer, planned, FreezeRig.WITHIN);

            long rows = rig.count();
            assertThatThrownBy(open::commit).isInstanceOf(SQLException.class);
            Thread.sleep(300);
            assertThat(rig.count()).isEqualTo(rows);
            int committed = writer.committed();
            // Of one the answer may have been lost.
            assertThat(rows - 1).isBetween((long) committed, committed + 1L);
            FreezeProbe probe = rig.probe(planned);
            assertThat(probe.holds()).as(probe.toString()).isTrue();
            assertThat(probe.words()).containsPattern("read|denied");
            try (Connection source = rig.connector(rig.owner()).openAnother()) {
                assertThat(rig.dialect.changeLog().position(source)).isPresent();
            }
            othersWrite(other, means.reach());
            ownWrites(rig, means);

            assertThat(rig.freeze.undo(rig.freezer, planned)).isEmpty();
            assertThat(rig.plan()).isEqualTo(planned);
            assertThat(rig.probe(planned).outcome()).isEqualTo(FreezeProbe.Outcome.TAKEN);
            await().until(() -> writer.committed() > committed + 10);
            assertThat(writer.lastRefusal()).isNotNull();
        }
    }

    private static void othersWrite(TestDatabase other, FreezeMeans.Reach reach) {
        switch (reach) {
            case DATABASE -> other.execute("INSERT INTO o VALUES (1)");
            case SERVER ->
                assertThatThrownBy(() -> other.execute("INSERT INTO o VALUES (1)"))
                        .hasMessageContaining("read-only");
        }
    }

    /** What the means says of Sterna's own writes is true. */
    private static void ownWrites(FreezeRig rig, FreezeMeans means) throws SQLException {
        try (Connection own = rig.another();
                Statement statement = own.createStatement()) {
            assertThatThrownBy(() -> {
                        for (String sql : means.ownWrites().orElse(List.of())) {
                            statement.execute(sql);
                        }
                        rig.insert(own, -7);
                        throw new Written();
                    })
                    .isInstanceOf(means.ownWrites().isPresent() ? Written.class : SQLException.class);
        }
        if (means.ownWrites().isPresent()) {
            try (Connection application = rig.database.connect(rig.database.administrator());
                    Statement statement = application.createStatement()) {
                for (String sql : means.ownWrites().get()) {
                    statement.execute(sql);
                }
                statement.execute("DELETE FROM t WHERE id = -7");
            }
        }
    }

    private static final class Written extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** A process that was killed leaves its note: before it acted, in the midst of it, or afterwards. */
    @ParameterizedTest
    @MethodSource("cases")
    void theNoteIsEnough(FreezeCase what) throws Exception {
        try (FreezeRig rig = rig(what)) {
            Frozen planned = rig.plan();
            String note = JSON.writeValueAsString(planned);
            assertThat(note).hasSizeLessThan(2000);
            rig.freeze.act(rig.freezer, planned, FreezeRig.WITHIN);
            rig.freeze.act(rig.freezer, planned, FreezeRig.WITHIN);
            rig.freezer.abort(Runnable::run);
            try (Connection another = rig.another()) {
                Frozen noted = JSON.readValue(note, Frozen.class);
                assertThat(noted).isEqualTo(planned);
                assertThat(rig.freeze.plan(another, what.means(), rig.schemas)).isNotEqualTo(planned);
                assertThat(rig.freeze.undo(another, noted)).isEmpty();
                assertThat(rig.freeze.plan(another, what.means(), rig.schemas)).isEqualTo(planned);
                assertThat(rig.freeze.undo(another, noted)).isEmpty();
                assertThat(rig.probe(noted).outcome()).isEqualTo(FreezeProbe.Outcome.TAKEN);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatWasFrozenBeforeStaysSo(FreezeCase what) throws Exception {
        try (FreezeRig rig = rig(what)) {
            Frozen first = rig.plan();
            rig.freeze.act(rig.freezer, first, FreezeRig.WITHIN);
            Frozen second = rig.plan();
            assertThat(second.changes()).allMatch(change -> change.before().equals(change.during()));
            rig.freeze.act(rig.freezer, second, FreezeRig.WITHIN);
            assertThat(rig.freeze.undo(rig.freezer, second)).isEmpty();
            assertThat(rig.plan()).isEqualTo(second);
            assertThat(rig.probe(first).holds()).isTrue();
            assertThat(rig.freeze.undo(rig.freezer, first)).isEmpty();
            assertThat(rig.plan()).isEqualTo(first);
        }
    }

    /** Whoever lacks rights is told which, and has them once the statements have run that it is told. */
    @ParameterizedTest
    @MethodSource("cases")
    void missingRightsAreNamed(FreezeCase what) throws Exception {
        try (FreezeRig rig = rig(what)) {
            Login stranger = rig.database.createUser("GRANT SELECT ON t TO %s");
            // One whose sessions it would have to end.
            rig.database.createUser();
            List<String> remedies = new ArrayList<>();
            try (Connection connection = rig.connector(stranger).openAnother()) {
                FreezeMeans means = rig.means(connection);
                assertThat(means.isAllowed()).isFalse();
                means.findings().stream()
                        .filter(finding -> finding.code().startsWith("cannot-") && finding.remedy() != null)
                        .map(Finding::remedy)
                        .forEach(remedies::add);
            }
            assertThat(remedies).hasSize(2).allMatch(remedy -> remedy.startsWith("GRANT "));
            for (String remedy : remedies) {
                rig.database.executeAsAdministrator(remedy.split("; "));
            }
            try (Connection connection = rig.connector(stranger).openAnother()) {
                FreezeMeans means = rig.means(connection);
                assertThat(means.findings())
                        .noneMatch(finding -> finding.code().startsWith("cannot-") && finding.remedy() != null);
                assertThat(means.isAllowed()).isTrue();
                Frozen planned = rig.freeze.plan(connection, what.means(), rig.schemas);
                rig.freeze.act(connection, planned, FreezeRig.WITHIN);
                assertThat(rig.probe(planned).holds()).isTrue();
                assertThat(rig.freeze.undo(connection, planned)).isEmpty();
                // The session of who else may freeze may be ended as any other.
                assertThat(rig.freeze.plan(connection, what.means(), rig.schemas))
                        .isEqualTo(planned);
            }
        }
    }

    /** Somebody whom it may not end stands in the way for longer than it has time: then nothing is frozen. */
    @ParameterizedTest
    @MethodSource("cases")
    void itIsTakenBackWhenTheTimeIsOver(FreezeCase what) throws Exception {
        TestDatabase database = database(what.engine());
        try (FreezeRig rig = new FreezeRig(what, database, what.grantsWithoutEnding());
                Connection blocker = database.connect(
                        what.engine() == Engine.POSTGRESQL ? database.administrator() : rig.application);
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute(what.blocking());
            Frozen planned = rig.plan();
            assertThatThrownBy(() -> rig.freeze.act(rig.freezer, planned, Duration.ofMillis(500)))
                    .isInstanceOf(SternaException.class)
                    .hasMessageStartingWith("Cannot freeze the source within 500 ms: ")
                    .hasMessageContaining("in the way");
            assertThat(rig.plan()).isEqualTo(planned);
            blocker.rollback();
            statement.execute(rig.what.engine() == Engine.POSTGRESQL ? "SELECT 1" : "UNLOCK TABLES");
            assertThat(rig.probe(planned).outcome()).isEqualTo(FreezeProbe.Outcome.TAKEN);
        }
    }

    /** With the right to end it, nobody stands in the way. */
    @ParameterizedTest
    @MethodSource("cases")
    void whoStandsInTheWayIsEnded(FreezeCase what) throws Exception {
        try (FreezeRig rig = rig(what);
                Connection blocker = rig.database.connect(rig.application);
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute(what.blocking());
            Frozen planned = rig.plan();
            rig.freeze.act(rig.freezer, planned, FreezeRig.WITHIN);
            assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (-3)"))
                    .isInstanceOf(SQLException.class);
            assertThat(rig.probe(planned).holds()).isTrue();
        }
    }

    @Test
    void whatSomebodyElseHasChangedStays() throws Exception {
        FreezeCase what = FreezeCase.all().get(0);
        try (FreezeRig rig = rig(what)) {
            Frozen planned = rig.plan();
            rig.freeze.act(rig.freezer, planned, FreezeRig.WITHIN);
            String alter = "ALTER DATABASE " + rig.database.name() + " SET default_transaction_read_only = ";
            rig.database.executeAsAdministrator("SET default_transaction_read_only = off", alter + "off");
            assertThat(rig.freeze.undo(rig.freezer, planned))
                    .containsExactly("default_transaction_read_only of database " + rig.database.name()
                            + " stays off, which somebody else has made of it; it was not set before the freeze:"
                            + " SET default_transaction_read_only = off; ALTER DATABASE \""
                            + rig.database.name()
                            + "\" RESET default_transaction_read_only; RESET default_transaction_read_only");
            assertThatThrownBy(() -> rig.freeze.act(rig.freezer, planned, FreezeRig.WITHIN))
                    .isInstanceOf(SternaException.class)
                    .hasMessage("Cannot freeze the source: default_transaction_read_only of database "
                            + rig.database.name() + " is off, and was not set when the freeze was planned");
        }
    }

    /** A transaction without a session can still be committed. */
    @Test
    void preparedTransactionsStandInTheWay() throws Exception {
        try (FreezeRig rig = rig(FreezeCase.all().get(0))) {
            rig.database.execute("BEGIN", "INSERT INTO t VALUES (-5)", "PREPARE TRANSACTION 'two'");
            rig.database.renewSessions();
            Frozen planned = rig.plan();
            assertThatThrownBy(() -> rig.freeze.act(rig.freezer, planned, Duration.ofMillis(200)))
                    .hasMessage("Cannot freeze the source within 200 ms: in the way stand prepared transaction two");
            assertThat(rig.plan()).isEqualTo(planned);
            rig.database.execute("ROLLBACK PREPARED 'two'");
        }
    }

    /** Who may write all the same is no witness. */
    @ParameterizedTest
    @MethodSource("cases")
    void aProbeSaysWhatItCannotTell(FreezeCase what) throws Exception {
        try (FreezeRig rig = rig(what);
                Connection fresh = rig.connector(rig.owner()).openAnother()) {
            assertThat(rig.freeze.probe(fresh, rig.plan(), List.of()))
                    .isEqualTo(new FreezeProbe(FreezeProbe.Outcome.UNTOLD, "", "there is no table to write to"));
            assertThat(rig.means().findings()).noneMatch(finding -> finding.severity() == Severity.BLOCKS);
        }
    }

    private static FreezeRig revoking() throws SQLException {
        return rig(FreezeCase.all().stream()
                .filter(what -> what.means().equals("revoked-writes"))
                .findFirst()
                .orElseThrow());
    }

    /** Of roles, of all, of columns: in the same words as before. */
    @Test
    void rightsOfEveryKindComeBack() throws Exception {
        try (FreezeRig rig = revoking()) {
            String name = rig.database.name();
            String account = "'" + rig.application.user() + "'@'%'";
            rig.database.executeAsAdministrator(
                    "CREATE ROLE role_" + name,
                    "GRANT SELECT, INSERT ON `" + name + "`.* TO role_" + name,
                    "GRANT DELETE ON `" + name.replace("_", "\\_") + "`.* TO " + account + " WITH GRANT OPTION",
                    "GRANT UPDATE (id), SELECT (id) ON t TO " + account,
                    "GRANT INSERT ON t TO PUBLIC");
            List<String> before = grants(rig, account, "role_" + name, "PUBLIC");
            Frozen planned = rig.plan();
            rig.freeze.act(rig.freezer, planned, FreezeRig.WITHIN);
            assertThat(grants(rig, account, "role_" + name, "PUBLIC"))
                    .noneMatch(
                            grant -> grant.contains("INSERT") || grant.contains("UPDATE") || grant.contains("DELETE"));
            rig.database.executeAsAdministrator("GRANT INSERT ON `" + name + "`.* TO role_" + name);
            assertThat(rig.freeze.undo(rig.freezer, planned)).isEmpty();
            assertThat(grants(rig, account, "role_" + name, "PUBLIC")).isEqualTo(before);
            rig.database.executeAsAdministrator("DROP ROLE role_" + name, "REVOKE INSERT ON t FROM PUBLIC");
        }
    }

    private static List<String> grants(FreezeRig rig, String... to) throws SQLException {
        List<String> grants = new ArrayList<>();
        try (Connection administrator = rig.database.connect(rig.database.administrator());
                Statement statement = administrator.createStatement()) {
            for (String grantee : to) {
                try (var rows = statement.executeQuery("SHOW GRANTS FOR " + grantee)) {
                    while (rows.next()) {
                        grants.add(rows.getString(1));
                    }
                }
            }
        }
        return grants;
    }

    /** Who works in another database is not thrown out, but waited for, as long as he has written and not committed. */
    @Test
    void writesFromOtherDatabasesAreWaitedFor() throws Exception {
        TestDatabase other = database(Engine.MARIADB);
        try (FreezeRig rig = revoking();
                Connection elsewhere = other.connect();
                Statement statement = elsewhere.createStatement()) {
            elsewhere.setAutoCommit(false);
            statement.execute("INSERT INTO " + rig.database.name() + ".t VALUES (-9)");
            Frozen planned = rig.plan();
            assertThatThrownBy(() -> rig.freeze.act(rig.freezer, planned, Duration.ofMillis(300)))
                    .isInstanceOf(SternaException.class)
                    .hasMessageStartingWith("Cannot freeze the source within 300 ms: in the way stand the sessions ")
                    .hasMessageEndingWith(" in " + other.name() + ")");
            assertThat(rig.plan()).isEqualTo(planned);
            elsewhere.commit();
            rig.freeze.act(rig.freezer, planned, FreezeRig.WITHIN);
            assertThat(elsewhere.isValid(5)).isTrue();
            assertThatThrownBy(() -> statement.execute("INSERT INTO " + rig.database.name() + ".t VALUES (-10)"))
                    .hasMessageContaining("denied");
        }
    }

    /** Taking such rights would take them in the other database too. */
    @Test
    void rightsForOtherDatabasesTooAreLeft() throws Exception {
        TestDatabase other = database(Engine.MARIADB);
        try (FreezeRig rig = revoking()) {
            Login wide = rig.database.createUser("GRANT INSERT ON `sterna\\_test%`.* TO %s".replace("%`", "%%`"));
            assertThat(rig.means().isAllowed()).isFalse();
            assertThat(rig.means().findings())
                    .contains(Finding.blocks(
                            "wider-rights",
                            "Rights that are for other databases too cannot be taken here alone: '" + wide.user()
                                    + "'@'%' on sterna\\_test%.*",
                            "Grant them for each database by itself"));
            assertThat(other.queryValue("SELECT 1")).isEqualTo("1");
        }
    }
}
