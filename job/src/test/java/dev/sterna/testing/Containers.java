package dev.sterna.testing;

import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Servers in containers, for machines where Docker answers. */
final class Containers {
    private Containers() {}

    /** Asked once, and without the page of errors that asking in vain writes. */
    static boolean available() {
        return Answer.AVAILABLE;
    }

    @SuppressWarnings("resource")
    static TestServer start(Engine engine) {
        JdbcDatabaseContainer<?> container = switch (engine) {
            case MARIADB -> new MariaDBContainer("mariadb:11.4").withCommand("--max-allowed-packet=64M");
            case MYSQL -> new MySQLContainer("mysql:8.0").withCommand("--local-infile=ON", "--max-allowed-packet=64M");
            case POSTGRESQL -> new PostgreSQLContainer("postgres:18").withCommand("postgres", "-c", "fsync=off");
        };
        // The images give root the password of the user.
        String administrator = engine == Engine.POSTGRESQL ? container.getUsername() : "root";
        container.start();
        String url = container.getJdbcUrl().replaceFirst("\\?.*$", "");
        String parameters = switch (engine) {
            case MARIADB -> "?sslMode=disable";
            case MYSQL -> "?permitMysqlScheme=true&sslMode=DISABLED&allowPublicKeyRetrieval=true";
            case POSTGRESQL -> "";
        };
        return TestServer.at(
                engine, url + parameters, new Login(administrator, container.getPassword()), container::stop);
    }

    private static final class Answer {
        static final boolean AVAILABLE = ask();

        private static boolean ask() {
            boolean nothingToAsk = System.getenv("DOCKER_HOST") == null
                    && Stream.of(
                                    "/var/run/docker.sock",
                                    System.getenv().getOrDefault("XDG_RUNTIME_DIR", "/run") + "/docker.sock",
                                    System.getProperty("user.home") + "/.docker/run/docker.sock")
                            .noneMatch(socket -> Files.exists(Path.of(socket)));
            if (nothingToAsk) {
                return false;
            }
            Configurator.setLevel("org.testcontainers", Level.OFF);
            Configurator.setLevel("tc", Level.OFF);
            boolean answers = DockerClientFactory.instance().isDockerAvailable();
            if (answers) {
                Configurator.setLevel("org.testcontainers", Level.WARN);
            }
            return answers;
        }
    }
}
