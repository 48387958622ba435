package dev.sterna.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tukaani.xz.XZInputStream;

/** Starts PostgreSQL servers: UTF-8, the collation C.UTF-8, passwords by SCRAM. */
public final class EmbeddedPostgres {
    /** Of the version that comes along: older ones lack them. */
    private static final List<String> INITDB =
            List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions");

    /** What an administrator sets before a bulk load; everything else is the default, fsync too. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "shared_buffers", "256MB",
            "maintenance_work_mem", "256MB",
            "max_wal_size", "4GB",
            "checkpoint_timeout", "15min");

    private EmbeddedPostgres() {}

    /**
     * Starts a server.
     *
     * @param parent where its data directory is made
     * @param database made at the start
     * @param settings as in postgresql.conf
     * @throws EmbeddedServerException when it does not start
     */
    public static EmbeddedServer start(Path parent, String database, Map<String, String> settings) {
        Path binaries = Binaries.fromTarball("/postgres-linux-x86_64.txz", XZInputStream::new);
        Map<String, String> merged = new TreeMap<>(DEFAULTS);
        merged.putAll(settings);
        return Startup.start(new Recipe(binaries.resolve("bin"), INITDB, merged), parent, database);
    }

    /**
     * How any PostgreSQL is started.
     *
     * @param binaries the directory with initdb and postgres
     * @param options of initdb, besides those that every version has
     * @param settings as in postgresql.conf
     */
    record Recipe(Path binaries, List<String> options, Map<String, String> settings) implements Startup.Recipe {
        @Override
        public Engine engine() {
            return Engine.POSTGRESQL;
        }

        @Override
        public String urlFormat() {
            return "jdbc:postgresql://%s:%d/%s";
        }

        @Override
        public String administrator() {
            return "postgres";
        }

        @Override
        public String administrationDatabase() {
            return "postgres";
        }

        /** An immediate shutdown. */
        @Override
        public String stopSignal() {
            return "QUIT";
        }

        @Override
        public String script(Path directory, int port, Login administrator) throws IOException {
            Path password = directory.resolve("password");
            Files.writeString(password, administrator.password() + "\n");
            Path data = Files.createDirectory(directory.resolve("data"));
            List<String> prefix = Unprivileged.prefix(directory);
            List<String> initdb = new ArrayList<>(prefix);
            initdb.addAll(List.of(
                    binaries.resolve("initdb").toString(),
                    "--pgdata=" + data,
                    "--username=" + administrator.user(),
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync"));
            initdb.addAll(options);
            List<String> postgres = new ArrayList<>(prefix);
            postgres.addAll(List.of(
                    binaries.resolve("postgres").toString(),
                    "-D",
                    data.toString(),
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=" + Ports.HOST,
                    "-c",
                    "unix_socket_directories="));
            settings.forEach((name, value) -> postgres.addAll(List.of("-c", name + "=" + value)));
            return Startup.line(initdb) + " && exec " + Startup.line(postgres) + "\n";
        }

        @Override
        public List<String> firstStatements(String database, Login owner) {
            return List.of(
                    "CREATE ROLE " + owner.user() + " LOGIN CREATEDB PASSWORD '" + owner.password() + "'",
                    "CREATE DATABASE \"" + database.replace("\"", "\"\"") + "\" OWNER " + owner.user());
        }
    }
}
