package dev.sterna.launcher;

import dev.sterna.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** {@code --keep}: both servers stay up, and whoever wants to look around learns how. */
final class DemoVisit {
    private final DemoSpeech speech;
    private final Path config;
    private final String runId;

    DemoVisit(DemoSpeech speech, Path config, String runId) {
        this.speech = speech;
        this.config = config;
        this.runId = runId;
    }

    /** Returns when somebody presses Enter; without a terminal never, because a signal ends the JVM. */
    void receive(EmbeddedServer source, EmbeddedServer target) throws InterruptedException, IOException {
        speech.tell("");
        speech.tell(speech.strong("Both servers stay up."));
        describe("source", source);
        describe("target", target);
        speech.tell("");
        speech.tell("  configuration  " + config);
        speech.tell("  compare again  scripts/sterna diff --config " + config + " --run-id " + runId);
        speech.tell("");
        speech.tell(
                "Change a row in one of them and compare again. Enter or Ctrl-C stops both and removes everything.");
        if (System.in.read() < 0) {
            new CountDownLatch(1).await();
        }
    }

    private void describe(String role, EmbeddedServer server) {
        speech.tell("");
        speech.tell("  " + role + "  host " + server.host() + ", port " + server.port() + ", database "
                + server.database() + ", user " + server.user() + ", password " + server.password());
        speech.tell("          " + server.jdbcUrl());
        speech.tell("          " + client(server));
    }

    private static String client(EmbeddedServer server) {
        return switch (server.engine()) {
            case POSTGRESQL ->
                "PGPASSWORD=" + server.password() + " psql -h " + server.host() + " -p " + server.port() + " -U "
                        + server.user() + " " + server.database();
            case MARIADB, MYSQL ->
                "MYSQL_PWD=" + server.password() + " mysql -h " + server.host() + " -P " + server.port() + " -u "
                        + server.user() + " " + server.database();
        };
    }
}
