package dev.sterna.app;

import static dev.sterna.app.InterruptedRun.PATIENCE;
import static dev.sterna.app.InterruptedRun.waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while a process waits for a server, in every phase: 130, a result, and a command that resumes. */
class InterruptIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    /** Closed after each test, the last one first. */
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path folder;

    /**
     * A command that waits for a lock.
     *
     * @param before the steps that are done already
     * @param side where the statement takes what the command waits for
     */
    private record Phase(String command, List<String> before, Engine to, String side, String lock) {}

    private static final List<Phase> PHASES = List.of(
            new Phase("plan", List.of(), Engine.POSTGRESQL, "source", "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE"),
            new Phase("prepare", List.of("plan"), Engine.POSTGRESQL, "target", "CREATE TABLE customer (id int)"),
            new Phase(
                    "backup",
                    List.of("prepare"),
                    Engine.POSTGRESQL,
                    "source",
                    "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE"),
            new Phase(
                    "load",
                    List.of("prepare", "backup"),
                    Engine.POSTGRESQL,
                    "target",
                    "LOCK TABLE sterna.chunk IN EXCLUSIVE MODE"),
            new Phase(
                    "load",
                    List.of("prepare", "backup"),
                    Engine.POSTGRESQL,
                    "target",
                    "LOCK TABLE sterna.chunk IN ACCESS EXCLUSIVE MODE"),
            new Phase(
                    "load",
                    List.of("prepare", "backup"),
                    Engine.MARIADB,
                    "target",
                    "LOCK TABLES orders WRITE, customer WRITE"),
            new Phase(
                    "sync",
                    List.of("prepare", "backup", "load"),
                    Engine.POSTGRESQL,
                    "target",
                    "LOCK TABLE orders IN EXCLUSIVE MODE"),
            new Phase(
                    "sync", List.of("prepare", "backup", "load"), Engine.MARIADB, "target", "LOCK TABLES orders READ"),
            new Phase(
                    "diff",
                    List.of("prepare", "backup", "load"),
                    Engine.POSTGRESQL,
                    "target",
                    "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE"));

    private InterruptedRun fill(Engine to) throws Exception {
        InterruptedRun run = new InterruptedRun(
                Files.createTempDirectory(folder, "run-"), DATABASES.create(Engine.POSTGRESQL), DATABASES.create(to));
        open.add(run);
        return run;
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size(); i > 0; i--) {
            open.get(i - 1).close();
        }
    }

    /** Each ends only after its grace, in which the next is begun. */
    @TestFactory
    Stream<DynamicTest> phaseEndsInOrderAndTheSameCommandResumes() throws Exception {
        List<DynamicTest> ends = new ArrayList<>();
        for (Phase phase : PHASES) {
            InterruptedRun run = fill(phase.to());
            for (String step : phase.before()) {
                assertThat(run.shop().json(step, "--execute").exitCode()).isZero();
            }
            if (phase.command().equals("sync")) {
                run.source().execute("UPDATE orders SET note = 'other' WHERE id = 7");
            }
            TestDatabase locked = phase.side().equals("source") ? run.source() : run.target();
            Connection holder = locked.connect();
            open.add(holder);
            holder.setAutoCommit(false);
            try (Statement statement = holder.createStatement()) {
                statement.execute(phase.lock());
            }
            run.start(phase.command(), "--execute", "--run-id", "r");
            await().atMost(PATIENCE)
                    .until(() -> waits(locked) && run.events().contains("step\":\"" + phase.command() + "\""));
            run.interrupt();
            ends.add(dynamicTest(phase.toString(), () -> resumes(run, phase.command(), holder)));
        }
        return ends.stream();
    }

    private static void resumes(InterruptedRun run, String command, Connection holder) throws Exception {
        assertThat(run.ended()).as(run.output()).isEqualTo(130);
        holder.close();
        Shop shop = run.shop();
        String resume = "sterna " + command + " --config " + shop.config() + " --run-id r --execute";
        run.assertInterrupted("Resume it with: " + resume);
        assertThat(run.output())
                .contains(resume)
                .doesNotContain("\tat ")
                .doesNotContain(run.target().password());
        assertThat(shop.json("status").result().at("/status/state").asText()).isIn("failed", "dead");
        Cli again = shop.json(command, "--execute");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(shop.json("status").result().at("/status/state").asText()).isIn("done", "nothing-to-do");
    }

    @Test
    void whoAsksTwiceDoesNotWaitAndStillGetsAResult() throws Exception {
        InterruptedRun run = fill(Engine.POSTGRESQL);
        try (Connection holder = run.source().connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            run.start(InterruptGrace.DEFAULT, "run", "--execute", "--run-id", "r");
            await().atMost(PATIENCE).until(() -> waits(run.source()));
            run.interrupt();
            await().atMost(PATIENCE).until(() -> run.output().contains("Interrupted: ending what is under way"));
            long second = System.nanoTime();

            run.interrupt();
            assertThat(run.ended()).isEqualTo(130);
            assertThat(Duration.ofNanos(System.nanoTime() - second)).isLessThan(Duration.ofSeconds(8));
        }
        run.assertInterrupted("Resume it with: sterna run ");
    }

    /** A server that takes the connection and says nothing. */
    @TestFactory
    Stream<DynamicTest> connectingEnds() throws Exception {
        List<DynamicTest> ends = new ArrayList<>();
        for (String[] side : new String[][] {{"source", "postgresql"}, {"target", "mariadb"}}) {
            InterruptedRun run = fill(Engine.POSTGRESQL);
            ServerSocket silent = silent();
            String url = "jdbc:" + side[1] + "://127.0.0.1:" + silent.getLocalPort() + "/shop";
            String setting = "sterna." + side[0] + ".url=" + url;
            run.start("run", "--execute", "-D", setting);
            interruptOnceConnected(run, silent);
            ends.add(dynamicTest(String.join(" ", side), () -> {
                assertThat(run.ended()).as(run.output()).isEqualTo(130);
                JsonNode result = run.assertInterrupted("Resume it with: sterna run --config ");
                // The run's id was made from the time: without it the same words would begin another run.
                assertThat(result.at("/problems/0/remedy").asText())
                        .contains("-D " + setting)
                        .endsWith(" --run-id " + result.path("runId").asText() + " --execute");
            }));
        }
        InterruptedRun run = fill(Engine.POSTGRESQL);
        ServerSocket silent = silent();
        String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/shop";
        assertThat(run.shop().json("plan").exitCode()).isZero();
        Path state = run.shop().file("r", "state.json");
        Files.writeString(state, Files.readString(state).replace(run.target().jdbcUrl(), url));
        run.start("status", "--run-id", "r", "-D", "sterna.target.url=" + url);
        interruptOnceConnected(run, silent);
        ends.add(dynamicTest("status", () -> {
            assertThat(run.ended()).as(run.output()).isEqualTo(130);
            run.assertInterrupted("Give the same command again");
        }));
        return ends.stream();
    }

    private ServerSocket silent() throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        open.add(server);
        return server;
    }

    private void interruptOnceConnected(InterruptedRun run, ServerSocket silent) throws Exception {
        Socket connected = silent.accept();
        open.add(connected);
        assertThat(connected.isConnected()).isTrue();
        run.interrupt();
    }

    @Test
    void killedRunIsSeenAndResumed() throws Exception {
        InterruptedRun run = fill(Engine.POSTGRESQL);
        Shop shop = run.shop();
        assertThat(shop.json("prepare", "--execute").exitCode()).isZero();
        try (Connection holder = run.target().connect();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("LOCK TABLE sterna.chunk IN EXCLUSIVE MODE");
            run.start("run", "--execute", "--run-id", "r");
            await().atMost(PATIENCE).until(() -> waits(run.target()));

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

            run.kill();
        }
        assertThat(shop.json("status").result().at("/status/state").asText()).isEqualTo("dead");
        await().atMost(PATIENCE).until(() -> shop.json("run", "--execute").exitCode() != 8);
        assertThat(shop.json("status").result().at("/status/state").asText()).isEqualTo("done");
        assertThat(run.target().queryValue("SELECT count(*) FROM orders")).isEqualTo("1000");
        assertThat(run.target().queryValue("SELECT state FROM sterna.run")).isEqualTo("done");
    }
}
