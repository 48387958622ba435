package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.LoggingServers;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A decommission in a process of its own is killed while the server works on it; the same words go on. */
@Tag("long")
class DecommissionProcessIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    @Test
    void aKilledDecommissionIsGoneOnWith() throws Exception {
        try (LoggingServers logging = new LoggingServers();
                Databases.Scope scope = DATABASES.scope()) {
            assertThat(scope).isNotNull();
            TestDatabase source = logging.source(DATABASES, Engine.MARIADB);
            source.letOwnerFreeze();
            TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
            try (InterruptedRun run = new InterruptedRun(folder, source, target)) {
                Shop shop = run.shop();
                shop.configure(
                        Shop.login(source),
                        shop.writer(),
                        "sterna { cutover { drill = waived, acknowledged = [\"*\"] }, decommission { grace = 0s, action = drop,"
                                + " drill = waived, accept = [backup-before-freeze, sessions-elsewhere] } }");
                for (String step : new String[] {"run", "validate", "cutover"}) {
                    Cli cli = step.equals("validate") ? shop.json(step) : shop.json(step, "--execute");
                    assertThat(cli.exitCode()).as(cli.err()).isZero();
                }
                try (Connection gate = source.connect();
                        Statement statement = gate.createStatement()) {
                    statement.execute("LOCK TABLES orders READ");
                    run.start("decommission", "--run-id", "r", "--execute", "--confirm", source.name());
                    await().atMost(InterruptedRun.PATIENCE)
                            .until(() -> !source.queryValue("SELECT count(*) FROM information_schema.processlist"
                                            + " WHERE info LIKE 'DROP DATABASE %'")
                                    .equals("0"));
                    run.kill();
                }

                Cli again = shop.json("decommission", "--execute", "--confirm", source.name());

                assertThat(again.exitCode()).as(again.err()).isZero();
                assertThat(again.result().at("/decommission/phase").asText()).isEqualTo("retired");
                assertThat(again.result().at("/decommission/evidence/faults").asInt())
                        .isZero();
                assertThat(target.queryValue("SELECT count(*) FROM orders")).isEqualTo("1000");
                Cli verified = shop.json("report", "--verify");
                assertThat(verified.exitCode()).as(verified.err()).isZero();
            }
        }
    }
}
