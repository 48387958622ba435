package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.config.Tls;
import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.SourceLog;
import dev.sterna.dialect.server.Snapshots.Snapshot;
import dev.sterna.dialect.server.Transport;
import dev.sterna.dialect.server.Transport.Protection;
import dev.sterna.embedded.EmbeddedMariaDb;
import dev.sterna.embedded.EmbeddedPostgres;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.testing.Certificates;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One spelling of encryption for all engines, against servers with certificates of a test's own authority. */
class TlsIT {
    @TempDir
    private static Path folder;

    private static final Map<Engine, EmbeddedServer> SERVERS = new EnumMap<>(Engine.class);
    private static Path right;
    private static Path wrong;

    @BeforeAll
    static void start() throws SQLException {
        Certificates authority = new Certificates(folder, "right");
        right = authority.authority();
        wrong = new Certificates(folder, "wrong").authority();
        // For this name only: 127.0.0.1 is another host.
        String certificate = authority.server("server", "dns:localhost").toString();
        String key = authority.key("server").toString();
        SERVERS.put(
                Engine.POSTGRESQL,
                EmbeddedPostgres.start(
                        folder,
                        "shop",
                        Map.of(
                                "ssl",
                                "on",
                                "ssl_cert_file",
                                certificate,
                                "ssl_key_file",
                                key,
                                "wal_level",
                                "logical")));
        SERVERS.put(
                Engine.MARIADB,
                EmbeddedMariaDb.start(
                        folder,
                        "shop",
                        Map.of(
                                "skip_ssl", "OFF",
                                "ssl_cert", certificate,
                                "ssl_key", key,
                                "log_bin", "changes",
                                "binlog_format", "ROW")));
        EmbeddedServer postgres = SERVERS.get(Engine.POSTGRESQL);
        try (Connection connection = postgres.connect(postgres.database(), postgres.administrator());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE \"" + postgres.user() + "\" REPLICATION");
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(EmbeddedServer::close);
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "POSTGRESQL"})
    void offIsPlain(Engine engine) {
        assertThat(isEncrypted(reach(engine, "127.0.0.1", Tls.OFF, null))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "POSTGRESQL"})
    void requireEncryptsWhoeverAnswers(Engine engine) {
        assertThat(isEncrypted(reach(engine, "127.0.0.1", Tls.REQUIRE, null))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "POSTGRESQL"})
    void verifyTakesTheRightHostOfTheRightAuthority(Engine engine) {
        assertThat(isEncrypted(reach(engine, "localhost", Tls.VERIFY, right))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "POSTGRESQL"})
    void verifyRefusesAnotherHost(Engine engine) {
        assertThatThrownBy(() -> reach(engine, "127.0.0.1", Tls.VERIFY, right))
                .isInstanceOfSatisfying(SternaException.class, failure -> {
                    assertThat(failure.category()).isEqualTo(Category.TARGET);
                    assertThat(failure.problems().get(0).code()).isEqualTo("certificate-of-other-host");
                    assertThat(failure.problems().get(0).remedy()).contains("sterna.target.url");
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "POSTGRESQL"})
    void verifyRefusesAnotherAuthority(Engine engine) {
        for (Path authority : new Path[] {wrong, null}) {
            assertThatThrownBy(() -> reach(engine, "localhost", Tls.VERIFY, authority))
                    .isInstanceOfSatisfying(SternaException.class, failure -> {
                        assertThat(failure.problems().get(0).code()).isEqualTo("certificate-not-trusted");
                        assertThat(failure.problems().get(0).remedy()).contains("sterna.target.tls-ca");
                    });
        }
    }

    /** The log's connections are others than those of the rows: by the same options they are protected alike, or not made. */
    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "POSTGRESQL"})
    void theLogIsProtectedAsTheRowsAre(Engine engine) throws SQLException {
        Endpoint plain = endpoint(engine, "127.0.0.1", "", Map.of(), Tls.OFF, null);
        Dialect dialect = Dialects.forUrl(plain.url(), Side.SOURCE);
        SourceLog log = dialect.sourceLog();
        Following following;
        LogPosition position;
        try (Connection connection = dialect.connector(plain, Side.SOURCE).open();
                Statement statement = connection.createStatement()) {
            TableName name =
                    new TableName(dialect.defaultSchemas(connection, plain).get(0), "followed");
            statement.execute("CREATE TABLE " + dialect.sql().quote(name) + " (id int PRIMARY KEY)");
            Table table = dialect.schemas()
                    .catalog(connection, List.of(name.schema()))
                    .find(name)
                    .orElseThrow();
            following = new Following("tls", List.of(FollowedTable.of(table).orElseThrow()));
            for (String sql : log.objects().wanted(connection, following).get(0).make()) {
                statement.execute(sql);
            }
            try (Snapshot begun = log.begin(plain, following)) {
                position = begun.position().orElseThrow();
            }
            statement.execute("INSERT INTO " + dialect.sql().quote(name) + " VALUES (7)");
        }
        String byUrl = engine == Engine.POSTGRESQL
                ? "?sslmode=verify-ca&sslrootcert=" + right
                : "?sslMode=verify-ca&serverSslCert=" + right;
        List<Endpoint> good = List.of(
                plain,
                endpoint(engine, "localhost", "", Map.of(), Tls.VERIFY, right),
                endpoint(engine, "127.0.0.1", "", Map.of(), Tls.REQUIRE, null),
                endpoint(engine, "127.0.0.1", byUrl, Map.of(), null, null));
        for (Endpoint one : good) {
            try (ChangeFeed feed = log.open(one, following, position)) {
                assertThat(feed.poll(Duration.ofSeconds(20))
                                .orElseThrow()
                                .keys()
                                .values())
                        .containsExactly(Set.of(List.of("7")));
                if (engine == Engine.POSTGRESQL) {
                    assertThat(sessionsOfTheLog()).containsOnly(Boolean.toString(!one.equals(plain)));
                }
            }
        }
        Map.of(
                        "certificate-of-other-host",
                        endpoint(engine, "127.0.0.1", "", Map.of(), Tls.VERIFY, right),
                        "certificate-not-trusted",
                        endpoint(engine, "localhost", "", Map.of(), Tls.VERIFY, wrong))
                .forEach((code, bad) -> List.<ThrowableAssert.ThrowingCallable>of(
                                () -> log.open(bad, following, position), () -> log.begin(bad, following))
                        .forEach(call -> assertThatThrownBy(call)
                                .isInstanceOfSatisfying(
                                        SQLException.class,
                                        refused -> assertThat(
                                                        dialect.explain(refused, Side.SOURCE, "follow the log", null)
                                                                .problems())
                                                .extracting(problem -> problem.code())
                                                .containsExactly(code))));
    }

    /** Whether each of them is encrypted. */
    private static List<String> sessionsOfTheLog() throws SQLException {
        List<String> sessions = new ArrayList<>();
        EmbeddedServer server = SERVERS.get(Engine.POSTGRESQL);
        try (Connection connection = server.connect(server.database(), server.administrator());
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT s.ssl::text FROM pg_stat_ssl s JOIN pg_stat_replication r"
                        + " ON r.pid = s.pid UNION ALL SELECT s.ssl::text FROM pg_stat_ssl s JOIN pg_stat_activity a"
                        + " ON a.pid = s.pid WHERE a.application_name = 'sterna' AND a.usename = '" + server.user()
                        + "'")) {
            while (rows.next()) {
                sessions.add(rows.getString(1));
            }
        }
        return sessions;
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "POSTGRESQL"})
    void unknownPropertyIsAnErrorAndTlsIsDecidedOnce(Engine engine) {
        String right = engine == Engine.POSTGRESQL ? "sslmode" : "sslMode";
        String mistyped = engine == Engine.POSTGRESQL ? "sslMode" : "sslMod";
        assertThatThrownBy(() -> reach(endpoint(engine, "localhost", "", Map.of(mistyped, "verify-full"), null, null)))
                .isInstanceOfSatisfying(SternaException.class, failure -> {
                    assertThat(failure.category()).isEqualTo(Category.CONFIGURATION);
                    assertThat(failure.problems().get(0).message())
                            .startsWith("Unknown property in sterna.target.properties: " + mistyped);
                    assertThat(failure.problems().get(0).remedy()).isEqualTo("Did you mean " + right + "?");
                });
        assertThatThrownBy(() -> reach(endpoint(engine, "localhost", "?frobnicate=1", Map.of(), null, null)))
                .hasMessageStartingWith("Unknown parameter in sterna.target.url: frobnicate");
        assertThatThrownBy(() -> reach(endpoint(engine, "localhost", "?" + right + "=x", Map.of(), Tls.VERIFY, null)))
                .hasMessage("Cannot follow both sterna.target.tls and the parameter in sterna.target.url " + right);
        assertThatThrownBy(() -> reach(endpoint(engine, "localhost", "", Map.of(right, "x"), Tls.OFF, null)))
                .hasMessage(
                        "Cannot follow both sterna.target.tls and the property in sterna.target.properties " + right);
    }

    /** As every URL of the other driver has it. */
    @Test
    void parametersThatTheDriverDoesNotListAreTaken() {
        String query = "?permitMysqlScheme=true&disableSslContextCache=true";
        assertThat(isEncrypted(reach(endpoint(Engine.MARIADB, "localhost", query, Map.of(), Tls.VERIFY, right))))
                .isTrue();
    }

    @Test
    void plainOrUnverifiedConnectionsToOtherHostsAreWarnedOf() {
        assertWarning(Engine.POSTGRESQL, "db.example.com", Map.of(), null, Protection.MAYBE, "tls-unverified");
        assertWarning(Engine.POSTGRESQL, "db.example.com", Map.of(), Tls.OFF, Protection.NONE, "tls-off");
        assertWarning(
                Engine.POSTGRESQL, "db.example.com", Map.of(), Tls.REQUIRE, Protection.ENCRYPTED, "tls-unverified");
        assertWarning(Engine.POSTGRESQL, "db.example.com", Map.of(), Tls.VERIFY, Protection.VERIFIED, null);
        assertWarning(
                Engine.POSTGRESQL, "db.example.com", Map.of("sslmode", "verify-ca"), null, Protection.VERIFIED, null);
        assertWarning(Engine.POSTGRESQL, "localhost", Map.of(), null, Protection.MAYBE, null);
        assertWarning(Engine.MARIADB, "db.example.com", Map.of(), null, Protection.NONE, "tls-off");
        assertWarning(
                Engine.MARIADB,
                "db.example.com",
                Map.of("sslMode", "trust"),
                null,
                Protection.ENCRYPTED,
                "tls-unverified");
        assertWarning(Engine.MARIADB, "db.example.com", Map.of(), Tls.REQUIRE, Protection.ENCRYPTED, "tls-unverified");
        assertWarning(Engine.MARIADB, "db.example.com", Map.of(), Tls.VERIFY, Protection.VERIFIED, null);
        assertWarning(Engine.MARIADB, "127.0.0.1", Map.of(), Tls.OFF, Protection.NONE, null);
    }

    /** MariaDB's driver lets an address decide for itself. */
    @Test
    void anAddressDoesNotDecideOfItsOwn() {
        String url = "jdbc:mariadb://address=(host=localhost)(port="
                + SERVERS.get(Engine.MARIADB).port() + ")(sslMode=disable)/shop";
        Endpoint endpoint = with(url, Tls.VERIFY);
        assertThatThrownBy(() -> reach(endpoint))
                .hasMessage("Cannot follow both sterna.target.tls and the parameter in sterna.target.url sslMode");
        Endpoint away = with("jdbc:mariadb://address=(host=a.example)(sslMode=disable)/shop?sslMode=verify-full", null);
        assertThat(Dialects.forUrl(away.url(), Side.SOURCE).transport(away).protection())
                .isEqualTo(Protection.NONE);
    }

    private static Endpoint with(String url, Tls tls) {
        EmbeddedServer server = SERVERS.get(Engine.MARIADB);
        return new Endpoint(url, server.user(), new Secret(server.password()), List.of(), 2, Map.of(), tls, null);
    }

    private static void assertWarning(
            Engine engine, String host, Map<String, String> properties, Tls tls, Protection protection, String code) {
        Endpoint endpoint = endpoint(engine, host, "", properties, tls, null);
        Transport transport = Dialects.forUrl(endpoint.url(), Side.SOURCE).transport(endpoint);
        assertThat(transport).isEqualTo(new Transport(List.of(host), protection));
        assertThat(transport.warning(Side.SOURCE).map(problem -> problem.code()))
                .isEqualTo(java.util.Optional.ofNullable(code));
        transport.warning(Side.SOURCE).ifPresent(problem -> {
            assertThat(problem.message()).contains("source", host);
            assertThat(problem.remedy()).isEqualTo("Set sterna.source.tls = verify");
        });
    }

    private static Database reach(Engine engine, String host, Tls tls, Path authority) {
        return reach(endpoint(engine, host, "", Map.of(), tls, authority));
    }

    private static Database reach(Endpoint endpoint) {
        return Database.reach(endpoint, Side.TARGET);
    }

    private static Endpoint endpoint(
            Engine engine, String host, String query, Map<String, String> properties, Tls tls, Path authority) {
        EmbeddedServer server = SERVERS.get(engine);
        String scheme = engine == Engine.MARIADB ? "jdbc:mariadb://" : "jdbc:postgresql://";
        return new Endpoint(
                scheme + host + ":" + server.port() + "/shop" + query,
                server.user(),
                new Secret(server.password()),
                List.of(),
                2,
                properties,
                tls,
                authority == null ? null : authority.toString());
    }

    private static boolean isEncrypted(Database database) {
        String sql = database.dialect().name().equals("postgresql")
                ? "SELECT ssl::text FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()"
                : "SELECT VARIABLE_VALUE <> '' FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Ssl_cipher'";
        return database.ask("see how the connection is encrypted", connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1).equals("true") || row.getString(1).equals("1");
            }
        });
    }
}
