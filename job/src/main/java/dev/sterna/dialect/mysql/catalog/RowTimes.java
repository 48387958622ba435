package dev.sterna.dialect.mysql.catalog;

import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Table;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From when to when rows of MariaDB's system-versioned tables were what they are. */
final class RowTimes {
    private static final LogicalType BY_CLOCK = new LogicalType.Instant(6);

    private RowTimes() {}

    /** The names of the two columns, where they have been given some. */
    static List<String> names(List<ColumnDefinition> columns) {
        return Stream.of("ROW START", "ROW END")
                .flatMap(edge -> columns.stream()
                        .filter(column -> column.generation() != null
                                && column.generation().sql().equalsIgnoreCase(edge)))
                .map(column -> column.column().name())
                .toList();
    }

    /**
     * The table with its former rows; empty where it keeps none, or tells them by the transactions that wrote them, which
     * only their own server knows.
     */
    static Optional<Table> withFormerRows(TableDefinition definition) {
        if (!definition.systemVersioned()) {
            return Optional.empty();
        }
        Table table = definition.table();
        List<String> names = names(definition.columns());
        if (names.isEmpty()) {
            return Optional.of(table.withFormerRows(
                    undeclared("row_start", Generated.ROW_START), undeclared("row_end", Generated.ROW_END)));
        }
        Column start = table.column(names.get(0));
        Column end = table.column(names.get(1));
        return start.type().equals(BY_CLOCK)
                ? Optional.of(table.withFormerRows(start.by(Generated.ROW_START), end.by(Generated.ROW_END)))
                : Optional.empty();
    }

    private static Column undeclared(String name, Generated generated) {
        return new Column(name, BY_CLOCK, "", false, generated, null, null);
    }

    /** The server puts the end into every unique key, and does so again where the key is made without it. */
    static UniqueConstraint without(UniqueConstraint key, List<ColumnDefinition> columns) {
        List<String> names = names(columns);
        if (key == null || names.isEmpty()) {
            return key;
        }
        List<Index.Part> parts = key.columns().stream()
                .filter(part -> !names.contains(part.column()))
                .toList();
        return parts.isEmpty() ? key : key.over(parts);
    }

    /** The same of several. */
    static List<UniqueConstraint> without(List<UniqueConstraint> keys, List<ColumnDefinition> columns) {
        return keys.stream().map(key -> without(key, columns)).toList();
    }
}
