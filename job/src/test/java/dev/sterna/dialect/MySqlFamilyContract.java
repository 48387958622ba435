package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.dialect.rows.RowChanges;
import dev.sterna.dialect.rows.ValueConversion;
import dev.sterna.dialect.rows.ValueConversion.Becomes;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.rows.ValueLimit;
import dev.sterna.dialect.server.Capability;
import dev.sterna.digest.RowHash;
import dev.sterna.embedded.Engine;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.Key;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only MySQL and MariaDB have. */
abstract class MySqlFamilyContract extends DialectContract {
    private final ContractEngine engine;

    MySqlFamilyContract(Engine engine) {
        super(new MySqlContract(engine));
        this.engine = new MySqlContract(engine);
    }

    /** Without LOAD DATA LOCAL rows go in by INSERT, which must hold the same promises. */
    @Test
    void insertsArriveToo() throws SQLException {
        try (Fixture slow = new Fixture(DATABASES.create(engine.engine()), Map.of("allowLocalInfile", "false"))) {
            Table table = slow.create("slow", "CREATE TABLE %s (id int PRIMARY KEY)");
            BulkLoad.Plan plan = slow.dialect.bulk().plan(slow.target, table, List.of());
            assertThat(plan.method()).isEqualTo("insert");
            assertThat(plan.slowBecause()).contains("allowLocalInfile");
            BulkContract bulk = new BulkContract(slow, engine);
            bulk.everyTypeArrives();
            bulk.duplicateKeyIsAnException();
            bulk.valuesThatDoNotFitAreExceptions();
        }
    }

    @Test
    void tableWithoutTransactionsIsRefused() throws SQLException {
        Table table = fixture().create("flat", "CREATE TABLE %s (id int PRIMARY KEY) ENGINE = MyISAM");
        assertThatThrownBy(() -> fixture().dialect.bulk().plan(fixture().target, table, List.of()))
                .hasMessageContaining("MyISAM")
                .extracting(thrown -> ((dev.sterna.error.SternaException) thrown)
                        .problems()
                        .get(0)
                        .remedy())
                .asString()
                .contains("ENGINE = InnoDB");
        assertThatThrownBy(() -> new RowChangesContract(fixture(), engine)
                        .change(table, List.of("id"), List.of(), List.of(List.of("1"))))
                .isInstanceOf(dev.sterna.error.SternaException.class)
                .hasMessageContaining("its storage engine is MyISAM");
    }

    /** Of the two places where uses of indexes are counted, the one that is on here. */
    @Test
    void readersOfStatisticsAreToldMore() throws SQLException {
        String schema = "`" + fixture().database.name() + "`.*";
        boolean own = engine.engine() == Engine.MARIADB;
        if (own) {
            fixture().database.executeAsAdministrator("SET GLOBAL userstat = 1");
        }
        try {
            new HealthContract(fixture())
                    .isToldToReadersOfStatistics(
                            told -> assertThat(told.indexes())
                                    .filteredOn(index -> index.name().endsWith("seen_v"))
                                    .singleElement()
                                    .satisfies(index -> assertThat(index.uses()).isPositive()),
                            "GRANT SELECT ON " + schema + " TO %s",
                            "GRANT SELECT ON mysql.innodb_table_stats TO %s",
                            "GRANT SELECT ON performance_schema.* TO %s");
        } finally {
            if (own) {
                fixture().database.executeAsAdministrator("SET GLOBAL userstat = 0");
            }
        }
    }

    @Test
    void statisticsOfOthersAreNotRenewed() throws SQLException {
        new HealthContract(fixture())
                .isNotRenewedByOthers("GRANT SELECT ON `" + fixture().database.name() + "`.* TO %s");
    }

    /** ANALYZE fails in rows, not in an exception. */
    @Test
    void finishingComplainsOfAnError() throws SQLException {
        Table table = fixture().create("finished", "CREATE TABLE %s (id int PRIMARY KEY)");
        assertThat(complaint(table)).isNull();
        fixture().database.execute("DROP TABLE " + fixture().quoted("finished"));
        assertThat(complaint(table)).contains("finished");
    }

