package dev.sterna.launcher.bench;

import dev.sterna.embedded.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * pgloader with its defaults: it creates the tables, without keys and indexes. More workers, more concurrency and several
 * readers a table were tried and made no difference.
 */
final class Pgloader implements Contender {
    private static final String PROGRAM = "pgloader";

    @Override
    public String name() {
        return PROGRAM;
    }

    @Override
    public Optional<String> obstacle(Pair pair, Programs programs) {
        if (!pair.equals(new Pair(Engine.MARIADB, Engine.POSTGRESQL))) {
            return Optional.of("of the pairs here it copies only mariadb-postgresql");
        }
        return programs.find(PROGRAM).isPresent() ? Optional.empty() : Optional.of("no pgloader on PATH");
    }

    @Override
    public String version(Pair pair, Programs programs) {
        return programs.version(PROGRAM);
    }

    @Override
    public Command prepare(Course course, Programs programs) throws IOException {
        String tables =
                course.tableNames().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        Path file = PrivateFile.write(course.directory().resolve("pgloader.load"), """
                LOAD DATABASE
                  FROM mysql://%s
                  INTO postgresql://%s
                  WITH create tables, create no indexes, no foreign keys, reset no sequences
                  INCLUDING ONLY TABLE NAMES MATCHING %s
                  ALTER SCHEMA '%s' RENAME TO 'public'
                ;
                """.formatted(
                        address(course.source()),
                        address(course.target()),
                        tables,
                        course.source().database()));
        return new Command(
                List.of(programs.path(PROGRAM), "--root-dir", course.directory().toString(), file.toString()),
                Map.of(
                        "MYSQL_PWD", course.source().login().password(),
                        "PGPASSWORD", course.target().login().password()));
    }

    private static String address(Server server) {
        return server.login().user() + "@" + server.host() + ":" + server.port() + "/" + server.database();
    }
}
