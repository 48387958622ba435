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
        return Startup.start(new EmbeddedPostgres.Recipe(binaries, List.of(), SETTINGS), parent, database);
    }
}
