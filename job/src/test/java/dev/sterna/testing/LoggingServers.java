package dev.sterna.testing;

import dev.sterna.embedded.EmbeddedMariaDb;
import dev.sterna.embedded.EmbeddedPostgres;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Servers that keep a log; that of MySQL keeps one by itself. As the static extension of a class they stop with it, and take their
 * files along.
 */
public final class LoggingServers implements AfterAllCallback, AutoCloseable {
    private final Map<Engine, EmbeddedServer> servers = new EnumMap<>(Engine.class);

    /** The server of this engine, which begins when it is asked for first. */
    public EmbeddedServer server(Engine engine) {
        return servers.computeIfAbsent(engine, this::start);
    }

    private EmbeddedServer start(Engine engine) {
        Path directory = SharedServers.directory();
        return switch (engine) {
            case POSTGRESQL ->
                EmbeddedPostgres.start(
                        directory,
                        "followed",
                        Map.of("wal_level", "logical", "fsync", "off", "shared_buffers", "64MB"));
            case MARIADB ->
                EmbeddedMariaDb.start(
                        directory,
                        "followed",
                        Map.of(
                                "log_bin", "changes",
                                "binlog_format", "ROW",
                                "sync_binlog", "0",
                                "innodb_flush_log_at_trx_commit", "0",
                                "innodb_buffer_pool_size", "64M"));
            case MYSQL -> throw new IllegalArgumentException("The shared server keeps a log");
        };
    }

    /** A database whose owner may follow the server's log. */
    public TestDatabase source(Databases databases, Engine engine) {
        TestDatabase database = engine == Engine.MYSQL ? databases.create(engine) : databases.create(server(engine));
        database.executeAsAdministrator(
                engine == Engine.POSTGRESQL
                        ? "ALTER ROLE \"" + database.user() + "\" REPLICATION"
                        : "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + database.user() + "'@'%'");
        return database;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        servers.values().forEach(EmbeddedServer::close);
    }
}
