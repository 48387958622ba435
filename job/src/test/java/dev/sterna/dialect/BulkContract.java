package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sterna.dialect.ContractEngine.TypeCase;
import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.BulkWriter;
import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** The fast way in: what arrives is what was sent, or an exception. */
final class BulkContract {
    private static final int MEGABYTE = 1 << 20;

    private final Fixture fixture;
    private final ContractEngine engine;

    BulkContract(Fixture fixture, ContractEngine engine) {
        this.fixture = fixture;
        this.engine = engine;
    }

    /** Every value of the table of literals, staged from its canonical text. */
    void everyTypeArrives() throws SQLException {
        List<TypeCase> types = engine.types();
        for (int i = 0; i < types.size(); i++) {
            fixture.database.execute("CREATE TABLE " + fixture.quoted("t" + i) + " (id int NOT NULL PRIMARY KEY, v "
                    + types.get(i).columnType() + " NULL)");
        }
        for (int i = 0; i < types.size(); i++) {
            Table table = fixture.read("t" + i);
            List<LogicalType> shapes =
                    table.storedColumns().stream().map(Column::type).toList();
            List<List<String>> rows = ValuesContract.expected(types.get(i));
            List<ListedRow> staged =
                    rows.stream().map(row -> ListedRow.of(shapes, row)).toList();
            assertThat(fixture.load(table, staged))
                    .as("rows of %s", types.get(i))
                    .isEqualTo(rows.size());
            assertThat(fixture.select(table, new Slice.Whole(), ValueConversions.NONE))
                    .as("values of %s", types.get(i))
                    .containsExactlyInAnyOrderElementsOf(rows);
        }
    }

    private Table octetsTable() throws SQLException {
        return fixture.create(
                "octets",
                "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, t " + engine.columnType(new LogicalType.Text(0))
                        + " NULL, b " + engine.columnType(new LogicalType.Bytes(0)) + " NULL)");
    }

