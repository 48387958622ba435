package dev.sterna.launcher.bench;

import dev.sterna.embedded.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody writes who has a shell and an afternoon: one client's output into the other's input, on as many
 * connections as cores, one table after the other. The empty tables are created beforehand.
 */
final class Pipe implements Contender {
    private static final String[] MARIADB = {"mariadb", "mysql"};
    private static final String[] PSQL = {"psql"};

    @Override
    public String name() {
        return "pipe";
    }

    @Override
    public Optional<String> obstacle(Pair pair, Programs programs) {
        for (Engine engine : List.of(pair.source(), pair.target())) {
            if (programs.find(client(engine)).isEmpty()) {
                return Optional.of("no " + String.join(" or ", client(engine)) + " on PATH");
            }
        }
        return programs.find("bash").isPresent() ? Optional.empty() : Optional.of("no bash on PATH");
    }

    @Override
    public String version(Pair pair, Programs programs) {
        return Stream.of(pair.source(), pair.target())
                .distinct()
                .map(engine -> programs.version(client(engine)))
                .collect(Collectors.joining(" and "));
    }

    @Override
    public Command prepare(Course course, Programs programs) throws IOException, SQLException {
        EmptyTables.create(course);
        PipeScript script = new PipeScript(
                new ClientCommand(programs.path(client(course.source().engine())), course.source(), "SOURCE_PASSWORD"),
                new ClientCommand(programs.path(client(course.target().engine())), course.target(), "TARGET_PASSWORD"));
        Path file =
                PrivateFile.write(course.directory().resolve("pipe.sh"), script.text(course.tables(), course.cores()));
        return new Command(
                List.of(programs.path("bash"), file.toString()),
                Map.of(
                        "SOURCE_PASSWORD", course.source().login().password(),
                        "TARGET_PASSWORD", course.target().login().password()));
    }

    private static String[] client(Engine engine) {
        return engine == Engine.POSTGRESQL ? PSQL : MARIADB;
    }
}
