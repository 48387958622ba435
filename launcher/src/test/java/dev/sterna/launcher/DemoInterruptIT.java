package dev.sterna.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C at any time: the demo ends with 130, and nothing stays. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class DemoInterruptIT {
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)  ");
    private static final Pattern FOLDER = Pattern.compile("--config (\\S+)/demo\\.conf");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"while the servers start, 127.0.0.1:", "during the run, prepare", "while both are kept, Ctrl-C stops"})
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingStays(String when, String line) throws Exception {
        Process demo = start();
        List<Long> servers = new ArrayList<>();
        String output;
        try (BufferedReader lines = demo.inputReader()) {
            output = readUntil(line, lines);
            demo.descendants().map(ProcessHandle::pid).forEach(servers::add);
            interrupt(demo);
            output += readUntil(null, lines);
        }

        assertThat(demo.waitFor()).as(when + ": " + output).isEqualTo(130);
        // The supervisors of the servers may be a moment behind.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!leftOvers(output, servers).isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        assertThat(leftOvers(output, servers)).as(when + ": " + output).isEmpty();
        assertThat(output).containsPattern("remov(ed|ing)").doesNotContain("\tat ");
    }

    private Process start() throws IOException {
        // Whoever runs the tests in the background may have left SIGINT ignored, and children inherit that.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("-XX:+Ignore"))
                .forEach(command::add);
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.sterna.launcher.Launcher",
                "demo",
                "--scale",
                "0.01",
                "--keep"));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
    }

    private static String readUntil(String wanted, BufferedReader lines) throws IOException {
        StringBuilder output = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.append(line).append('\n');
            if (wanted != null && line.contains(wanted)) {
                break;
            }
        }
        return output.toString();
    }

    private static void interrupt(Process demo) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -INT " + demo.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    private List<String> leftOvers(String output, List<Long> servers) throws IOException {
        List<String> left = new ArrayList<>();
        servers.stream()
                .filter(pid ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
                .forEach(pid -> left.add("process " + pid));
        for (Matcher port = ADDRESS.matcher(output); port.find(); ) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)))) {
                left.add("port " + open.getPort());
            } catch (IOException refused) {
                // As it should be.
            }
        }
        Matcher folder = FOLDER.matcher(output);
        if (folder.find() && Files.exists(Path.of(folder.group(1)))) {
            left.add(folder.group(1));
        }
        try (var files = Files.list(directory)) {
            files.forEach(file -> left.add(file.toString()));
        }
        return left;
    }
}
