package dev.sterna.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sterna.embedded.EmbeddedMariaDb;
import dev.sterna.embedded.EmbeddedPostgres;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipe that is fast because it garbles values would be no comparison. */
final class PipeIT {
    private static final List<String> TEXTS = List.of(
            "", "NULL", "\\N", "a\tb", "a\nb", "\\", "\\t", "\\.", "\\\\", "' \" `", "😀é", " lead trail ", "\u0001");

    @TempDir
    private Path folder;

    @Test
    void everyValueArrives() throws Exception {
        Programs programs = Programs.on(System.getenv("PATH"));
        assumeTrue(
                new Pipe().obstacle(Pair.DEFAULT, programs).isEmpty(), "no clients of MariaDB and PostgreSQL on PATH");
        try (EmbeddedServer mariaDb = EmbeddedMariaDb.start(folder, "it", Map.of());
                EmbeddedServer postgres = EmbeddedPostgres.start(folder, "it", Map.of())) {
            List<Server> servers = List.of(Server.of(mariaDb), Server.of(postgres));
            for (Server server : servers) {
                fill(server);
            }
            for (Server source : servers) {
                for (Server target : servers) {
                    assertThat(copied(source, target, programs))
                            .as("%s to %s", source.engine(), target.engine())
                            .isEqualTo(rows(source));
                }
            }
        }
    }

    private static void fill(Server server) throws SQLException {
        String bytes = server.engine() == Engine.POSTGRESQL ? "text" : "text CHARACTER SET utf8mb4";
        server.execute(
                "CREATE TABLE strict (id bigint NOT NULL PRIMARY KEY, t " + bytes
                        + " NOT NULL, d decimal(9,2) NOT NULL)",
                "CREATE TABLE nullable (id bigint NOT NULL PRIMARY KEY, t " + bytes + ", d decimal(9,2))");
        try (Connection connection = server.connect(Map.of());
                PreparedStatement strict = connection.prepareStatement("INSERT INTO strict VALUES (?, ?, ?)");
                PreparedStatement nullable = connection.prepareStatement("INSERT INTO nullable VALUES (?, ?, ?)")) {
            for (int i = 0; i < TEXTS.size(); i++) {
                insert(strict, i, TEXTS.get(i), "-0.50");
                insert(nullable, i, TEXTS.get(i), null);
            }
            insert(nullable, 98, "carriage\rreturn", "1.25");
            insert(nullable, 99, null, "9999999.99");
        }
    }

    private static void insert(PreparedStatement statement, int id, String text, String number) throws SQLException {
        statement.setInt(1, id);
        statement.setString(2, text);
        statement.setBigDecimal(3, number == null ? null : new java.math.BigDecimal(number));
        statement.executeUpdate();
    }

    private List<List<String>> copied(Server source, Server target, Programs programs) throws Exception {
        Path directory = Files.createTempDirectory(folder, "pipe");
        try (Cleanup cleanup = new Cleanup();
                SourceReader reader = new SourceReader(source)) {
            FreshDatabase fresh = cleanup.add(FreshDatabase.create(target, "pipe"));
            List<SourceTable> tables = List.of(
                    reader.table("strict", OptionalLong.empty()), reader.table("nullable", OptionalLong.empty()));
            Course course = new Course(source, fresh.server(), tables, 2, directory);
            Usage usage = MeasuredProcess.run(new Pipe().prepare(course, programs), directory, cleanup);
            assertThat(usage.exitCode()).as(usage.lastOutput()).isZero();
            assertThat(fresh.shortfall(tables)).isEmpty();
            return rows(fresh.server());
        }
    }

    private static List<List<String>> rows(Server server) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        for (String table : List.of("strict", "nullable")) {
            try (Connection connection = server.connect(Map.of());
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT id, t, d FROM " + table + " ORDER BY id")) {
                while (row.next()) {
                    List<String> values = new ArrayList<>();
                    for (int column = 1; column <= 3; column++) {
                        values.add(row.getString(column));
                    }
                    rows.add(values);
                }
            }
        }
        return rows;
    }
}
