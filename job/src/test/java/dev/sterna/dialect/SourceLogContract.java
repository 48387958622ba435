package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.dialect.log.Changes;
import dev.sterna.dialect.log.Commit;
import dev.sterna.dialect.log.Fence;
import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.embedded.Engine;
import dev.sterna.error.SternaException;
import dev.sterna.model.LogPosition;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.testing.Tries;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a followed log tells of committed changes, and that it tells nothing else. */
final class SourceLogContract {
    private final Fixture fixture;
    private final ContractEngine engine;

    SourceLogContract(Fixture fixture, ContractEngine engine) {
        this.fixture = fixture;
        this.engine = engine;
    }

    private String text(int length) {
        return engine.columnType(new LogicalType.Text(length));
    }

    private Table plain(String name) throws SQLException {
        return fixture.create(
                name, "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, v " + text(100) + " NULL, n int NULL)");
    }

    private static List<List<String>> ids(int... ids) {
        List<List<String>> keys = new ArrayList<>();
        for (int id : ids) {
            keys.add(List.of(Integer.toString(id)));
        }
        return keys;
    }

    private void inTransaction(boolean commit, String... statements) throws SQLException {
        try (Connection connection = fixture.database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }
    }

    void changesAreToldByKey() throws SQLException {
        Table table = plain("plain");
        Table other = plain("other");
        Table unfollowed = plain("unfollowed");
        String t = fixture.quoted("plain");
        fixture.database.execute("INSERT INTO " + t + " VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3)");
        try (LogRig rig = new LogRig(fixture, table, other)) {
            assertThat(LogRig.keys(rig.drain(), table)).isEmpty();
            fixture.database.execute("INSERT INTO " + t + " VALUES (4, 'd', 4)");
            assertThat(LogRig.keys(rig.drain(), table)).containsExactlyElementsOf(ids(4));
            fixture.database.execute("UPDATE " + t + " SET v = 'x' WHERE id < 3");
            assertThat(LogRig.keys(rig.drain(), table)).containsExactlyInAnyOrderElementsOf(ids(1, 2));
            fixture.database.execute("UPDATE " + t + " SET id = 30 WHERE id = 3");
            assertThat(LogRig.keys(rig.drain(), table)).containsExactlyInAnyOrderElementsOf(ids(3, 30));
            fixture.database.execute("DELETE FROM " + t + " WHERE id = 1");
            assertThat(LogRig.keys(rig.drain(), table)).containsExactlyElementsOf(ids(1));
            fixture.database.execute(
                    "INSERT INTO " + fixture.quoted(unfollowed.name().name()) + " VALUES (5, 'e', 5)");
            inTransaction(
                    true,
                    "INSERT INTO " + t + " VALUES (7, 'g', 7)",
                    "INSERT INTO " + fixture.quoted("other") + " VALUES (7, 'g', 7)",
                    "SAVEPOINT a",
                    "INSERT INTO " + t + " VALUES (8, 'h', 8)",
                    "ROLLBACK TO SAVEPOINT a",
                    "UPDATE " + t + " SET n = 9 WHERE id = 2");
            inTransaction(false, "INSERT INTO " + t + " VALUES (9, 'i', 9)");
            List<Changes> changes = rig.drain();
            assertThat(LogRig.keys(changes, table)).containsExactlyInAnyOrderElementsOf(ids(7, 2));
            assertThat(LogRig.keys(changes, other)).containsExactlyElementsOf(ids(7));
            assertThat(changes.stream().filter(piece -> !piece.keys().isEmpty()))
                    .hasSize(1);
        }
    }

