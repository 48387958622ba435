package dev.sterna.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A base table as a catalogue has it.
 *
 * @param columns in the table's order
 * @param primaryKey null when there is none
 * @param uniqueKeys full-column unique keys besides the primary key; their columns may be nullable
 * @param estimatedRows the engine's own estimate, -1 when it has none
 * @param estimatedBytes the engine's own estimate of the heap or clustered index, -1 when it has none
 */
public record Table(
        TableName name,
        List<Column> columns,
        Key primaryKey,
        List<Key> uniqueKeys,
        long estimatedRows,
        long estimatedBytes)
        implements Serializable {

    public Table {
        columns = List.copyOf(columns);
        uniqueKeys = List.copyOf(uniqueKeys);
    }

    /**
     * The column of that exact name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Column column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Cannot find column " + columnName + " in " + name));
    }

    /** The columns whose values are carried: all but the computed ones. */
    @JsonIgnore
    public List<Column> storedColumns() {
        return columns.stream()
                .filter(column -> column.generated() != Column.Generated.COMPUTED)
                .toList();
    }

    /** The same table, of which the values of these computed columns are carried. */
    public Table carrying(Set<String> names) {
        return names.isEmpty()
                ? this
                : withColumns(columns.stream()
                        .map(column -> names.contains(column.name()) ? column.by(Column.Generated.CARRIED) : column)
                        .toList());
    }

    /** The same table as the catalogue has it, whatever is carried of it. */
    public Table catalogued() {
        boolean carries = columns.stream().anyMatch(column -> column.generated() == Column.Generated.CARRIED);
        return !carries
                ? this
                : withColumns(columns.stream()
                        .map(column -> column.generated() == Column.Generated.CARRIED
                                ? column.by(Column.Generated.COMPUTED)
                                : column)
                        .toList());
    }

    private Table withColumns(List<Column> others) {
        return new Table(name, others, primaryKey, uniqueKeys, estimatedRows, estimatedBytes);
    }

    /** By what a row is named: the columns of the first key that has no computed one; none without such a key. */
    @JsonIgnore
    public List<Column> namingColumns() {
        List<String> stored = storedColumns().stream().map(Column::name).toList();
        return Stream.concat(Stream.ofNullable(primaryKey), uniqueKeys.stream())
                .map(Key::columns)
                .filter(stored::containsAll)
                .findFirst()
                .map(names -> names.stream().map(this::column).toList())
                .orElse(List.of());
    }

    /** Estimated bytes of one row, at least 1; 100 when the engine has no estimate. */
    @JsonIgnore
    public long averageRowBytes() {
        return estimatedRows <= 0 || estimatedBytes <= 0 ? 100 : Math.max(1, estimatedBytes / estimatedRows);
    }
}
