package dev.sterna.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a command of Sterna has left that compared the table.
 *
 * @param seconds from the first query of the comparison to its last; of a command that did more, of all that
 * @param fetched rows that both sides sent so that differences could be told
 * @param found the rows that it names
 */
record SternaLook(
        Usage usage, String outcome, Optional<String> problem, double seconds, long fetched, List<Planted> found) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIFFERS = "differs";
    private static final String DONE = "done";

    SternaLook {
        found = List.copyOf(found);
    }

    /** @param eventsBefore how many lines the run's events had before the command */
    static SternaLook read(Usage usage, Path resultFile, Path runDirectory, long eventsBefore) throws IOException {
        if (!Files.exists(resultFile)) {
            return new SternaLook(usage, "", Optional.of("it left no result"), 0, 0, List.of());
        }
        JsonNode result = JSON.readTree(Files.readAllBytes(resultFile));
        JsonNode step = result.path("steps").path(0);
        double seconds = step.path("name").asText().equals("diff")
                ? result.path("tables").path(0).path("seconds").asDouble()
                : step.path("seconds").asDouble();
        JsonNode problem = result.path("problems").path(0).path("message");
        return new SternaLook(
                usage,
                result.path("outcome").asText(),
                problem.isMissingNode() ? Optional.empty() : Optional.of(problem.asText()),
                seconds,
                fetched(runDirectory, eventsBefore),
                found(runDirectory.resolve("diff")));
    }

    static long events(Path runDirectory) throws IOException {
        try (Stream<String> lines = Files.lines(runDirectory.resolve("events.jsonl"))) {
            return lines.count();
        }
    }

    boolean identical() {
        return outcome.equals(DONE) && found.isEmpty();
    }

    /** Whether it could compare at all. */
    boolean compared() {
        return outcome.equals(DONE) || outcome.equals(DIFFERS);
    }

    String failure() {
        return "exit code " + usage.exitCode() + ", " + outcome
                + problem.map(words -> ": " + words).orElse("");
    }

    private static long fetched(Path runDirectory, long eventsBefore) throws IOException {
        long fetched = 0;
        try (Stream<String> lines = Files.lines(runDirectory.resolve("events.jsonl"))) {
            for (String line : lines.skip(eventsBefore).toList()) {
                JsonNode event = JSON.readTree(line);
                fetched += event.path("type").asText().equals("diff-narrowed")
                        ? event.path("fetched").asLong()
                        : 0;
            }
        }
        return fetched;
    }

    private static List<Planted> found(Path directory) throws IOException {
        List<Planted> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    found.add(row(JSON.readTree(line)));
                }
            }
        }
        return found;
    }

    private static Planted row(JsonNode line) {
        List<String> key = new ArrayList<>();
        DiffBench.KEY.forEach(column -> key.add(line.path("key").path(column).asText()));
        Set<String> columns = new TreeSet<>();
        line.path("columns").forEach(column -> columns.add(column.asText()));
        return new Planted(Planted.Kind.of(line.path("kind").asText()), key, columns);
    }
}
