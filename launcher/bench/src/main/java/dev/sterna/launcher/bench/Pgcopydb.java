package dev.sterna.launcher.bench;

import dev.sterna.embedded.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * pgcopydb's data section: COPY, then primary keys, then VACUUM ANALYZE. The schema section is left out, because it wants
 * a pg_dump as new as the source; the empty tables are created beforehand.
 */
final class Pgcopydb implements Contender {
    private static final String PROGRAM = "pgcopydb";

    @Override
    public String name() {
        return PROGRAM;
    }

    @Override
    public Optional<String> obstacle(Pair pair, Programs programs) {
        if (!pair.equals(new Pair(Engine.POSTGRESQL, Engine.POSTGRESQL))) {
            return Optional.of("it copies only postgresql-postgresql");
        }
        return programs.find(PROGRAM).isPresent() ? Optional.empty() : Optional.of("no pgcopydb on PATH");
    }

    @Override
    public String version(Pair pair, Programs programs) {
        return programs.version(PROGRAM);
    }

    @Override
    public Command prepare(Course course, Programs programs) throws IOException, SQLException {
        EmptyTables.create(course);
        Path filters = PrivateFile.write(
                course.directory().resolve("filters.ini"),
                course.tableNames().stream()
                        .map(name -> "public." + name)
                        .collect(Collectors.joining("\n", "[include-only-table]\n", "\n")));
        // Two servers with two passwords: one variable would not do, and in a URI they would end up in an argument.
        Path passwords = PrivateFile.write(
                course.directory().resolve("pgpass"), passLine(course.source()) + passLine(course.target()));
        String jobs = Integer.toString(course.cores());
        return new Command(
                List.of(
                        programs.path(PROGRAM),
                        "copy",
                        "data",
                        "--dir",
                        course.directory().resolve("pgcopydb").toString(),
                        "--table-jobs",
                        jobs,
                        "--index-jobs",
                        jobs,
                        "--filters",
                        filters.toString(),
                        "--not-consistent"),
                Map.of(
                        "PGPASSFILE", passwords.toString(),
                        "PGCOPYDB_SOURCE_PGURI", address(course.source()),
                        "PGCOPYDB_TARGET_PGURI", address(course.target())),
                List.of(passwords));
    }

    private static String address(Server server) {
        return "postgresql://" + server.login().user() + "@" + server.host() + ":" + server.port() + "/"
                + server.database();
    }

    private static String passLine(Server server) {
        String password = server.login().password().replace("\\", "\\\\").replace(":", "\\:");
        return server.host() + ":" + server.port() + ":*:" + server.login().user() + ":" + password + "\n";
    }
}
