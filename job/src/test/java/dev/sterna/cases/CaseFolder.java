package dev.sterna.cases;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.EnginePair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A case between two engines: its folder, and what lies in it. */
record CaseFolder(Path folder, EnginePair pair) {
    static final Path ROOT = Path.of("src/test/resources/cases");

    /** The folder of cases that must hold between any two engines. */
    private static final String ALL = "all";

    /** The cases of a pair: its own, and those of every pair. */
    static List<CaseFolder> of(EnginePair pair) {
        return Stream.of(ALL, name(pair.from()) + "-" + name(pair.to()))
                .map(ROOT::resolve)
                .filter(Files::isDirectory)
                .flatMap(group -> children(group).stream())
                .map(folder -> new CaseFolder(folder, pair))
                .toList();
    }

    /** Folders below the root that are no pair of engines, and so would never run. */
    static List<Path> strays() {
        List<String> known = Stream.concat(
                        Stream.of(ALL), EnginePair.all().map(pair -> name(pair.from()) + "-" + name(pair.to())))
                .toList();
        return children(ROOT).stream()
                .filter(group -> !known.contains(group.getFileName().toString()))
                .toList();
    }

    String name() {
        return ROOT.relativize(folder).toString();
    }

    /**
     * Codes of problems that its {@code expect} does not name: what MySQL and MariaDB say in every run, because they have
     * no snapshot to share; and for any two engines how their types and objects convert, which differs from pair to pair.
     */
    Set<String> unmentioned() {
        return folder.getParent().endsWith(ALL)
                ? Set.of("no-shared-view", "with-loss", "by-hand", "cannot-see", "schema-not-seen")
                : Set.of("no-shared-view");
    }

    Path expect() {
        return folder.resolve("expect");
    }

    /** The text of a file, empty when there is none. */
    String text(String file) {
        Path path = folder.resolve(file);
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    private static String name(Engine engine) {
        return engine.name().toLowerCase(Locale.ROOT);
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }
}
