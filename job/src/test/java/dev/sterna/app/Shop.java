package dev.sterna.app;

import dev.sterna.embedded.Login;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small migration between two test databases: its configuration, and command lines over it. */
final class Shop {
    private final Path folder;
    private final TestDatabase source;
    private final TestDatabase target;

    /** Fills the source with two tables, of 3 and of 1000 rows. */
    Shop(Path folder, TestDatabase source, TestDatabase target) {
        this.folder = folder;
        this.source = source;
        this.target = target;
        source.execute(
                "CREATE TABLE customer (id int PRIMARY KEY, name varchar(40) NOT NULL)",
                "INSERT INTO customer VALUES (1, 'Ann'), (2, 'Ben'), (3, '')",
                "CREATE TABLE orders (id int PRIMARY KEY, customer int, note varchar(100))",
                "INSERT INTO orders SELECT seq, seq % 3, concat('note ', seq) FROM ("
                        + source.sql().numbers(1000) + ") n");
        configure(login(source), login(target), "");
    }

    /** Writes the configuration anew. */
    void configure(Login reader, Login writer, String more) {
        try {
            Files.writeString(config(), """
                    sterna {
                      workspace = "%s"
                      source { url = "%s", user = "%s", password = "%s" }
                      target { url = "%s", user = "%s", password = "%s" }
                      chunk.rows = 300
                    }
                    %s
                    """.formatted(
                            folder.resolve("runs"),
                            source.jdbcUrl(),
                            reader.user(),
                            reader.password(),
                            target.jdbcUrl(),
                            writer.user(),
                            writer.password(),
                            more));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Login login(TestDatabase database) {
        return new Login(database.user(), database.password());
    }

    /** The owner of the target. */
    Login writer() {
        return login(target);
    }

    Path config() {
        return folder.resolve("shop.conf");
    }

    /** A file of a run. */
    Path file(String runId, String name) {
        return folder.resolve("runs").resolve(runId).resolve(name);
    }

    /** A command under run id {@code r}, with {@code --json}. */
    Cli json(String command, String... more) {
        return json(Commands.all(), command, more);
    }

    /** A command of this list under run id {@code r}, with {@code --json}. */
    Cli json(Commands commands, String command, String... more) {
        List<String> words = new ArrayList<>(List.of(command, "--json", "--config", config().toString()));
        if (!List.of(more).contains("--run-id")) {
            words.addAll(List.of("--run-id", "r"));
        }
        words.addAll(List.of(more));
        return Cli.run(commands, words.toArray(String[]::new));
    }
}
