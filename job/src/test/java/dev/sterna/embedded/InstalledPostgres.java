package dev.sterna.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * PostgreSQL of whatever version this machine has, beside the embedded one. Looked for in the directories of
 * {@code -Dsterna.postgres.bin}, on the PATH, and where packages of several versions live side by side.
 *
 * @param binaries the directory of initdb and postgres
 */
public record InstalledPostgres(Path binaries) {
    /** Directories, divided as in a PATH. */
    public static final String PROPERTY = "sterna.postgres.bin";

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final Map<String, String> SETTINGS = Map.of("shared_buffers", "16MB", "fsync", "off");

    /** Each installation once, whatever links lead to it; none is no error. */
    public static List<InstalledPostgres> all() {
        List<Path> places = new ArrayList<>();
        places.addAll(directories(System.getProperty(PROPERTY, "")));
        places.addAll(directories(System.getenv().getOrDefault("PATH", "")));
        if (Files.isDirectory(VERSIONS)) {
            try (Stream<Path> versions = Files.list(VERSIONS)) {
                versions.sorted().map(version -> version.resolve("bin")).forEach(places::add);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot list " + VERSIONS, e);
            }
        }
        Set<Path> found = new LinkedHashSet<>();
        for (Path place : places) {
            if (Files.isExecutable(place.resolve("initdb")) && Files.isExecutable(place.resolve("postgres"))) {
                found.add(home(place));
            }
        }
        return found.stream().map(InstalledPostgres::new).toList();
    }

    private static List<Path> directories(String path) {
        return Stream.of(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList();
    }

    private static Path home(Path place) {
        try {
            return place.resolve("postgres").toRealPath().getParent();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot follow " + place, e);
        }
    }

    /** Starts a server; see {@link EmbeddedPostgres#start}. Only what every version knows is asked of it. */
    public EmbeddedServer start(Path parent, String database) {
        return Startup.start(new Recipe(binaries), parent, database);
    }

    private record Recipe(Path binaries) implements Startup.Recipe {
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
            SETTINGS.forEach((name, value) -> postgres.addAll(List.of("-c", name + "=" + value)));
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