    /** From the position of any commit everything behind it comes again, and nothing before it. */
    void positionsAreBetweenCommits() throws SQLException {
        Table table = plain("resumed");
        String t = fixture.quoted("resumed");
        try (LogRig rig = new LogRig(fixture, table)) {
            for (int i = 1; i <= 5; i++) {
                inTransaction(
                        true,
                        "INSERT INTO " + t + " VALUES (" + i + ", 'a', 1)",
                        "INSERT INTO " + t + " VALUES (" + (i + 10) + ", 'a', 1)");
            }
            List<Changes> first = rig.drain();
            List<Commit> commits = LogRig.commits(
                    first.stream().filter(piece -> !piece.keys().isEmpty()).toList());
            assertThat(commits).hasSize(5);
            for (int i = 4; i >= 0; i--) {
                rig.open(commits.get(i).position());
                List<Changes> again = rig.until("mark-1");
                List<List<String>> expected = new ArrayList<>();
                for (int j = i + 2; j <= 5; j++) {
                    expected.addAll(ids(j, j + 10));
                }
                assertThat(LogRig.keys(again, table)).containsExactlyInAnyOrderElementsOf(expected);
            }
            rig.open(rig.from());
            assertThat(LogRig.keys(rig.until("mark-1"), table)).isEqualTo(LogRig.keys(first, table));
            for (int i = 1; i < commits.size(); i++) {
                LogPosition before = commits.get(i - 1).position();
                assertThat(commits.get(i).position().isAtOrAfter(before)).isTrue();
                assertThat(LogPosition.of(before.text())).isEqualTo(before);
            }
            // What is acknowledged may be forgotten; what comes behind it is still there.
            rig.feed().acknowledge(commits.get(2).position());
            fixture.database.execute("INSERT INTO " + t + " VALUES (99, 'z', 1)");
            rig.drain();
            rig.open(commits.get(2).position());
            assertThat(LogRig.keys(rig.until("mark-2"), table))
                    .containsExactlyInAnyOrderElementsOf(ids(4, 14, 5, 15, 99));
        }
    }