    private String complaint(Table table) throws SQLException {
        SchemaDdl ddl = fixture().dialect.schemaDdl();
        try (var statement = fixture().target.createStatement();
                var answer = statement.executeQuery(ddl.finishTable(table).get(0))) {
            return ddl.complaint(answer);
        }
    }

    /** A dead client's transaction must end before a person has to look for it. */
    @Test
    void aSilentWriterIsGivenUp() throws SQLException {
        Table table = fixture().create("silent", "CREATE TABLE %s (id int PRIMARY KEY)");
        try (var connection = fixture().connector(dev.sterna.model.Side.TARGET).open()) {
            connection.setAutoCommit(false);
            BulkLoad bulk = fixture().dialect.bulk();
            BulkLoad.Plan plan = bulk.plan(
                    connection,
                    table,
                    List.of(new BulkLoad.Incoming(
                            table.column("id"), table.column("id").type())));
            try (BulkWriter writer = bulk.open(connection, plan)) {
                assertThat(writer).isNotNull();
            }
            try (var statement = connection.createStatement();
                    var timeouts = statement.executeQuery("SELECT @@net_read_timeout, @@wait_timeout")) {
                assertThat(timeouts.next()).isTrue();
                assertThat(timeouts.getInt(1)).isBetween(60, 900);
                assertThat(timeouts.getInt(2)).isBetween(60, 900);
            }
        }
    }

    @Test
    void catalogueTellsKeysAndColumns() throws SQLException {
        Table table = fixture()
                .create(
                        "keys_and_columns",
                        "CREATE TABLE %s (id bigint unsigned NOT NULL AUTO_INCREMENT, a varchar(10) character set latin1"
                                + " collate latin1_german2_ci NOT NULL, b int NULL, c int AS (b + 1) VIRTUAL,"
                                + " d int AS (b + 2) STORED, e text NULL, f timestamp NOT NULL DEFAULT"
                                + " CURRENT_TIMESTAMP, PRIMARY KEY (id), UNIQUE KEY whole (b, a), UNIQUE KEY prefix (e(10)),"
                                + " KEY plain (b), UNIQUE KEY down (b DESC, e(3)), UNIQUE KEY unseen (b)"
                                + " /*!80000 INVISIBLE *//*M!100600 IGNORED */)");
        assertThat(table.primaryKey()).isEqualTo(new Key("PRIMARY", List.of("id")));
        assertThat(table.uniqueKeys()).containsExactly(new Key("whole", List.of("b", "a")));
        assertThat(table.column("id").generated()).isEqualTo(Generated.IDENTITY);
        assertThat(table.column("c").generated()).isEqualTo(Generated.COMPUTED);
        assertThat(table.column("d").generated()).isEqualTo(Generated.COMPUTED);
        assertThat(table.column("f").generated()).isEqualTo(Generated.NO);
        assertThat(table.column("a").collation()).isEqualTo("latin1_german2_ci");
        assertThat(table.column("id").nullable()).isFalse();
        assertThat(table.column("b").nullable()).isTrue();
        assertThat(table.storedColumns()).hasSize(5);
    }

