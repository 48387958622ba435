package dev.sterna.launcher.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Commands of Sterna with its default configuration, each in a JVM like that of scripts/sterna. */
final class SternaCommands {
    static final String RUN_ID = "bench";

    private final Course course;
    private final Path config;

    private SternaCommands(Course course, Path config) {
        this.course = course;
        this.config = config;
    }

    /** Writes the configuration into the course's directory; without tables all that there are take part. */
    static SternaCommands configured(Course course) throws IOException {
        return configured(course, "");
    }

    /** @param more settings, beside those that every run needs */
    static SternaCommands configured(Course course, String more) throws IOException {
        Path config = PrivateFile.write(course.directory().resolve("sterna.conf"), """
                sterna {
                  workspace = %s
                  source { url = %s, user = %s, password = ${?BENCH_SOURCE_PASSWORD} }
                  target { url = %s, user = %s, password = ${?BENCH_TARGET_PASSWORD} }
                  %s
                  %s
                }
                """.formatted(
                        quoted(workspace(course).toUri().toString()),
                        quoted(course.source().jdbcUrl()),
                        quoted(course.source().login().user()),
                        quoted(course.target().jdbcUrl()),
                        quoted(course.target().login().user()),
                        course.tables().isEmpty()
                                ? ""
                                : "tables { include = ["
                                        + course.tableNames().stream()
                                                .map(SternaCommands::quoted)
                                                .collect(Collectors.joining(", "))
                                        + "] }",
                        more));
        return new SternaCommands(course, config);
    }

    /** @param result the file that the command leaves its result in */
    Command command(Path result, String... step) {
        List<String> words = Jvm.command("dev.sterna.launcher.Launcher");
        words.add("--json");
        words.addAll(words(result, step));
        return new Command(
                words,
                Map.of(
                        "BENCH_SOURCE_PASSWORD", course.source().login().password(),
                        "BENCH_TARGET_PASSWORD", course.target().login().password(),
                        "SPARK_LOCAL_IP", System.getenv().getOrDefault("SPARK_LOCAL_IP", "127.0.0.1")));
    }

    /** The command line without passwords, which lie in the environment. */
    List<String> words(Path result, String... step) {
        List<String> words = new ArrayList<>(List.of("--config", config.toString(), "--run-id", RUN_ID));
        words.addAll(List.of("--result-file", result.toUri().toString()));
        words.addAll(Arrays.asList(step));
        return words;
    }

    /** What the run has written. */
    Path runDirectory() {
        return workspace(course).resolve(RUN_ID);
    }

    private static Path workspace(Course course) {
        return course.directory().resolve("workspace");
    }

    /** A text as a configuration has it. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
