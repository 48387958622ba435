package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.dialect.log.Changes;
import dev.sterna.dialect.log.Commit;
import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObject;
import dev.sterna.dialect.log.SourceLog;
import dev.sterna.embedded.EmbeddedMariaDb;
import dev.sterna.embedded.EmbeddedPostgres;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds whose server dies. */
class LogRestartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    /** A server of one test, and what follows it. */
    private static final class Followed implements AutoCloseable {
        private final EmbeddedServer server;
        private final Endpoint endpoint;
        private final Dialect dialect;
        private final SourceLog log;
        private final Following following;
        private final Table table;
        private LogPosition position;
        private final Set<String> told = new HashSet<>();
        private int reopened;

        Followed(EmbeddedServer server, Endpoint endpoint) throws SQLException {
            this.server = server;
            this.endpoint = endpoint;
            this.dialect = Dialects.forUrl(endpoint.url(), Side.SOURCE);
            this.log = dialect.sourceLog();
            try (Connection connection = open();
                    Statement statement = connection.createStatement()) {
                String schema = dialect.defaultSchemas(connection, endpoint).get(0);
                TableName name = new TableName(schema, "t");
                statement.execute("CREATE TABLE " + dialect.sql().quote(name) + " (id int NOT NULL PRIMARY KEY)");
                table = dialect.schemas()
                        .catalog(connection, List.of(schema))
                        .find(name)
                        .orElseThrow();
                following = new Following("restart", List.of(new FollowedTable(table, List.of("id"))));
                for (LogObject object : log.objects().wanted(connection, following)) {
                    if (object.role() != LogObject.Role.HOLDING) {
                        for (String sql : object.make()) {
                            statement.execute(sql);
                        }
                    }
                }
            }
            try (var begun = log.begin(endpoint, following)) {
                position = begun.position().orElseThrow();
            }
        }

        Connection open() throws SQLException {
            return dialect.connector(endpoint, Side.SOURCE).open();
        }

        /** Follows up to the marker, beginning anew where it was as often as the server is gone. */
        void follow(String mark) throws Exception {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                try (ChangeFeed feed = log.open(endpoint, following, position)) {
                    while (System.nanoTime() < deadline) {
                        Optional<Changes> piece = feed.poll(Duration.ofMillis(100));
                        if (piece.isPresent()) {
                            piece.get().keysOf(table.name()).forEach(key -> told.add(key.get(0)));
                            piece.get().commit().ifPresent(commit -> {
                                position = commit.position();
                            });
                            feed.acknowledge(position);
                            if (piece.get().markers().contains(mark)) {
                                return;
                            }
                        }
                    }
                } catch (SQLException gone) {
                    assertThat(dialect.isTransient(gone)).as(gone.toString()).isTrue();
                    reopened++;
                    Thread.sleep(100);
                }
            }
            throw new AssertionError("No marker " + mark);
        }

        /** Inserts rows one by one until the server is gone; gives the first number that it did not get to. */
        int write(int from, int to) {
            int next = from;
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                for (; next < to; next++) {
                    statement.execute("INSERT INTO t VALUES (" + next + ")");
                }
            } catch (SQLException gone) {
                // as it should be
            }
            return next;
        }

        void mark(String mark) throws SQLException {
            try (Connection connection = open()) {
                log.objects().mark(connection, following, mark);
            }
        }

        Set<String> rows() throws SQLException {
            Set<String> rows = new HashSet<>();
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT id FROM t")) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
            return rows;
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private static Endpoint endpoint(EmbeddedServer server) {
        return new Endpoint(server.jdbcUrl(), server.user(), new Secret(server.password()), List.of(), 4, Map.of());
    }

    /** Nothing that was committed is missed, whether the follower had heard of it before or not. */
    private static void survives(Followed followed, ServerKill kill) throws Exception {
        Thread follower = new Thread(() -> {
            try {
                followed.follow("end");
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        });
        follower.start();
        int next = 1;
        for (int round = 0; round < 2; round++) {
            Thread killer = new Thread(kill::afterAWhile);
            killer.start();
            next = followed.write(next, Integer.MAX_VALUE) + 1;
            killer.join();
        }
        followed.write(next, next + 5);
        followed.mark("end");
        follower.join();
        assertThat(followed.reopened).isPositive();
        assertThat(followed.told).containsAll(followed.rows());
        assertThat(followed.rows()).hasSizeGreaterThan(20);
    }

    /** A server that is stopped waits until its readers have had its whole log, and said so. */
    private static void stopsInOrder(Followed followed) throws Exception {
        try (ChangeFeed feed = followed.log.open(followed.endpoint, followed.following, followed.position)) {
            long postmaster;
            try (Connection connection = followed.server.connect();
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                postmaster = ProcessHandle.of(row.getLong(1))
                        .flatMap(ProcessHandle::parent)
                        .orElseThrow()
                        .pid();
            }
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(postmaster))
                            .start()
                            .waitFor())
                    .isZero();
            long deadline = System.nanoTime() + PATIENCE.toNanos() / 3;
            assertThatThrownBy(() -> {
                        while (System.nanoTime() < deadline) {
                            Optional<Commit> commit =
                                    feed.poll(Duration.ofMillis(100)).flatMap(Changes::commit);
                            if (commit.isPresent()) {
                                feed.acknowledge(commit.get().position());
                            }
                        }
                    })
                    .isInstanceOf(SQLException.class);
        }
        await().atMost(PATIENCE.dividedBy(3)).until(() -> !followed.server.alive());
    }

    @Test
    void postgresDies() throws Exception {
        try (EmbeddedServer server = EmbeddedPostgres.start(
                folder,
                "shop",
                Map.of("wal_level", "logical", "shared_buffers", "32MB", "restart_after_crash", "on"))) {
            try (Connection administrator = server.connect("postgres", server.administrator());
                    Statement statement = administrator.createStatement()) {
                statement.execute("ALTER ROLE \"" + server.user() + "\" REPLICATION");
            }
            try (Followed followed = new Followed(server, endpoint(server))) {
                survives(followed, new ServerKill(server));
                stopsInOrder(followed);
            }
        }
    }

    @Test
    void mariaDbDies() throws Exception {
        EmbeddedServer server = EmbeddedMariaDb.start(
                folder, "shop", Map.of("log_bin", "changes", "binlog_format", "ROW", "innodb_buffer_pool_size", "32M"));
        ServerKill kill = new ServerKill(server);
        try (Followed followed = new Followed(server, endpoint(server))) {
            survives(followed, kill);
        } finally {
            kill.close();
        }
    }
}
