package dev.sterna.launcher.bench;

import dev.sterna.embedded.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a program and watches it from outside. */
final class MeasuredProcess {
    private static final long MILLIS_BETWEEN_LOOKS = 10;
    private static final int LOOKS_PER_SAMPLE = 10;

    /** Arguments: a directory, the command. The shell's own times are exact where polling would miss the last moments. */
    private static final String STOPWATCH = """
            directory=$1; shift
            echo $$ >"$directory/process"
            "$@"
            status=$?
            times >"$directory/times"
            exit $status
            """;

    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

    private MeasuredProcess() {}

    /**
     * Runs a command to its end. Its output goes to the file {@code log} in the directory.
     *
     * @throws InterruptedException when this JVM is told to stop meanwhile
     */
    static Usage run(Command command, Path directory, Cleanup cleanup) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("/bin/sh", "-c", STOPWATCH, "bench-stopwatch", directory.toString()));
        words.addAll(command.words());
        // The child's own directory goes when it is closed.
        Path home = Files.createDirectory(directory.resolve("process-home"));
        long start = System.nanoTime();
        ChildProcess process = cleanup.add(ChildProcess.start(home, "TERM", command.environment(), words));
        try {
            ProcessTree tree = new ProcessTree(directory.resolve("process"));
            int exitCode = await(process, tree, cleanup);
            double seconds = (System.nanoTime() - start) / 1e9;
            String output = process.lastOutput();
            Files.copy(home.resolve("log"), directory.resolve("log"), StandardCopyOption.REPLACE_EXISTING);
            return new Usage(exitCode, seconds, tree.peakBytes(), cpuSeconds(directory.resolve("times")), output);
        } finally {
            cleanup.close(process);
        }
    }

    private static int await(ChildProcess process, ProcessTree tree, Cleanup cleanup) throws InterruptedException {
        for (int look = 0; true; look++) {
            OptionalInt status = process.exitStatus();
            if (status.isPresent()) {
                return status.getAsInt();
            }
            if (cleanup.stopping()) {
                throw new InterruptedException("The bench is being stopped");
            }
            if (look % LOOKS_PER_SAMPLE == 0) {
                tree.sample();
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }

    /** The second line of {@code times}: user and system of those that were waited for. */
    private static double cpuSeconds(Path times) throws IOException {
        double sum = 0;
        if (Files.exists(times)) {
            List<String> lines = Files.readAllLines(times);
            Matcher time = TIME.matcher(lines.size() > 1 ? lines.get(1) : "");
            while (time.find()) {
                sum += 60 * Double.parseDouble(time.group(1)) + Double.parseDouble(time.group(2));
            }
        }
        return sum;
    }
}
