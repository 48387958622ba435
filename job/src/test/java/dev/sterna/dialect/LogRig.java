package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.dialect.log.Changes;
import dev.sterna.dialect.log.Commit;
import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObject;
import dev.sterna.dialect.log.SourceLog;
import dev.sterna.dialect.server.Snapshots.Snapshot;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Follows tables of one test, with all that this makes on the source. */
final class LogRig implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final Fixture fixture;
    final SourceLog log;
    final Following following;
    Snapshot begun;
    private final List<LogObject> made = new ArrayList<>();
    private ChangeFeed feed;
    private int marks;

    /** What happens between the making of what following needs and its beginning. */
    interface Meanwhile {
        void run() throws Exception;
    }

    LogRig(Fixture fixture, Table... tables) throws SQLException {
        this(fixture, List.of(tables));
        begun = log.begin(fixture.endpoint, following);
    }

    LogRig(Fixture fixture, Meanwhile meanwhile, Table... tables) throws Exception {
        this(fixture, List.of(tables));
        meanwhile.run();
        begun = log.begin(fixture.endpoint, following);
    }

    private LogRig(Fixture fixture, List<Table> tables) throws SQLException {
        this.fixture = fixture;
        this.log = fixture.dialect.sourceLog();
        this.following = new Following(
                "Rig." + UUID.randomUUID(),
                tables.stream()
                        .map(table -> FollowedTable.of(table).orElseThrow())
                        .toList());
        for (LogObject object : log.objects().wanted(fixture.source, following)) {
            if (object.role() != LogObject.Role.HOLDING) {
                execute(object.make());
            }
            made.add(0, object);
        }
    }

    LogPosition from() {
        return begun.position().orElseThrow();
    }

    private void execute(List<String> statements) throws SQLException {
        try (Connection connection = fixture.connector(Side.SOURCE).open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Reads from there on instead of where it was. */
    void open(LogPosition from) throws SQLException {
        if (feed != null) {
            feed.close();
        }
        feed = log.open(fixture.endpoint, following, from);
    }

    ChangeFeed feed() throws SQLException {
        if (feed == null) {
            begun.close();
            open(from());
        }
        return feed;
    }

    /** Everything up to now. */
    List<Changes> drain() throws SQLException {
        String mark = "mark-" + ++marks;
        try (Connection connection = fixture.connector(Side.SOURCE).open()) {
            log.objects().mark(connection, following, mark);
        }
        return until(mark);
    }

    List<Changes> until(String mark) throws SQLException {
        List<Changes> all = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Changes> piece = feed().poll(Duration.ofMillis(200));
            if (piece.isPresent()) {
                all.add(piece.get());
                if (piece.get().markers().contains(mark)) {
                    return all;
                }
            }
        }
        throw new AssertionError("No marker " + mark + " after " + PATIENCE + ": " + all);
    }

    /** The transaction that changed a row. */
    Commit commitOf(Table table, String id) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Changes> piece = feed().poll(Duration.ofMillis(200));
            if (piece.isPresent() && piece.get().keysOf(table.name()).contains(List.of(id))) {
                return piece.get().commit().orElseThrow();
            }
        }
        throw new AssertionError("The log does not tell of " + id);
    }

    static List<TableName> redefined(List<Changes> changes) {
        return changes.stream().flatMap(piece -> piece.redefined().stream()).toList();
    }

    static Set<List<String>> keys(List<Changes> changes, Table table) {
        Set<List<String>> keys = new LinkedHashSet<>();
        changes.forEach(piece -> keys.addAll(piece.keysOf(table.name())));
        return keys;
    }

    static List<Commit> commits(List<Changes> changes) {
        return changes.stream().flatMap(piece -> piece.commit().stream()).toList();
    }

    @Override
    public void close() throws SQLException {
        begun.close();
        if (feed != null) {
            feed.close();
        }
        for (LogObject object : made) {
            drop(object);
        }
        assertThat(log.objects().found(fixture.source)).isEmpty();
    }

    /** A server may notice late that the reader of a slot is gone. */
    private void drop(LogObject object) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                execute(object.drop());
                return;
            } catch (SQLException inUse) {
                if (System.nanoTime() > deadline) {
                    throw inUse;
                }
            }
        }
    }
}
