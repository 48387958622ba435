package dev.sterna.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.embedded.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** reladiff (PyPI): bisection by checksums over two databases, every column compared, as many threads a server as cores. */
final class Reladiff {
    static final String NAME = "reladiff";

    /** It breaks a line where a terminal would end. */
    private static final String WIDEST_LINE = "10000";

    private static final Pattern ROW = Pattern.compile("\\[\"[-+]\", .*");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Course course;

    Reladiff(Course course) {
        this.course = course;
    }

    Command command(Programs programs) throws IOException {
        Path config = PrivateFile.write(
                course.directory().resolve("reladiff.toml"),
                database("source", course.source())
                        + database("target", course.target())
                        + """
                        [run.default]
                        1.database = "source"
                        1.table = "%1$s"
                        2.database = "target"
                        2.table = "%1$s"
                        """.formatted(DiffBench.TABLE));
        List<String> words = new ArrayList<>(List.of(programs.path(NAME), "--conf", config.toString(), "--json"));
        DiffBench.KEY.forEach(column -> words.addAll(List.of("-k", column)));
        // Sorting rows that have a NULL is more than its own order can do.
        words.addAll(List.of("-c", "%", "--skip-sort-results", "-j", Integer.toString(course.cores())));
        return new Command(words, Map.of("COLUMNS", WIDEST_LINE, "PYTHONWARNINGS", "ignore"), List.of(config));
    }

    private static String database(String name, Server server) {
        boolean postgres = server.engine() == Engine.POSTGRESQL;
        return """
                [database.%s]
                driver = "%s"
                host = "%s"
                port = %d
                user = "%s"
                password = "%s"
                %s = "%s"
                """.formatted(
                        name,
                        postgres ? "postgresql" : "mysql",
                        server.host(),
                        server.port(),
                        server.login().user(),
                        server.login().password().replace("\\", "\\\\").replace("\"", "\\\""),
                        postgres ? "dbname" : "database",
                        server.database());
    }

    /** What it has found compared with what there is: empty when these are the same rows. */
    static String shortfall(Path log, List<Planted> planted) throws IOException {
        Set<List<String>> named = new HashSet<>();
        try (Stream<String> lines = Files.lines(log)) {
            for (String line : (Iterable<String>) lines.filter(ROW.asMatchPredicate())::iterator) {
                List<String> key = new ArrayList<>();
                JsonNode values = JSON.readTree(line).path(1);
                for (int i = 0; i < DiffBench.KEY.size(); i++) {
                    key.add(values.path(i).asText());
                }
                named.add(key);
            }
        }
        Set<List<String>> there = planted.stream().map(Planted::key).collect(Collectors.toSet());
        long found = there.stream().filter(named::contains).count();
        long others = named.size() - found;
        return found == there.size() && others == 0
                ? ""
                : "it names " + found + " of " + there.size() + " rows that differ, and " + others + " others";
    }
}
