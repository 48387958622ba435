package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.ContractEngine.TypeCase;
import dev.sterna.dialect.ContractEngine.Value;
import dev.sterna.dialect.rows.RealText;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How values look on their way out, and that a database hashes them as Java does. */
final class ValuesContract {
    private static final List<String> NASTY = List.of(
            "",
            " ",
            "a ",
            "'",
            "''",
            "\\",
            "\\'",
            "\\\\''\"",
            "\"",
            "`",
            "; DROP TABLE t; --",
            "/* */ -- #",
            "\t\n\r\b\f\u001a\u007f",
            "%_",
            "$1 $$ ? :name {fn}",
            "\u00e9\u00df\u4e2d\u6587",
            "\ud83d\ude00\ud83c\uddeb\ud83c\uddee",
            "e\u0301\u200b\ufeff\u202e",
            "\uffff\uffee\u0001",
            "0x41 E'\\n' N'x' _utf8'y'",
            "x".repeat(5000) + "'\\");

    private final Fixture fixture;
    private final ContractEngine engine;

    ValuesContract(Fixture fixture, ContractEngine engine) {
        this.fixture = fixture;
        this.engine = engine;
    }

    void literalsComeBack() throws SQLException {
        LogicalType text = new LogicalType.Text(0);
        for (String nasty : NASTY) {
            assertThat(fixture.value("SELECT " + fixture.dialect.sql().literal(text, nasty)))
                    .isEqualTo(nasty);
        }
    }

    void identifiersAreQuoted() throws SQLException {
        String odd = "Odd `\"' name \\ \u00e9 %";
        fixture.database.execute("CREATE TABLE " + fixture.quoted(odd) + " ("
                + fixture.dialect.sql().quote("select") + " int, "
                + fixture.dialect.sql().quote(odd) + " int)");
        Table table = fixture.read(odd);
        assertThat(table.columns()).extracting(Column::name).containsExactly("select", odd);
        assertThat(fixture.select(table, new Slice.Whole(), ValueConversions.NONE))
                .isEmpty();
    }

    /** Type, wire text, literal and digest of every value of the table of literals. */
    void typesAreWhatTheyAre() throws SQLException {
        int number = 0;
        for (TypeCase type : engine.types()) {
            Table table = filled(type, "t" + number++);
            Column column = table.column("v");
            assertThat(column.type()).as("logical type of %s", type).isEqualTo(type.type());
            assertThat(fixture.select(table, new Slice.Whole(), ValueConversions.NONE))
                    .as("wire texts of %s", type)
                    .containsExactlyInAnyOrderElementsOf(expected(type));
            for (Value value : type.values()) {
                assertFound(table, column, value);
            }
            assertDigests(table, expected(type));
        }
    }

    private Table filled(TypeCase type, String name) throws SQLException {
        String values = Stream.concat(
                        Stream.of("(0, NULL)"),
                        type.values().stream()
                                .map(value -> "(" + (type.values().indexOf(value) + 1) + ", " + value.sql() + ")"))
                .collect(Collectors.joining(", "));
        fixture.database.execute(
                "CREATE TABLE " + fixture.quoted(name) + " (id int NOT NULL PRIMARY KEY, v " + type.columnType()
                        + " NULL)",
                "INSERT INTO " + fixture.quoted(name) + " VALUES " + values);
        return fixture.read(name);
    }

