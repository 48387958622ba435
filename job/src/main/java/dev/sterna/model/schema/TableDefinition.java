package dev.sterna.model.schema;

import dev.sterna.model.TableName;
import java.util.List;
import java.util.Map;

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
