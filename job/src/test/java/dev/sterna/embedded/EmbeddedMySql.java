package dev.sterna.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Starts MySQL 8.0 servers, for tests only: its artefact is GPL, and it needs libraries of the system. */
public final class EmbeddedMySql {
    private static final Map<String, String> DEFAULTS = Map.of(
            "local_infile", "ON",
            "mysqlx", "OFF",
            "log_bin", "binlog",
            "server_id", "1",
            "gtid_mode", "ON",
            "enforce_gtid_consistency", "ON");

    private EmbeddedMySql() {}

    /** Why it cannot run here, or empty when it can: mostly libaio1 or libnuma1 that the system lacks. */
    public static Optional<String> obstacle() {
        try {
            Process version = new ProcessBuilder(
                            binaries().resolve("bin/mysqld").toString(), "--no-defaults", "--version")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return version.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of("MySQL 8.0 cannot run here; it needs libaio1 and libnuma1: " + output);
        } catch (IOException e) {
            return Optional.of("MySQL 8.0 cannot run here: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** Starts a server; see {@link EmbeddedMariaDb#start}. */
    public static EmbeddedServer start(Path parent, String database, Map<String, String> settings) {
        Map<String, String> merged = new TreeMap<>(DEFAULTS);
        merged.putAll(settings);
        MySqlRecipe recipe = new MySqlRecipe(
                Engine.MYSQL,
                // Understood by MariaDB's driver and by MySQL's own.
                "jdbc:mysql://%s:%d/%s?permitMysqlScheme=true&sslMode=DISABLED&allowPublicKeyRetrieval=true",
                binaries(),
                new Initialization(),
                merged);
        return Startup.start(recipe, parent, database);
    }

    private static Path binaries() {
        return Binaries.fromTarball("/mysql-Linux-amd64.tar.gz", GZIPInputStream::new);
    }

    private static final class Initialization implements MySqlRecipe.Installation {
        @Override
        public String program() {
            return "mysqld";
        }

        @Override
        public List<String> options(Path directory) {
            return List.of("--innodb-flush-method=nosync");
        }

        @Override
        public String line(List<String> server, Path directory, Login administrator) throws IOException {
            Path users = directory.resolve("users.sql");
            Files.writeString(users, """
                    CREATE USER '%1$s'@'%%' IDENTIFIED BY '%2$s';
                    GRANT ALL ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
                    DROP USER '%1$s'@'localhost';
                    """.formatted(administrator.user(), administrator.password()));
            List<String> initialize = new ArrayList<>(server);
            initialize.addAll(List.of("--initialize-insecure", "--init-file=" + users));
            return Startup.line(initialize);
        }
    }
}
