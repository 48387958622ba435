package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.dialect.rows.Splitter;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.embedded.Engine;
import dev.sterna.model.Chunk;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.testing.Databases;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chunks of tables that are sampled: none of these is read as a whole. */
class PostgresSplitIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final int ROWS = 120_000;
    private static final int WANTED = 12_000;
    private static final Splitter.Goal GOAL = new Splitter.Goal(WANTED, 1L << 40);

    private Fixture fixture;

    @BeforeEach
    void connect() throws SQLException {
        fixture = new Fixture(DATABASES.create(Engine.POSTGRESQL));
    }

    @AfterEach
    void disconnect() throws SQLException {
        fixture.close();
    }

    /** Rows wide enough for chunks of many blocks; never analysed. */
    private Table fill(String name, String columns, String values, String condition) throws SQLException {
        fixture.database.execute(
                "CREATE TABLE " + name + " (" + columns + ", filler text DEFAULT repeat('x', 400))"
                        + " WITH (autovacuum_enabled = off)",
                "INSERT INTO " + name + " SELECT " + values + " FROM generate_series(0, " + (ROWS - 1) + ") i "
                        + condition);
        return fixture.read(name);
    }

    /** Otherwise every chunk would read the whole table. */
    @Test
    void theServerFindsAChunkOfACompositeKeyByTheKey() throws SQLException {
        Table table =
                fill("lines", "ord bigint, line int, PRIMARY KEY (ord, line)", "i / 3, i % 3, repeat('y', 40)", "");
        fixture.database.execute("ANALYZE lines");
        List<Chunk> chunks = split(table);

        assertThat(chunks).hasSizeGreaterThan(5);
        for (Chunk chunk : chunks) {
            assertThat(fixture.value("EXPLAIN "
                            + fixture.dialect.sql().select(table, chunk.slice(), null, ValueConversions.NONE)))
                    .doesNotContain("Seq Scan");
        }
    }

    private List<Chunk> split(Table table) throws SQLException {
        return fixture.dialect.splitter().split(fixture.source, table, GOAL, null);
    }

    private List<Long> counts(Table table, List<Chunk> chunks) throws SQLException {
        List<Long> counts = new ArrayList<>();
        for (Chunk chunk : chunks) {
            counts.add(Long.parseLong(fixture.value("SELECT count(*) FROM ("
                    + fixture.dialect.sql().select(table, chunk.slice(), null, ValueConversions.NONE) + ") s")));
        }
        return counts;
    }

    private void verify(Table table) throws SQLException {
        List<Chunk> chunks = split(table);
        List<Long> counts = counts(table, chunks);
        assertThat(counts.stream().mapToLong(Long::longValue).sum())
                .as("all rows of %s", table.name())
                .isEqualTo(ROWS);
        assertThat(counts)
                .as("chunks of %s", table.name())
                .hasSizeBetween(8, 12)
                .allSatisfy(rows -> assertThat(rows).isBetween(WANTED / 2L, 2L * WANTED));
        for (int i = 0; i < chunks.size(); i++) {
            assertThat((double) chunks.get(i).estimatedRows()).isBetween(counts.get(i) / 2.0, counts.get(i) * 2.0);
        }
        assertThat(split(table)).isEqualTo(chunks);
        // what an ANALYZE finds out changes nothing
        fixture.database.execute("ANALYZE " + fixture.dialect.sql().quote(table.name()));
        assertThat(split(table)).isEqualTo(chunks);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "uniform    ~ k bigint           ~ i",
                "shuffled   ~ k bigint           ~ (i::bigint * 7919) % 120011",
                "skewed     ~ k bigint           ~ CASE WHEN i % 10 < 9 THEN 1000000 + i ELSE -i * 1000 END",
                "sparse     ~ k bigint           ~ hashint8extended(i, 0)",
                "clustered  ~ k bigint           ~ i / 1000 * 1000000000000 + i % 1000",
                "numbered   ~ k text             ~ 'customer-' || lpad(i::text, 9, '0')",
                "octets     ~ k bytea            ~ decode(md5(i::text), 'hex')",
                "uuids      ~ k uuid             ~ md5(i::text)::uuid",
                "stamps     ~ k timestamptz      ~ CASE WHEN i % 10 = 0 THEN to_timestamp(i * 60.0) ELSE to_timestamp(1700000000 + i / 1e6) END",
                "days       ~ k date             ~ date '1200-01-01' + i",
                "reals      ~ k double precision ~ exp(i / 1000.0) - 1000",
                "decimals   ~ k numeric          ~ (i - 60000)::numeric ^ 3 / 7",
                "padded     ~ k char(12)         ~ 'k' || i",
                "addresses  ~ k inet             ~ '10.0.0.0'::inet + i",
            })
    void singleKeys(String name, String column, String value) throws SQLException {
        verify(fill(name, column + " PRIMARY KEY", value, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "few_many  ~ a int, b int        ~ i % 3, i",
                "many_few  ~ a int, b int        ~ i / 4, i % 4",
                "one_huge  ~ a int, b text       ~ CASE WHEN i < 60000 THEN 7 ELSE i END, 'line-' || i",
                "region    ~ a text, b timestamp ~ 'region ''' || i % 5, timestamp '2020-01-01' + i * interval '1 s'",
            })
    void compositeKeys(String name, String columns, String values) throws SQLException {
        verify(fill(name, columns + ", PRIMARY KEY (a, b)", values, ""));
    }

    @Test
    void sampleIsSmall() throws SQLException {
        Table table = fill("large", "k int PRIMARY KEY", "i", "");
        String read = "SELECT heap_blks_read + heap_blks_hit FROM pg_statio_user_tables WHERE relname = 'large'";
        fixture.database.execute("ALTER TABLE large SET (autovacuum_enabled = off)");
        fixture.database.execute("VACUUM large");
        long pages = Long.parseLong(fixture.value("SELECT pg_relation_size('public.large') / 8192"));
        // The sessions that filled and vacuumed the table tell what they read when they end, a little later.
        long before = settled(read);
        fixture.dialect.splitter().split(fixture.source, table, new Splitter.Goal(ROWS / 2, 1L << 40), null);
        fixture.value("SELECT pg_stat_force_next_flush()");
        long after = Long.parseLong(fixture.value(read));
        assertThat(after - before).isLessThan(pages / 5);
    }

    private long settled(String read) throws SQLException {
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    fixture.value("SELECT pg_stat_force_next_flush()");
                    long now = Long.parseLong(fixture.value(read));
                    return last.getAndSet(now) == now;
                });
        return last.get();
    }

    @Test
    void nullsOfAUniqueKeyAreAChunk() throws SQLException {
        Table table = fill(
                "some_nulls", "a int, b int, UNIQUE (a, b)", "nullif(i % 40, 0), nullif(i, 7 + i / 1000 * 1000)", "");
        List<Chunk> chunks = split(table);
        List<Long> counts = counts(table, chunks);
        Chunk last = chunks.get(chunks.size() - 1);
        assertThat(last.slice()).isEqualTo(new Slice.NullKey(List.of("a", "b")));
        assertThat(counts.get(counts.size() - 1)).isEqualTo(3120);
        assertThat((double) last.estimatedRows()).isBetween(1500.0, 6000.0);
        assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(ROWS);
    }

    /** A chunk of all NULLs would be as large as the table. */
    @Test
    void keyOfManyNullsIsLeftForThePages() throws SQLException {
        Table table = fill("many_nulls", "a int UNIQUE", "CASE WHEN i % 2 = 0 THEN i END", "");
        assertThat(split(table)).allMatch(chunk -> chunk.slice() instanceof Slice.PageRange);
        verify(table);
    }

    @Test
    void keylessTablesAreCutByPages() throws SQLException {
        Table table = fill("keyless", "a int", "i", "");
        assertThat(split(table)).allMatch(chunk -> chunk.slice() instanceof Slice.PageRange);
        verify(table);
        assertThat(fixture.value("EXPLAIN "
                        + fixture.dialect
                                .sql()
                                .select(table, split(table).get(1).slice(), null, ValueConversions.NONE)))
                .contains("Tid Range Scan");
    }

    /** Pages that hold little are not worth a chunk. */
    @Test
    void sparsePagesAreCutByTheirRows() throws SQLException {
        fill("thinned", "a int", "i % 100000", "");
        fixture.database.execute("DELETE FROM thinned WHERE a < 60000 AND a % 20 <> 0 AND ctid < '(5000,0)'");
        Table table = fixture.read("thinned");
        List<Chunk> chunks = split(table);
        List<Long> counts = counts(table, chunks);
        assertThat(counts).allSatisfy(rows -> assertThat(rows).isBetween(WANTED / 2L, 2L * WANTED));
    }

    @Test
    void partitionedTablesAreCutAsOne() throws SQLException {
        for (String key : List.of(", PRIMARY KEY (k)", "")) {
            String name = key.isEmpty() ? "parted" : "parted_keyed";
            fixture.database.execute(
                    "CREATE TABLE " + name + " (k int, filler text DEFAULT repeat('x', 400)" + key
                            + ") PARTITION BY RANGE (k)",
                    "CREATE TABLE " + name + "_1 PARTITION OF " + name + " FOR VALUES FROM (0) TO (10000)",
                    "CREATE TABLE " + name + "_2 PARTITION OF " + name + " DEFAULT",
                    "INSERT INTO " + name + " SELECT generate_series(0, " + (ROWS - 1) + ")");
            verify(fixture.read(name));
        }
    }

    @Test
    void conditionsOfTheUserAreSampledToo() throws SQLException {
        Table table = fill("conditional", "k int PRIMARY KEY", "i", "");
        List<Chunk> chunks =
                fixture.dialect.splitter().split(fixture.source, table, GOAL, "k >= 60000 -- the newer half");
        assertThat(chunks).hasSizeBetween(4, 6);
    }

    @Test
    void smallTablesAreWhole() throws SQLException {
        Table table = fixture.create("small", "CREATE TABLE %s (a int PRIMARY KEY)");
        fixture.database.execute("INSERT INTO small SELECT generate_series(1, 12000)");
        assertThat(split(table)).containsExactly(new Chunk(0, new Slice.Whole(), 12_000));
        Table empty = fixture.create("empty_one", "CREATE TABLE %s (a int PRIMARY KEY)");
        assertThat(split(empty)).containsExactly(new Chunk(0, new Slice.Whole(), 0));
    }
}
