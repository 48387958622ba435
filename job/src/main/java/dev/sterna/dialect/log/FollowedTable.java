package dev.sterna.dialect.log;

import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.Table;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A table whose changes are followed, and the columns by which its rows are told.
 *
 * @param key of a unique key, none of whose columns may be NULL or is computed
 */
public record FollowedTable(Table table, List<String> key) implements Serializable {
    public FollowedTable {
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("Cannot follow " + table.name() + " without a key");
        }
    }

    /** By its primary key, or else by the first unique key that tells every row; empty where no key does. */
    public static Optional<FollowedTable> of(Table table) {
        return Stream.concat(Stream.ofNullable(table.primaryKey()), table.uniqueKeys().stream())
                .map(Key::columns)
                .filter(columns -> columns.stream().map(table::column).allMatch(FollowedTable::tells))
                .findFirst()
                .map(columns -> new FollowedTable(table, columns));
    }

    private static boolean tells(Column column) {
        return !column.nullable()
                && column.generated() != Column.Generated.COMPUTED
                && column.generated() != Column.Generated.CARRIED;
    }

    /** Whether a table, or null for none, has these columns and this key. */
    boolean isDefinedAs(Table now) {
        return now != null
                && now.catalogued().columns().equals(table.catalogued().columns())
                && Stream.concat(Stream.ofNullable(now.primaryKey()), now.uniqueKeys().stream())
                        .anyMatch(unique -> Set.copyOf(unique.columns()).equals(Set.copyOf(key)));
    }

    /** The columns of the key, in its order. */
    public List<Column> keyColumns() {
        return key.stream().map(table::column).toList();
    }
}
