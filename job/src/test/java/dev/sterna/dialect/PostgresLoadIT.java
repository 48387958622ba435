package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.dialect.rows.OddDates;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.dialect.rows.TemporalText;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.testing.Databases;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows into PostgreSQL: COPY in binary and in text, INSERT where neither is to be had. */
class PostgresLoadIT {
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

    private static LogicalType decimal(int precision, int scale) {
        return new LogicalType.Decimal(precision, scale);
    }

    private static List<Incoming> incoming(Table table, LogicalType... types) {
        List<Incoming> incoming = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            incoming.add(new Incoming(table.columns().get(i), types[i]));
        }
        return incoming;
    }

    private BulkLoad.Plan load(Table table, List<Incoming> columns, List<ListedRow> rows) throws SQLException {
        fixture.target.setAutoCommit(false);
        BulkLoad.Plan plan = fixture.dialect.bulk().plan(fixture.target, table, columns);
        try (BulkWriter writer = fixture.dialect.bulk().open(fixture.target, plan)) {
            for (ListedRow row : rows) {
                writer.write(row);
            }
            assertThat(writer.finish()).isEqualTo(rows.size());
            fixture.target.commit();
        } finally {
            fixture.target.rollback();
        }
        return plan;
    }

    private String refusal(String columnType, LogicalType type, String canonical) throws SQLException {
        String name = "refusing_" + fixture.value("SELECT count(*) FROM pg_class WHERE relname LIKE 'refusing%'");
        Table table = fixture.create(name, "CREATE TABLE %s (odd_one " + columnType + ")");
        SQLException failure = catchThrowableOfType(
                SQLException.class,
                () -> load(table, incoming(table, type), List.of(ListedRow.of(List.of(type), List.of(canonical)))));
        assertThat((Throwable) failure).as("%s into %s", canonical, columnType).isNotNull();
        return fixture.dialect
                .explain(failure, Side.TARGET, "load t", null)
                .problems()
                .get(0)
                .message();
    }

    /** Numerics of all sizes and alignments, from each staged shape: the server's text is Java's. */
    @Test
    void numericsAreExact() throws SQLException {
        Random random = new Random(7);
        Table table = fixture.create(
                "numerics",
                "CREATE TABLE %s (id int, a numeric(18,5), b numeric(18,18), c numeric(38,7), d numeric(38,38),"
                        + " e numeric, f numeric(20,0), g numeric)");
        LogicalType[] types = {
            new LogicalType.Int(32, false),
            decimal(18, 5),
            decimal(18, 18),
            decimal(38, 7),
            decimal(38, 38),
            new LogicalType.Numeric(),
            new LogicalType.Int(64, true),
            new LogicalType.Int(64, false)
        };
        List<ListedRow> rows = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            List<String> row = List.of(
                    Integer.toString(i),
                    number(random, 18, 5),
                    number(random, 18, 18),
                    number(random, 38, 7),
                    number(random, 38, 38),
                    trimmed(number(random, 1 + random.nextInt(90), random.nextInt(60))),
                    new BigInteger(random.nextInt(65), random).toString(),
                    Long.toString(i == 0 ? Long.MIN_VALUE : random.nextLong() >> random.nextInt(64)));
            expected.add(row);
            rows.add(ListedRow.of(List.of(types), row));
        }
        assertThat(load(table, incoming(table, types), rows).method()).isEqualTo("copy-binary");
        assertThat(fixture.select(table, new Slice.Whole(), ValueConversions.NONE))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Any number of digits, zeros in all places. */
    private static String number(Random random, int precision, int scale) {
        int digits = random.nextInt(precision + 1);
        StringBuilder text = new StringBuilder("0");
        for (int i = 0; i < digits; i++) {
            text.append(random.nextInt(3) == 0 ? (char) ('0' + random.nextInt(10)) : '0');
        }
        BigDecimal number = new BigDecimal(new BigInteger(text.toString()), scale);
        return (random.nextBoolean() ? number : number.negate()).toPlainString();
    }

    private static String trimmed(String number) {
        BigDecimal stripped = new BigDecimal(number).stripTrailingZeros();
        return stripped.signum() == 0 ? "0" : stripped.toPlainString();
    }

    @Test
    void datesAndTimestampsAreExact() throws SQLException {
        Table table = fixture.create("times", "CREATE TABLE %s (d date, t timestamp, i timestamptz)");
        LogicalType[] types = {new LogicalType.Date(), new LogicalType.Timestamp(6), new LogicalType.Instant(6)};
        Random random = new Random(8);
        List<ListedRow> rows = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        // From 4713 BC on; the latest are beyond a long, and so the least of all.
        long least = -210_866_803_200_000_000L;
        long[] ends = {
            least, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 945_979_145_224_191L, OddDates.INFINITE_TIME
        };
        for (int i = 0; i < 3000; i++) {
            long micros = i < ends.length ? ends[i] : random.nextLong(least, i % 2 == 0 ? 0 : Long.MAX_VALUE);
            long day = i == 4 ? OddDates.MINUS_INFINITE_DAY : Math.floorDiv(micros, 86_400_000_000L);
            day = i == 2 || i == 3 ? 2_145_042_905 : day;
            rows.add(ListedRow.ofStaged(day, micros, micros));
            expected.add(
                    List.of(TemporalText.date(day), TemporalText.timestamp(micros), TemporalText.timestamp(micros)));
        }
        load(table, incoming(table, types), rows);
        assertThat(fixture.select(table, new Slice.Whole(), ValueConversions.NONE))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void midnightsBecomeDates() throws SQLException {
        Table table = fixture.create("midnights", "CREATE TABLE %s (t date, i date)");
        LogicalType[] types = {new LogicalType.Timestamp(6), new LogicalType.Instant(6)};
        // The last is beyond a long.
        long[] days = {0, -1, -719_529, 106_751_992};
        List<ListedRow> rows = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        for (long day : days) {
            long micros = day * 86_400_000_000L;
            rows.add(ListedRow.ofStaged(micros, micros));
            expected.add(List.of(TemporalText.date(day), TemporalText.date(day)));
        }
        rows.add(ListedRow.ofStaged(OddDates.INFINITE_TIME, OddDates.MINUS_INFINITE_TIME));
        expected.add(List.of("infinity", "-infinity"));
        assertThat(load(table, incoming(table, types), rows).method()).isEqualTo("copy-binary");
        assertThat(fixture.select(table, new Slice.Whole(), ValueConversions.NONE))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(refusal("date", new LogicalType.Instant(6), "2024-01-01 10:00:00"))
                .contains("odd_one", "a time of the day");
    }

    /** One column of a type without an exact binary form, and the whole table goes by text. */
    @Test
    void textFormHoldsWhatBinaryHolds() throws SQLException {
        Table table = fixture.create(
                "by_text",
                "CREATE TABLE %s (a int[], b boolean, c bigint, d numeric(20,2), e double precision, f bytea, g date,"
                        + " h timestamp, i timestamptz, j text, k uuid, l real, m bit(3))");
        List<LogicalType> types = table.columns().stream().map(Column::type).toList();
        List<String> row = List.of(
                "{1,2}",
                "1",
                "-9223372036854775808",
                "-123456789012345678.90",
                RealText.of(-Double.MIN_VALUE),
                "00ff5c0a09",
                "0001-12-31",
                "1969-12-31 23:59:59.999999",
                "2024-02-29 12:00:00",
                "\\.\n\\N\t\r\u0001\u00e9\ud83d\ude00",
                "123e4567-e89b-12d3-a456-426655440000",
                RealText.of(0.1f),
                "101");
        BulkLoad.Plan plan =
                load(table, incoming(table, types.toArray(new LogicalType[0])), List.of(ListedRow.of(types, row)));
        assertThat(plan.method()).isEqualTo("copy-text");
        assertThat(plan.slowBecause()).isNull();
        assertThat(fixture.select(table, new Slice.Whole(), ValueConversions.NONE))
                .containsExactly(row);
    }

    @Test
    void enumsAndDomainsAreLoaded() throws SQLException {
        fixture.database.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'ok, fine')",
                "CREATE DOMAIN positive AS numeric(8,3) CHECK (VALUE > 0)",
                "CREATE DOMAIN document AS jsonb");
        Table table = fixture.create("named", "CREATE TABLE %s (m mood, p positive)");
        assertThat(table.column("m").type()).isEqualTo(new LogicalType.Enumeration(List.of("sad", "ok, fine")));
        assertThat(table.column("p").type()).isEqualTo(decimal(8, 3));
        List<LogicalType> types = table.columns().stream().map(Column::type).toList();
        List<String> row = List.of("ok, fine", "1.500");
        List<Incoming> incoming = incoming(table, types.toArray(new LogicalType[0]));
        assertThat(load(table, incoming, List.of(ListedRow.of(types, row))).method())
                .isEqualTo("copy-binary");
        assertThat(fixture.select(table, new Slice.Whole(), ValueConversions.NONE))
                .containsExactly(row);
        // behind a domain json and jsonb look alike
        Table documents = fixture.create("documents", "CREATE TABLE %s (d document)");
        LogicalType json = new LogicalType.Json();
        assertThat(load(documents, incoming(documents, json), List.of(ListedRow.of(List.of(json), List.of("[1]"))))
                        .method())
                .isEqualTo("copy-text");
    }

    /** Types of another engine in what they are converted to. */
    @Test
    void otherTypesThanTheSourcesAreLoaded() throws SQLException {
        Table table = fixture.create(
                "converted",
                "CREATE TABLE %s (a smallint, b boolean, c numeric(20,0), d text, e bit(4), f json, g uuid, h uuid,"
                        + " i timestamptz, j timestamp, k double precision)");
        LogicalType[] types = {
            new LogicalType.Int(8, true),
            new LogicalType.Int(8, false),
            new LogicalType.Int(64, true),
            new LogicalType.SetOf(List.of("x", "y")),
            new LogicalType.Bit(4),
            new LogicalType.Text(0),
            new LogicalType.Char(36),
            new LogicalType.Bytes(16),
            new LogicalType.Timestamp(0),
            new LogicalType.Date(),
            new LogicalType.Int(32, false)
        };
        List<String> row = List.of(
                "255",
                "1",
                "18446744073709551615",
                "x,y",
                "0101",
                "{\"a\":  1}",
                "123E4567-E89B-12D3-A456-426655440000",
                "123e4567e89b12d3a456426655440000",
                "2024-01-01 00:00:00",
                "2024-01-01",
                "-5");
        BulkLoad.Plan plan = load(table, incoming(table, types), List.of(ListedRow.of(List.of(types), row)));
        assertThat(plan.method()).isEqualTo("copy-binary");
        assertThat(fixture.database.query("SELECT a, b, c, d, e, f, g, h, i AT TIME ZONE 'UTC', j, k FROM converted"))
                .containsExactly(List.of(
                        "255",
                        "t",
                        "18446744073709551615",
                        "x,y",
                        "0101",
                        "{\"a\":  1}",
                        "123e4567-e89b-12d3-a456-426655440000",
                        "123e4567-e89b-12d3-a456-426655440000",
                        "2024-01-01 00:00:00",
                        "2024-01-01 00:00:00",
                        "-5"));
    }

    @Test
    void whatDoesNotFitIsRefusedByName() throws SQLException {
        assertThat(refusal("smallint", new LogicalType.Int(32, false), "32768"))
                .isEqualTo("Cannot load t (target): Cannot load column odd_one: a value is out of the range of smallint"
                        + " [22003]");
        assertThat(refusal("integer", new LogicalType.Int(32, true), "4294967295"))
                .contains("odd_one", "integer");
        assertThat(refusal("bigint", new LogicalType.Int(64, true), "18446744073709551615"))
                .contains("odd_one", "bigint");
        assertThat(refusal("boolean", new LogicalType.Int(8, false), "2")).contains("odd_one", "boolean");
        assertThat(refusal("numeric(5,2)", decimal(9, 2), "1000.00")).contains("odd_one", "before the point");
        assertThat(refusal("numeric(5,2)", decimal(30, 2), "1" + "0".repeat(25) + ".00"))
                .contains("odd_one", "before the point");
        assertThat(refusal("numeric(5,2)", decimal(9, 3), "1.001")).contains("odd_one", "after the point");
        assertThat(refusal("numeric(5,2)", new LogicalType.Numeric(), "1.001")).contains("odd_one", "after the point");
        assertThat(refusal("real", new LogicalType.Real(64), RealText.of(0.1))).contains("odd_one", "real");
        assertThat(refusal("timestamp(0)", new LogicalType.Timestamp(3), "2024-01-01 00:00:00.5"))
                .contains("odd_one", "0 digits");
        assertThat(refusal("time", new LogicalType.Time(0), "-00:00:01")).contains("odd_one", "within a day");
        assertThat(refusal("time", new LogicalType.Time(0), "838:59:59")).contains("odd_one", "within a day");
        assertThat(refusal("uuid", new LogicalType.Text(36), "not-a-uuid")).contains("odd_one", "UUID");
        assertThat(refusal("bit(3)", new LogicalType.Bit(4), "1010")).contains("odd_one", "3 bits");
        assertThat(refusal("text", new LogicalType.Text(0), "a\0b"))
                .contains("odd_one", "sterna.types.on-nul-character");
    }

    @Test
    void identityColumnsTakeTheSourcesValues() throws SQLException {
        Table table = fixture.create(
                "identities", "CREATE TABLE %s (id bigint GENERATED ALWAYS AS IDENTITY, v int DEFAULT 7)");
        List<LogicalType> types = table.columns().stream().map(Column::type).toList();
        load(table, incoming(table, types.toArray(new LogicalType[0])), List.of(ListedRow.ofStaged(42L, null)));
        assertThat(fixture.database.query("SELECT id, v FROM identities"))
                .isEqualTo(List.of(java.util.Arrays.asList("42", null)));
    }

    /** COPY refuses where row-level security applies. */
    @Test
    void rowSecurityIsLoadedByInsert() throws SQLException {
        Table all = fixture.create(
                "guarded",
                "CREATE TABLE %s (id int, b boolean, n numeric(20,3), t varchar(5), y bytea, d date, s timestamp(3),"
                        + " z timestamptz, j json, u uuid, a int[], i bit(3), r real, m time)");
        Login writer = fixture.database.createUser("GRANT SELECT, INSERT ON guarded TO %s");
        fixture.database.execute(
                "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY", "CREATE POLICY everybody ON guarded USING (true)");
        List<LogicalType> types = all.columns().stream().map(Column::type).toList();
        List<Incoming> columns = incoming(all, types.toArray(new LogicalType[0]));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 1300; i++) {
            rows.add(List.of(
                    Integer.toString(i),
                    Integer.toString(i % 2),
                    i + ".125",
                    "'\\" + i % 100,
                    "00ff" + (10 + i % 80),
                    "2024-02-29",
                    "2024-02-29 01:02:03.004",
                    "2024-02-29 01:02:03.000004",
                    "{\"a\":  " + i + "}",
                    "123e4567-e89b-12d3-a456-426655440000",
                    "{1,NULL}",
                    "011",
                    RealText.of(0.1f),
                    "23:59:59.5"));
        }
        Dialect dialect = fixture.dialect;
        try (Connection connection = dialect.connector(
                        Fixture.endpoint(fixture.database.jdbcUrl(), writer.user(), writer.password()), Side.TARGET)
                .open()) {
            connection.setAutoCommit(false);
            BulkLoad.Plan plan = dialect.bulk().plan(connection, all, columns);
            assertThat(plan.method()).isEqualTo("insert");
            assertThat(plan.slowBecause()).contains("row-level security").contains("BYPASSRLS");
            try (BulkWriter inserts = dialect.bulk().open(connection, plan)) {
                for (List<String> row : rows) {
                    inserts.write(ListedRow.of(types, row));
                }
                inserts.write(ListedRow.ofStaged(new Object[types.size()]));
                assertThat(inserts.finish()).isEqualTo(1301);
            }
            connection.commit();
            SQLException tooLong = catchThrowableOfType(SQLException.class, () -> {
                try (BulkWriter inserts = dialect.bulk().open(connection, plan)) {
                    Object[] values = new Object[types.size()];
                    values[3] = "secret".getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    inserts.write(ListedRow.ofStaged(values));
                    inserts.finish();
                }
            });
            assertThat((Throwable) tooLong).hasMessageContaining("too long").hasMessageNotContaining("secret");
        }
        List<List<String>> found = fixture.select(all, new Slice.Whole(), ValueConversions.NONE);
        assertThat(found).containsAll(rows).hasSize(1301);
    }

    /** Rows that a policy hides from the reader are an error and no silent loss. */
    @Test
    void hiddenRowsOfASourceAreAnError() throws SQLException {
        Table table = fixture.create("hiding", "CREATE TABLE %s (id int)");
        Login reader = fixture.database.createUser("GRANT SELECT ON hiding TO %s");
        fixture.database.execute(
                "INSERT INTO hiding VALUES (1), (2)",
                "ALTER TABLE hiding ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY half ON hiding USING (id = 1)");
        try (Connection connection = fixture.dialect
                        .connector(
                                Fixture.endpoint(fixture.database.jdbcUrl(), reader.user(), reader.password()),
                                Side.SOURCE)
                        .open();
                Statement statement = connection.createStatement()) {
            SQLException failure = catchThrowableOfType(SQLException.class, () -> {
                try (ResultSet rows = statement.executeQuery(
                        fixture.dialect.sql().select(table, new Slice.Whole(), null, ValueConversions.NONE))) {
                    rows.next();
                }
            });
            assertThat(fixture.dialect
                            .explain(failure, Side.SOURCE, "read hiding", null)
                            .problems()
                            .get(0)
                            .remedy())
                    .contains("BYPASSRLS");
        }
    }
}
