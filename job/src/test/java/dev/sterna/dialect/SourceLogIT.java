package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.server.Capability;
import dev.sterna.embedded.EmbeddedMariaDb;
import dev.sterna.embedded.EmbeddedPostgres;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs of changes, followed on real servers that keep one. */
class SourceLogIT {
    @TempDir
    static Path directory;

    private static final Map<Engine, EmbeddedServer> SERVERS = new EnumMap<>(Engine.class);

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @BeforeAll
    static void start() {
        SERVERS.put(
                Engine.POSTGRESQL,
                EmbeddedPostgres.start(
                        directory,
                        "logging",
                        Map.of("wal_level", "logical", "fsync", "off", "shared_buffers", "64MB")));
        SERVERS.put(
                Engine.MARIADB,
                EmbeddedMariaDb.start(
                        directory,
                        "logging",
                        Map.of(
                                "log_bin", "changes",
                                "binlog_format", "ROW",
                                "sync_binlog", "0",
                                "innodb_flush_log_at_trx_commit", "0",
                                "innodb_buffer_pool_size", "64M")));
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(EmbeddedServer::close);
    }

    private static Fixture fixture(Engine engine) throws SQLException {
        TestDatabase database =
                SERVERS.containsKey(engine) ? DATABASES.create(SERVERS.get(engine)) : DATABASES.create(engine);
        if (engine == Engine.POSTGRESQL) {
            database.executeAsAdministrator("ALTER ROLE \"" + database.user() + "\" REPLICATION");
        } else {
            database.executeAsAdministrator("GRANT REPLICATION SLAVE ON *.* TO '" + database.user() + "'@'%'");
        }
        return new Fixture(database);
    }

    private static ContractEngine engine(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> new PostgresContract();
            case MARIADB, MYSQL -> new MySqlContract(engine);
        };
    }

    private interface Case {
        void of(SourceLogContract contract) throws Exception;
    }

    private static void check(Engine engine, Case tried) throws Exception {
        try (Fixture fixture = fixture(engine)) {
            assertThat(fixture.server.has(Capability.FOLLOWS_LOG)).isTrue();
            tried.of(new SourceLogContract(fixture, engine(engine)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesAreToldByKey(Engine engine) throws Exception {
        check(engine, SourceLogContract::changesAreToldByKey);
    }

    @ParameterizedTest
    @EnumSource
    void positionsAreBetweenCommits(Engine engine) throws Exception {
        check(engine, SourceLogContract::positionsAreBetweenCommits);
    }

    @ParameterizedTest
    @EnumSource
    void everyPositionWillDo(Engine engine) throws Exception {
        check(engine, SourceLogContract::everyPositionWillDo);
    }

    @ParameterizedTest
    @EnumSource
    void randomHistories(Engine engine) throws Exception {
        check(engine, SourceLogContract::randomHistories);
    }

    @ParameterizedTest
    @EnumSource
    void bigTransactionsComeInPieces(Engine engine) throws Exception {
        check(engine, SourceLogContract::bigTransactionsComeInPieces);
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsAKey(Engine engine) throws Exception {
        check(engine, SourceLogContract::everyTypeIsAKey);
    }

    @ParameterizedTest
    @EnumSource
    void compositeKeysAndOddNames(Engine engine) throws Exception {
        check(engine, SourceLogContract::compositeKeysAndOddNames);
    }

    @ParameterizedTest
    @EnumSource
    void truncation(Engine engine) throws Exception {
        check(engine, SourceLogContract::truncation);
    }

    @ParameterizedTest
    @EnumSource
    void definitions(Engine engine) throws SQLException {
        try (Fixture fixture = fixture(engine)) {
            DefinitionsContract contract = new DefinitionsContract(fixture);
            contract.newDefinitions();
            contract.definitionsOfAnotherTime();
            contract.tablesThatGoAway();
        }
    }

    /** All at once: it is waiting, for the most part. */
    @Test
    void silence() {
        CompletableFuture.allOf(Arrays.stream(Engine.values())
                        .map(engine -> CompletableFuture.runAsync(() -> {
                            try {
                                try (Fixture fixture = fixture(engine)) {
                                    new SilenceContract(fixture).check();
                                }
                            } catch (Exception failure) {
                                throw new CompletionException(engine.toString(), failure);
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void theViewAndTheLogMissNothing(Engine engine) throws Exception {
        check(engine, contract -> contract.theViewAndTheLogMissNothing(CommitHold.of(engine)));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void theFenceWaitsForHeldCommits(Engine engine) throws Exception {
        check(engine, contract -> contract.theFenceWaitsForHeldCommits(CommitHold.of(engine)));
    }

    /** Its commits cannot be held up; but they become visible late often enough. */
    @Test
    void theFenceHoldsReadersBack() throws Exception {
        check(Engine.MYSQL, SourceLogContract::theFenceHoldsReadersBack);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void valuesOfKeys(Engine engine) throws SQLException {
        try (Fixture fixture = fixture(engine)) {
            BinlogKeys keys = new BinlogKeys(fixture).common();
            (engine == Engine.MARIADB ? keys.shortened() : keys).check();
        }
    }

    private interface BinlogCase {
        void of(BinlogContract contract) throws SQLException;
    }

    private static void checkBinlog(Engine engine, BinlogCase... cases) throws SQLException {
        for (BinlogCase tried : cases) {
            try (Fixture fixture = fixture(engine)) {
                tried.of(new BinlogContract(fixture));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void preparedTransactions(Engine engine) throws SQLException {
        checkBinlog(engine, BinlogContract::preparedTransactions, BinlogContract::transactionsPreparedBefore);
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void whatComesOtherwise(Engine engine) throws SQLException {
        checkBinlog(
                engine,
                BinlogContract::statements,
                BinlogContract::smallerImages,
                BinlogContract::compression,
                BinlogContract::tablesWithoutTransactions,
                BinlogContract::partitions,
                BinlogContract::hiddenColumns,
                BinlogContract::cascades,
                BinlogContract::needs);
    }

    @Test
    void whatOnlyMariaDbHas() throws SQLException {
        checkBinlog(Engine.MARIADB, BinlogContract::formerRows, BinlogContract::statementsInOtherCharacterSets);
    }

    @Test
    void rotationAndPurge() throws SQLException {
        checkBinlog(Engine.MARIADB, BinlogContract::domains, BinlogContract::rotationAndPurge);
    }

    @Test
    void whatOnlyPostgresHas() throws Exception {
        try (Fixture fixture = fixture(Engine.POSTGRESQL)) {
            PostgresLogContract contract = new PostgresLogContract(fixture);
            contract.theViewIsThatOfTheSlot();
            contract.identities();
            contract.otherIdentities();
            contract.foreignKeysAndSubtransactions();
            contract.onlyOwnMarkers();
            contract.whatIsNotFollowedIsNotKept();
            contract.partitions();
            contract.needs();
        }
    }

    @Test
    void slotsThatAreGone() throws SQLException {
        try (Fixture fixture = fixture(Engine.POSTGRESQL)) {
            PostgresLogContract contract = new PostgresLogContract(fixture);
            contract.logsThatAreGone();
            contract.tablesMadeAnew();
            contract.slotsThatAreLost();
        }
    }
}
