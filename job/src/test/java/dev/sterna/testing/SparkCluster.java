package dev.sterna.testing;

import dev.sterna.embedded.ChildProcess;
import dev.sterna.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives tests a real standalone cluster: a master and two workers with two cores each, every one a process of its own.
 * Started when it is first asked for, shared by all test classes of this JVM, stopped when the JVM ends.
 */
public final class SparkCluster {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The URL for {@code --master}. */
    public String masterUrl() {
        return Shared.running().masterUrl();
    }

    /** How many workers the master believes to be alive. */
    public int aliveWorkers() {
        return Shared.running().aliveWorkers();
    }

    /** Runs {@code spark-submit} against this cluster, with an executor on each worker; see {@link SparkProgram#submit}. */
    public SparkProgram.Ended submit(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--master",
                masterUrl(),
                "--executor-cores",
                "1",
                "--total-executor-cores",
                "2",
                "--executor-memory",
                "1g",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"));
        all.addAll(Arrays.asList(arguments));
        return SparkProgram.submit(PATIENCE, all);
    }

    /** The cluster of this JVM. Its processes end with it. */
    private static final class Shared {
        private static Running running;

        static synchronized Running running() {
            if (running == null) {
                running = Running.start();
            }
            return running;
        }
    }

    /** The processes, which end with this JVM. */
    private record Running(String masterUrl, URI status, List<ChildProcess> processes) {
        private static final Pattern ALIVE_WORKERS = Pattern.compile("\"aliveworkers\"\\s*:\\s*(\\d+)");
        private static final int WORKERS = 2;

        static Running start() {
            int port = Ports.free();
            int statusPort = Ports.free();
            String url = "spark://" + Ports.HOST + ":" + port;
            URI status = URI.create("http://" + Ports.HOST + ":" + statusPort + "/json/");
            Running running = new Running(url, status, new ArrayList<>());
            running.processes.add(daemon(
                    "master",
                    "--host",
                    Ports.HOST,
                    "--port",
                    Integer.toString(port),
                    "--webui-port",
                    Integer.toString(statusPort)));
            // A worker that finds no master tries again only after some 10 seconds.
            running.await(0);
            for (int worker = 0; worker < WORKERS; worker++) {
                running.processes.add(0, daemon("worker", url));
            }
            running.await(WORKERS);
            return running;
        }

        private static ChildProcess daemon(String role, String... arguments) {
            try {
                Path directory = Files.createTempDirectory("sterna-spark-" + role + "-");
                List<String> command = SparkProgram.java(
                        "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dspark.master.rest.enabled=false");
                if (role.equals("worker")) {
                    command.addAll(List.of(
                            "org.apache.spark.deploy.worker.Worker",
                            "--host",
                            Ports.HOST,
                            "--webui-port",
                            "0",
                            "--cores",
                            "2",
                            "--memory",
                            "2g",
                            "--work-dir",
                            directory.resolve("work").toString()));
                } else {
                    command.add("org.apache.spark.deploy.master.Master");
                }
                command.addAll(Arrays.asList(arguments));
                Map<String, String> environment = SparkProgram.environment(SparkProgram.sparkHome(directory));
                return ChildProcess.start(directory, "TERM", environment, command);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void await(int workers) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (aliveWorkers() < workers) {
                boolean broken = processes.stream().anyMatch(process -> !process.alive());
                if (broken || System.nanoTime() > deadline) {
                    StringBuilder message = new StringBuilder("The cluster did not start");
                    processes.forEach(process -> message.append('\n').append(process.lastOutput()));
                    processes.forEach(ChildProcess::close);
                    throw new AssertionError(message.toString());
                }
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("Interrupted", e);
                }
            }
        }

        /** Less than zero while the master does not answer. */
        int aliveWorkers() {
            HttpRequest request = HttpRequest.newBuilder(status)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            try {
                String json = HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
                Matcher alive = ALIVE_WORKERS.matcher(json);
                return alive.find() ? Integer.parseInt(alive.group(1)) : -1;
            } catch (IOException notYetThere) {
                return -1;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
    }
}
