package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What hangs on a partition that is a table of its own. */
final class PartitionDependents {
    private PartitionDependents() {}

    /** Every object of it, and whether it is the partition's own: the table that it is a part of has none like it. */
    static Map<ObjectName, Boolean> of(TableDefinition part, TableDefinition whole) {
        Map<ObjectName, Boolean> objects = new LinkedHashMap<>();
        if (part.primaryKey() != null) {
            objects.put(name(ObjectKind.PRIMARY_KEY, part, part.primaryKey().name()), whole.primaryKey() == null);
        }
        for (UniqueConstraint key : part.uniques()) {
            boolean shared =
                    whole.uniques().stream().anyMatch(other -> other.columns().equals(key.columns()));
            objects.put(name(ObjectKind.UNIQUE_CONSTRAINT, part, key.name()), !shared);
        }
        for (Index index : part.indexes()) {
            boolean shared = whole.indexes().stream().anyMatch(other -> areAlike(index, other));
            objects.put(name(ObjectKind.INDEX, part, index.name()), !shared);
        }
        part.foreignKeys().forEach(key -> objects.put(name(ObjectKind.FOREIGN_KEY, part, key.name()), true));
        part.checks().forEach(check -> objects.put(name(ObjectKind.CHECK, part, check.name()), true));
        part.exclusions().forEach(one -> objects.put(name(ObjectKind.EXCLUSION, part, one.name()), true));
        if (part.rowSecurity() != null) {
            part.rowSecurity()
                    .policies()
                    .forEach(policy -> objects.put(name(ObjectKind.POLICY, part, policy.name()), true));
        }
        for (ColumnDefinition column : part.columns()) {
            String itself = column.column().name();
            ObjectKind kind = column.generation() == null ? ObjectKind.COLUMN : ObjectKind.GENERATED_COLUMN;
            objects.put(name(kind, part, itself), false);
            if (column.identity() != null) {
                objects.put(name(ObjectKind.IDENTITY, part, itself), false);
            } else if (column.defaultSql() != null) {
                objects.put(name(ObjectKind.DEFAULT, part, itself), !hasDefault(whole, column));
            }
        }
        if (part.partitioning() != null) {
            objects.put(name(ObjectKind.PARTITIONING, part, part.partitioning().method()), false);
        }
        return objects;
    }

    private static boolean areAlike(Index one, Index other) {
        return one.method().equals(other.method())
                && one.unique() == other.unique()
                && expressions(one).equals(expressions(other))
                && Objects.equals(one.predicate(), other.predicate());
    }

    private static List<String> expressions(Index index) {
        return index.parts().stream()
                .map(part -> part.expression() == null ? "\"" + part.column() : part.expression())
                .toList();
    }

    private static boolean hasDefault(TableDefinition whole, ColumnDefinition column) {
        return whole.columns().stream()
                .anyMatch(other -> other.column().name().equals(column.column().name())
                        && Objects.equals(other.defaultSql(), column.defaultSql()));
    }

    private static ObjectName name(ObjectKind kind, TableDefinition table, String name) {
        return ConversionDraft.of(kind, table.name(), name);
    }
}
