package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C while a process waits for a server, in every phase: 130, a result, and a command that resumes. */
class InterruptIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    private TestDatabase source;
    private TestDatabase target;
    private Shop shop;
    private Process process;

    private void fill(Engine to) {
        source = DATABASES.create(Engine.POSTGRESQL);
        target = DATABASES.create(to);
        shop = new Shop(folder, source, target);
    }

    @AfterEach
    void endProcess() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** In what each statement locks, the command waits. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plan    |                     | POSTGRESQL | source | LOCK TABLE orders IN ACCESS EXCLUSIVE MODE
            prepare | plan                | POSTGRESQL | target | CREATE TABLE customer (id int)
            backup  | prepare             | POSTGRESQL | source | LOCK TABLE orders IN ACCESS EXCLUSIVE MODE
            load    | prepare,backup      | POSTGRESQL | target | LOCK TABLE sterna.chunk IN EXCLUSIVE MODE
            load    | prepare,backup      | POSTGRESQL | target | LOCK TABLE sterna.chunk IN ACCESS EXCLUSIVE MODE
            load    | prepare,backup      | MARIADB    | target | LOCK TABLES orders WRITE, customer WRITE
            diff    | prepare,backup,load | POSTGRESQL | target | LOCK TABLE orders IN ACCESS EXCLUSIVE MODE
            """)
    void phaseEndsInOrderAndTheSameCommandResumes(
            String command, String before, Engine engine, String side, String lock) throws Exception {
        fill(engine);
        for (String step : before == null ? new String[0] : before.split(",")) {
            assertThat(shop.json(step, "--execute").exitCode()).isZero();
        }
        TestDatabase locked = side.equals("source") ? source : target;
        try (Connection holder = locked.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(lock);
            start(command, "--execute", "--run-id", "r");
            await().atMost(PATIENCE).until(() -> waits(locked) && events().contains("step\":\"" + command + "\""));

            assertThat(interrupted()).as(output()).isEqualTo(130);
        }
        String resume = "sterna " + command + " --config " + shop.config() + " --run-id r --execute";
        assertInterrupted("Resume it with: " + resume);
        assertThat(output()).contains(resume).doesNotContain("\tat ").doesNotContain(target.password());
        assertThat(shop.json("status").result().at("/status/state").asText()).isIn("failed", "dead");
        Cli again = shop.json(command, "--execute");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(shop.json("status").result().at("/status/state").asText()).isIn("done", "nothing-to-do");
    }

    @Test
    void whoAsksTwiceDoesNotWaitAndStillGetsAResult() throws Exception {
        fill(Engine.POSTGRESQL);
        try (Connection holder = source.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            start("run", "--execute", "--run-id", "r");
            await().atMost(PATIENCE).until(() -> waits(source));
            signal("INT");
            await().atMost(PATIENCE).until(() -> output().contains("Interrupted: ending what is under way"));
            long second = System.nanoTime();

            assertThat(interrupted()).isEqualTo(130);
            assertThat(Duration.ofNanos(System.nanoTime() - second)).isLessThan(Duration.ofSeconds(8));
        }
        assertInterrupted("Resume it with: sterna run ");
    }

    /** A server that takes the connection and says nothing. */
    @ParameterizedTest
    @CsvSource({"source, postgresql", "target, mariadb"})
    void connectingEnds(String side, String engine) throws Exception {
        fill(Engine.POSTGRESQL);
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:" + engine + "://127.0.0.1:" + silent.getLocalPort() + "/shop";
            start("run", "--execute", "-D", "sterna." + side + ".url=" + url);
            try (Socket connected = silent.accept()) {
                assertThat(connected.isConnected()).isTrue();
                assertThat(interrupted()).as(output()).isEqualTo(130);
            }
            JsonNode result = assertInterrupted("Resume it with: sterna run --config ");
            // The run's id was made from the time: without it the same words would begin another run.
            assertThat(result.at("/problems/0/remedy").asText())
                    .contains("-D sterna." + side + ".url=" + url)
                    .endsWith(" --run-id " + result.path("runId").asText() + " --execute");
        }
    }

    @Test
    void lookingEnds() throws Exception {
        fill(Engine.POSTGRESQL);
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/shop";
            assertThat(shop.json("plan").exitCode()).isZero();
            Path state = shop.file("r", "state.json");
            Files.writeString(state, Files.readString(state).replace(target.jdbcUrl(), url));
            start("status", "--run-id", "r", "-D", "sterna.target.url=" + url);
            try (Socket connected = silent.accept()) {
                assertThat(connected.isConnected()).isTrue();
                assertThat(interrupted()).as(output()).isEqualTo(130);
            }
            assertInterrupted("Give the same command again");
        }
    }

    @Test
    void killedRunIsSeenAndResumed() throws Exception {
        fill(Engine.POSTGRESQL);
        assertThat(shop.json("prepare", "--execute").exitCode()).isZero();
        try (Connection holder = target.connect();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE sterna.chunk IN EXCLUSIVE MODE");
            start("run", "--execute", "--run-id", "r");
            await().atMost(PATIENCE).until(() -> waits(target));

            Cli status = shop.json("status");
            assertThat(status.result().at("/status/state").asText()).isEqualTo("running");
            assertThat(status.result().at("/status/tables")).allSatisfy(table -> {
                assertThat(table.path("backedUp")).isEqualTo(table.path("chunks"));
                assertThat(table.path("loaded").asInt()).isZero();
            });
            assertThat(shop.json("run", "--execute").exitCode()).isEqualTo(8);
            assertThat(shop.json("run").result().path("outcome").asText()).isEqualTo("preview");
            assertThat(shop.json("status").result().at("/status/state").asText())
                    .as("a preview beside the run is not its end")
                    .isEqualTo("running");
            Cli report = shop.json("report");
            assertThat(report.result().at("/last/command").asText()).isEqualTo("prepare");
            assertThat(report.result().at("/problems/0/code").asText()).isEqualTo("report-outdated");

            process.destroyForcibly().waitFor();
        }
        assertThat(shop.json("status").result().at("/status/state").asText()).isEqualTo("dead");
        await().atMost(PATIENCE).until(() -> shop.json("run", "--execute").exitCode() != 8);
        assertThat(shop.json("status").result().at("/status/state").asText()).isEqualTo("done");
        assertThat(target.queryValue("SELECT count(*) FROM orders")).isEqualTo("1000");
        assertThat(target.queryValue("SELECT state FROM sterna.run")).isEqualTo("done");
    }

    private JsonNode assertInterrupted(String remedy) throws IOException {
        JsonNode result = JSON.readTree(Files.readString(folder.resolve("result.json")));
        assertThat(result.path("outcome").asText()).isEqualTo("failed");
        assertThat(result.path("exitCode").asInt()).isEqualTo(130);
        assertThat(result.path("problems")).hasSize(1);
        assertThat(result.at("/problems/0/code").asText()).isEqualTo("interrupted");
        assertThat(result.at("/problems/0/remedy").asText()).startsWith(remedy);
        return result;
    }

    private void start(String... words) throws IOException {
        // Whoever runs the tests in the background may have left SIGINT ignored, and children inherit that.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
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

    /** Sends the signal and returns the exit code. */
    private int interrupted() throws IOException, InterruptedException {
        signal("INT");
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    private boolean waits(TestDatabase database) throws SQLException {
        String sql = database.engine() == Engine.POSTGRESQL
                ? "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                : "SELECT count(*) FROM information_schema.processlist WHERE db = database() AND state LIKE 'Waiting for%lock%'";
        return !database.queryValue(sql).equals("0");
    }

    private String events() throws IOException {
        return Files.readString(shop.file("r", "events.jsonl"));
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }
}