    static List<List<String>> expected(TypeCase type) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Arrays.asList("0", null));
        for (int i = 0; i < type.values().size(); i++) {
            rows.add(List.of(Integer.toString(i + 1), type.values().get(i).canonical()));
        }
        return rows;
    }

    private void assertFound(Table table, Column column, Value value) throws SQLException {
        LogicalType.Kind kind = column.type().kind();
        if (kind == LogicalType.Kind.JSON || kind == LogicalType.Kind.OPAQUE) {
            // not every such type has an equality
            return;
        }
        String found =
                fixture.value("SELECT count(*) FROM " + fixture.dialect.sql().quote(table.name()) + " WHERE "
                        + fixture.dialect.sql().quote("v") + " = "
                        + fixture.dialect.sql().literal(column.type(), value.canonical()));
        assertThat(Integer.parseInt(found))
                .as("rows found by the literal of %s of %s", value.sql(), column.nativeType())
                .isPositive();
    }

    private void assertDigests(Table table, List<List<String>> rows) throws SQLException {
        List<LogicalType> types =
                table.storedColumns().stream().map(Column::type).toList();
        for (RowHash hash : fixture.hashes) {
            List<String> digest = fixture.row(
                    fixture.dialect.digests().digest(fixture.rows(table, List.of("id"), ValueConversions.NONE), hash));
            String count = Integer.toString(rows.size());
            assertThat(digest)
                    .as("%s of %s", hash, table.column("v").nativeType())
                    .containsExactly(
                            count,
                            count,
                            Fixture.digester(hash, types, rows).digest().sum().toString());
        }
    }

    /** Thousands of bit patterns: what the database makes of a double is what Java makes of it. */
    void doublesKeepTheirBits() throws SQLException {
        Table table = fixture.create(
                "doubles",
                "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, v " + engine.columnType(new LogicalType.Real(64))
                        + " NULL)");
        List<Double> values = doubles();
        List<ListedRow> rows = new ArrayList<>();
        List<List<String>> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            rows.add(ListedRow.ofStaged((long) i, values.get(i)));
            texts.add(List.of(Integer.toString(i), RealText.of(values.get(i))));
        }
        assertThat(fixture.load(table, rows)).isEqualTo(values.size());
        assertThat(fixture.select(table, new Slice.Whole(), ValueConversions.NONE))
                .containsExactlyInAnyOrderElementsOf(texts);
        assertDigests(table, texts);
    }

    private static List<Double> doubles() {
        Random random = new Random(20_260_722);
        List<Double> values = new ArrayList<>(List.of(
                0.0,
                -0.0,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.MIN_NORMAL,
                Double.MAX_VALUE,
                -Double.MAX_VALUE));
        for (int exponent = 0; exponent < 2047; exponent++) {
            long bits = (long) exponent << 52;
            for (long mantissa : new long[] {0, 1, (1L << 52) - 1, random.nextLong() >>> 12}) {
                values.add(Double.longBitsToDouble(bits | mantissa));
            }
        }
        for (int i = 0; i < 52; i++) {
            values.add(Double.longBitsToDouble(1L << i));
            values.add(Double.longBitsToDouble((1L << i) - 1));
        }
        for (int i = 0; i < 3000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(any)) {
                values.add(any);
            }
            values.add(random.nextInt(1_000_000) / 100.0);
            values.add((double) random.nextLong());
        }
        return values;
    }

    /** Rows for narrowing come ordered by both hashes as numbers; buckets add up to the whole. */
    void hashedRowsAndBucketsAgree() throws SQLException {
        Table table = fixture.create(
                "hashed",
                "CREATE TABLE %s (a int NOT NULL, b " + engine.columnType(new LogicalType.Text(20)) + " NOT NULL, c "
                        + engine.columnType(new LogicalType.Bytes(0)) + " NULL, PRIMARY KEY (a, b))");
        try (Connection connection = fixture.database.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 300; i++) {
                statement.execute("INSERT INTO " + fixture.quoted("hashed") + " VALUES (" + i % 7 + ", 'k" + i + "', "
                        + (i % 5 == 0 ? "NULL" : "'v" + i % 3 + "'") + ")");
            }
        }
        RowSet rows = fixture.rows(table, List.of("a", "b"), ValueConversions.NONE);
        for (RowHash hash : fixture.hashes) {
            BigInteger sum = BigInteger.ZERO;
            BigInteger[] last = null;
            int count = 0;
            try (Statement statement = fixture.source.createStatement();
                    var found = statement.executeQuery(fixture.dialect.digests().hashedRows(rows, hash))) {
                while (found.next()) {
                    BigInteger[] at = {new BigInteger(found.getString(1)), new BigInteger(found.getString(2))};
                    assertThat(last == null || last[0].compareTo(at[0]) <= 0).isTrue();
                    last = at;
                    sum = sum.add(at[1]);
                    count++;
                    String bytes = found.getString(5);
                    assertThat(bytes == null || bytes.matches("2#[0-9a-f]{32}")).isTrue();
                }
            }
            assertThat(count).isEqualTo(300);
            assertThat(fixture.row(fixture.dialect.digests().digest(rows, hash)))
                    .containsExactly("300", "300", sum.toString());
            assertBuckets(rows, hash, sum);
        }
    }

    private void assertBuckets(RowSet rows, RowHash hash, BigInteger sum) throws SQLException {
        int[] expected = new int[7];
        List<LogicalType> key = List.of(new LogicalType.Int(32, false), new LogicalType.Text(20));
        for (int i = 0; i < 300; i++) {
            List<String> values = List.of(Integer.toString(i % 7), "k" + i);
            // Any two engines must put a key into the same bucket, so each must do as Java does.
            BigInteger keyHash = Fixture.digester(RowHash.MD5_60, key, List.of(values))
                    .digest()
                    .sum();
            expected[keyHash.mod(BigInteger.valueOf(7)).intValue()]++;
        }
        BigInteger total = BigInteger.ZERO;
        int buckets = 0;
        try (Statement statement = fixture.source.createStatement();
                var found = statement.executeQuery(fixture.dialect.digests().bucketDigests(rows, hash, 7))) {
            while (found.next()) {
                int bucket = found.getInt(1);
                assertThat(bucket).isBetween(0, 6);
                assertThat(found.getInt(2))
                        .as("rows of bucket %s by %s", bucket, hash)
                        .isEqualTo(expected[bucket]);
                assertThat(found.getString(2)).isEqualTo(found.getString(3));
                BigInteger part = new BigInteger(found.getString(4));
                total = total.add(part);
                buckets++;
                Slice slice = new Slice.HashBucket(rows.key(), bucket, 7);
                assertThat(fixture.row(fixture.dialect.digests().digest(rows.withSlice(slice), hash)))
                        .containsExactly(found.getString(2), found.getString(2), part.toString());
            }
        }
        assertThat(buckets).isEqualTo(7);
        assertThat(total).isEqualTo(sum);
    }

    void emptyTableHasAnEmptyDigest() throws SQLException {
        Table table = fixture.create("empty_one", "CREATE TABLE %s (id int NOT NULL PRIMARY KEY)");
        for (RowHash hash : fixture.hashes) {
            assertThat(fixture.row(fixture.dialect
                            .digests()
                            .digest(fixture.rows(table, List.of("id"), ValueConversions.NONE), hash)))
                    .containsExactly("0", "0", null);
        }
    }
}
