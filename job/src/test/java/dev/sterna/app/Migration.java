package dev.sterna.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.testing.KeptSpark;
import dev.sterna.testing.SparkProgram;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A migration between two databases of a test: its configuration, and commands given to it in this process. */
public final class Migration {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final Path config;
    private final List<TestDatabase> databases;
    private final boolean ownSpark;
    private int commands;

    public Migration(Path directory, TestDatabase source, TestDatabase target, String... more) {
        this.directory = directory;
        this.config = directory.resolve("sterna.conf");
        this.databases = List.of(source, target);
        this.ownSpark = String.join("\n", more).contains("spark {");
        String text = "sterna {\n"
                + "  workspace = \"" + directory.resolve("workspace").toUri() + "\"\n"
                + "  source { url = \"" + source.jdbcUrl() + "\", user = \"" + source.user() + "\", password = \""
                + source.password() + "\" }\n"
                + "  target { url = \"" + target.jdbcUrl() + "\", user = \"" + target.user() + "\", password = \""
                + target.password() + "\" }\n"
                + String.join("\n", more) + "\n}\n";
        try {
            Files.writeString(config, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Gives a command, in a Spark session that is there unless it says something of its own, and returns its result object. */
    public JsonNode give(String... words) {
        return give(Commands.all(), words);
    }

    /** Gives one of these commands and returns its result object. */
    JsonNode give(Commands list, String... words) {
        Path result = directory.resolve("result-" + ++commands + ".json");
        List<String> all = arguments(words);
        all.addAll(List.of("--result-file", result.toUri().toString()));
        // What the test has kept open is not the command's, and begins anew when the command has changed settings.
        databases.forEach(TestDatabase::renewSessions);
        if (all.contains("--master") || ownSpark) {
            KeptSpark.end();
        } else {
            KeptSpark.begin();
        }
        int exitCode = Main.run(list, all.toArray(String[]::new));
        databases.forEach(TestDatabase::renewSessions);
        JsonNode node = read(result);
        if (node.get("exitCode").asInt() != exitCode) {
            throw new AssertionError("The result says " + node.get("exitCode") + ", the process " + exitCode);
        }
        return node;
    }

    /** The arguments of a command with this migration's configuration, for another process. */
    public List<String> arguments(String... words) {
        List<String> all = new ArrayList<>(List.of("--config", config.toString(), "--run-id", "r"));
        all.addAll(List.of(words));
        return all;
    }

    /** A file of the run. */
    public Path file(String name) {
        return directory.resolve("workspace/r").resolve(name);
    }

    /** A JSON file of the run. */
    public JsonNode json(String name) {
        return read(file(name));
    }

    public static JsonNode result(SparkProgram.Ended ended) {
        try {
            return JSON.readTree(ended.stdout());
        } catch (IOException failure) {
            throw new UncheckedIOException(ended.stderr(), failure);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