    /** Every octet and every pair of octets, and lengths around those of buffers. */
    void everyOctetArrives() throws SQLException {
        Table table = octetsTable();
        List<List<String>> rows = new ArrayList<>();
        byte[] pairs = new byte[1 << 17];
        for (int i = 0; i < 1 << 16; i++) {
            pairs[2 * i] = (byte) (i >> 8);
            pairs[2 * i + 1] = (byte) i;
        }
        StringBuilder characters = new StringBuilder("NULL \\N \\\\N");
        for (int point = 1; point < 0x10000; point += point < 0x800 ? 1 : 97) {
            if (point < 0xd800 || point >= 0xe000) {
                characters.appendCodePoint(point);
            }
        }
        rows.add(List.of("0", characters.toString(), HexFormat.of().formatHex(pairs)));
        rows.add(List.of("1", "", ""));
        rows.add(Arrays.asList("2", null, null));
        Random random = new Random(4);
        for (int length : new int[] {8191, 65535, 65536, 131071, 262143, 262144, 262145, 524288, 1 << 20}) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            rows.add(List.of(
                    Integer.toString(rows.size()),
                    "\n\\\t".repeat(length / 3),
                    HexFormat.of().formatHex(bytes)));
        }
        List<LogicalType> shapes =
                List.of(new LogicalType.Int(32, false), new LogicalType.Text(0), new LogicalType.Bytes(0));
        assertThat(fixture.load(
                        table,
                        rows.stream().map(row -> ListedRow.of(shapes, row)).toList()))
                .isEqualTo(rows.size());
        assertThat(fixture.select(table, new Slice.Whole(), ValueConversions.NONE))
                .containsExactlyInAnyOrderElementsOf(rows);
    }

    void hugeRowsArrive() throws SQLException {
        Table table = octetsTable();
        byte[] bytes = new byte[20 * MEGABYTE];
        new Random(5).nextBytes(bytes);
        List<ListedRow> rows = new ArrayList<>();
        for (long id = 0; id < 5; id++) {
            rows.add(ListedRow.ofStaged(id, null, bytes));
        }
        assertThat(fixture.load(table, rows)).isEqualTo(5);
        String md5 = fixture.value("SELECT md5(b) FROM " + fixture.quoted("octets") + " WHERE id = 4");
        RowHash any = RowHash.MD5_60;
        List<LogicalType> shapes = List.of(new LogicalType.Int(32, false), new LogicalType.Bytes(0));
        String hex = HexFormat.of().formatHex(bytes);
        List<List<String>> expected = new ArrayList<>();
        for (int id = 0; id < 5; id++) {
            expected.add(List.of(Integer.toString(id), hex));
        }
        assertThat(md5).hasSize(32);
        RowSet rowSet = new RowSet(
                table,
                List.of(
                        new CanonicalColumn(table.column("id"), shapes.get(0)),
                        new CanonicalColumn(table.column("b"), shapes.get(1))),
                List.of("id"),
                new Slice.Whole(),
                null,
                ValueConversions.NONE);
        assertThat(fixture.row(fixture.dialect.digests().digest(rowSet, any)))
                .containsExactly(
                        "5",
                        "5",
                        Fixture.digester(any, shapes, expected).digest().sum().toString());
    }

    void nothingArrivesFromNoRows() throws SQLException {
        assertThat(fixture.load(octetsTable(), List.of())).isZero();
    }

    private Table narrow(String name) throws SQLException {
        return fixture.create(
                name,
                "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, t " + engine.columnType(new LogicalType.Text(3))
                        + " NOT NULL)");
    }

    private SQLException failureOf(Table table, List<ListedRow> rows) throws SQLException {
        SQLException failure = catchThrowableOfType(SQLException.class, () -> fixture.load(table, rows));
        fixture.target.rollback();
        assertThat(fixture.value("SELECT count(*) FROM " + fixture.dialect.sql().quote(table.name())))
                .isEqualTo("0");
        return failure;
    }

    private static ListedRow narrowRow(long id, String text) {
        return ListedRow.ofStaged(id, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    void duplicateKeyIsAnException() throws SQLException {
        SQLException failure = failureOf(narrow("twice"), List.of(narrowRow(77001, "a"), narrowRow(77001, "b")));
        assertThat((Throwable) failure).isNotNull();
        assertThat(fixture.dialect.isDuplicateKey(failure)).isTrue();
        assertThat(fixture.dialect
                        .explain(failure, Side.TARGET, "load shop.t", null)
                        .getMessage())
                .contains("Cannot load shop.t")
                .doesNotContain("77001");
    }

    void valuesThatDoNotFitAreExceptions() throws SQLException {
        Table table = narrow("narrow");
        for (ListedRow bad : List.of(
                narrowRow(1, "secret"), narrowRow(2, null), ListedRow.ofStaged(3L, new byte[] {'a', (byte) 0xff}))) {
            SQLException failure = failureOf(table, List.of(narrowRow(0, "ok"), bad));
            assertThat((Throwable) failure).isNotNull();
            assertThat(fixture.dialect.isDuplicateKey(failure)).isFalse();
            assertThat(fixture.dialect
                            .explain(failure, Side.TARGET, "load shop.t", null)
                            .getMessage())
                    .doesNotContain("secret");
        }
    }

    /** A writer that is given up leaves neither rows nor a thread behind. */
    void givingUpLeavesNothing() throws SQLException {
        Table table = octetsTable();
        try (Connection connection = fixture.connector(Side.TARGET).open()) {
            connection.setAutoCommit(false);
            BulkWriter writer = open(connection, table);
            byte[] bytes = new byte[MEGABYTE];
            for (long id = 0; id < 8; id++) {
                writer.write(ListedRow.ofStaged(id, null, bytes));
            }
            writer.close();
            writer.close();
        }
        assertThat(fixture.value("SELECT count(*) FROM " + fixture.quoted("octets")))
                .isEqualTo("0");
        assertNoLoaderIsLeft();
    }

    /** A load that waits for a lock ends when its thread is interrupted. */
    void interruptionEndsALoad() throws Exception {
        Table table = octetsTable();
        fixture.database.execute("INSERT INTO " + fixture.quoted("octets") + " VALUES (0, NULL, NULL)");
        fixture.target.setAutoCommit(false);
        fixture.target.createStatement().execute("UPDATE " + fixture.quoted("octets") + " SET id = 1 WHERE id = 0");
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try (Connection connection = fixture.connector(Side.TARGET).open()) {
                connection.setAutoCommit(false);
                try (BulkWriter writer = open(connection, table)) {
                    byte[] bytes = new byte[MEGABYTE];
                    for (long id = 0; id < 64; id++) {
                        writer.write(ListedRow.ofStaged(id, null, bytes));
                    }
                    writer.finish();
                }
                ended.set(new AssertionError("The load went past a lock"));
            } catch (SQLException expected) {
                ended.set(expected);
            }
        });
        thread.start();
        thread.join(Duration.ofSeconds(2).toMillis());
        thread.interrupt();
        thread.join(Duration.ofSeconds(20).toMillis());
        assertThat(thread.isAlive()).isFalse();
        assertThat(ended.get()).isInstanceOf(SQLException.class);
        fixture.target.rollback();
        assertNoLoaderIsLeft();
    }

    private BulkWriter open(Connection connection, Table table) throws SQLException {
        List<BulkLoad.Incoming> incoming = table.storedColumns().stream()
                .map(column -> new BulkLoad.Incoming(column, column.type()))
                .toList();
        return fixture.dialect.bulk().open(connection, fixture.dialect.bulk().plan(connection, table, incoming));
    }

    private static void assertNoLoaderIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("sterna-load"));
    }
}
