package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;

/** A command in a process of its own, to be interrupted, and the small migration that it is given for. */
final class InterruptedRun implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final TestDatabase source;
    private final TestDatabase target;
    private final Shop shop;
    private final List<String> options = new ArrayList<>();
    private Process process;

    InterruptedRun(Path folder, TestDatabase source, TestDatabase target) {
        this.folder = folder;
        this.source = source;
        this.target = target;
        this.shop = new Shop(folder, source, target);
    }

    TestDatabase source() {
        return source;
    }

    TestDatabase target() {
        return target;
    }

    Shop shop() {
        return shop;
    }

    /** An option of the JVM of all processes from now on, in place of the one before. */
    void option(String option) {
        options.clear();
        options.add(option);
    }

    /** Begins a command that has two seconds to end by itself: the tests sit them out. */
    void start(String... words) throws IOException {
        start(Duration.ofSeconds(2), words);
    }

    void start(Duration grace, String... words) throws IOException {
        // Whoever runs the tests in the background may have left SIGINT ignored, and children inherit that.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.add("-D" + InterruptGrace.PROPERTY + "=" + grace.toSeconds());
        command.addAll(options);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx1g", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(words));
        command.addAll(List.of("--config", shop.config().toString()));
        command.addAll(List.of("--result-file", folder.resolve("result.json").toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    void interrupt() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Waits for the end, and returns the exit code. */
    int ended() throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Whether a session of the database waits for a lock. */
    static boolean waits(TestDatabase database) throws SQLException {
        return !database.queryValue(database.sql().waitingSessions()).equals("0");
    }

    /**
     * Asserts what an interrupted command leaves, and returns its result.
     *
     * @param besides codes of what else there is to say of it
     */
    JsonNode assertInterrupted(String remedy, String... besides) throws IOException {
        JsonNode result = JSON.readTree(Files.readString(folder.resolve("result.json")));
        assertThat(result.path("outcome").asText()).isEqualTo("failed");
        assertThat(result.path("exitCode").asInt()).isEqualTo(130);
        assertThat(result.path("problems"))
                .filteredOn(problem -> problem.path("code").asText().equals("interrupted"))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.path("remedy").asText()).startsWith(remedy));
        assertThat(result.path("problems"))
                .extracting(problem -> problem.path("code").asText())
                .filteredOn(code -> !code.equals("interrupted"))
                .containsExactlyInAnyOrder(besides);
        return result;
    }

    String events() throws IOException {
        return Files.readString(shop.file("r", "events.jsonl"));
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
