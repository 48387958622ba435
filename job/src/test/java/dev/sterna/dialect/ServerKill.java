package dev.sterna.dialect;

import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Kills a server of a test by SIGKILL and lets it come again. PostgreSQL does so by itself when one of its processes is killed;
 * another one is started as it was.
 */
public final class ServerKill implements AutoCloseable {
    private static final long MILLIS = 700;
    private static final int TRIES = 300;

    private final EmbeddedServer server;
    private Process again;

    public ServerKill(EmbeddedServer server) {
        this.server = server;
    }

    /** Kills it, and returns when it answers again. */
    public void afterAWhile() {
        try {
            Thread.sleep(MILLIS);
            if (server.engine() == Engine.POSTGRESQL) {
                killBackend();
            } else {
                restart();
            }
            awaitServer();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** While it is still connected: afterwards it would end by itself. */
    private void killBackend() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
        }
    }

    private void restart() throws IOException {
        String port = "--port=" + server.port();
        ProcessHandle running = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .command()
                        .filter(name -> name.endsWith("mariadbd"))
                        .isPresent())
                .filter(process -> line(process).contains(port))
                .findFirst()
                .orElseThrow();
        List<String> line = line(running);
        Path directory = Files.readSymbolicLink(Path.of("/proc/" + running.pid() + "/cwd"));
        running.destroyForcibly();
        running.onExit().join();
        again = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<String> line(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .split("\0"));
        } catch (IOException gone) {
            return List.of();
        }
    }

    private void awaitServer() throws InterruptedException {
        Optional<SQLException> last = Optional.empty();
        for (int i = 0; i < TRIES; i++) {
            try (Connection connection = server.connect()) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException notYet) {
                last = Optional.of(notYet);
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("The server does not come again", last.orElse(null));
    }

    @Override
    public void close() {
        if (again != null) {
            again.destroyForcibly();
            again.onExit().join();
        }
    }
}
