package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sterna.dialect.log.Changes;
import dev.sterna.dialect.log.Commit;
import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObject;
import dev.sterna.dialect.server.Capability;
import dev.sterna.embedded.Engine;
import dev.sterna.error.SternaException;
import dev.sterna.model.LogPosition;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What can come in a binary log besides plain rows. */
final class BinlogContract {
    private final Fixture fixture;
    private final Engine engine;

    BinlogContract(Fixture fixture) {
        this.fixture = fixture;
        this.engine = fixture.database.engine();
    }

    private Table plain(String name) throws SQLException {
        return fixture.create(name, "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, v varchar(20) NULL)");
    }

    /** In one session of the administrator's, who may set what others may not. */
    private void asAdministrator(String... statements) throws SQLException {
        try (Connection connection = fixture.database.connect(fixture.database.administrator());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** What a failed test leaves prepared would block whoever drops the database. */
    private void decideOn(String... names) {
        for (String name : names) {
            try {
                asAdministrator("XA ROLLBACK " + name);
            } catch (SQLException decided) {
                // as it should be
            }
        }
    }

    /** Its rows come when it is prepared, and count only when it is committed, even if the reader begins anew in between. */
    void preparedTransactions() throws SQLException {
        Table table = plain("prepared");
        String t = fixture.quoted("prepared");
        try (LogRig rig = new LogRig(fixture, table)) {
            asAdministrator(
                    "XA START 'a', 'b', 7",
                    "INSERT INTO " + t + " VALUES (1, 'a')",
                    "XA END 'a', 'b', 7",
                    "XA PREPARE 'a', 'b', 7");
            asAdministrator(
                    "XA START 'gone'", "INSERT INTO " + t + " VALUES (2, 'a')", "XA END 'gone'", "XA PREPARE 'gone'");
            fixture.database.execute("INSERT INTO " + t + " VALUES (3, 'a')");
            List<Changes> before = rig.drain();
            assertThat(LogRig.keys(before, table)).containsExactly(List.of("3"));
            List<Commit> commits = LogRig.commits(before);
            LogPosition held = commits.get(commits.size() - 1).position();
            assertThat(held).isEqualTo(rig.from());

            asAdministrator("XA COMMIT 'a', 'b', 7", "XA ROLLBACK 'gone'");
            List<Changes> after = rig.drain();
            assertThat(LogRig.keys(after, table)).containsExactly(List.of("1"));
            commits = LogRig.commits(after);
            assertThat(held.isAtOrAfter(commits.get(commits.size() - 1).position()))
                    .isFalse();

            rig.open(held);
            assertThat(LogRig.keys(rig.until("mark-2"), table)).containsExactlyInAnyOrder(List.of("3"), List.of("1"));

            asAdministrator(
                    "XA START 'one'",
                    "INSERT INTO " + t + " VALUES (4, 'a')",
                    "XA END 'one'",
                    "XA COMMIT 'one' ONE PHASE");
            assertThat(LogRig.keys(rig.drain(), table)).containsExactly(List.of("4"));
        } finally {
            decideOn("'a', 'b', 7", "'gone'");
        }
    }

    /** Of a transaction that was prepared before, nobody knows the rows. */
    void transactionsPreparedBefore() throws SQLException {
        Table table = plain("early");
        asAdministrator(
                "XA START 'early'",
                "INSERT INTO " + fixture.quoted("early") + " VALUES (1, 'a')",
                "XA END 'early'",
                "XA PREPARE 'early'");
        try (LogRig rig = new LogRig(fixture, table)) {
            // MySQL tells of them only who may decide on them.
            assertThat(rig.log.missing(fixture.source, fixture.endpoint, rig.following, Duration.ZERO).stream()
                            .anyMatch(finding -> finding.code().equals("prepared-transactions")))
                    .isEqualTo(engine == Engine.MARIADB);
            rig.feed();
            asAdministrator("XA COMMIT 'early'");
            assertThatThrownBy(rig::drain)
                    .isInstanceOf(SternaException.class)
                    .hasMessageContaining("prepared (XA PREPARE) before following began");
            // It is the last word.
            assertThatThrownBy(rig::drain).isInstanceOf(SternaException.class);
        } finally {
            decideOn("'early'");
        }
    }

    void statements() throws SQLException {
        Table table = plain("stated");
        String t = fixture.quoted("stated");
        try (LogRig rig = new LogRig(fixture, table)) {
            asAdministrator(
                    "SET SESSION binlog_format = 'STATEMENT'",
                    "CREATE DATABASE IF NOT EXISTS elsewhere",
                    "CREATE TABLE elsewhere.x (id int PRIMARY KEY)",
                    "INSERT INTO elsewhere.x SELECT COUNT(*) FROM " + t,
                    "DROP DATABASE elsewhere");
            rig.drain();
            asAdministrator("SET SESSION binlog_format = 'STATEMENT'", "INSERT INTO " + t + " VALUES (1, 'a')");
            assertThatThrownBy(rig::drain)
                    .isInstanceOf(SternaException.class)
                    .hasMessageContaining("a statement has changed rows of " + table.name());
        }
    }

    /** Keys need not come twice in the images of an update. */
    void smallerImages() throws SQLException {
        Table table = plain("images");
        String t = fixture.quoted("images");
        fixture.database.execute("INSERT INTO " + t + " VALUES (1, 'a'), (2, 'b')");
        try (LogRig rig = new LogRig(fixture, table)) {
            asAdministrator(
                    "SET SESSION binlog_row_image = 'MINIMAL'",
                    "UPDATE " + t + " SET v = 'x' WHERE id = 1",
                    "UPDATE " + t + " SET id = 20 WHERE id = 2",
                    "INSERT INTO " + t + " (id) VALUES (5)");
            assertThat(LogRig.keys(rig.drain(), table))
                    .containsExactlyInAnyOrder(List.of("1"), List.of("2"), List.of("20"), List.of("5"));
        }
    }

    void compression() throws SQLException {
        Table table = plain("packed");
        String t = fixture.quoted("packed");
        String rows =
                "INSERT INTO " + t + " SELECT seq.n, REPEAT('x', 20) FROM (WITH RECURSIVE s (n) AS (SELECT 1 UNION"
                        + " ALL SELECT n + 1 FROM s WHERE n < 900) SELECT n FROM s) seq";
        try (LogRig rig = new LogRig(fixture, table)) {
            if (engine == Engine.MYSQL) {
                asAdministrator(
                        "SET SESSION binlog_transaction_compression = ON", rows, "UPDATE " + t + " SET v = 'y'");
            } else {
                asAdministrator("SET GLOBAL log_bin_compress = ON");
                asAdministrator(
                        rows,
                        "UPDATE " + t + " SET v = 'y'",
                        "CREATE TABLE long_enough_to_be_compressed (id int" + " PRIMARY KEY COMMENT '" + "x".repeat(300)
                                + "')",
                        "SET GLOBAL log_bin_compress = OFF");
            }
            List<Changes> changes = rig.drain();
            assertThat(LogRig.keys(changes, table)).hasSize(900);
            assertThat(LogRig.commits(changes)).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    /** Tables without transactions end with a statement; a rolled back one has changed them all the same. */
    void tablesWithoutTransactions() throws SQLException {
        Table table = fixture.create(
                "isam", "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, v varchar(20) NULL) ENGINE = MyISAM");
        Table other = plain("inno");
        try (LogRig rig = new LogRig(fixture, table, other)) {
            fixture.database.execute("INSERT INTO " + fixture.quoted("isam") + " VALUES (1, 'a'), (2, 'b')");
            assertThat(LogRig.keys(rig.drain(), table)).containsExactly(List.of("1"), List.of("2"));
            if (engine == Engine.MYSQL) {
                // With identifiers of transactions it lets nobody mix them.
                return;
            }
            try (Connection connection = fixture.database.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("INSERT INTO " + fixture.quoted("inno") + " VALUES (1, 'a')");
                statement.execute("INSERT INTO " + fixture.quoted("isam") + " VALUES (3, 'c')");
                connection.rollback();
            }
            assertThat(LogRig.keys(rig.drain(), table)).containsExactly(List.of("3"));
        }
    }

    /** Transactions of several domains and servers have an order within each of them only. */
    void domains() throws SQLException {
        Table table = plain("ruled");
        String t = fixture.quoted("ruled");
        try (LogRig rig = new LogRig(fixture, table)) {
            for (int i = 0; i < 3; i++) {
                asAdministrator(
                        "SET SESSION gtid_domain_id = 9", "INSERT INTO " + t + " VALUES (" + (10 + i) + ", 'a')");
                asAdministrator("SET SESSION server_id = 77", "INSERT INTO " + t + " VALUES (" + (20 + i) + ", 'a')");
            }
            List<Changes> all = rig.drain();
            assertThat(LogRig.keys(all, table)).hasSize(6);
            List<Commit> commits = LogRig.commits(
                    all.stream().filter(piece -> !piece.keys().isEmpty()).toList());
            rig.open(commits.get(2).position());
            assertThat(LogRig.keys(rig.until("mark-1"), table))
                    .containsExactlyInAnyOrder(List.of("21"), List.of("12"), List.of("22"));
        }
    }

    /** Files end, and what is purged is gone. */
    void rotationAndPurge() throws SQLException {
        Table table = plain("turned");
        String t = fixture.quoted("turned");
        try (LogRig rig = new LogRig(fixture, table)) {
            asAdministrator(
                    "INSERT INTO " + t + " VALUES (1, 'a')",
                    "FLUSH BINARY LOGS",
                    "INSERT INTO " + t + " VALUES (2, 'a')",
                    "FLUSH BINARY LOGS",
                    "INSERT INTO " + t + " VALUES (3, 'a')");
            assertThat(LogRig.keys(rig.drain(), table)).containsExactly(List.of("1"), List.of("2"), List.of("3"));
            String last = first("SHOW MASTER STATUS");
            // A reader that has just gone may still hold a file.
            rig.feed().close();
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        asAdministrator("FLUSH BINARY LOGS", "PURGE BINARY LOGS TO '" + last + "'");
                        return first("SHOW BINARY LOGS").compareTo(last) >= 0;
                    });
            assertThatThrownBy(() -> {
                        rig.open(rig.from());
                        rig.drain();
                    })
                    .isInstanceOfSatisfying(SternaException.class, gone -> {
                        assertThat(gone.problems().get(0).code()).isEqualTo("log-gone");
                        assertThat(gone.problems().get(0).remedy()).contains("Compare all rows");
                    });
        }
    }

    private String first(String sql) throws SQLException {
        try (Connection connection = fixture.database.connect(fixture.database.administrator());
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Statements stand in the log as their client has written them. */
    void statementsInOtherCharacterSets() throws SQLException {
        Table table = plain("gr\u00f6\u00dfe");
        String sql = "ALTER TABLE " + fixture.quoted("gr\u00f6\u00dfe") + " ADD COLUMN more int";
        try (LogRig rig = new LogRig(fixture, table)) {
            asAdministrator(
                    "SET @sql = _latin1 X'" + HexFormat.of().formatHex(sql.getBytes(StandardCharsets.ISO_8859_1)) + "'",
                    // Else the driver is told, and ends its session.
                    "SET SESSION session_track_system_variables = ''",
                    "SET character_set_client = latin1",
                    "PREPARE p FROM @sql",
                    "EXECUTE p");
            assertThat(LogRig.redefined(rig.drain())).containsExactly(table.name());
        }
    }

    /** Rows go with a partition, and no event tells of them. */
    void partitions() throws SQLException {
        Table table = fixture.create(
                "parts",
                "CREATE TABLE %s (id int NOT NULL PRIMARY KEY) PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN (10),"
                        + " PARTITION b VALUES LESS THAN (20))");
        Table exchanged = fixture.create("exchanged", "CREATE TABLE %s (id int NOT NULL PRIMARY KEY)");
        fixture.database.execute("INSERT INTO " + fixture.quoted("parts") + " VALUES (1), (11)");
        try (LogRig rig = new LogRig(fixture, table, exchanged)) {
            fixture.database.execute("ALTER TABLE " + fixture.quoted("parts") + " EXCHANGE PARTITION a WITH TABLE "
                    + fixture.quoted("exchanged"));
            assertThat(rig.drain().stream().flatMap(piece -> piece.redefined().stream()))
                    .containsExactlyInAnyOrder(table.name(), exchanged.name());
        }
        try (LogRig rig = new LogRig(fixture, table)) {
            fixture.database.execute("ALTER TABLE " + fixture.quoted("parts") + " TRUNCATE PARTITION b");
            assertThat(rig.drain().stream().flatMap(piece -> piece.redefined().stream()))
                    .containsExactly(table.name());
        }
    }

    /** Former rows have columns that the catalogue does not show. */
    void formerRows() throws SQLException {
        Table table = fixture.create(
                "versioned", "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, v int) WITH SYSTEM VERSIONING");
        String t = fixture.quoted("versioned");
        try (LogRig rig = new LogRig(fixture, table)) {
            fixture.database.execute(
                    "INSERT INTO " + t + " VALUES (1, 1), (2, 2)",
                    "UPDATE " + t + " SET v = 3 WHERE id = 1",
                    "DELETE FROM " + t + " WHERE id = 2");
            assertThat(LogRig.keys(rig.drain(), table)).containsExactly(List.of("1"), List.of("2"));
        }
    }

    /** Columns that nobody has declared, and documents of which only a difference is told. */
    void hiddenColumns() throws SQLException {
        boolean mysql = engine == Engine.MYSQL;
        Table table = fixture.create(
                "hidden",
                "CREATE TABLE %s (g int AS (n + 1) VIRTUAL, j json, s int AS (n + 2) STORED, n int, i int "
                        + (mysql ? "" : "INVISIBLE ") + "DEFAULT 5, b longtext, id int NOT NULL PRIMARY KEY, "
                        + (mysql ? "KEY f ((n + 7)), KEY h ((n * 2), id))" : "UNIQUE u (b), UNIQUE w (b, n))"));
        String t = fixture.quoted("hidden");
        try (LogRig rig = new LogRig(fixture, table)) {
            asAdministrator(
                    mysql ? "SET SESSION binlog_row_value_options = 'PARTIAL_JSON'" : "SELECT 1",
                    "INSERT INTO " + t
                            + " (id, n, j, b) VALUES (1, 1, CONCAT('{\"a\": 1, \"b\": \"', REPEAT('x', 3000),"
                            + " '\"}'), 'b'), (2, 2, '{}', NULL)",
                    "UPDATE " + t + " SET j = JSON_SET(j, '$.a', 2), n = n + 10",
                    "UPDATE " + t + " SET j = JSON_SET(j, '$.a', 3), id = id + 10");
            List<Changes> changes = rig.drain();
            assertThat(changes.stream().flatMap(piece -> piece.redefined().stream()))
                    .isEmpty();
            assertThat(LogRig.keys(changes, table))
                    .containsExactlyInAnyOrder(List.of("1"), List.of("2"), List.of("11"), List.of("12"));
        }
    }

    /** An engine's own word for what a foreign key does, which its log does not tell. */
    void cascades() throws SQLException {
        Table parent = plain("parent");
        Table child = fixture.create(
                "child",
                "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, p int NULL, FOREIGN KEY (p) REFERENCES "
                        + fixture.quoted("parent") + " (id) ON DELETE CASCADE)");
        Table grandchild = fixture.create(
                "grandchild",
                "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, p int NULL, FOREIGN KEY (p) REFERENCES "
                        + fixture.quoted("child") + " (id) ON DELETE SET NULL)");
        fixture.database.execute(
                "INSERT INTO " + fixture.quoted("parent") + " VALUES (1, 'a')",
                "INSERT INTO " + fixture.quoted("child") + " VALUES (10, 1)",
                "INSERT INTO " + fixture.quoted("grandchild") + " VALUES (100, 10)");
        try (LogRig rig = new LogRig(fixture, parent, child, grandchild)) {
            fixture.database.execute("DELETE FROM " + fixture.quoted("parent"));
            List<Changes> changes = rig.drain();
            assertThat(LogRig.keys(changes, parent)).containsExactly(List.of("1"));
            // Else there would be nothing to expand.
            assertThat(LogRig.keys(changes, child)).isEmpty();
            List<TableName> names = List.of(parent.name());
            assertThat(rig.log.cascades(fixture.source, names))
                    .extracting(cascade -> cascade.parent().name()
                            + cascade.parentColumns()
                            + cascade.child().name()
                            + cascade.childColumns())
                    .containsExactly("parent[id]child[p]", "child[id]grandchild[p]");
            assertThat(rig.log.cascades(fixture.source, List.of(child.name())))
                    .extracting(cascade ->
                            cascade.parent().name() + " " + cascade.child().name())
                    .containsExactly("child grandchild", "parent child");
        }
    }

    void needs() throws SQLException {
        Table table = plain("needed");
        assertThat(codes(fixture.source, table)).isEmpty();
        Table child = fixture.create(
                "needing",
                "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, p int NULL, FOREIGN KEY (p) REFERENCES "
                        + fixture.quoted("needed") + " (id) ON DELETE CASCADE)");
        assertThat(codes(fixture.source, table, child)).containsExactly("cascade: null");
        Table odd =
                fixture.create("odd", "CREATE TABLE %s (k varchar(10) CHARACTER SET armscii8 NOT NULL PRIMARY KEY)");
        assertThat(codes(fixture.source, odd))
                .containsExactly("log-key-type: sterna.tables.\"" + odd.name() + "\".changes = diff");
        try (Connection stranger = fixture.database.connect(fixture.database.createUser("GRANT SELECT ON *.* TO %s"))) {
            assertThat(codes(stranger, table))
                    .anyMatch(code -> code.startsWith("cannot-replicate: GRANT REPLICATION SLAVE ON *.* TO '"))
                    .anyMatch(code -> code.startsWith("cannot-mark: GRANT CREATE, INSERT, DROP ON `"))
                    .hasSize(2);
        }
        String kept = fixture.database.queryValue("SELECT @@GLOBAL.binlog_expire_logs_seconds");
        try {
            asAdministrator("SET GLOBAL binlog_expire_logs_seconds = 3600");
            assertThat(codes(fixture.source, table))
                    .containsExactly("binary-log-retention: SET GLOBAL binlog_expire_logs_seconds = 172800");
        } finally {
            asAdministrator("SET GLOBAL binlog_expire_logs_seconds = " + kept);
        }
        Map<String, String> settings = Map.of(
                "binlog_format", "'MIXED'",
                "binlog_row_image", "'MINIMAL'");
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String before = fixture.database.queryValue("SELECT @@GLOBAL." + setting.getKey());
            try {
                asAdministrator("SET GLOBAL " + setting.getKey() + " = " + setting.getValue());
                assertThat(codes(fixture.source, table))
                        .containsExactly((setting.getKey().equals("binlog_format")
                                        ? "binary-log-format: SET GLOBAL binlog_format = 'ROW'"
                                        : "binary-log-row-image: SET GLOBAL binlog_row_image = 'FULL'")
                                + ", and begin the application's sessions anew");
                assertThat(fixture.dialect
                                .probe(fixture.source, fixture.endpoint)
                                .has(Capability.FOLLOWS_LOG))
                        .isFalse();
            } finally {
                asAdministrator("SET GLOBAL " + setting.getKey() + " = '" + before + "'");
            }
        }
        try (LogRig left = new LogRig(fixture, table)) {
            assertThat(left.log.objects().found(fixture.source))
                    .extracting(LogObject::kind)
                    .containsExactly("table of markers");
            assertThat(codes(fixture.source, table))
                    .singleElement()
                    .asString()
                    .startsWith("log-object-left: If that run goes on no more: DROP TABLE `");
        }
    }

    private List<String> codes(Connection connection, Table... tables) throws SQLException {
        Following following = new Following(
                "needs",
                List.of(tables).stream()
                        .map(table -> FollowedTable.of(table).orElseThrow())
                        .toList());
        return fixture.dialect.sourceLog().missing(connection, fixture.endpoint, following, Duration.ZERO).stream()
                .map(finding -> finding.code() + ": " + finding.remedy())
                .toList();
    }
}
