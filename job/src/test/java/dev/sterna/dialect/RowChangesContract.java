package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.RowChanges;
import dev.sterna.dialect.rows.RowChanges.Counts;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows by key, read and changed, within the caller's transaction. */
final class RowChangesContract {
    private static final LogicalType INT = new LogicalType.Int(32, false);

    private final Fixture fixture;
    private final ContractEngine engine;

    RowChangesContract(Fixture fixture, ContractEngine engine) {
        this.fixture = fixture;
        this.engine = engine;
    }

    private String text(int length) {
        return engine.columnType(new LogicalType.Text(length));
    }

    private Table plain() throws SQLException {
        Table table = fixture.create(
                "plain", "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, t " + text(20) + " NULL, u int NULL)");
        fixture.database.execute(
                "INSERT INTO " + fixture.quoted("plain") + " VALUES (1, 'a', 1), (2, 'b', NULL), (3, 'c', 3)");
        return table;
    }

    void setsAreBrought() throws SQLException {
        Table table = plain();
        Counts counts = change(
                table,
                List.of("id"),
                List.of(List.of("1"), List.of("77")),
                List.of(Arrays.asList("2", "B", "2"), Arrays.asList("4", null, null)));
        assertThat(counts).isEqualTo(new Counts(1, 1, 1));
        assertThat(rows(table))
                .containsExactlyInAnyOrder(
                        List.of("2", "B", "2"), List.of("3", "c", "3"), Arrays.asList("4", null, null));
        assertThat(change(table, List.of("id"), List.of(), List.of())).isEqualTo(Counts.NONE);
    }

    /** The caller's earlier statement is as much undone as the change itself, and the next set finds all in order. */
    void theTransactionIsTheCallers() throws SQLException {
        Table table = plain();
        List<List<String>> before = rows(table);
        fixture.target.setAutoCommit(false);
        try (RowChanges.Staging staging = open(table, List.of("id"));
                Statement statement = fixture.target.createStatement()) {
            fixture.target.commit();
            for (int i = 0; i < 2; i++) {
                statement.execute("INSERT INTO " + fixture.quoted("plain") + " VALUES (9, 'mine', 9)");
                staging.apply(keys(table, List.of("id"), List.of(List.of("1"))), staged(table, swapped()));
                assertThat(rows(table)).isEqualTo(before);
                fixture.target.rollback();
                assertThat(rows(table)).isEqualTo(before);
            }
            statement.execute("INSERT INTO " + fixture.quoted("plain") + " VALUES (9, 'mine', 9)");
            staging.apply(keys(table, List.of("id"), List.of(List.of("1"))), staged(table, swapped()));
            // A second set of the same transaction sees nothing of the first one's rows.
            assertThat(staging.apply(keys(table, List.of("id"), List.of(List.of("3"))), List.of()))
                    .isEqualTo(new Counts(1, 0, 0));
            fixture.target.commit();
            assertThat(rows(table))
                    .containsExactlyInAnyOrder(
                            List.of("2", "B", "2"), List.of("4", "D", "4"), List.of("9", "mine", "9"));
            fixture.target.setAutoCommit(true);
            assertThatThrownBy(() -> staging.apply(List.of(), List.of())).isInstanceOf(IllegalStateException.class);
        }
    }

    private static List<List<String>> swapped() {
        return List.of(List.of("2", "B", "2"), List.of("4", "D", "4"));
    }

