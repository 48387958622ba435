package dev.sterna.changes;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.jdbc.Lane;
import dev.sterna.model.Key;
import dev.sterna.model.Slice;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Rows of the target that stand in the way of others, because they have a unique value which those are to have. A row is read
 * as the source has it now, and so may have taken its value from one whose own change has not been heard of yet.
 */
final class ValueHolders {
    private final ChangedTable table;
    private final KeyTexts keys;
    private final List<Unique> uniques;

    /**
     * @param columns the target's names
     * @param places of them in a row
     */
    private record Unique(List<String> columns, int[] places, KeyTexts texts) {}

    /**
     * What is in the way of some rows.
     *
     * @param present keys of others that the source has too: with them the rows may go in
     * @param hindered keys of those, of the rows or of these others, that meet one which the source does not have
     */
    record Found(List<List<String>> present, Set<List<String>> hindered) {
        static final Found NOTHING = new Found(List.of(), Set.of());

        Found {
            present = List.copyOf(present);
            hindered = Set.copyOf(hindered);
        }
    }

    ValueHolders(ChangedTable table, KeyTexts keys) {
        this.table = table;
        this.keys = keys;
        this.uniques = uniques(table).map(unique -> unique(table, unique)).toList();
    }

    /** Whether rows of a table may stand in each other's way, whatever their keys. */
    static boolean mayBeIn(ChangedTable table) {
        return uniques(table).findAny().isPresent();
    }

    /** None of those that hold the key: rows that differ by it differ by them. */
    private static Stream<List<String>> uniques(ChangedTable table) {
        List<String> key = table.targetKey();
        Set<String> brought = new HashSet<>();
        table.columns().forEach(column -> brought.add(column.target().name()));
        return Stream.concat(
                        Stream.ofNullable(table.targetTable().primaryKey()), table.targetTable().uniqueKeys().stream())
                .map(Key::columns)
                .filter(columns -> brought.containsAll(columns) && !columns.containsAll(key));
    }

    private static Unique unique(ChangedTable table, List<String> columns) {
        List<String> names =
                table.columns().stream().map(column -> column.target().name()).toList();
        int[] places = columns.stream().mapToInt(names::indexOf).toArray();
        return new Unique(columns, places, new KeyTexts(table.types(), places));
    }

    /**
     * Looks for rows that are none of these, and have values of theirs; and for those that have values of what is found.
     *
     * @param wanted keys of rows that come
     * @param left keys of rows that do not come, whatever the source has of them
     * @param most of all that is found, about
     * @throws SQLException of the target
     */
    Found of(Connection target, Lane source, List<List<String>> wanted, Set<List<String>> left, int most)
            throws SQLException {
        if (uniques.isEmpty()) {
            return Found.NOTHING;
        }
        Set<List<String>> own = new HashSet<>(wanted);
        Set<List<String>> present = new LinkedHashSet<>();
        Set<List<String>> hindered = new LinkedHashSet<>();
        Map<List<String>, Set<List<String>>> hinderedBy = new LinkedHashMap<>();
        Set<List<String>> next = own;
        while (!next.isEmpty() && present.size() < most) {
            Map<List<String>, Set<List<String>>> met = new LinkedHashMap<>();
            List<Map<List<String>, List<String>>> values = values(source, Set.copyOf(next));
            for (int i = 0; i < uniques.size(); i++) {
                ask(target, uniques.get(i), values.get(i), met);
            }
            // A row of the target's own may have a key with a NULL.
            Set<List<String>> known = met.keySet().stream()
                    .filter(key -> !own.contains(key) && !left.contains(key) && !key.contains(null))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            Set<List<String>> there = keysAt(source, known);
            met.forEach((key, rows) -> {
                hinderedBy.computeIfAbsent(key, one -> new LinkedHashSet<>()).addAll(rows);
                if (!own.contains(key) && !there.contains(key)) {
                    hindered.addAll(rows);
                }
            });
            present.addAll(there);
            own.addAll(there);
            next = there;
        }
        hinderToo(hindered, hinderedBy);
        return new Found(List.copyOf(present), hindered);
    }

    /** Who meets a row that does not come does not come either. */
    private static void hinderToo(Set<List<String>> hindered, Map<List<String>, Set<List<String>>> hinderedBy) {
        Deque<List<String>> open = new ArrayDeque<>(hindered);
        while (!open.isEmpty()) {
            for (List<String> row : hinderedBy.getOrDefault(open.pop(), Set.of())) {
                if (hindered.add(row)) {
                    open.push(row);
                }
            }
        }
    }

    /** By the values that rows of the source have of each unique key, the keys of these rows. No NULL meets another. */
    private List<Map<List<String>, List<String>>> values(Lane source, Set<List<String>> wanted) {
        List<Map<List<String>, List<String>>> all = new ArrayList<>();
        uniques.forEach(unique -> all.add(new LinkedHashMap<>()));
        look(source, wanted, row -> {
            for (int i = 0; i < all.size(); i++) {
                Unique unique = uniques.get(i);
                if (Arrays.stream(unique.places()).noneMatch(row::isNullAt)) {
                    all.get(i).put(unique.texts().of(row), keys.of(row));
                }
            }
        });
        return all;
    }

    private Set<List<String>> keysAt(Lane source, Set<List<String>> wanted) {
        Set<List<String>> there = new LinkedHashSet<>();
        look(source, wanted, row -> there.add(keys.of(row)));
        return there;
    }

    /** Goes through the rows that the source has of these keys, to the letter. */
    private void look(Lane source, Set<List<String>> wanted, Consumer<InternalRow> each) {
        if (wanted.isEmpty()) {
            return;
        }
        try (SourceRows rows = new SourceRows(table, source, table.byKeys(List.copyOf(wanted)), row -> {
            if (wanted.contains(keys.of(row))) {
                each.accept(row);
            }
            return false;
        })) {
            rows.forEach(row -> {
                throw new IllegalStateException("A row was handed over that nobody wanted");
            });
        }
    }

    private void ask(
            Connection target,
            Unique unique,
            Map<List<String>, List<String>> values,
            Map<List<String>, Set<List<String>>> met)
            throws SQLException {
        if (values.isEmpty()) {
            return;
        }
        Dialect dialect = table.target().dialect();
        Slice.Keys all = new Slice.Keys(unique.columns(), List.copyOf(values.keySet()));
        try (Statement statement = target.createStatement()) {
            for (Slice.Keys part : dialect.sql().inStatements(all)) {
                RowSet rows = shown(unique).withSlice(part);
                try (ResultSet answer = statement.executeQuery(dialect.digests().hashedRows(rows, table.hash()))) {
                    HashedTexts found = new HashedTexts(answer, rows);
                    while (answer.next()) {
                        List<String> key = found.of(table.targetKey());
                        List<String> meets = values.get(found.of(unique.columns()));
                        if (!key.equals(meets)) {
                            Set<List<String>> rowsOfIt = met.computeIfAbsent(key, one -> new LinkedHashSet<>());
                            // In other letters nobody knows whose value it is.
                            if (meets != null) {
                                rowsOfIt.add(meets);
                            }
                        }
                    }
                }
            }
        }
    }

    /** The target's rows with nothing but their keys and the columns of one that is unique. */
    private RowSet shown(Unique unique) {
        Set<String> names = new LinkedHashSet<>(table.targetKey());
        names.addAll(unique.columns());
        RowSet rows = table.pair().target().withColumns(List.copyOf(names));
        return new RowSet(
                rows.table(),
                rows.columns(),
                rows.key(),
                rows.slice(),
                rows.where(),
                rows.conversions(),
                List.copyOf(names));
    }
}
