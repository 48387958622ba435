package dev.sterna.cases;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.EnginePair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A case between two engines: its folder, and what lies in it. */
record CaseFolder(Path folder, EnginePair pair) {
    static final Path ROOT = Path.of("src/test/resources/cases");

    /** The folder of cases that must hold between any two engines. */
    private static final String ALL = "all";

    /** The cases of a pair: its own, those that it shares with others, and those of every pair. */
    static List<CaseFolder> of(EnginePair pair) {
        return children(ROOT).stream()
                .filter(group -> pairs(group).contains(name(pair)))
                .flatMap(group -> children(group).stream())
                .map(folder -> new CaseFolder(folder, pair))
                .toList();
    }

    /** Folders that are no pair of engines where one is looked for, and so would never be read. */
    static List<Path> strays() {
        List<String> known = EnginePair.all().map(CaseFolder::name).toList();
        List<Path> strays = new ArrayList<>();
        for (Path group : children(ROOT)) {
            List<String> pairs = pairs(group);
            if (!known.containsAll(pairs)) {
                strays.add(group);
            }
            children(group).stream()
                    .flatMap(folder -> children(folder).stream())
                    .filter(own -> !pairs.contains(own.getFileName().toString()))
                    .forEach(strays::add);
        }
        return strays;
    }

    /** Between which engines the cases of a folder run: {@code a-b+c} is a to b and a to c. */
    private static List<String> pairs(Path group) {
        String name = group.getFileName().toString();
        if (name.equals(ALL)) {
            return EnginePair.all().map(CaseFolder::name).toList();
        }
        int to = name.indexOf('-');
        return engines(name.substring(0, Math.max(to, 0)))
                .flatMap(from -> engines(name.substring(to + 1)).map(engine -> from + "-" + engine))
                .toList();
    }

    private static Stream<String> engines(String names) {
        return Stream.of(names.split("\\+", -1));
    }

    String name() {
        return ROOT.relativize(folder).toString();
    }

    /** Whether MariaDB plays the same case in MySQL's place. */
    boolean hasTwin() {
        EnginePair other = pair.withoutMySql();
        return !other.equals(pair) && pairs(folder.getParent()).contains(name(other));
    }

    /** Whether its path has that word, or its pair and its own name. */
    boolean isCalled(String word) {
        return name().contains(word) || (name(pair) + "/" + folder.getFileName()).contains(word);
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
        return file("expect");
    }

    /** The pair's own file, where it has one. */
    private Path file(String file) {
        Path own = folder.resolve(name(pair)).resolve(file);
        return Files.exists(own) ? own : folder.resolve(file);
    }

    /** The text of a file, empty when there is none. */
    String text(String file) {
        Path path = file(file);
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    private static String name(EnginePair pair) {
        return name(pair.from()) + "-" + name(pair.to());
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
