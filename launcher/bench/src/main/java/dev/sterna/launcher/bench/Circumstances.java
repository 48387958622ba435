package dev.sterna.launcher.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The machine, and in what state it was.
 *
 * @param heapBytes what each JVM among the contenders may use at most
 * @param busyCores how many cores were at work before the benchmark was
 * @param commit empty when this does not run in a checkout
 */
record Circumstances(
        int cores,
        String processor,
        long memoryBytes,
        String system,
        String java,
        long heapBytes,
        double busyCores,
        Optional<String> commit) {

    static Circumstances now() throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Circumstances(
                cores,
                field(Path.of("/proc/cpuinfo"), "model name").orElse(System.getProperty("os.arch")),
                field(Path.of("/proc/meminfo"), "MemTotal")
                        .map(text -> 1024 * Long.parseLong(text.replaceAll("\\D", "")))
                        .orElse(0L),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.version"),
                Runtime.getRuntime().maxMemory(),
                Bystanders.busyCores(cores),
                described());
    }

    /** Whether others work on it too. */
    boolean busy() {
        return busyCores > cores / 8.0;
    }

    private static Optional<String> field(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> described() {
        String home = System.getProperty("sterna.home");
        if (home == null) {
            return Optional.empty();
        }
        try {
            Process git = new ProcessBuilder(List.of("git", "-C", home, "describe", "--always", "--dirty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
