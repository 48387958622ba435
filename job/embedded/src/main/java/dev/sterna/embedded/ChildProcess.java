package dev.sterna.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server process that never outlives this JVM, however the JVM ends: a shell between the two holds the other end of a
 * pipe, and stops the server and removes its directory when the pipe closes. The server has a session of its own, so
 * that Ctrl-C on a terminal reaches this JVM first.
 */
public final class ChildProcess implements AutoCloseable {
    private static final int SECONDS_TO_STOP = 30;

    /** Arguments: the signal that stops the server, the directory to remove, the command. */
    private static final String SUPERVISOR = """
            signal=$1 directory=$2; shift 2
            exec 3<&0
            group=
            command -v setsid >/dev/null && group=- && set -- setsid "$@"
            "$@" </dev/null 3<&- &
            server=$!
            trap : HUP INT TERM
            (
              trap '' HUP INT TERM
              read -r line <&3
              kill -s "$signal" -- $group$server
              tries=0
              while kill -0 $server && [ $tries -lt 200 ]; do sleep 0.1; tries=$((tries + 1)); done
              kill -s KILL -- $group$server
            ) 2>/dev/null &
            guard=$!
            while :; do
              wait $server; status=$?
              kill -0 $server 2>/dev/null || break
            done
            kill -s KILL $guard
            echo $status >"$directory/exit-status"
            read -r line <&3
            rm -rf "$directory"
            """;

    private final Path directory;
    private final Process supervisor;
    private final Thread hook;

    private ChildProcess(Path directory, Process supervisor) {
        this.directory = directory;
        this.supervisor = supervisor;
        this.hook = new Thread(this::stop, "stop " + directory.getFileName());
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a command.
     *
     * @param directory its working directory, which must exist; removed with everything in it at the end. Its output
     *     goes to the file {@code log} there
     * @param stopSignal the signal that ends it, by name: TERM, QUIT, KILL; after 20 seconds it is KILL anyway
     * @throws UncheckedIOException when there is no shell, or the directory cannot be written
     */
    public static ChildProcess start(
            Path directory, String stopSignal, Map<String, String> environment, List<String> command) {
        List<String> supervised = new ArrayList<>(
                List.of("/bin/sh", "-c", SUPERVISOR, "sterna-supervisor", stopSignal, directory.toString()));
        supervised.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(supervised)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(directory, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.get(0), e);
        }
    }

    /** False once the command has ended, by itself or by {@link #close()}. */
    public boolean alive() {
        return supervisor.isAlive() && !Files.exists(directory.resolve("exit-status"));
    }

    /** The exit status of a command that has ended by itself; 128 and the signal's number when a signal ended it. */
    public OptionalInt exitStatus() {
        try {
            String status = Files.readString(directory.resolve("exit-status")).strip();
            return status.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(status));
        } catch (NoSuchFileException e) {
            return OptionalInt.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the exit status in " + directory, e);
        }
    }

    /** The last lines of its output, or nothing after {@link #close()}. */
    public String lastOutput() {
        try {
            List<String> lines = new String(Files.readAllBytes(directory.resolve("log")), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** Ends the command, waits for it and removes its directory. Does nothing the second time. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook has done it, or is about to.
        }
    }

    private void stop() {
        try {
            supervisor.getOutputStream().close();
            if (!supervisor.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                supervisor.destroyForcibly();
            }
            remove(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop the server in " + directory, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes a directory and everything in it; what vanishes meanwhile is no error. */
    static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted((a, b) -> b.compareTo(a)).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
