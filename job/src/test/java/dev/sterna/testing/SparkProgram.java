package dev.sterna.testing;

import dev.sterna.embedded.ChildProcess;
import dev.sterna.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;

/** Programs of Spark and of Sterna in JVMs of their own, with the class path of the tests. */
public final class SparkProgram {
    private SparkProgram() {}

    /** What a program that has ended left behind. */
    public record Ended(int exitCode, String stdout, String stderr) {}

    /**
     * Runs {@code spark-submit} with these arguments and waits. A program that is on the class path already has
     * {@code spark-internal} in the place of its jar.
     *
     * @throws AssertionError when it has not ended after this time; it is killed then
     */
    public static Ended submit(Duration patience, List<String> arguments) {
        List<String> command = java("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        command.add("org.apache.spark.deploy.SparkSubmit");
        command.addAll(arguments);
        return run(patience, command);
    }

    /** Runs the main method of a class with so much heap, such as {@code 1g}, and waits; see {@link #submit}. */
    public static Ended main(String heap, Duration patience, Class<?> program, List<String> arguments) {
        List<String> command = java("-Xmx" + heap, "-XX:TieredStopAtLevel=1");
        command.add(program.getName());
        command.addAll(arguments);
        return run(patience, command);
    }

    /** The beginning of a command: java, its options and the class path. */
    static List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Collections.addAll(command, JavaModuleOptions.defaultModuleOptionArray());
        Collections.addAll(command, options);
        command.add("-cp");
        command.add(classPath());
        return command;
    }

    /** What Spark's programs need to know when there is no distribution of Spark. */
    static Map<String, String> environment(Path sparkHome) {
        return Map.of(
                "SPARK_HOME",
                sparkHome.toString(),
                "SPARK_LOCAL_IP",
                Ports.HOST,
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_DIST_CLASSPATH",
                classPath());
    }

    /** A directory that passes for a distribution of Spark. */
    static Path sparkHome(Path directory) throws IOException {
        Path home = directory.resolve("spark-home");
        Files.createDirectories(home.resolve("jars"));
        return home;
    }

    private static Ended run(Duration patience, List<String> command) {
        try {
            Path directory = Files.createTempDirectory("sterna-program-");
            List<String> redirected =
                    new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" >stdout 2>stderr", "sterna-program"));
            redirected.addAll(command);
            try (ChildProcess process =
                    ChildProcess.start(directory, "KILL", environment(sparkHome(directory)), redirected)) {
                long deadline = System.nanoTime() + patience.toNanos();
                while (process.alive() && System.nanoTime() < deadline) {
                    Thread.sleep(50);
                }
                String stdout = Files.readString(directory.resolve("stdout"));
                String stderr = Files.readString(directory.resolve("stderr"));
                int exitCode = process.exitStatus()
                        .orElseThrow(() -> new AssertionError(
                                "Not ended after " + patience + ": " + command + "\n" + stdout + "\n" + stderr));
                return new Ended(exitCode, stdout, stderr);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
