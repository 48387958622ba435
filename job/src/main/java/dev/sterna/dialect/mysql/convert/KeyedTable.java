package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.model.Column;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A table of another engine with the columns, keys and indexes that it has here. */
record KeyedTable(
        ConvertedTable table,
        List<ColumnDefinition> columns,
        UniqueConstraint primary,
        List<UniqueConstraint> uniques,
        List<Index> indexes) {

    /** By its name here. */
    Column column(String name) {
        return columns.stream()
                .map(ColumnDefinition::column)
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The columns of each key over whole columns, which tells every row from every other. */
    List<List<String>> keys() {
        return keys(index -> true);
    }

    /** The same without those of hashes: rows are not found by them, and no foreign key refers to one. */
    List<List<String>> orderedKeys() {
        return keys(index -> !index.method().equals("hash"));
    }

    private List<List<String>> keys(Predicate<Index> which) {
        List<List<String>> keys = new ArrayList<>();
        if (primary != null) {
            keys.add(columnsOf(primary.columns()));
        }
        uniques.forEach(key -> keys.add(columnsOf(key.columns())));
        indexes.stream()
                .filter(index -> index.unique() && isWhole(index) && which.test(index))
                .forEach(index -> keys.add(columnsOf(index.parts())));
        return keys;
    }

    /** Whether an index begins with the columns, in that order. */
    boolean isIndexed(List<String> wanted) {
        List<List<String>> all = new ArrayList<>(orderedKeys());
        indexes.stream()
                .filter(index -> index.method().equals("btree") && isWhole(index))
                .forEach(index -> all.add(columnsOf(index.parts())));
        return all.stream()
                .anyMatch(columns -> columns.size() >= wanted.size()
                        && columns.subList(0, wanted.size()).equals(wanted));
    }

    /** The column that counts by itself. */
    Optional<String> counter() {
        return columns.stream()
                .filter(column -> column.identity() != null)
                .map(column -> column.column().name())
                .findFirst();
    }

    private static boolean isWhole(Index index) {
        return index.parts().stream().allMatch(part -> part.column() != null && part.prefix() == 0);
    }

    private static List<String> columnsOf(List<Index.Part> parts) {
        return parts.stream().map(Index.Part::column).toList();
    }
}