    @Test
    void zeroDatesAreConverted() throws SQLException {
        Table table = fixture()
                .create(
                        "zero",
                        "CREATE TABLE %s (id int PRIMARY KEY, d date NULL, t datetime(3) NOT NULL, s timestamp NULL)");
        try (var statement = fixture().source.createStatement()) {
            statement.execute("SET sql_mode = ''");
            statement.execute("INSERT INTO " + fixture().quoted("zero")
                    + " VALUES (1, '0000-00-00', '0000-00-00', '0000-00-00'), (2, '2024-00-00', '2024-02-00', NULL),"
                    + " (3, '2024-02-29', '2024-02-29', '2024-02-29')");
        }
        ValueLimit noZero = ValueLimit.of(ValueLimit.Kind.NO_ZERO_DATE);
        ValueConversions asNull = new ValueConversions(Stream.of("d", "t", "s")
                .map(column -> new ValueConversion(column, noZero, Becomes.NULL))
                .toList());
        List<List<String>> rows = List.of(
                Arrays.asList("1", null, null, null),
                Arrays.asList("2", null, null, null),
                List.of("3", "2024-02-29", "2024-02-29 00:00:00", "2024-02-29 00:00:00"));
        assertThat(fixture().select(table, new Slice.Whole(), asNull)).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(fixture()
                        .select(table, new Slice.Whole(), ValueConversions.NONE)
                        .get(0))
                .containsExactly("1", "0000-00-00", "0000-00-00 00:00:00", "0000-00-00 00:00:00");
        var types = table.columns().stream().map(column -> column.type()).toList();
        for (RowHash hash : fixture().hashes) {
            assertThat(fixture()
                            .row(fixture()
                                    .dialect
                                    .digests()
                                    .digest(fixture().rows(table, List.of("id"), asNull), hash)))
                    .containsExactly(
                            "3",
                            "3",
                            Fixture.digester(hash, types, rows).digest().sum().toString());
        }
    }

    @Test
    void nulCharactersAreConverted() throws SQLException {
        Table table =
                fixture().create("nul", "CREATE TABLE %s (id int PRIMARY KEY, t varchar(9) character set latin1)");
        fixture().database.execute("INSERT INTO " + fixture().quoted("nul") + " VALUES (1, 'a\\0b\\0')");
        ValueConversions strip = new ValueConversions(
                List.of(new ValueConversion("t", ValueLimit.of(ValueLimit.Kind.NO_NUL), Becomes.STRIPPED)));
        assertThat(fixture().select(table, new Slice.Whole(), strip)).containsExactly(List.of("1", "ab"));
        assertThat(fixture().select(table, new Slice.Whole(), ValueConversions.NONE))
                .containsExactly(List.of("1", "a\0b\0"));
    }

    /** A server that cannot compute a hash says so: here because a row's text outgrows a packet. */
    @Test
    void rowsWithoutAHashAreCounted() throws SQLException {
        StringBuilder columns = new StringBuilder("id int PRIMARY KEY");
        for (int i = 0; i < 7; i++) {
            columns.append(", c").append(i).append(" text");
        }
        Table table = fixture().create("wide", "CREATE TABLE %s (" + columns + ")");
        fixture()
                .database
                .execute(
                        "INSERT INTO " + fixture().quoted("wide") + " VALUES (1" + ", REPEAT('x', 8000)".repeat(7)
                                + "), (2" + ", 'x'".repeat(7) + ")",
                        "DO 0");
        String before = fixture().value("SELECT @@GLOBAL.max_allowed_packet");
        try {
            fixture().database.executeAsAdministrator("SET GLOBAL max_allowed_packet = 32768");
            try (var connection =
                            fixture().connector(dev.sterna.model.Side.SOURCE).open();
                    var statement = connection.createStatement();
                    var found = statement.executeQuery(fixture()
                            .dialect
                            .digests()
                            .digest(fixture().rows(table, List.of("id"), ValueConversions.NONE), RowHash.MD5_60))) {
                assertThat(found.next()).isTrue();
                assertThat(found.getLong(1)).isEqualTo(2);
                assertThat(found.getLong(2)).isEqualTo(1);
            }
        } finally {
            fixture().database.executeAsAdministrator("SET GLOBAL max_allowed_packet = " + before);
        }
    }

