package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.dialect.server.Server;
import dev.sterna.digest.RowHash;
import dev.sterna.embedded.Engine;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.testing.Databases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Digests of what the contract does not have: wide tables, other types than the source's, other encodings. */
class PostgresDigestIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private Fixture fixture;

    @BeforeEach
    void connect() throws SQLException {
        fixture = new Fixture(DATABASES.create(Engine.POSTGRESQL));
    }

    @AfterEach
    void disconnect() throws SQLException {
        fixture.close();
    }

    private void assertDigests(RowSet rows, List<LogicalType> types, List<List<String>> expected) throws SQLException {
        for (RowHash hash : fixture.hashes) {
            String count = Integer.toString(expected.size());
            assertThat(fixture.row(fixture.dialect.digests().digest(rows, hash)))
                    .as("%s", hash)
                    .containsExactly(
                            count,
                            count,
                            Fixture.digester(hash, types, expected)
                                    .digest()
                                    .sum()
                                    .toString());
        }
    }

    /** More columns than a function takes arguments. */
    @Test
    void wideRowsAreHashed() throws SQLException {
        StringBuilder columns = new StringBuilder("c0 int");
        for (int i = 1; i < 400; i++) {
            columns.append(", c").append(i).append(i % 3 == 0 ? " int" : i % 3 == 1 ? " text" : " bytea");
        }
        Table table = fixture.create("wide", "CREATE TABLE %s (" + columns + ")");
        List<LogicalType> types = table.columns().stream().map(Column::type).toList();
        Random random = new Random(3);
        List<List<String>> rows = new ArrayList<>();
        for (int r = 0; r < 20; r++) {
            String[] row = new String[400];
            for (int i = 0; i < 400; i++) {
                row[i] = random.nextInt(4) == 0
                        ? null
                        : i % 3 == 0 ? Integer.toString(random.nextInt()) : i % 3 == 1 ? "t%,:" + r : "ff00";
            }
            rows.add(Arrays.asList(row));
        }
        fixture.load(table, rows.stream().map(row -> ListedRow.of(types, row)).toList());
        assertDigests(fixture.rows(table, List.of(), ValueConversions.NONE), types, rows);
        assertBucketsCover(fixture.rows(table, List.of(), ValueConversions.NONE), rows.size());
    }

    private void assertBucketsCover(RowSet rows, int expected) throws SQLException {
        for (RowHash hash : fixture.hashes) {
            long found = 0;
            for (int bucket = 0; bucket < 5; bucket++) {
                Slice slice = new Slice.HashBucket(rows.key(), bucket, 5);
                found += Long.parseLong(fixture.row(fixture.dialect.digests().digest(rows.withSlice(slice), hash))
                        .get(0));
            }
            assertThat(found).as("%s", hash).isEqualTo(expected);
        }
    }

    private record Seen(String columnType, String sql, LogicalType as, String canonical) {}

    /** Columns that hold a source's type in another one: seen as the source's, their text is the source's. */
    @Test
    void columnsAreSeenAsTheSourcesTypes() throws SQLException {
        List<Seen> cases = List.of(
                new Seen(
                        "numeric(20,0)", "18446744073709551615", new LogicalType.Int(64, true), "18446744073709551615"),
                new Seen("numeric", "7.000", new LogicalType.Int(32, true), "7"),
                new Seen("boolean", "true", new LogicalType.Int(8, false), "1"),
                new Seen("smallint", "1", new LogicalType.Bool(), "1"),
                new Seen("numeric", "1.5", new LogicalType.Decimal(10, 2), "1.50"),
                new Seen("numeric(10,4)", "1.5", new LogicalType.Decimal(10, 2), "1.50"),
                new Seen("numeric(10,4)", "1.5001", new LogicalType.Decimal(10, 2), "1.5001"),
                new Seen("bigint", "15", new LogicalType.Decimal(10, 2), "15.00"),
                new Seen("numeric(10,4)", "1.5", new LogicalType.Numeric(), "1.5"),
                new Seen("double precision", "0.1", new LogicalType.Real(32), RealText.of(0.1)),
                new Seen("double precision", "0.1::real", new LogicalType.Real(32), RealText.of(0.1f)),
                new Seen("text", "'ab  '", new LogicalType.Char(5), "ab"),
                new Seen("text", "'x,y'", new LogicalType.SetOf(List.of("x", "y")), "x,y"),
                new Seen("varchar(9)", "'b'", new LogicalType.Enumeration(List.of("a", "b")), "b"),
                new Seen("boolean", "true", new LogicalType.Bit(1), "1"),
                new Seen("integer", "5", new LogicalType.Bit(4), "0101"),
                new Seen("integer", "16", new LogicalType.Bit(4), "16"),
                new Seen("timestamp", "'2024-01-01 00:00:00.5'", new LogicalType.Instant(3), "2024-01-01 00:00:00.5"),
                new Seen(
                        "timestamptz",
                        "'2024-01-01 00:00:00.5Z'",
                        new LogicalType.Timestamp(3),
                        "2024-01-01 00:00:00.5"),
                new Seen("json", "'{\"a\":  1}'", new LogicalType.Text(0), "{\"a\":  1}"));
        for (int i = 0; i < cases.size(); i++) {
            Seen seen = cases.get(i);
            Table table = fixture.create("seen" + i, "CREATE TABLE %s (v " + seen.columnType + ")");
            fixture.database.execute("INSERT INTO seen" + i + " VALUES (" + seen.sql + "), (NULL)");
            RowSet rows = new RowSet(
                    table,
                    List.of(new CanonicalColumn(table.column("v"), seen.as)),
                    List.of("v"),
                    new Slice.Whole(),
                    null,
                    ValueConversions.NONE);
            assertThat(fixture.value("SELECT \"column5\" FROM (SELECT * FROM (" + hashedRows(rows)
                            + ") s (k, h, column5))" + " t WHERE column5 IS NOT NULL"))
                    .as("%s as %s", seen.columnType, seen.as)
                    .isEqualTo(seen.canonical);
        }
    }

    private String hashedRows(RowSet rows) {
        return fixture.dialect.digests().hashedRows(rows, RowHash.MD5_60);
    }

    /** Hashes are over UTF-8 whatever the server stores. */
    @Test
    void otherEncodingsHashAlike() throws SQLException {
        String name = fixture.database.name() + "_latin1";
        fixture.database.executeAsAdministrator("CREATE DATABASE " + name
                + " TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' OWNER \""
                + fixture.database.user() + "\"");
        try {
            String url = fixture.database.jdbcUrl().replace(fixture.database.name(), name);
            try (Connection connection = fixture.dialect
                            .connector(
                                    Fixture.endpoint(url, fixture.database.user(), fixture.database.password()),
                                    Side.SOURCE)
                            .open();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE public.t (id int PRIMARY KEY, v varchar(9), t text)");
                statement.execute("INSERT INTO public.t VALUES (1, '\u00e9\u00df', repeat('\u00e9', 5000))");
                Server server = fixture.dialect.probe(
                        connection, Fixture.endpoint(url, fixture.database.user(), fixture.database.password()));
                assertThat(server.hashes()).contains(RowHash.MD5_60).doesNotContain(RowHash.PG_HASH64);
                Table table = fixture.dialect
                        .schemas()
                        .catalog(connection, List.of("public"))
                        .tables()
                        .get(0);
                List<LogicalType> types =
                        table.columns().stream().map(Column::type).toList();
                for (RowHash hash : server.hashes()) {
                    try (ResultSet row = statement.executeQuery(fixture.dialect
                            .digests()
                            .digest(fixture.rows(table, List.of("id"), ValueConversions.NONE), hash))) {
                        row.next();
                        assertThat(row.getString(3))
                                .isEqualTo(Fixture.digester(
                                                hash,
                                                types,
                                                List.of(List.of("1", "\u00e9\u00df", "\u00e9".repeat(5000))))
                                        .digest()
                                        .sum()
                                        .toString());
                    }
                }
            }
        } finally {
            fixture.database.executeAsAdministrator("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }

    /** The subqueries that keep expressions from being computed twice do not keep workers out. */
    @Test
    void digestsRunInParallel() throws SQLException {
        Table table = fixture.create("many", "CREATE TABLE %s (id int PRIMARY KEY, r real, t text, b bytea)");
        fixture.database.execute(
                "INSERT INTO many SELECT i, i, 't', 'b' FROM generate_series(1, 1000) i", "ANALYZE many");
        try (Statement statement = fixture.source.createStatement()) {
            statement.execute("SET min_parallel_table_scan_size = 0");
            statement.execute("SET parallel_setup_cost = 0");
            statement.execute("SET parallel_tuple_cost = 0");
        }
        for (RowHash hash : fixture.hashes) {
            assertThat(explained(fixture.dialect
                            .digests()
                            .digest(fixture.rows(table, List.of("id"), ValueConversions.NONE), hash)))
                    .contains("gather", "partial aggregate", "parallel seq scan");
        }
    }

    private String explained(String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Statement statement = fixture.source.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString().toLowerCase(Locale.ROOT);
    }

    /** Bounds that are shorter than the key, and rows with NULL, which no range has. */
    @Test
    void rangesAndNullsCoverTheTable() throws SQLException {
        Table table = fixture.create("ranged", "CREATE TABLE %s (a int, b text, UNIQUE (a, b))");
        fixture.database.execute("INSERT INTO ranged SELECT nullif(i % 10, 9), nullif('b' || i % 7, 'b3')"
                + " FROM generate_series(1, 500) i ON CONFLICT DO NOTHING");
        List<String> key = List.of("a", "b");
        List<Slice> slices = List.of(
                new Slice.KeyRange(key, List.of(), List.of("2")),
                new Slice.KeyRange(key, List.of("2"), List.of("4", "b2")),
                new Slice.KeyRange(key, List.of("4", "b2"), List.of("4", "b2")),
                new Slice.KeyRange(key, List.of("4", "b2"), List.of("7")),
                new Slice.KeyRange(key, List.of("7"), List.of()),
                new Slice.NullKey(key));
        List<List<String>> found = new ArrayList<>();
        for (Slice slice : slices) {
            found.addAll(fixture.select(table, slice, ValueConversions.NONE));
        }
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(fixture.select(table, new Slice.Whole(), ValueConversions.NONE));
        assertThat(fixture.select(table, slices.get(1), ValueConversions.NONE))
                .allSatisfy(row -> assertThat(row.get(0)).isIn("2", "3", "4"));
        try (Statement statement = fixture.source.createStatement()) {
            statement.execute("SET enable_seqscan = off");
        }
        for (Slice slice : slices.subList(0, 5)) {
            assertThat(explained(fixture.dialect.sql().select(table, slice, null, ValueConversions.NONE)))
                    .contains("index cond");
        }
    }
}
