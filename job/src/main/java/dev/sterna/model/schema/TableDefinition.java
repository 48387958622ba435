package dev.sterna.model.schema;

import dev.sterna.model.Key;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table or partition.
 *
 * @param columns in the table's order
 * @param primaryKey null when there is none
 * @param indexes without those that a constraint made
 * @param partitioning how it is divided, or null
 * @param partition which part of another table it is, or null
 * @param parents tables that it inherits from without being a partition
 * @param rowSecurity row-level security, or null when it is off and there are no policies
 * @param storage what only its engine knows: {@code ENGINE}, {@code ROW_FORMAT}, {@code UNLOGGED}, {@code CHARSET},
 *     {@code COLLATE}, storage parameters, in the engine's words
 * @param systemVersioned whether the engine keeps former rows
 * @param comment null for none
 * @param estimatedRows the engine's estimate, -1 when it has none
 * @param estimatedBytes the engine's estimate, -1 when it has none
 */
public record TableDefinition(
        TableName name,
        List<ColumnDefinition> columns,
        UniqueConstraint primaryKey,
        List<UniqueConstraint> uniques,
        List<Index> indexes,
        List<ForeignKey> foreignKeys,
        List<Check> checks,
        List<Exclusion> exclusions,
        Partitioning partitioning,
        Partition partition,
        List<TableName> parents,
        RowSecurity rowSecurity,
        Map<String, String> storage,
        boolean systemVersioned,
        String owner,
        String comment,
        long estimatedRows,
        long estimatedBytes) {

    public TableDefinition {
        columns = List.copyOf(columns);
        uniques = List.copyOf(uniques);
        indexes = List.copyOf(indexes);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
        exclusions = List.copyOf(exclusions);
        parents = List.copyOf(parents);
        storage = Map.copyOf(storage);
    }

    /** A table of which it is not asked what it checks, how it is divided and kept, and whose it is. */
    public TableDefinition(
            TableName name,
            List<ColumnDefinition> columns,
            UniqueConstraint primaryKey,
            List<UniqueConstraint> uniques,
            List<Index> indexes,
            List<ForeignKey> foreignKeys,
            long estimatedRows,
            long estimatedBytes) {
        this(
                name,
                columns,
                primaryKey,
                uniques,
                indexes,
                foreignKeys,
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                Map.of(),
                false,
                null,
                null,
                estimatedRows,
                estimatedBytes);
    }

    /**
     * What moving and comparing its rows needs of it. Its keys are those over whole columns, of all rows, that an ordered
     * index in use stands behind; in the order of their names.
     */
    public Table table() {
        Stream<Optional<Key>> constraints = uniques.stream().map(unique -> key(unique.name(), unique.columns()));
        Stream<Optional<Key>> unique = indexes.stream()
                .filter(index -> index.unique()
                        && index.visible()
                        && index.predicate() == null
                        && index.method().equals("btree"))
                .map(index -> key(index.name(), index.parts()));
        return new Table(
                name,
                columns.stream().map(ColumnDefinition::column).toList(),
                primaryKey == null
                        ? null
                        : key(primaryKey.name(), primaryKey.columns()).orElse(null),
                Stream.concat(constraints, unique)
                        .flatMap(Optional::stream)
                        .sorted(Comparator.comparing(Key::name))
                        .toList(),
                estimatedRows,
                estimatedBytes);
    }

    private static Optional<Key> key(String name, List<Index.Part> parts) {
        boolean whole = parts.stream().allMatch(part -> part.column() != null && part.prefix() == 0);
        return whole
                ? Optional.of(
                        new Key(name, parts.stream().map(Index.Part::column).toList()))
                : Optional.empty();
    }

    /** The same with other columns. */
    public TableDefinition withColumns(List<ColumnDefinition> others) {
        return new TableDefinition(
                name,
                others,
                primaryKey,
                uniques,
                indexes,
                foreignKeys,
                checks,
                exclusions,
                partitioning,
                partition,
                parents,
                rowSecurity,
                storage,
                systemVersioned,
                owner,
                comment,
                estimatedRows,
                estimatedBytes);
    }

    /** The same with other checks. */
    public TableDefinition withChecks(List<Check> others) {
        return new TableDefinition(
                name,
                columns,
                primaryKey,
                uniques,
                indexes,
                foreignKeys,
                others,
                exclusions,
                partitioning,
                partition,
                parents,
                rowSecurity,
                storage,
                systemVersioned,
                owner,
                comment,
                estimatedRows,
                estimatedBytes);
    }

    /** The same of another owner, or with null of whoever makes it. */
    public TableDefinition withOwner(String other) {
        return new TableDefinition(
                name,
                columns,
                primaryKey,
                uniques,
                indexes,
                foreignKeys,
                checks,
                exclusions,
                partitioning,
                partition,
                parents,
                rowSecurity,
                storage,
                systemVersioned,
                other,
                comment,
                estimatedRows,
                estimatedBytes);
    }
}