    /** Of each the server itself makes a question mark, or another text's octets, on both sides alike. */
    @Test
    void textsWithoutAnEqualInUnicodeAreErrors() throws SQLException {
        Map<String, String> texts = Map.of(
                "cp1251", "x'98'",
                "cp1250", "x'3f81'",
                "big5", "_big5 x'a15a'",
                "gbk", "_gbk x'a140'",
                "tis620", "x'a0'",
                "sjis", "_sjis x'815f'",
                "ucs2", "x'd800'");
        for (Map.Entry<String, String> text : texts.entrySet()) {
            String name = "gap_" + text.getKey();
            Table table = fixture()
                    .create(
                            name,
                            "CREATE TABLE %s (id int PRIMARY KEY, t varchar(9) CHARACTER SET " + text.getKey() + ")");
            fixture().database.execute("INSERT INTO " + fixture().quoted(name) + " VALUES (1, 'a?')");
            assertThat(fixture().select(table, new Slice.Whole(), ValueConversions.NONE))
                    .containsExactly(List.of("1", "a?"));
            fixture()
                    .database
                    .execute("INSERT INTO " + fixture().quoted(name) + " VALUES (2, " + text.getValue() + ")");

            assertThatThrownBy(() -> fixture().select(table, new Slice.Whole(), ValueConversions.NONE), name)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(fixture()
                                            .dialect
                                            .explain(failure, Side.SOURCE, "read", table.name())
                                            .problems()
                                            .get(0))
                                    .satisfies(problem ->
                                            assertThat(problem.code()).isEqualTo("text-without-equal"))
                                    .satisfies(problem -> assertThat(problem.message())
                                            .contains("a text of column t has no equal of its own in Unicode")));
        }
    }

    /** Octets of the column itself, because sjis has two backslashes that look alike in Unicode. */
    @Test
    void aBackslashStaysNarrow() throws SQLException {
        Table table =
                fixture().create("narrow", "CREATE TABLE %s (id int PRIMARY KEY, t varchar(9) CHARACTER SET sjis)");
        fixture()
                .load(
                        table,
                        List.of(ListedRow.of(
                                table.columns().stream()
                                        .map(column -> column.type())
                                        .toList(),
                                List.of("1", "\\\u30bd\\"))));
        assertThat(fixture().value("SELECT HEX(t) FROM " + fixture().quoted("narrow")))
                .isEqualTo("5C835C5C");
    }

    /** What a key's collation takes for equal is one row, which takes the other spelling. */
    @Test
    void keysOfACollationAreSpeltAnew() throws SQLException {
        Table table = fixture()
                .create(
                        "folded",
                        "CREATE TABLE %s (k varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci PRIMARY KEY,"
                                + " v int)");
        fixture().database.execute("INSERT INTO " + fixture().quoted("folded") + " VALUES ('Hello', 1), ('x', 2)");
        assertThat(new RowChangesContract(fixture(), engine)
                        .change(table, List.of("k"), List.of(List.of("X")), List.of(List.of("hELLO", "3"))))
                .isEqualTo(new RowChanges.Counts(1, 0, 1));
        assertThat(fixture().select(table, new Slice.Whole(), ValueConversions.NONE))
                .containsExactly(List.of("hELLO", "3"));
    }

    /** Without LOAD DATA LOCAL rows come to the temporary table by INSERT. */
    @Test
    void changesArriveByInsertToo() throws SQLException {
        try (Fixture slow = new Fixture(DATABASES.create(engine.engine()), Map.of("allowLocalInfile", "false"))) {
            RowChangesContract changes = new RowChangesContract(slow, engine);
            changes.setsAreBrought();
            changes.uniqueValuesAreSwapped();
        }
    }

    @Test
    void capabilitiesOfAUserWithoutTemporaryTables() throws SQLException {
        new CapabilityContract(fixture(), engine)
                .narrowedByRights("GRANT SELECT, INSERT, UPDATE, DELETE ON "
                        + fixture().database.name() + ".* TO %s");
    }

    /** The same contract where rows may not come as a stream. */
    @Test
    void capabilitiesWithoutLocalFiles() throws SQLException {
        try (Fixture slow = new Fixture(DATABASES.create(engine.engine()), Map.of("allowLocalInfile", "false"))) {
            CapabilityContract capabilities = new CapabilityContract(slow, engine);
            assertThat(capabilities.server().has(Capability.STREAMED_LOAD)).isFalse();
            capabilities.declaredIsThereAndNothingElse();
        }
    }
}
