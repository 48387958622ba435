package dev.sterna.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedServersIT {
    @TempDir
    Path directory;

    @Test
    void postgresTakesSettingsAndUnusualNamesAndLeavesNothing() throws Exception {
        EmbeddedServer server = EmbeddedPostgres.start(
                directory, "My \"Shop\"", Map.of("wal_level", "logical", "max_connections", "17"));
        try (server;
                Connection connection = server.connect()) {
            assertThat(value(connection, "SHOW wal_level")).isEqualTo("logical");
            assertThat(value(connection, "SHOW max_connections")).isEqualTo("17");
            assertThat(value(connection, "SHOW fsync")).isEqualTo("on");
            assertThat(value(connection, "SELECT current_database()")).isEqualTo("My \"Shop\"");
            assertThat(server.alive()).isTrue();
        }
        assertNothingLeft(server);
    }

    @Test
    void mariaDbTakesSettingsAndLeavesNothing() throws Exception {
        EmbeddedServer server = EmbeddedMariaDb.start(
                directory, "my_shop", Map.of("max_allowed_packet", "48M", "innodb_buffer_pool_size", "32M"));
        try (server;
                Connection connection = server.connect()) {
            assertThat(value(connection, "SELECT @@max_allowed_packet")).isEqualTo("50331648");
            assertThat(value(connection, "SELECT @@character_set_server")).isEqualTo("utf8mb4");
            assertThat(value(connection, "SELECT @@innodb_flush_log_at_trx_commit"))
                    .isEqualTo("1");
            connection.createStatement().execute("CREATE DATABASE my_shop_scratch");
            assertThatThrownBy(() -> connection.createStatement().execute("CREATE DATABASE myXshop"))
                    .isInstanceOf(SQLException.class);
        }
        assertNothingLeft(server);
    }

    @Test
    void wrongSettingIsAnErrorWithTheServersWords() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(directory, "shop", Map.of("no_such_setting", "1")))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("unrecognized configuration parameter \"no_such_setting\"");
        assertThatThrownBy(() -> EmbeddedMariaDb.start(directory, "shop", Map.of("no_such_setting", "1")))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("no_such_setting=1");
        assertThat(list(directory)).isEmpty();
    }

    /** The numbers of the signals: what a terminal sends, what an operator sends, what nobody can catch. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void nothingOutlivesItsStarter(String signal) throws Exception {
        // Whoever runs the tests in the background may have left SIGINT ignored, and children inherit that.
        Process holder = new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ServerHolder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = holder.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            assertThat(processesIn(directory)).hasSizeGreaterThan(2);
            new ProcessBuilder("kill", "-s", signal, Long.toString(holder.pid()))
                    .start()
                    .waitFor();
            assertThat(holder.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            holder.destroyForcibly();
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(processesIn(directory)).isEmpty();
            assertThat(list(directory)).isEmpty();
        });
    }

    private void assertNothingLeft(EmbeddedServer server) {
        assertThat(server.alive()).isFalse();
        assertThat(list(directory)).isEmpty();
        assertThat(processesIn(directory)).isEmpty();
        assertThatThrownBy(server::connect).isInstanceOf(SQLException.class);
        server.close();
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> processesIn(Path directory) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(directory + "/") && !command.contains("ServerHolder"))
                .toList();
    }
}
