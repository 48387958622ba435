package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.rows.Splitter;
import dev.sterna.model.Chunk;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Chunks hold what they should, whatever the key and however its values lie: counted with plain SQL. */
public final class SplitContract {
    private static final int ROWS = 40_000;
    private static final int WANTED = 2_000;
    private static final Splitter.Goal GOAL = new Splitter.Goal(WANTED, 1L << 40);
    private static final LogicalType LONG = new LogicalType.Int(64, false);
    private static final LogicalType TEXT = new LogicalType.Text(60);

    private final Fixture fixture;
    private final ContractEngine engine;
    private final Splitter splitter;
    private final Random random = new Random(11);

    /** @param splitter the dialect's own, or a part of it */
    public SplitContract(Fixture fixture, ContractEngine engine, Splitter splitter) {
        this.fixture = fixture;
        this.engine = engine;
        this.splitter = splitter;
    }

    public void integers() throws SQLException {
        check("uniform", List.of(LONG), i -> row((long) i));
        // 90% of the rows in 1% of the range
        check("skewed", List.of(LONG), i -> row(i < ROWS * 9 / 10 ? 5_000_000L + i : i * 1_000L));
        check("sparse", List.of(LONG), i -> row(random.nextLong()));
        check("clustered", List.of(LONG), i -> row(i / 1000 * 1_000_000_000_000L + i % 1000));
        check("negative", List.of(LONG), i -> row(Long.MIN_VALUE + i * 3L));
    }

    public void texts() throws SQLException {
        check("numbered", List.of(TEXT), i -> row(text("customer-%09d", i)));
        check("words", List.of(TEXT), i -> row(text("%s-%d", word(), i)));
        check(
                "odd",
                List.of(TEXT),
                i -> row(text(
                        "%s%d",
                        List.of("\u00e9", "'\\", "a ", "\ud83d\ude00", "Z", "z").get(i % 6), i)));
        check("uuids_as_text", List.of(TEXT), i -> row(uuid().toString().getBytes(StandardCharsets.UTF_8)));
    }

    public void otherTypes() throws SQLException {
        check(
                "uuids",
                List.of(new LogicalType.Uuid()),
                i -> row(uuid().toString().getBytes(StandardCharsets.UTF_8)));
        check(
                "timestamps",
                List.of(new LogicalType.Timestamp(6)),
                i -> row(i % 10 == 0 ? i * 60_000_000_000L : 1_700_000_000_000_000L + i));
        check("dates_and_numbers", List.of(new LogicalType.Date(), LONG), i -> row((long) (19_000 + i % 30), (long) i));
        check(
                "decimals",
                List.of(new LogicalType.Decimal(30, 4)),
                i -> row(BigInteger.valueOf(i - ROWS / 2).pow(3)));
        check("reals", List.of(new LogicalType.Real(64)), i -> row(Math.exp(i / 100.0) - 1000));
    }

    public void compositeKeys() throws SQLException {
        check("few_many", List.of(LONG, LONG), i -> row((long) (i % 3), (long) i));
        check("many_few", List.of(LONG, LONG), i -> row((long) (i / 4), (long) (i % 4)));
        check("one_huge", List.of(LONG, TEXT), i -> row(i < ROWS / 2 ? 7L : (long) i, text("line-%06d", i)));
        check("text_first", List.of(TEXT, LONG), i -> row(text("region-%d", i % 5), (long) i));
        check("three", List.of(LONG, TEXT, LONG), i -> row(1L, text("t%d", i % 2), (long) i));
    }

