package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.rows.RowCopies;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies of rows without a key, within the caller's transaction. */
final class RowCopiesContract {
    private final Fixture fixture;
    private final ContractEngine engine;

    RowCopiesContract(Fixture fixture, ContractEngine engine) {
        this.fixture = fixture;
        this.engine = engine;
    }

    /** Rows that a collation or a careless comparison takes for one another lose as many copies as are named, each its own. */
    void copiesAreCountedAndRemoved() throws SQLException {
        Table table = fixture.create(
                "copies",
                "CREATE TABLE %s (n int NULL, t " + engine.columnType(new LogicalType.Text(20)) + " NULL, b "
                        + engine.columnType(new LogicalType.Bytes(0)) + " NULL)");
        List<List<String>> kinds = List.of(
                Arrays.asList("1", "a", "00ff"),
                Arrays.asList("1", "A", "00ff"),
                Arrays.asList("1", "a ", "00ff"),
                Arrays.asList("1", "\u00e1", "00ff"),
                Arrays.asList("1", "a", "00fe"),
                Arrays.asList("1", "a", ""),
                Arrays.asList("1", "a", null),
                Arrays.asList("1", "", null),
                Arrays.asList("1", null, null),
                Arrays.asList(null, null, null));
        List<List<String>> rows = new ArrayList<>();
        for (List<String> kind : kinds) {
            rows.addAll(Collections.nCopies(3, kind));
        }
        List<LogicalType> types =
                table.storedColumns().stream().map(column -> column.type()).toList();
        fixture.load(table, rows.stream().map(row -> ListedRow.of(types, row)).toList());
        for (RowHash hash : fixture.hashes) {
            Map<Long, Long> all = hashes(table, hash);
            assertThat(all).hasSize(kinds.size()).containsValue(3L);
        }
        RowHash hash = fixture.hashes.iterator().next();
        Map<Long, Long> gone = new HashMap<>();
        long expected = 0;
        for (int i = 0; i < kinds.size(); i++) {
            long copies = i % 5;
            if (copies > 0) {
                gone.put(hashOf(hash, types, kinds.get(i)), copies);
                expected += Math.min(copies, 3);
            }
        }
        gone.put(-77L, 1L);
        inTransaction(table, hash, gone, expected);
        List<List<String>> left = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            left.addAll(Collections.nCopies(Math.max(0, 3 - i % 5), kinds.get(i)));
        }
        assertThat(fixture.select(table, new Slice.Whole(), ValueConversions.NONE))
                .containsExactlyInAnyOrderElementsOf(left);
        // Nobody else's settings are left behind.
        fixture.load(table, List.of(ListedRow.of(types, Arrays.asList("2", "z", null))));
    }

    /** What a type can hold must not be an error only because a statement writes. */
    void anyValueIsFound() throws SQLException {
        int number = 0;
        for (ContractEngine.TypeCase type : engine.types()) {
            Table table = fixture.create("any_" + number++, "CREATE TABLE %s (v " + type.columnType() + " NULL)");
            String name = fixture.quoted(table.name().name());
            try (Statement statement = fixture.source.createStatement()) {
                for (ContractEngine.Value value : type.values()) {
                    statement.execute("INSERT INTO " + name + " VALUES (" + value.sql() + ")");
                    statement.execute("INSERT INTO " + name + " VALUES (" + value.sql() + ")");
                }
            }
            RowHash hash = fixture.hashes.iterator().next();
            Map<Long, Long> all = hashes(table, hash);
            Map<Long, Long> one = new HashMap<>();
            all.keySet().forEach(row -> one.put(row, 1L));
            inTransaction(table, hash, one, all.size());
            if (all.values().stream().allMatch(copies -> copies == 2)) {
                inTransaction(table, hash, one, all.size());
                assertThat(hashes(table, hash)).as(type.toString()).isEmpty();
            }
        }
    }

    private void inTransaction(Table table, RowHash hash, Map<Long, Long> gone, long expected) throws SQLException {
        RowCopies copies = fixture.dialect.rowCopies();
        RowSet rows = fixture.rows(table, List.of(), ValueConversions.NONE);
        fixture.target.setAutoCommit(false);
        try {
            Map<Long, Long> before = copies.count(fixture.target, rows, hash, gone.keySet());
            assertThat(copies.remove(fixture.target, rows, hash, gone)).isEqualTo(expected);
            assertThat(copies.count(fixture.target, rows, hash, gone.keySet())).isNotEqualTo(before);
            fixture.target.rollback();
            assertThat(copies.count(fixture.target, rows, hash, gone.keySet())).isEqualTo(before);
            assertThat(copies.remove(fixture.target, rows, hash, gone)).isEqualTo(expected);
            fixture.target.commit();
        } finally {
            fixture.target.rollback();
            fixture.target.setAutoCommit(true);
        }
    }

    /** How many copies of each row there are, as the comparison of rows tells them apart. */
    private Map<Long, Long> hashes(Table table, RowHash hash) throws SQLException {
        RowSet rows = fixture.rows(table, List.of(), ValueConversions.NONE);
        Map<Long, Long> found = new HashMap<>();
        try (Statement statement = fixture.source.createStatement();
                ResultSet answer =
                        statement.executeQuery(fixture.dialect.digests().hashedRows(rows, hash))) {
            while (answer.next()) {
                found.merge(answer.getLong(2), 1L, Long::sum);
            }
        }
        Map<Long, Long> counted =
                fixture.dialect.rowCopies().count(fixture.source, rows, hash, List.copyOf(found.keySet()));
        assertThat(counted).isEqualTo(found);
        return found;
    }

    private static long hashOf(RowHash hash, List<LogicalType> types, List<String> row) {
        return Fixture.digester(hash, types, List.of(row)).digest().sum().longValueExact();
    }
}
