package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sterna.dialect.log.Changes;
import dev.sterna.dialect.log.Commit;
import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObject;
import dev.sterna.dialect.log.SourceLog;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.error.SternaException;
import dev.sterna.model.Key;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What only slots and publications do. */
final class PostgresLogContract {
    private final Fixture fixture;

    PostgresLogContract(Fixture fixture) {
        this.fixture = fixture;
    }

    private Table plain(String name) throws SQLException {
        return fixture.create(name, "CREATE TABLE %s (id int PRIMARY KEY, v text)");
    }

    /** The view that a slot comes with has every row that the log does not tell of, and no other. */
    void theViewIsThatOfTheSlot() throws SQLException {
        Table table = plain("seen");
        fixture.database.execute("INSERT INTO seen VALUES (1, 'a')");
        try (LogRig rig = new LogRig(fixture, table)) {
            fixture.database.execute("INSERT INTO seen VALUES (2, 'b')");
            assertThat(rig.begun.shared()).isTrue();
            try (Connection reader = fixture.connector(Side.SOURCE).open();
                    Statement statement = reader.createStatement()) {
                reader.setAutoCommit(false);
                for (String sql : rig.begun.join()) {
                    statement.execute(sql);
                }
                try (var row =
                        statement.executeQuery("SELECT string_agg(id::text, ',') FROM " + fixture.quoted("seen"))) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("1");
                }
                reader.rollback();
            }
            assertThat(LogRig.keys(rig.drain(), table)).containsExactly(List.of("2"));
        }
    }

    /** Old rows come whole, by an index, or by their partition; values outside the row come when they are of the key. */
    void identities() throws SQLException {
        Table full = fixture.create(
                "whole", "CREATE TABLE %s (id int PRIMARY KEY, v text); ALTER TABLE whole REPLICA IDENTITY FULL");
        Table indexed = fixture.create(
                "indexed",
                "CREATE TABLE %s (a text NOT NULL, b int NOT NULL, v text, CONSTRAINT ab UNIQUE (a, b));"
                        + " ALTER TABLE indexed ALTER a SET STORAGE EXTERNAL; ALTER TABLE indexed REPLICA IDENTITY USING INDEX ab");
        Table parted = fixture.create(
                "parted",
                "CREATE TABLE %s (id int PRIMARY KEY, v text) PARTITION BY RANGE (id);"
                        + " CREATE TABLE parted_low PARTITION OF parted FOR VALUES FROM (0) TO (10);"
                        + " CREATE TABLE parted_high PARTITION OF parted FOR VALUES FROM (10) TO (20)");
        String wide = "x".repeat(2_500);
        try (LogRig rig = new LogRig(fixture, full, indexed, parted)) {
            fixture.database.execute(
                    "INSERT INTO whole VALUES (1, repeat('y', 100000)), (2, 'b')",
                    "INSERT INTO indexed VALUES ('" + wide + "', 1, 'a'), ('s', 2, 'b')",
                    "INSERT INTO parted VALUES (1, 'a'), (11, 'b')");
            rig.drain();
            fixture.database.execute(
                    "UPDATE whole SET id = 3 WHERE id = 1",
                    "DELETE FROM whole WHERE id = 2",
                    "UPDATE indexed SET v = 'c' WHERE b = 1",
                    "UPDATE indexed SET b = 3 WHERE b = 2",
                    "UPDATE parted SET id = 12 WHERE id = 1");
            List<Changes> changes = rig.drain();
            assertThat(LogRig.keys(changes, full)).containsExactlyInAnyOrder(List.of("1"), List.of("3"), List.of("2"));
            assertThat(LogRig.keys(changes, indexed))
                    .containsExactlyInAnyOrder(List.of(wide, "1"), List.of("s", "2"), List.of("s", "3"));
            assertThat(LogRig.keys(changes, parted)).containsExactlyInAnyOrder(List.of("1"), List.of("12"));
            fixture.database.execute("TRUNCATE parted");
            assertThat(rig.drain().stream().flatMap(piece -> piece.truncated().stream()))
                    .containsExactly(parted.name());
        }
    }

    /** A deleted row that the log would name by something else than its key ends the following of its table, and of no other. */
    void otherIdentities() throws SQLException {
        Table table = fixture.create("renamed", "CREATE TABLE %s (id int PRIMARY KEY, u int NOT NULL UNIQUE)");
        Table other = plain("faithful");
        fixture.database.execute("INSERT INTO renamed VALUES (1, 10), (2, 20)");
        try (LogRig rig = new LogRig(fixture, table, other)) {
            fixture.database.execute(
                    "DELETE FROM renamed WHERE id = 1",
                    "ALTER TABLE renamed REPLICA IDENTITY USING INDEX renamed_u_key",
                    "DELETE FROM renamed WHERE id = 2",
                    "INSERT INTO faithful VALUES (1, 'a')");
            List<Changes> changes = rig.drain();
            assertThat(LogRig.keys(changes, table)).containsExactly(List.of("1"));
            assertThat(LogRig.redefined(changes)).containsExactly(table.name());
            assertThat(LogRig.keys(changes, other)).containsExactly(List.of("1"));
        }
    }

    /** What is prepared comes when it is decided. */
    void foreignKeysAndSubtransactions() throws SQLException {
        Table parent = plain("parent");
        Table child = fixture.create(
                "child", "CREATE TABLE %s (id int PRIMARY KEY, p int REFERENCES parent ON DELETE CASCADE)");
        fixture.database.execute("INSERT INTO parent VALUES (1, 'a')", "INSERT INTO child VALUES (10, 1)");
        try (LogRig rig = new LogRig(fixture, parent, child)) {
            fixture.database.execute("DELETE FROM parent");
            List<Changes> changes = rig.drain();
            assertThat(LogRig.keys(changes, child)).containsExactly(List.of("10"));
            assertThat(rig.log.cascades(fixture.source, List.of(parent.name()))).isEmpty();
        }
    }

    /**
     * What others write is not kept for us, even if nothing that is followed changes; but nothing is given up that was not
     * acknowledged.
     */
    void whatIsNotFollowedIsNotKept() throws Exception {
        Table table = plain("quiet");
        fixture.database.execute("CREATE TABLE loud (v text)");
        try (LogRig rig = new LogRig(fixture, table)) {
            rig.drain();
            fixture.database.execute("INSERT INTO loud SELECT repeat('x', 1000) FROM generate_series(1, 1000)");
            LogPosition behind =
                    fixture.dialect.changeLog().position(fixture.source).orElseThrow();
            LogPosition passed = positionBehind(rig, behind);
            fixture.database.execute("INSERT INTO loud SELECT repeat('x', 1000) FROM generate_series(1, 1000)");
            positionBehind(
                    rig, fixture.dialect.changeLog().position(fixture.source).orElseThrow());
            rig.open(rig.from());
            positionBehind(rig, behind);
            rig.feed().acknowledge(passed);
            await().atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        rig.feed().poll(Duration.ZERO);
                        return fixture.database
                                .queryValue("SELECT (confirmed_flush_lsn = '" + passed
                                        + "')::text FROM pg_replication_slots WHERE database = current_database()")
                                .equals("true");
                    });
        }
    }

    private static LogPosition positionBehind(LogRig rig, LogPosition position) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (System.nanoTime() < deadline) {
            Optional<Commit> commit = rig.feed().poll(Duration.ofMillis(200)).flatMap(Changes::commit);
            if (commit.isPresent() && commit.get().position().isAtOrAfter(position)) {
                return commit.get().position();
            }
        }
        throw new AssertionError("The position stays before " + position);
    }

    /** Rows that go or come with a partition, or that are written anew with other values, stand in no log. */
    void partitions() throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (String name : List.of("p_cut", "p_away", "p_drop", "p_come", "p_new")) {
            tables.add(fixture.create(
                    name,
                    "CREATE TABLE %s (id int PRIMARY KEY, v text) PARTITION BY RANGE (id); CREATE TABLE " + name
                            + "_1 PARTITION OF " + name + " FOR VALUES FROM (0) TO (10); INSERT INTO " + name
                            + " VALUES (1, 'a')"));
        }
        Table rewritten = plain("p_over");
        Table vacuumed = plain("p_full");
        fixture.database.execute(
                "CREATE TABLE p_come_2 (id int PRIMARY KEY, v text)",
                "INSERT INTO p_come_2 VALUES (11, 'a')",
                "INSERT INTO p_over VALUES (1, 'a')",
                "INSERT INTO p_full VALUES (1, 'a')");
        tables.addAll(List.of(rewritten, vacuumed));
        try (LogRig rig = new LogRig(fixture, tables.toArray(Table[]::new))) {
            assertThat(LogRig.redefined(rig.drain())).isEmpty();
            fixture.database.execute(
                    "VACUUM FULL p_full",
                    "ANALYZE",
                    "CREATE TABLE p_new_2 PARTITION OF p_new FOR VALUES FROM (10) TO (20)",
                    "INSERT INTO p_new VALUES (11, 'a')");
            List<Changes> harmless = rig.drain();
            assertThat(LogRig.redefined(harmless)).isEmpty();
            assertThat(LogRig.keys(harmless, tables.get(4))).containsExactly(List.of("11"));
            fixture.database.execute(
                    "TRUNCATE p_cut_1",
                    "ALTER TABLE p_away DETACH PARTITION p_away_1",
                    "DROP TABLE p_drop_1",
                    "ALTER TABLE p_come ATTACH PARTITION p_come_2 FOR VALUES FROM (10) TO (20)",
                    "ALTER TABLE p_over ALTER v TYPE text USING upper(v)");
            assertThat(LogRig.redefined(rig.drain()))
                    .extracting(TableName::name)
                    .containsExactlyInAnyOrder("p_cut", "p_away", "p_drop", "p_come", "p_over");
            // While nobody reads.
            rig.feed().close();
            fixture.database.execute("TRUNCATE p_new_2", "ALTER TABLE p_full ALTER v TYPE text USING upper(v)");
            rig.open(rig.from());
            assertThat(LogRig.redefined(rig.drain()))
                    .extracting(TableName::name)
                    .containsExactlyInAnyOrder("p_cut", "p_away", "p_drop", "p_come", "p_over", "p_new", "p_full");
            // Whoever has stored that compares them, and follows them from there on.
            LogPosition stored = positionBehind(rig, rig.from());
            rig.feed().acknowledge(stored);
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                rig.open(stored);
                fixture.database.execute("UPDATE p_cut SET v = 'x'", "UPDATE p_new SET v = 'y'");
                return LogRig.redefined(rig.drain()).isEmpty();
            });
            fixture.database.execute("INSERT INTO p_cut VALUES (5, 'b')");
            assertThat(LogRig.keys(rig.drain(), tables.get(0))).containsExactly(List.of("5"));
        }
    }

    /** Somebody else's markers, and those of another run, are none. */
    void onlyOwnMarkers() throws SQLException {
        Table table = plain("marked");
        try (LogRig rig = new LogRig(fixture, table)) {
            fixture.database.execute(
                    "SELECT pg_logical_emit_message(true, 'sterna', 'other:mark-1')",
                    "SELECT pg_logical_emit_message(true, 'else', '" + rig.following.run() + ":mark-1')");
            assertThat(rig.drain().stream().flatMap(piece -> piece.markers().stream()))
                    .containsExactly("mark-1");
        }
    }

    /** A log that is not kept, or not any more, or is somebody else's, is a failure in words and never a gap. */
    void logsThatAreGone() throws SQLException {
        Table table = plain("gone");
        try (LogRig rig = new LogRig(fixture, table)) {
            fixture.database.execute("INSERT INTO gone VALUES (1, 'a')");
            List<Changes> changes = rig.drain();
            rig.feed().acknowledge(LogRig.commits(changes).get(0).position());
            // So long it might be one that is gone.
            fixture.database.executeAsAdministrator(
                    "ALTER ROLE \"" + fixture.database.user() + "\" SET wal_sender_timeout = '1s'");
            assertThatThrownBy(() -> rig.log
                            .open(
                                    fixture.endpoint,
                                    rig.following,
                                    LogRig.commits(changes).get(0).position())
                            .close())
                    .isInstanceOfSatisfying(SternaException.class, used -> {
                        assertThat(used.problems().get(0).code()).isEqualTo("log-in-use");
                        assertThat(used).hasMessageContaining("somebody else reads the replication slot");
                    });
            fixture.database.executeAsAdministrator(
                    "ALTER ROLE \"" + fixture.database.user() + "\" RESET wal_sender_timeout");
            rig.feed().close();
            assertThatThrownBy(() -> rig.open(rig.from()))
                    .isInstanceOfSatisfying(SternaException.class, gone -> {
                        assertThat(gone.problems().get(0).code()).isEqualTo("log-gone");
                        assertThat(gone.problems().get(0).remedy()).contains("Compare all rows");
                    })
                    .hasMessageContaining("keeps it from");
            Following other = new Following("other", rig.following.tables());
            assertThatThrownBy(() -> rig.log.open(fixture.endpoint, other, rig.from()))
                    .isInstanceOf(SternaException.class)
                    .hasMessageContaining("it has no replication slot sterna_log_other_");
        }
    }

    /** A table that took the place of another is not published. */
    void tablesMadeAnew() throws SQLException {
        Table table = plain("anew");
        try (LogRig rig = new LogRig(fixture, table)) {
            rig.drain();
            fixture.database.execute("DROP TABLE anew", "CREATE TABLE anew (id int PRIMARY KEY, v text)");
            assertThatThrownBy(() -> rig.open(rig.from()))
                    .isInstanceOf(SternaException.class)
                    .hasMessageContaining("does not have it, because it was made for other tables");
            fixture.database.execute(
                    "ALTER PUBLICATION "
                            + fixture.database.queryValue("SELECT quote_ident(pubname) FROM pg_publication")
                            + " ADD TABLE anew",
                    "INSERT INTO anew VALUES (1, 'a')");
            rig.open(rig.from());
            assertThat(LogRig.keys(rig.drain(), table)).containsExactly(List.of("1"));
        }
    }

    /** What the server was allowed to throw away. */
    void slotsThatAreLost() throws SQLException {
        Table table = plain("lost");
        try (LogRig rig = new LogRig(fixture, table)) {
            fixture.database.executeAsAdministrator(
                    "ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'", "SELECT pg_reload_conf()");
            try {
                assertThat(codes(fixture.source, table))
                        .anyMatch(code -> code.equals("max-slot-wal-keep-size: ALTER SYSTEM"
                                + " SET max_slot_wal_keep_size = -1; SELECT pg_reload_conf()"));
                for (int i = 0; i < 4; i++) {
                    fixture.database.execute("INSERT INTO lost VALUES (" + i + ", 'a')");
                    fixture.database.executeAsAdministrator("SELECT pg_switch_wal()");
                }
                fixture.database.executeAsAdministrator("CHECKPOINT");
                assertThatThrownBy(() -> rig.open(rig.from()))
                        .isInstanceOf(SternaException.class)
                        .hasMessageContaining("the server has removed what the replication slot");
            } finally {
                fixture.database.executeAsAdministrator(
                        "ALTER SYSTEM RESET max_slot_wal_keep_size", "SELECT pg_reload_conf()");
            }
        }
    }

    void needs() throws SQLException {
        Table keyed = plain("keyed");
        Table nothing = fixture.create(
                "nothing", "CREATE TABLE %s (id int PRIMARY KEY); ALTER TABLE nothing REPLICA IDENTITY NOTHING");
        Table unique = fixture.create("uniq", "CREATE TABLE %s (a int NOT NULL, CONSTRAINT ua UNIQUE (a))");
        Table unlogged = fixture.create("unlogged", "CREATE UNLOGGED TABLE %s (id int PRIMARY KEY)");
        Table parted = fixture.create(
                "split",
                "CREATE TABLE %s (id int PRIMARY KEY) PARTITION BY RANGE (id);"
                        + " CREATE TABLE split_1 PARTITION OF split DEFAULT; ALTER TABLE split_1 REPLICA IDENTITY NOTHING");
        assertThat(FollowedTable.of(fixture.create("keyless", "CREATE TABLE %s (a int UNIQUE)")))
                .isEmpty();
        assertThat(unique.uniqueKeys()).extracting(Key::columns).containsExactly(List.of("a"));
        assertThat(codes(fixture.source, keyed)).containsExactly("slot-keeps-log");
        assertThat(codes(fixture.source, nothing, unique, unlogged, parted))
                .containsExactlyInAnyOrder(
                        "slot-keeps-log",
                        "replica-identity: ALTER TABLE \"public\".\"nothing\" REPLICA IDENTITY DEFAULT",
                        "replica-identity: ALTER TABLE \"public\".\"uniq\" REPLICA IDENTITY USING INDEX \"ua\"",
                        "unlogged-table: ALTER TABLE \"public\".\"unlogged\" SET LOGGED",
                        "replica-identity: ALTER TABLE \"public\".\"split_1\" REPLICA IDENTITY DEFAULT",
                        "partition-dropped: Do that before or after the migration, or run sterna diff behind it");
        // Whatever is asked for, once it is done the table can be followed.
        fixture.database.execute(
                "ALTER TABLE nothing REPLICA IDENTITY DEFAULT", "ALTER TABLE uniq REPLICA IDENTITY USING INDEX ua");
        assertThat(codes(fixture.source, nothing, unique)).containsExactly("slot-keeps-log");
        try (Connection stranger = fixture.database.connect(
                fixture.database.createUser("GRANT SELECT ON ALL TABLES IN SCHEMA public TO %s"))) {
            assertThat(codes(stranger, keyed).stream().map(code -> code.replaceFirst(":.*", "")))
                    .containsExactlyInAnyOrder(
                            "cannot-replicate", "cannot-publish", "cannot-publish-table", "slot-keeps-log");
        }
        try (LogRig left = new LogRig(fixture, keyed)) {
            assertThat(left.log.objects().found(fixture.source))
                    .extracting(LogObject::kind)
                    .containsExactly("replication slot", "publication");
            assertThat(codes(fixture.source, keyed).stream().filter(code -> code.startsWith("log-object-left")))
                    .hasSize(2)
                    .allMatch(code -> code.contains("pg_drop_replication_slot('sterna_log_rig_")
                            || code.contains("DROP PUBLICATION \"sterna_log_rig_"));
        }
    }

    private List<String> codes(Connection connection, Table... tables) throws SQLException {
        SourceLog log = fixture.dialect.sourceLog();
        Following following = new Following(
                "needs",
                List.of(tables).stream()
                        .map(table -> FollowedTable.of(table).orElseThrow())
                        .toList());
        return log.missing(connection, fixture.endpoint, following, Duration.ZERO).stream()
                .map(PostgresLogContract::shown)
                .toList();
    }

    static String shown(Finding finding) {
        return finding.code().equals("slot-keeps-log") ? finding.code() : finding.code() + ": " + finding.remedy();
    }
}
