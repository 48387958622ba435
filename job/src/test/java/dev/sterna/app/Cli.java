package dev.sterna.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command line came to.
 *
 * @param out what it printed to standard output, {@code err} to standard error
 */
record Cli(int exitCode, String out, String err) {

    /** Runs a command line in this process. */
    static Cli run(String... args) {
        return run(Commands.all(), args);
    }

    /** Runs a command line over another list of commands. */
    static Cli run(Commands commands, String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream capturedOut = new ByteArrayOutputStream();
        ByteArrayOutputStream capturedErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(capturedOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(capturedErr, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Main.run(commands, args);
            return new Cli(
                    exitCode,
                    capturedOut.toString(StandardCharsets.UTF_8),
                    capturedErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** The result of a command line with {@code --json}: standard output must be that one line. */
    JsonNode result() {
        if (out.lines().count() != 1) {
            throw new AssertionError("Not one line on standard output: " + out + "\n" + err);
        }
        try {
            return new ObjectMapper().readTree(out);
        } catch (JsonProcessingException failure) {
            throw new AssertionError("Not JSON: " + out, failure);
        }
    }
}