    /** A nullable unique key: the rows with NULL in it are in a chunk of their own. */
    public void nullableKey() throws SQLException {
        String type = engine.columnType(LONG);
        Table table =
                fixture.create("nullable", "CREATE TABLE %s (a " + type + " NULL, b " + type + " NULL, UNIQUE (a, b))");
        List<ListedRow> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(ListedRow.ofStaged(
                    i % 50 == 0 ? null : (Long) (long) (i % 7), i % 49 == 0 ? null : (Long) (long) i));
        }
        fixture.load(table, rows);
        verify(fixture.read("nullable"));
    }

    /** Nothing but NULL in the key: there is no value to cut at. */
    public void onlyNulls() throws SQLException {
        Table table =
                fixture.create("only_nulls", "CREATE TABLE %s (a " + engine.columnType(LONG) + " NULL, UNIQUE (a))");
        fixture.load(
                table,
                IntStream.range(0, ROWS).mapToObj(i -> row((Object) null)).toList());
        Table filled = fixture.read("only_nulls");
        assertThat(counts(filled, splitter.split(fixture.source, filled, GOAL, null)).stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(ROWS);
    }

    /** Many NULLs in the shortest key: a longer one without them cuts better, or the first columns of one. */
    public void manyNulls() throws SQLException {
        String type = engine.columnType(LONG);
        for (String better : List.of(
                "b " + type + " NULL, c " + type + " NULL, UNIQUE (b, c)",
                "b " + type + " NOT NULL, c " + type + " NULL, UNIQUE (b, c)")) {
            boolean halfNull = better.contains("NOT NULL");
            String name = halfNull ? "nulls_behind" : "nulls_before";
            Table table = fixture.create(name, "CREATE TABLE %s (a " + type + " NULL, " + better + ", UNIQUE (a))");
            fixture.load(
                    table,
                    IntStream.range(0, ROWS)
                            .mapToObj(i -> row(null, (long) (i / 3), halfNull ? null : (Long) (long) i))
                            .toList());
            Table filled = fixture.read(name);
            List<Long> counts = counts(filled, splitter.split(fixture.source, filled, GOAL, null));
            assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(ROWS);
            assertThat(counts).as(name).allMatch(count -> count <= 2 * WANTED).hasSizeGreaterThan(10);
        }
    }

    /** Of a table that has rows. */
    void everyRowIsInOneChunk(Table table) throws SQLException {
        List<Chunk> chunks = splitter.split(fixture.source, table, GOAL, null);
        assertThat(counts(table, chunks).stream().mapToLong(Long::longValue).sum())
                .as("rows of %s", chunks)
                .isEqualTo(Long.parseLong(fixture.value(
                        "SELECT count(*) FROM " + fixture.dialect.sql().quote(table.name()))));
    }

    public void withoutKey() throws SQLException {
        Table table = fixture.create("keyless", "CREATE TABLE %s (a " + engine.columnType(LONG) + " NULL)");
        fixture.load(
                table, IntStream.range(0, ROWS).mapToObj(i -> row((long) i)).toList());
        List<Chunk> chunks = splitter.split(fixture.source, fixture.read("keyless"), GOAL, null);
        assertThat(counts(table, chunks).stream().mapToLong(Long::longValue).sum())
                .isEqualTo(ROWS);
    }

    public void smallAndEmptyTables() throws SQLException {
        Table empty = fixture.create("nothing", "CREATE TABLE %s (a " + engine.columnType(LONG) + " PRIMARY KEY)");
        assertThat(splitter.split(fixture.source, empty, GOAL, null)).hasSize(1);
        Table small = fixture.create("small", "CREATE TABLE %s (a " + engine.columnType(LONG) + " PRIMARY KEY)");
        fixture.load(
                small, IntStream.range(0, WANTED).mapToObj(i -> row((long) i)).toList());
        // estimates may still say that it is empty
        assertThat(splitter.split(fixture.source, small, GOAL, null)).hasSize(1);
    }

    private void check(String name, List<LogicalType> key, IntFunction<ListedRow> keys) throws SQLException {
        StringBuilder columns = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < key.size(); i++) {
            columns.append("k")
                    .append(i)
                    .append(" ")
                    .append(engine.columnType(key.get(i)))
                    .append(" NOT NULL, ");
            names.append(i == 0 ? "" : ", ").append("k").append(i);
        }
        Table table = fixture.create(
                name,
                "CREATE TABLE %s (" + columns + "filler " + engine.columnType(TEXT) + " NULL, PRIMARY KEY (" + names
                        + "))");
        List<ListedRow> rows = IntStream.range(0, ROWS).mapToObj(keys).toList();
        fixture.load(table, table.columns().subList(0, key.size()), rows);
        verify(fixture.read(name));
    }

    private void verify(Table table) throws SQLException {
        List<Chunk> chunks = splitter.split(fixture.source, table, GOAL, null);
        List<Long> counts = counts(table, chunks);
        String name = table.name().name();
        assertThat(counts.stream().mapToLong(Long::longValue).sum())
                .as("rows of all chunks of %s", name)
                .isEqualTo(ROWS);
        int small = 0;
        for (int i = 0; i < chunks.size(); i++) {
            assertThat(chunks.get(i).index()).isEqualTo(i);
            if (!(chunks.get(i).slice() instanceof Slice.NullKey)) {
                assertThat(counts.get(i)).as("%s: chunk %s", name, i).isLessThanOrEqualTo(2 * WANTED);
                small += counts.get(i) < WANTED / 2 ? 1 : 0;
            }
        }
        assertThat(small).as("small chunks of %s: %s", name, counts).isLessThanOrEqualTo(1);
        assertThat(splitter.split(fixture.source, table, GOAL, null)).isEqualTo(chunks);
    }

    private List<Long> counts(Table table, List<Chunk> chunks) throws SQLException {
        List<Long> counts = new ArrayList<>();
        for (Chunk chunk : chunks) {
            counts.add(Long.parseLong(fixture.value(
                    "SELECT count(*) FROM " + fixture.dialect.sql().quote(table.name()) + " WHERE "
                            + fixture.dialect.sql().predicate(table, chunk.slice()))));
        }
        return counts;
    }

    private static ListedRow row(Object... staged) {
        return ListedRow.ofStaged(staged);
    }

    private static byte[] text(String format, Object... arguments) {
        return String.format(format, arguments).getBytes(StandardCharsets.UTF_8);
    }

    private UUID uuid() {
        return new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 3 + random.nextInt(8); i++) {
            word.append((char) ((random.nextBoolean() ? 'a' : 'A') + (int) Math.abs(random.nextGaussian() * 6) % 26));
        }
        return word.toString();
    }
}
