package dev.sterna.migration;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Exclusion;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import dev.sterna.model.schema.UserType;
import dev.sterna.model.schema.View;
import java.util.List;
import java.util.function.Function;

/**
 * Takes objects out of a schema that the user does not want to have converted: by patterns over the words of messages,
 * such as {@code trigger shop.orders.*}. Tables are not among them, {@code sterna.tables.exclude} is for those.
 */
final class ObjectFilter {
    private final List<String> patterns;
    private final ExcludedObjects excluded;

    ObjectFilter(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
        this.excluded = new ExcludedObjects(patterns);
    }

    Schema apply(Schema schema) {
        if (patterns.isEmpty()) {
            return schema;
        }
        return new Schema(
                schema.engine(),
                schema.names(),
                schema.tables().stream().map(this::apply).toList(),
                keep(schema.sequences(), one -> named(ObjectKind.SEQUENCE, one.name())),
                keep(schema.views(), ObjectFilter::name),
                keep(schema.types(), ObjectFilter::name),
                keep(
                        schema.routines(),
                        one -> new ObjectName(ObjectKind.ROUTINE, one.name().schema(), null, one.signature())),
                keep(schema.triggers(), one -> of(ObjectKind.TRIGGER, one.table(), one.name())),
                keep(schema.events(), one -> named(ObjectKind.EVENT, one.name())),
                keep(schema.extensions(), one -> new ObjectName(ObjectKind.EXTENSION, one.schema(), null, one.name())),
                keep(
                        schema.grants(),
                        one -> new ObjectName(
                                ObjectKind.GRANT,
                                one.on().schema(),
                                one.on().table(),
                                one.on().name() + " to " + one.grantee())),
                keep(schema.others(), one -> one.name()),
                schema.dependencies(),
                // Of what is left out altogether nobody needs to see anything.
                keep(schema.blind(), one -> new ObjectName(one.kind(), null, null, "")));
    }

    private TableDefinition apply(TableDefinition table) {
        TableName name = table.name();
        return new TableDefinition(
                name,
                table.columns().stream()
                        .filter(column -> column.generation() == null
                                || !excluded.contains(of(
                                        ObjectKind.GENERATED_COLUMN,
                                        name,
                                        column.column().name())))
                        .map(column -> withoutDefault(name, column))
                        .map(column -> column.isDocument()
                                        && excluded.contains(of(
                                                ObjectKind.CHECK,
                                                name,
                                                column.column().name()))
                                ? column.unchecked()
                                : column)
                        .toList(),
                table.primaryKey(),
                keep(table.uniques(), (UniqueConstraint one) -> of(ObjectKind.UNIQUE_CONSTRAINT, name, one.name())),
                keep(table.indexes(), (Index one) -> of(ObjectKind.INDEX, name, one.name())),
                keep(table.foreignKeys(), (ForeignKey one) -> of(ObjectKind.FOREIGN_KEY, name, one.name())),
                keep(table.checks(), (Check one) -> of(ObjectKind.CHECK, name, one.name())),
                keep(table.exclusions(), (Exclusion one) -> of(ObjectKind.EXCLUSION, name, one.name())),
                table.partitioning(),
                table.partition(),
                table.parents(),
                table.rowSecurity(),
                table.storage(),
                table.systemVersioned(),
                table.owner(),
                table.comment(),
                table.estimatedRows(),
                table.estimatedBytes());
    }

    private ColumnDefinition withoutDefault(TableName table, ColumnDefinition column) {
        boolean leftOut = column.defaultSql() != null
                && column.identity() == null
                && excluded.contains(
                        of(ObjectKind.DEFAULT, table, column.column().name()));
        return leftOut
                ? new ColumnDefinition(
                        column.column(),
                        null,
                        column.generation(),
                        null,
                        column.onUpdateSql(),
                        column.comment(),
                        column.storage(),
                        column.folding())
                : column;
    }

    private <T> List<T> keep(List<T> all, Function<T, ObjectName> name) {
        return all.stream().filter(one -> !excluded.contains(name.apply(one))).toList();
    }

    private static ObjectName name(View view) {
        return named(view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW, view.name());
    }

    private static ObjectName name(UserType type) {
        ObjectKind kind = type instanceof UserType.Domain
                ? ObjectKind.DOMAIN
                : type instanceof UserType.Enumeration
                        ? ObjectKind.ENUM
                        : type instanceof UserType.Composite ? ObjectKind.COMPOSITE : ObjectKind.RANGE;
        return named(kind, type.name());
    }

    private static ObjectName named(ObjectKind kind, TableName name) {
        return new ObjectName(kind, name.schema(), null, name.name());
    }

    private static ObjectName of(ObjectKind kind, TableName table, String name) {
        return new ObjectName(kind, table.schema(), table.name(), name);
    }
}
