package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sterna.dialect.ContractEngine.TypeCase;
import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.DigestSql;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.InstalledPostgres;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same rows have the same digests on every version of a server, or an upgrade would look like damage. */
class DigestVersionsIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    static Path directory;

    private static final PostgresContract POSTGRES = new PostgresContract();
    private static final int BUCKETS = 7;

    private static final String ROWS =
            "INSERT INTO odd SELECT i, CASE i % 5 WHEN 0 THEN 'Straße' || i WHEN 1 THEN 'ΣΊΣΥΦΟΣ' || i"
                    + " WHEN 2 THEN '中文' || i WHEN 3 THEN 'é' || i ELSE '😀' || i END,"
                    + " CASE i % 3 WHEN 0 THEN 'a' || i WHEN 1 THEN 'A' || i END, i % 2 = 0,"
                    + " (i - 50)::numeric / 7, ((i - 50) / 7.0)::float8, ((i - 50) * 1e30)::real, '2024-01-01'::timestamp"
                    + " + i * interval '1 month 7 minutes 0.000123 seconds', '2024-03-31 00:30+00'::timestamptz + i * interval"
                    + " '1 hour', decode(md5(i::text), 'hex'), ARRAY[i::text, NULL, 'ü,\"'], jsonb_build_object('k', i / 3.0)"
                    + " FROM generate_series(1, 100) i";

    private static List<LogicalType> common() {
        return List.of(
                new LogicalType.Int(64, false),
                new LogicalType.Text(60),
                new LogicalType.Decimal(30, 10),
                new LogicalType.Real(64),
                new LogicalType.Date(),
                new LogicalType.Timestamp(6),
                new LogicalType.Bytes(0),
                new LogicalType.Text(0));
    }

    private static final List<List<String>> COMMON_ROWS = List.of(
            Arrays.asList("1", "", "0.0000000000", "-0", "1000-01-01", "1000-01-01 00:00:00", "", ""),
            Arrays.asList("2", "Größe ß", "-0.0000000001", RealText.of(0.1), null, null, "00ff", "a,b:c#d"),
            Arrays.asList(
                    "3",
                    "Привет",
                    "12345678901234567890.0123456789",
                    RealText.of(1e22),
                    "9999-12-31",
                    "9999-12-31 23:59:59.999999",
                    "5c27",
                    "x".repeat(8193)),
            Arrays.asList(
                    "-4",
                    "中文 😀",
                    null,
                    RealText.of(Double.MIN_VALUE),
                    "2024-02-29",
                    "1969-12-31 23:59:59.5",
                    null,
                    "é".repeat(5000)),
            Arrays.asList(
                    "9223372036854775807",
                    "e\u0301\u200b",
                    "100.0000000000",
                    RealText.of(-1e-7),
                    "1582-10-10",
                    "2024-01-01 00:00:00.000001",
                    "ab".repeat(5000),
                    null));

    private static final List<EmbeddedServer> INSTALLED = new ArrayList<>();

    @BeforeAll
    static void startInstalled() {
        InstalledPostgres.all().forEach(one -> INSTALLED.add(one.start(directory, "sterna")));
    }

    @AfterAll
    static void stopInstalled() {
        INSTALLED.forEach(EmbeddedServer::close);
    }

    @Test
    void everyVersionOfPostgresHashesAlike() throws SQLException {
        assumeFalse(
                INSTALLED.isEmpty(),
                "No second PostgreSQL is on this machine; name the directory of its initdb by -D"
                        + InstalledPostgres.PROPERTY);
        Map<String, List<String>> here = ofEveryType(filled(DATABASES.create(Engine.POSTGRESQL), "\"C\""));
        assertThat(here).hasSizeGreaterThan(2 * POSTGRES.types().size());
        for (EmbeddedServer server : INSTALLED) {
            TestDatabase other = filled(DATABASES.create(server), "\"odd order\"");
            String set = "ALTER DATABASE " + other.name() + " SET ";
            other.execute(
                    set + "DateStyle = 'German, DMY'",
                    set + "IntervalStyle = 'iso_8601'",
                    set + "extra_float_digits = -5",
                    set + "bytea_output = 'escape'",
                    set + "TimeZone = 'Asia/Kathmandu'");
            assertThat(ofEveryType(other))
                    .as(other.queryValue("SELECT version()"))
                    .isEqualTo(here);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void everyEngineHashesAlikeWhatAllHave(Engine engine) throws SQLException {
        List<String> expected = ofCommonTypes(DATABASES.create(engine), new MySqlContract(engine));
        assertThat(ofCommonTypes(DATABASES.create(Engine.POSTGRESQL), POSTGRES)).isEqualTo(expected);
        for (EmbeddedServer server : INSTALLED) {
            assertThat(ofCommonTypes(DATABASES.create(server), POSTGRES)).isEqualTo(expected);
        }
    }

    /** A table of each type, and one of many with a key and a column that sort by another collation. */
    private static TestDatabase filled(TestDatabase database, String collation) {
        List<String> statements = new ArrayList<>();
        if (!collation.equals("\"C\"")) {
            statements.add("CREATE COLLATION \"odd order\" (provider = icu, locale = 'und-u-ks-level2',"
                    + " deterministic = false)");
        }
        List<TypeCase> types = POSTGRES.types();
        for (int i = 0; i < types.size(); i++) {
            List<ContractEngine.Value> values = types.get(i).values();
            statements.add("CREATE TABLE t" + i + " (id int PRIMARY KEY, v "
                    + types.get(i).columnType() + ")");
            statements.add("INSERT INTO t" + i + " VALUES (0, NULL), "
                    + IntStream.range(0, values.size())
                            .mapToObj(row ->
                                    "(" + (row + 1) + ", " + values.get(row).sql() + ")")
                            .collect(Collectors.joining(", ")));
        }
        statements.add("CREATE TABLE odd (id int, k varchar(40) COLLATE " + collation + ", c text COLLATE " + collation
                + ", b boolean, n numeric, d float8, r real, s timestamp, z timestamptz, y bytea, a text[], j jsonb,"
                + " PRIMARY KEY (k, id))");
        statements.add(ROWS);
        database.execute(statements.toArray(String[]::new));
        return database;
    }

    /** By table and hash: digest, digests of buckets and rows in the order of the server. */
    private static Map<String, List<String>> ofEveryType(TestDatabase database) throws SQLException {
        Map<String, List<String>> found = new TreeMap<>();
        try (Fixture fixture = new Fixture(database)) {
            assertThat(fixture.hashes).contains(RowHash.MD5_60, RowHash.PG_HASH64);
            List<String> schemas = fixture.dialect.defaultSchemas(fixture.source, fixture.endpoint);
            for (Table table :
                    fixture.dialect.schemas().catalog(fixture.source, schemas).tables()) {
                List<String> key = table.name().name().equals("odd") ? List.of("k", "id") : List.of("id");
                for (RowHash hash : List.of(RowHash.MD5_60, RowHash.PG_HASH64)) {
                    found.put(
                            table.name().name() + " of "
                                    + table.storedColumns().get(1).nativeType() + " by " + hash,
                            digests(fixture, fixture.rows(table, key, ValueConversions.NONE), hash));
                }
            }
        }
        return found;
    }

    private static List<String> ofCommonTypes(TestDatabase database, ContractEngine engine) throws SQLException {
        List<LogicalType> types = common();
        try (Fixture fixture = new Fixture(database)) {
            String columns = IntStream.range(0, types.size())
                    .mapToObj(i -> "c" + i + " " + engine.columnType(types.get(i)) + (i == 0 ? " NOT NULL" : " NULL"))
                    .collect(Collectors.joining(", "));
            Table table = fixture.create("common", "CREATE TABLE %s (" + columns + ", PRIMARY KEY (c0))");
            fixture.load(
                    table,
                    COMMON_ROWS.stream().map(row -> ListedRow.of(types, row)).toList());
            List<CanonicalColumn> compared = IntStream.range(0, types.size())
                    .mapToObj(i -> new CanonicalColumn(table.storedColumns().get(i), types.get(i)))
                    .toList();
            return digests(
                    fixture,
                    new RowSet(table, compared, List.of("c1", "c0"), new Slice.Whole(), null, ValueConversions.NONE),
                    RowHash.MD5_60);
        }
    }

    private static List<String> digests(Fixture fixture, RowSet rows, RowHash hash) throws SQLException {
        DigestSql sql = fixture.dialect.digests();
        List<String> found = new ArrayList<>(all(fixture, sql.digest(rows, hash)));
        found.addAll(all(fixture, sql.bucketDigests(rows, hash, BUCKETS)).stream()
                .sorted()
                .toList());
        found.addAll(all(fixture, sql.hashedRows(rows, hash)));
        return found;
    }

    private static List<String> all(Fixture fixture, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = fixture.source.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int width = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= width; i++) {
                    row.append(rows.getString(i)).append(" | ");
                }
                found.add(row.toString());
            }
        }
        return found;
    }
}
