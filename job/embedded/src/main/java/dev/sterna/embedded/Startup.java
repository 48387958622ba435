package dev.sterna.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the start of a server is for every engine: a directory, a port, a script that initialises and then becomes the
 * server, the wait until it answers, and the first statements.
 */
final class Startup {
    private static final int ATTEMPTS = 3;
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final String OWNER = "sterna";

    private Startup() {}

    /** What is particular to an engine. */
    interface Recipe {
        Engine engine();

        /** See {@link RunningServer}. */
        String urlFormat();

        /** The name of the administrator and of the database that always exists. */
        String administrator();

        String administrationDatabase();

        /** The signal that stops the server at once; nobody needs its data afterwards. */
        String stopSignal();

        /** Writes what it needs into the directory, and returns a shell script that ends in {@code exec}. */
        String script(Path directory, int port, Login administrator) throws IOException;

        /** Run by the administrator: make the owner and the database. */
        List<String> firstStatements(String database, Login owner);
    }

    /**
     * Starts a server.
     *
     * @throws EmbeddedServerException when it does not start; the message ends with the server's last output
     */
    static EmbeddedServer start(Recipe recipe, Path parent, String database) {
        for (int attempt = 1; true; attempt++) {
            try {
                return attempt(recipe, parent, database);
            } catch (EmbeddedServerException e) {
                if (attempt == ATTEMPTS || !e.getMessage().contains("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    private static EmbeddedServer attempt(Recipe recipe, Path parent, String database) {
        Login administrator = new Login(recipe.administrator(), randomPassword());
        Login owner = new Login(OWNER, randomPassword());
        int port = Ports.free();
        ChildProcess process = launch(recipe, parent, port, administrator);
        RunningServer server =
                new RunningServer(recipe.engine(), port, database, owner, administrator, recipe.urlFormat(), process);
        try (Connection connection = firstConnection(recipe, server);
                Statement statement = connection.createStatement()) {
            for (String sql : recipe.firstStatements(database, owner)) {
                statement.execute(sql);
            }
            return server;
        } catch (SQLException e) {
            String output = process.lastOutput();
            server.close();
            throw failure(recipe, e.getMessage() + System.lineSeparator() + output, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.close();
            throw failure(recipe, "interrupted", e);
        }
    }

    private static ChildProcess launch(Recipe recipe, Path parent, int port, Login administrator) {
        try {
            Files.createDirectories(parent);
            Path directory = Files.createTempDirectory(
                    parent.toAbsolutePath(), recipe.engine().name().toLowerCase(Locale.ROOT) + "-");
            Path script = directory.resolve("start.sh");
            Files.writeString(script, recipe.script(directory, port, administrator));
            return ChildProcess.start(directory, recipe.stopSignal(), Map.of(), List.of("/bin/sh", script.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write below " + parent, e);
        }
    }

    private static Connection firstConnection(Recipe recipe, RunningServer server)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return server.connect(recipe.administrationDatabase(), server.administrator());
            } catch (SQLException e) {
                if (!server.alive() || System.nanoTime() > deadline || !notYetListening(e)) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }

    private static boolean notYetListening(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.equals("57P03"));
    }

    private static EmbeddedServerException failure(Recipe recipe, String why, Exception cause) {
        return new EmbeddedServerException(
                EmbeddedServerException.Reason.DID_NOT_START,
                "Cannot start an embedded " + recipe.engine() + ": " + why,
                "Look for a full disk or a directory that is mounted noexec, or set java.io.tmpdir to another one",
                cause);
    }

    private static String randomPassword() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A command as a line of a shell script. */
    static String line(List<String> command) {
        return command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
