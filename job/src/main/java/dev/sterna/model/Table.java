package dev.sterna.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        return columns.stream().filter(column -> !column.isComputed()).toList();
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
        Table rows = withoutFormerRows();
        return !carries
                ? rows
                : rows.withColumns(rows.columns.stream()
                        .map(column -> column.generated() == Column.Generated.CARRIED
                                ? column.by(Column.Generated.COMPUTED)
                                : column)
                        .toList());
    }

    /** Whether its former rows are among its rows. */
    @JsonIgnore
    public boolean hasFormerRows() {
        return rowEnd().isPresent();
    }

    private Optional<String> rowEnd() {
        return columns.stream()
                .filter(column -> column.generated() == Column.Generated.ROW_END)
                .map(Column::name)
                .findFirst();
    }

    /**
     * The same table with its former rows among its rows. They have the keys of the others, from which they are told by
     * their end.
     *
     * @param start from when a row was what it is; of a column that the table does not declare, with a native type that
     *     is empty
     * @param end until when it was
     */
    public Table withFormerRows(Column start, Column end) {
        List<Column> all = new ArrayList<>();
        for (Column column : columns) {
            all.add(column.name().equals(start.name()) ? start : column.name().equals(end.name()) ? end : column);
        }
        Stream.of(start, end).filter(column -> !all.contains(column)).forEach(all::add);
        return new Table(
                name,
                all,
                primaryKey == null ? null : longer(primaryKey, end.name()),
                uniqueKeys.stream().map(key -> longer(key, end.name())).toList(),
                estimatedRows,
                estimatedBytes);
    }

    /** The same table with its former rows if the other one has its own, and those are told in the same columns. */
    public Table likewise(Table other) {
        Optional<Column> start = other.columns.stream()
                .filter(column -> column.generated() == Column.Generated.ROW_START)
                .findFirst();
        return start.isEmpty()
                ? this
                : withFormerRows(start.get(), other.column(other.rowEnd().orElseThrow()));
    }

    private static Key longer(Key key, String column) {
        return new Key(
                key.name(),
                Stream.concat(key.columns().stream(), Stream.of(column)).toList());
    }

    /** The same table with none but its present rows; the times that it declares are the engine's own again. */
    public Table withoutFormerRows() {
        Optional<String> end = rowEnd();
        if (end.isEmpty()) {
            return this;
        }
        List<Column> declared = new ArrayList<>();
        for (Column column : columns) {
            boolean time =
                    column.generated() == Column.Generated.ROW_START || column.generated() == Column.Generated.ROW_END;
            if (!time) {
                declared.add(column);
            } else if (!column.nativeType().isEmpty()) {
                declared.add(column.by(Column.Generated.ROW_TIME));
            }
        }
        return new Table(
                name,
                declared,
                primaryKey == null ? null : shorter(primaryKey, end.get()),
                uniqueKeys.stream().map(key -> shorter(key, end.get())).toList(),
                estimatedRows,
                estimatedBytes);
    }

    private static Key shorter(Key key, String column) {
        return new Key(
                key.name(),
                key.columns().stream().filter(name -> !name.equals(column)).toList());
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