    /** Of whatever position that was handed on, while rows are written, also those that only say that the log went on. */
    void everyPositionWillDo() throws Exception {
        Table table = plain("busy");
        Table other = plain("elsewhere");
        try (LogRig rig = new LogRig(fixture, table)) {
            Set<String> told = new HashSet<>();
            LogPosition position = rig.from();
            try (Writers writers = new Writers(fixture, table, 2, Duration.ofMillis(3));
                    Writers others = new Writers(fixture, other, 1, Duration.ofMillis(3))) {
                writers.start();
                others.start();
                for (int i = 0; i < 8; i++) {
                    rig.feed();
                    rig.open(position);
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20L + 15L * i);
                    while (System.nanoTime() < end) {
                        Optional<Changes> piece = rig.feed().poll(Duration.ofMillis(10));
                        piece.ifPresent(one -> told.addAll(ids(List.of(one), table)));
                        position = piece.flatMap(Changes::commit)
                                .map(Commit::position)
                                .orElse(position);
                    }
                }
            }
            told.addAll(ids(rig.drain(), table));
            assertThat(told).hasSizeGreaterThan(50);
            assertThat(fixture.select(table, new Slice.Whole(), ValueConversions.NONE).stream()
                            .map(row -> row.get(0)))
                    .containsExactlyInAnyOrderElementsOf(told);
        }
    }

    /** Exactly the rows that committed transactions have changed are told, also when the reader begins anew in between. */
    void randomHistories() throws SQLException {
        Table table = plain("random");
        try (LogRig rig = new LogRig(fixture, table)) {
            Tries.of(4, random -> {
                try (RandomHistory history = new RandomHistory(fixture, fixture.quoted("random"), random)) {
                    history.run(150);
                    List<Changes> all = rig.drain();
                    assertThat(ids(all, table)).isEqualTo(history.changed());
                    List<Commit> commits = LogRig.commits(all);
                    rig.open(commits.get(random.nextInt(commits.size())).position());
                    fixture.database.execute("DELETE FROM " + fixture.quoted("random"));
                    // What comes again is of this history, and what is new is told in any case.
                    Set<String> again = ids(rig.drain(), table);
                    assertThat(again).isSubsetOf(history.changed());
                    assertThat(fixture.database.queryValue("SELECT count(*) FROM " + fixture.quoted("random")))
                            .isEqualTo("0");
                }
            });
        }
    }

    private static Set<String> ids(List<Changes> changes, Table table) {
        Set<String> ids = new TreeSet<>();
        LogRig.keys(changes, table).forEach(key -> ids.add(key.get(0)));
        return ids;
    }

    /** In pieces, whose size does not grow with the transaction. */
    void bigTransactionsComeInPieces() throws SQLException {
        Table table = plain("big");
        String t = fixture.quoted("big");
        try (LogRig rig = new LogRig(fixture, table)) {
            String numbers = engine.engine() == Engine.POSTGRESQL
                    ? "SELECT g, repeat('x', 50), 1 FROM generate_series(1, 100000) g"
                    : "SELECT a.d * 10000 + b.d * 1000 + c.d * 100 + d.d * 10 + e.d + 1, REPEAT('x', 50), 1 FROM "
                            + String.join(", ", digits("a"), digits("b"), digits("c"), digits("d"), digits("e"));
            fixture.database.execute("INSERT INTO " + t + " " + numbers);
            List<Changes> changes = rig.drain();
            assertThat(LogRig.keys(changes, table)).hasSize(100_000);
            assertThat(changes).allMatch(piece -> piece.keysOf(table.name()).size() <= 10_000);
            // Beside positions that only say that the log went on.
            assertThat(LogRig.commits(changes.subList(0, changes.size() - 1)).stream()
                            .filter(commit -> !commit.sight().isEmpty()))
                    .hasSize(1);
        }
    }

    private static String digits(String alias) {
        return "(SELECT 0 d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6"
                + " UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) " + alias;
    }

    /** A key that the log has told finds its row, whatever its type; and it is the text that a row is read as. */
    void everyTypeIsAKey() throws SQLException {
        List<ContractEngine.TypeCase> types = engine.types();
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            try (Statement statement = fixture.source.createStatement()) {
                statement.execute("CREATE TABLE " + fixture.quoted("k" + i) + " (v "
                        + types.get(i).columnType() + " NOT NULL, id int NOT NULL, t " + text(10)
                        + " NULL, PRIMARY KEY (v))");
                Table table = fixture.read("k" + i);
                if (FollowedTable.of(table).isPresent()) {
                    tables.add(table);
                }
            } catch (SQLException noKey) {
                // not of this type
            }
        }
        assertThat(tables).hasSizeGreaterThan(20);
        try (LogRig rig = new LogRig(fixture, tables.toArray(Table[]::new))) {
            for (Table table : tables) {
                insert(table, types.get(Integer.parseInt(table.name().name().substring(1))));
            }
            List<Changes> inserted = rig.drain();
            for (Table table : tables) {
                check(table, LogRig.keys(inserted, table));
                fixture.database.execute("UPDATE " + fixture.quoted(table.name().name()) + " SET id = id + 1");
            }
            List<Changes> updated = rig.drain();
            for (Table table : tables) {
                assertThat(LogRig.keys(updated, table))
                        .as(table.columns().get(0).nativeType())
                        .isEqualTo(LogRig.keys(inserted, table));
                fixture.database.execute(
                        "DELETE FROM " + fixture.quoted(table.name().name()));
            }
            List<Changes> deleted = rig.drain();
            for (Table table : tables) {
                assertThat(LogRig.keys(deleted, table))
                        .as(table.columns().get(0).nativeType())
                        .isEqualTo(LogRig.keys(inserted, table));
            }
        }
    }

    private void insert(Table table, ContractEngine.TypeCase type) {
        for (int i = 0; i < type.values().size(); i++) {
            try (Statement statement = fixture.target.createStatement()) {
                statement.execute("INSERT INTO " + fixture.quoted(table.name().name()) + " VALUES ("
                        + type.values().get(i).sql() + ", " + i + ", 'x')");
            } catch (SQLException equalOrTooLong) {
                // another value is equal to it, or an index cannot hold it
            }
        }
    }

    private void check(Table table, Set<List<String>> keys) throws SQLException {
        String type = table.columns().get(0).nativeType();
        List<List<String>> rows = fixture.select(table, new Slice.Whole(), ValueConversions.NONE);
        assertThat(keys)
                .as(type)
                .containsExactlyInAnyOrderElementsOf(rows.stream()
                        .map(row -> List.of(canonical(table, row.get(0))))
                        .toList());
        assertThat(fixture.select(table, new Slice.Keys(List.of("v"), List.copyOf(keys)), ValueConversions.NONE))
                .as(type)
                .containsExactlyInAnyOrderElementsOf(rows);
    }

    /** A number without a bound travels with the zeros that its text in a key leaves out. */
    private static String canonical(Table table, String wire) {
        return table.columns().get(0).type().kind() == LogicalType.Kind.NUMERIC && wire.indexOf('.') >= 0
                ? wire.replaceFirst("\\.?0+$", "")
                : wire;
    }

    void compositeKeysAndOddNames() throws SQLException {
        String quote = fixture.dialect.sql().quote("x").substring(0, 1);
        String odd = "od d" + quote + "'\\ \"`%s";
        String first = fixture.dialect.sql().quote("k'1" + quote);
        String second = fixture.dialect.sql().quote("select");
        fixture.database.execute("CREATE TABLE " + fixture.quoted(odd) + " (v int NULL, " + first + " " + text(20)
                + " NOT NULL, " + second + " bigint NOT NULL, PRIMARY KEY (" + second + ", " + first + "))");
        Table table = fixture.read(odd);
        try (LogRig rig = new LogRig(fixture, table)) {
            fixture.database.execute("INSERT INTO " + fixture.quoted(odd)
                    + " VALUES (1, 'a''{},', -9223372036854775808), (NULL, '', 0), (3, '\u00e9\u20ac\ud83d\udc26', 1)");
            assertThat(LogRig.keys(rig.drain(), table))
                    .containsExactlyInAnyOrder(
                            List.of("-9223372036854775808", "a'{},"),
                            List.of("0", ""),
                            List.of("1", "\u00e9\u20ac\ud83d\udc26"));
            fixture.database.execute("UPDATE " + fixture.quoted(odd) + " SET " + first + " = 'b' WHERE v = 1");
            assertThat(LogRig.keys(rig.drain(), table))
                    .containsExactlyInAnyOrder(
                            List.of("-9223372036854775808", "a'{},"), List.of("-9223372036854775808", "b"));
        }
    }

    /** The table is empty then, and what is told behind is what is in it. */
    void truncation() throws SQLException {
        Table table = plain("emptied");
        String t = fixture.quoted("emptied");
        fixture.database.execute("INSERT INTO " + t + " VALUES (1, 'a', 1), (2, 'b', 2)");
        try (LogRig rig = new LogRig(fixture, table)) {
            fixture.database.execute("TRUNCATE TABLE " + t, "INSERT INTO " + t + " VALUES (3, 'c', 3)");
            List<Changes> changes = rig.drain();
            assertThat(changes.stream().flatMap(piece -> piece.truncated().stream()))
                    .containsExactly(table.name());
            assertThat(LogRig.keys(changes, table)).containsExactlyElementsOf(ids(3));
        }
    }

    /** What a view does not show, the log tells from its position on, even if it stood there before. */
    void theViewAndTheLogMissNothing(CommitHold hold) throws Exception {
        Table table = plain("viewed");
        int[] id = {0};
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (LogRig rig = new LogRig(
                fixture,
                () -> {
                    id[0] = hold.begin(fixture, table);
                    end.completeAsync(
                            () -> {
                                hold.end(fixture);
                                return null;
                            },
                            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
                },
                table)) {
            int seen;
            try (Connection connection = fixture.connector(Side.SOURCE).open()) {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    for (String sql : rig.begun.join()) {
                        statement.execute(sql);
                    }
                }
                seen = rows(connection, table, id[0]);
                connection.rollback();
            }
            end.join();
            Set<List<String>> told = LogRig.keys(rig.drain(), table);
            assertThat(seen == 1 || told.containsAll(ids(id[0]))).isTrue();
        } finally {
            hold.end(fixture);
        }
    }

    /** A row that the log tells of may be invisible as long as its commit is held up, and the fence waits for it. */
    void theFenceWaitsForHeldCommits(CommitHold hold) throws Exception {
        Table table = plain("held");
        try (LogRig rig = new LogRig(fixture, table)) {
            rig.feed();
            int id = hold.begin(fixture, table);
            Commit commit = rig.commitOf(table, Integer.toString(id));
            try (Connection connection = fixture.connector(Side.SOURCE).open()) {
                connection.setAutoCommit(false);
                assertThat(rows(connection, table, id)).isZero();
                connection.rollback();
                Fence.Sighting fence = rig.log.fence().of(List.of(commit));
                assertThatThrownBy(() -> fence.begin(connection, Duration.ofMillis(300)))
                        .isInstanceOf(SternaException.class)
                        .hasMessageContaining("a transaction that stands in the log is not visible yet");
                CompletableFuture<Void> end = CompletableFuture.runAsync(
                        () -> hold.end(fixture), CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
                fence.begin(connection, Duration.ofSeconds(20));
                assertThat(rows(connection, table, id)).isOne();
                connection.rollback();
                end.join();
            }
        } finally {
            hold.end(fixture);
        }
    }

    private int rows(Connection connection, Table table, int id) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM " + fixture.quoted(table.name().name()) + " WHERE id = " + id)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Without the fence a row is read too early now and then, with it never. */
    void theFenceHoldsReadersBack() throws Exception {
        Table table = plain("fenced");
        try (LogRig rig = new LogRig(fixture, table);
                Writers writers = new Writers(fixture, table, 3)) {
            rig.feed();
            writers.start();
            assertThat(Sightings.look(rig, table, false, 50_000).missed()).isPositive();
            Sightings fenced = Sightings.look(rig, table, true, 1_000);
            assertThat(fenced.missed()).isZero();
            assertThat(fenced.tried()).isGreaterThanOrEqualTo(1_000);
        }
    }
}
