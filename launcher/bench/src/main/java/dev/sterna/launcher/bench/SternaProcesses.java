package dev.sterna.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Commands in processes of their own, as a person gives them; each leaves its log in a directory. */
final class SternaProcesses implements Sterna {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SternaCommands commands;
    private final Path directory;
    private final Cleanup cleanup;
    private final AtomicInteger given = new AtomicInteger();

    SternaProcesses(SternaCommands commands, Path directory, Cleanup cleanup) {
        this.commands = commands;
        this.directory = directory;
        this.cleanup = cleanup;
    }

    @Override
    public Answer give(String... words) throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory.resolve(given.incrementAndGet() + "-" + words[0]));
        Path result = home.resolve("result.json");
        Usage usage = MeasuredProcess.run(commands.command(result, words), home, cleanup);
        return new Answer(usage.exitCode(), result(result), usage.seconds());
    }

    /** Missing where the process did not come to it. */
    static JsonNode result(Path file) throws IOException {
        return Files.exists(file)
                ? JSON.readTree(Files.readAllBytes(file))
                : JSON.getNodeFactory().missingNode();
    }

    @Override
    public Path runDirectory() {
        return commands.runDirectory();
    }
}
