package dev.sterna.launcher.bench;

import dev.sterna.embedded.EmbeddedMariaDb;
import dev.sterna.embedded.EmbeddedPostgres;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.EmbeddedServerException;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.launcher.EmbeddedFailure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The two servers: started here, or named by URL. Two of the same engine are two servers all the same. */
record Servers(Server source, Server target) {
    private static final String DATABASE = "bench";

    /** What an administrator of a server for bulk work sets; fsync stays on and every commit is durable. */
    private static final Map<String, String> MARIADB =
            Map.of("innodb_buffer_pool_size", "1G", "innodb_log_file_size", "1G", "max_allowed_packet", "1G");

    private static final Map<String, String> POSTGRESQL = Map.of("shared_buffers", "1GB");

    /** What a source needs beside so that its log can be followed. */
    private static final Map<String, String> MARIADB_LOG = Map.of("log_bin", "changes", "binlog_format", "ROW");

    private static final Map<String, String> POSTGRESQL_LOG = Map.of("wal_level", "logical");

    static Servers open(Options options, Map<String, String> environment, Path directory, Cleanup cleanup) {
        return new Servers(
                open(
                        options.pair().source(),
                        options.task() == Options.Task.FOLLOW || options.task() == Options.Task.REHEARSE,
                        options.sourceUrl(),
                        "SOURCE",
                        environment,
                        directory,
                        cleanup),
                open(options.pair().target(), false, options.targetUrl(), "TARGET", environment, directory, cleanup));
    }

    private static Server open(
            Engine engine,
            boolean logging,
            Optional<String> url,
            String side,
            Map<String, String> environment,
            Path directory,
            Cleanup cleanup) {
        if (url.isPresent()) {
            return Server.of(url.get(), login(side, environment));
        }
        return Server.of(cleanup.add(start(engine, logging, directory)));
    }

    private static EmbeddedServer start(Engine engine, boolean logging, Path directory) {
        Console.say("starting an embedded " + engine);
        try {
            return switch (engine) {
                case MARIADB, MYSQL ->
                    EmbeddedMariaDb.start(directory, DATABASE, with(MARIADB, logging ? MARIADB_LOG : Map.of()));
                case POSTGRESQL ->
                    EmbeddedPostgres.start(directory, DATABASE, with(POSTGRESQL, logging ? POSTGRESQL_LOG : Map.of()));
            };
        } catch (EmbeddedServerException e) {
            throw EmbeddedFailure.of(e);
        }
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return all;
    }

    private static Login login(String side, Map<String, String> environment) {
        String user = environment.get(side + "_USER");
        if (user == null) {
            throw SternaException.of(
                    Category.USAGE,
                    "missing-user",
                    null,
                    "Cannot connect to the server of --" + side.toLowerCase(Locale.ROOT) + "-url: no user is given",
                    "Set " + side + "_USER and " + side + "_PASSWORD in the environment");
        }
        return new Login(user, environment.getOrDefault(side + "_PASSWORD", ""));
    }
}