    /** Every type of which the engine makes a key: read by it, removed, updated and put in again. */
    void everyTypeIsAKey() throws SQLException {
        int tried = 0;
        List<ContractEngine.TypeCase> types = engine.types();
        for (int i = 0; i < types.size(); i++) {
            if (makeKeyed("k" + i, types.get(i))) {
                checkKeyed(fixture.read("k" + i), types.get(i).columnType());
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(20);
    }

    /** Of one type more. */
    void isAKey(ContractEngine.TypeCase type) throws SQLException {
        assertThat(makeKeyed("one_more", type)).isTrue();
        Table table = fixture.read("one_more");
        assertThat(rows(table)).hasSize(type.values().size());
        checkKeyed(table, type.columnType());
        fixture.database.execute("DROP TABLE " + fixture.quoted("one_more"));
    }

    private boolean makeKeyed(String name, ContractEngine.TypeCase type) throws SQLException {
        try (Statement statement = fixture.target.createStatement()) {
            statement.execute("CREATE TABLE " + fixture.quoted(name) + " (v " + type.columnType()
                    + " NOT NULL, id int NOT NULL, UNIQUE (v))");
        } catch (SQLException noKey) {
            return false;
        }
        for (int i = 0; i < type.values().size(); i++) {
            try (Statement statement = fixture.target.createStatement()) {
                statement.execute("INSERT INTO " + fixture.quoted(name) + " VALUES ("
                        + type.values().get(i).sql() + ", " + i + ")");
            } catch (SQLException equalOrTooLong) {
                // another value is equal to it, or an index cannot hold it
            }
        }
        return true;
    }

    private void checkKeyed(Table table, String type) throws SQLException {
        List<List<String>> all = rows(table);
        assertThat(all).as(type).isNotEmpty();
        List<List<String>> keys = all.stream().map(row -> row.subList(0, 1)).toList();
        assertThat(byKeys(table, List.of("v"), keys)).as(type).containsExactlyInAnyOrderElementsOf(all);
        assertThat(byKeys(table, List.of("v"), keys.subList(0, 1))).as(type).containsExactly(all.get(0));
        assertThat(byKeys(table, List.of("v"), List.of())).as(type).isEmpty();

        List<List<String>> changed = all.stream()
                .skip(1)
                .map(row -> List.of(row.get(0), Integer.toString(Integer.parseInt(row.get(1)) + 1000)))
                .toList();
        assertThat(change(table, List.of("v"), keys.subList(0, 1), changed))
                .as(type)
                .isEqualTo(new Counts(1, 0, changed.size()));
        assertThat(rows(table)).as(type).containsExactlyInAnyOrderElementsOf(changed);
        assertThat(change(table, List.of("v"), keys, List.of())).as(type).isEqualTo(new Counts(changed.size(), 0, 0));
        assertThat(change(table, List.of("v"), keys, all)).as(type).isEqualTo(new Counts(0, all.size(), 0));
        assertThat(change(table, List.of("v"), List.of(), all)).as(type).isEqualTo(new Counts(0, 0, all.size()));
        assertThat(rows(table)).as(type).containsExactlyInAnyOrderElementsOf(all);
    }

    /** A key of several columns, and names that want quoting. */
    void compositeKeysAndOddNames() throws SQLException {
        String quote = fixture.dialect.sql().quote("x").substring(0, 1);
        String odd = "od d" + quote + "'\\ \"`%s";
        String first = fixture.dialect.sql().quote("k'1" + quote);
        String second = fixture.dialect.sql().quote("select");
        fixture.database.execute("CREATE TABLE " + fixture.quoted(odd) + " (v int NULL, " + first + " " + text(20)
                + " NOT NULL, " + second + " bigint NOT NULL, PRIMARY KEY (" + second + ", " + first + "))");
        Table table = fixture.read(odd);
        List<String> key = table.primaryKey().columns();
        List<List<String>> rows = List.of(
                List.of("1", "a'\\\"{},", "-9223372036854775808"),
                List.of("2", "a'\\\"{},", "9223372036854775807"),
                List.of("3", "", "0"),
                List.of("4", "NULL", "0"));
        assertThat(change(table, key, List.of(), rows)).isEqualTo(new Counts(0, 4, 0));
        assertThat(rows(table)).containsExactlyInAnyOrderElementsOf(rows);
        List<List<String>> some = List.of(List.of("0", ""), List.of("9223372036854775807", "a'\\\"{},"));
        assertThat(byKeys(table, key, some)).containsExactlyInAnyOrder(rows.get(1), rows.get(2));
        assertThat(change(table, key, some, List.of(List.of("33", "", "0"), List.of("44", "NULL", "0"))))
                .isEqualTo(new Counts(2, 1, 1));
        assertThat(rows(table))
                .containsExactlyInAnyOrder(rows.get(0), List.of("33", "", "0"), List.of("44", "NULL", "0"));
    }

    /** Values of unique keys go from row to row within a set, around in a ring too; NULL is no value. */
    void uniqueValuesAreSwapped() throws SQLException {
        Table table = fixture.create(
                "swaps",
                "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, a int NULL, b " + text(20)
                        + " NOT NULL, n int NULL, UNIQUE (a), UNIQUE (b, n))");
        fixture.database.execute("INSERT INTO " + fixture.quoted("swaps")
                + " VALUES (1, 1, 'x', 1), (2, 2, 'y', 1), (3, 3, 'x', NULL), (4, NULL, 'x', NULL), (5, 5, 'z', 5)");
        List<List<String>> present = List.of(
                Arrays.asList("1", "2", "y", "1"),
                Arrays.asList("2", "3", "x", "1"),
                Arrays.asList("3", "1", "x", null),
                Arrays.asList("4", null, "x", null),
                Arrays.asList("6", "5", "z", "5"));
        assertThat(change(table, List.of("id"), List.of(List.of("5")), present)).isEqualTo(new Counts(1, 1, 4));
        assertThat(rows(table)).containsExactlyInAnyOrderElementsOf(present);
    }

    /** A row that a value outside the set stands in the way of is a failure, and never a change of the other row. */
    void valuesOfOtherRowsCollide() throws SQLException {
        Table table =
                fixture.create("collides", "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, a int NOT NULL, UNIQUE (a))");
        fixture.database.execute("INSERT INTO " + fixture.quoted("collides") + " VALUES (1, 1), (2, 2)");
        List<List<String>> before = rows(table);
        fixture.target.setAutoCommit(false);
        try (RowChanges.Staging staging = open(table, List.of("id"))) {
            for (List<String> bad : List.of(List.of("3", "2"), List.of("1", "2"))) {
                SQLException failure = catchThrowableOfType(
                        SQLException.class, () -> staging.apply(List.of(), staged(table, List.of(bad))));
                assertThat((Throwable) failure).isNotNull();
                assertThat(fixture.dialect.isDuplicateKey(failure)).isTrue();
                fixture.target.rollback();
                assertThat(rows(table)).isEqualTo(before);
            }
            assertThat(staging.apply(List.of(), staged(table, List.of(List.of("1", "2"), List.of("2", "1")))))
                    .isEqualTo(new Counts(0, 0, 2));
            fixture.target.commit();
        } finally {
            fixture.target.setAutoCommit(true);
        }
        assertThat(rows(table)).containsExactlyInAnyOrder(List.of("1", "2"), List.of("2", "1"));
    }

    /** Values that the server would make itself come from the source or from the server, each as its column wants. */
    void madeValues() throws SQLException {
        Table table = fixture.create(
                "made",
                "CREATE TABLE %s (k int NOT NULL PRIMARY KEY, id bigint " + engine.alwaysNumbered()
                        + " UNIQUE, v int NOT NULL, c int GENERATED ALWAYS AS (v * 2) STORED UNIQUE)");
        assertThat(change(table, List.of("k"), List.of(), List.of(List.of("1", "10", "1"), List.of("2", "20", "2"))))
                .isEqualTo(new Counts(0, 2, 0));
        // The computed values swap, and so do the numbers.
        assertThat(change(
                        table,
                        List.of("k"),
                        List.of(),
                        List.of(List.of("1", "20", "2"), List.of("2", "10", "1"), List.of("3", "30", "3"))))
                .isEqualTo(new Counts(0, 1, 2));
        assertThat(fixture.database.query("SELECT k, id, v, c FROM " + fixture.quoted("made") + " ORDER BY k"))
                .containsExactly(
                        List.of("1", "20", "2", "4"), List.of("2", "10", "1", "2"), List.of("3", "30", "3", "6"));
        // And by the number itself.
        assertThat(change(table, List.of("id"), List.of(List.of("30")), List.of(List.of("7", "20", "9"))))
                .isEqualTo(new Counts(1, 0, 1));
        assertThat(fixture.database.query("SELECT k, id, v, c FROM " + fixture.quoted("made") + " ORDER BY k"))
                .containsExactly(List.of("2", "10", "1", "2"), List.of("7", "20", "9", "18"));
    }

    /** A table that is nothing but its key, and one of whose columns only some are brought. */
    void onlyAKeyAndOnlySomeColumns() throws SQLException {
        Table keys = fixture.create("only_key", "CREATE TABLE %s (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b))");
        change(keys, List.of("a", "b"), List.of(), List.of(List.of("1", "1"), List.of("1", "2")));
        change(keys, List.of("a", "b"), List.of(List.of("1", "1")), List.of(List.of("1", "2"), List.of("2", "2")));
        assertThat(rows(keys)).containsExactlyInAnyOrder(List.of("1", "2"), List.of("2", "2"));

        Table table = plain();
        List<BulkLoad.Incoming> some = incoming(table, List.of("id", "u"));
        fixture.target.setAutoCommit(false);
        RowChanges changes = fixture.dialect.rowChanges();
        try (RowChanges.Staging staging =
                changes.open(fixture.target, changes.plan(fixture.target, table, some, List.of("id")))) {
            staging.apply(List.of(), List.of(ListedRow.of(List.of(INT, INT), List.of("1", "100"))));
            fixture.target.commit();
        } finally {
            fixture.target.setAutoCommit(true);
        }
        assertThat(rows(table)).contains(List.of("1", "a", "100"));
        assertThatThrownBy(() -> changes.plan(fixture.target, table, some, List.of("t")))
                .hasMessageContaining("without the key's column t");
    }

    /** Rows that change places are taken out and put in again, with what they had besides. */
    void onlySomeColumnsOfRowsThatChangePlaces() throws SQLException {
        onlySomeColumnsOfRowsThatChangePlaces("some", "");
        // A key that is not brought as a whole: all rows are put in again.
        onlySomeColumnsOfRowsThatChangePlaces("some_of_all", ", UNIQUE (w, x)");
    }

    private void onlySomeColumnsOfRowsThatChangePlaces(String name, String key) throws SQLException {
        Table table = fixture.create(
                name,
                "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, u int NOT NULL UNIQUE, w int DEFAULT 7, x int" + key
                        + ")");
        fixture.database.execute(
                "INSERT INTO " + fixture.quoted(name) + " VALUES (1, 10, 1, 100), (2, 20, 2, 200), (3, 30, 3, NULL)");
        for (List<String> brought : List.of(List.of("id", "u"), List.of("id", "u", "w"))) {
            List<BulkLoad.Incoming> some = incoming(table, brought);
            boolean two = brought.size() == 2;
            fixture.target.setAutoCommit(false);
            RowChanges changes = fixture.dialect.rowChanges();
            try (RowChanges.Staging staging =
                    changes.open(fixture.target, changes.plan(fixture.target, table, some, List.of("id")))) {
                assertThat(staging.apply(
                                List.of(),
                                two
                                        ? List.of(
                                                ListedRow.of(List.of(INT, INT), List.of("1", "20")),
                                                ListedRow.of(List.of(INT, INT), List.of("2", "10")),
                                                ListedRow.of(List.of(INT, INT), List.of("4", "40")))
                                        : List.of(
                                                ListedRow.of(List.of(INT, INT, INT), List.of("1", "10", "2")),
                                                ListedRow.of(List.of(INT, INT, INT), List.of("2", "20", "1")))))
                        .isEqualTo(two ? new Counts(0, 1, 2) : new Counts(0, 0, 2));
                fixture.target.commit();
            } finally {
                fixture.target.setAutoCommit(true);
            }
            assertThat(fixture.database.query("SELECT id, u, w, x FROM " + fixture.quoted(name) + " ORDER BY id"))
                    .containsExactly(
                            two ? List.of("1", "20", "1", "100") : List.of("1", "10", "2", "100"),
                            two ? List.of("2", "10", "2", "200") : List.of("2", "20", "1", "200"),
                            Arrays.asList("3", "30", "3", null),
                            Arrays.asList("4", "40", "7", null));
        }
    }

    /** Nothing is left on the connection or in the catalogue. */
    void nothingIsLeft() throws SQLException {
        Table table = plain();
        for (int i = 0; i < 2; i++) {
            change(table, List.of("id"), List.of(List.of("1")), swapped());
        }
        assertThat(fixture.database.query("SELECT table_name FROM information_schema.tables WHERE table_name LIKE"
                        + " 'sterna@_%' ESCAPE '@'"))
                .isEmpty();
    }

    /** Many keys come in several statements that use the key's index; each row comes once. */
    void manyKeysAreRead() throws SQLException {
        Table table = fixture.create(
                "many",
                "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, a int NOT NULL, b " + text(20)
                        + " NOT NULL, UNIQUE (a, b))");
        List<List<String>> all = IntStream.range(0, 40_000)
                .mapToObj(i -> List.of(Integer.toString(i), Integer.toString(i / 4), "b" + i % 4))
                .toList();
        fixture.load(table, staged(table, all));
        fixture.database.execute(fixture.dialect
                .schemaDdl()
                .finishTable(table)
                .get(fixture.dialect.schemaDdl().finishTable(table).size() - 1));
        List<List<String>> wanted =
                IntStream.range(0, 12_500).mapToObj(i -> all.get(i * 3)).toList();
        List<List<String>> single =
                wanted.stream().map(row -> row.subList(0, 1)).toList();
        assertThat(byKeys(table, List.of("id"), single)).containsExactlyInAnyOrderElementsOf(wanted);
        List<List<String>> composite =
                wanted.stream().map(row -> row.subList(1, 3)).toList();
        assertThat(byKeys(table, List.of("a", "b"), composite)).containsExactlyInAnyOrderElementsOf(wanted);
        assertIndexed(table, new Slice.Keys(List.of("id"), single.subList(0, 30)));
        assertIndexed(table, new Slice.Keys(List.of("a", "b"), composite.subList(0, 30)));
        for (Slice.Keys part : fixture.dialect.sql().inStatements(new Slice.Keys(List.of("id"), single))) {
            assertThat(fixture.dialect
                            .sql()
                            .select(table, part, null, ValueConversions.NONE)
                            .length())
                    .isLessThan(2_000_000);
        }
    }

    private void assertIndexed(Table table, Slice.Keys keys) throws SQLException {
        String sql = fixture.dialect.sql().select(table, keys, null, ValueConversions.NONE);
        assertThat(fixture.database.query("EXPLAIN " + sql).toString())
                .as(keys.columns().toString())
                .containsAnyOf("Index Scan", "Bitmap Index Scan", "range", "eq_ref", "ref")
                .doesNotContain("Seq Scan on many", " ALL,");
    }

    private List<List<String>> byKeys(Table table, List<String> key, List<List<String>> keys) throws SQLException {
        List<List<String>> found = new ArrayList<>();
        for (Slice.Keys part : fixture.dialect.sql().inStatements(new Slice.Keys(key, keys))) {
            found.addAll(fixture.select(table, part, ValueConversions.NONE));
        }
        return found;
    }

    private List<List<String>> rows(Table table) throws SQLException {
        return fixture.select(table, new Slice.Whole(), ValueConversions.NONE);
    }

    private static List<BulkLoad.Incoming> incoming(Table table, List<String> names) {
        return names.stream()
                .map(table::column)
                .map(column -> new BulkLoad.Incoming(column, column.type()))
                .toList();
    }

    private static List<ListedRow> staged(Table table, List<List<String>> rows) {
        List<LogicalType> types =
                table.storedColumns().stream().map(Column::type).toList();
        return rows.stream().map(row -> ListedRow.of(types, row)).toList();
    }

    private static List<ListedRow> keys(Table table, List<String> key, List<List<String>> keys) {
        List<LogicalType> types =
                key.stream().map(name -> table.column(name).type()).toList();
        return keys.stream().map(row -> ListedRow.of(types, row)).toList();
    }

    private RowChanges.Staging open(Table table, List<String> key) throws SQLException {
        List<String> names = table.storedColumns().stream().map(Column::name).toList();
        RowChanges changes = fixture.dialect.rowChanges();
        return changes.open(fixture.target, changes.plan(fixture.target, table, incoming(table, names), key));
    }

    /** One set in a transaction of its own. */
    Counts change(Table table, List<String> key, List<List<String>> gone, List<List<String>> present)
            throws SQLException {
        fixture.target.setAutoCommit(false);
        try (RowChanges.Staging staging = open(table, key)) {
            Counts counts = staging.apply(keys(table, key, gone), staged(table, present));
            fixture.target.commit();
            return counts;
        } finally {
            fixture.target.rollback();
            fixture.target.setAutoCommit(true);
        }
    }
}
