package dev.sterna.testing;

import dev.sterna.embedded.EmbeddedMariaDb;
import dev.sterna.embedded.EmbeddedMySql;
import dev.sterna.embedded.EmbeddedPostgres;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * One server per engine for all test classes of this JVM, started when the first test asks for it, stopped when the JVM
 * ends: where several JVMs share the test classes, JUnit begins and ends anew for each class. Where a server comes from,
 * in this order: {@code STERNA_TEST_MARIADB_URL} (and {@code _USER}, {@code _PASSWORD}; likewise {@code MYSQL}
 * and {@code POSTGRESQL}), a container where Docker answers, an embedded server.
 */
final class SharedServers {
    /** Small and forgetful: a test server need not survive a power cut, but must take rows of 20 MB. */
    private static final Map<String, String> MYSQL_SETTINGS = Map.of(
            "innodb_buffer_pool_size", "64M",
            "innodb_flush_log_at_trx_commit", "0",
            "sync_binlog", "0",
            "max_allowed_packet", "64M");

    private static final Map<String, String> POSTGRES_SETTINGS =
            Map.of("shared_buffers", "64MB", "max_wal_size", "1GB", "fsync", "off", "scram_iterations", "1");

    /** A file system in memory. A server makes and removes hundreds of files for each database that a test has. */
    private static final Path MEMORY = Path.of("/dev/shm");

    /** More than all databases of a test and the logs of their servers have ever taken. */
    private static final long ROOM = 8L << 30;

    private static final SharedServers OF_THIS_JVM = new SharedServers();

    private final Map<Engine, TestServer> servers = new EnumMap<>(Engine.class);

    private SharedServers() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop test servers"));
    }

    static SharedServers ofThisJvm() {
        return OF_THIS_JVM;
    }

    /** The server of this engine; a test that asks for one that cannot run here is skipped, with the reason. */
    synchronized TestServer server(Engine engine) {
        TestServer known = servers.get(engine);
        if (known == null) {
            known = start(engine);
            servers.put(engine, known);
        }
        return known;
    }

    private synchronized void close() {
        servers.values().forEach(TestServer::close);
        servers.clear();
    }

    private static TestServer start(Engine engine) {
        String prefix = "STERNA_TEST_" + engine.name();
        String url = System.getenv(prefix + "_URL");
        if (url != null && !url.isEmpty()) {
            Login login = new Login(environment(prefix + "_USER"), environment(prefix + "_PASSWORD"));
            return TestServer.at(engine, url, login, () -> {});
        }
        return Containers.available() ? Containers.start(engine) : TestServer.of(embedded(engine));
    }

    /** The administrator's password is older than the setting by which checking one is quick. */
    private static void makeCheap(EmbeddedServer server) {
        Login administrator = server.administrator();
        try (Connection connection = server.connect(server.database(), administrator);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER ROLE \"" + administrator.user() + "\" PASSWORD '" + administrator.password() + "'");
        } catch (SQLException refused) {
            throw new IllegalStateException("Cannot set the password of " + administrator.user(), refused);
        }
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException("Missing environment variable: " + name);
        }
        return value;
    }

    /** Where servers of tests have their data: in memory, if there is room. */
    static Path directory() {
        return MEMORY.toFile().getUsableSpace() >= ROOM && Files.isWritable(MEMORY)
                ? MEMORY
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static EmbeddedServer embedded(Engine engine) {
        Path parent = directory();
        return switch (engine) {
            case MARIADB -> EmbeddedMariaDb.start(parent, "sterna", MYSQL_SETTINGS);
            case POSTGRESQL -> {
                EmbeddedServer server = EmbeddedPostgres.start(parent, "sterna", POSTGRES_SETTINGS);
                makeCheap(server);
                yield server;
            }
            case MYSQL -> {
                Optional<String> obstacle = EmbeddedMySql.obstacle();
                Assumptions.assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
                yield EmbeddedMySql.start(parent, "sterna", MYSQL_SETTINGS);
            }
        };
    }
}
