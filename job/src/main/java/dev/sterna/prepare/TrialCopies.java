package dev.sterna.prepare;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Partition;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tables and views of a schema under names that nothing else has, with what the server may write down in words of its own,
 * and without what ties them to others: foreign keys, counters, owners, policies.
 */
final class TrialCopies {
    /** How the names of schemas, tables and checks begin that stand for others. */
    static final String PREFIX = "sterna_trial_";

    private final boolean inOwnSchema;
    private final Map<TableName, TableDefinition> tables = new LinkedHashMap<>();
    private final List<View> views = new ArrayList<>();
    private final Map<TableName, TableName> copies = new LinkedHashMap<>();
    private final Map<TableName, TableName> originals = new HashMap<>();
    private final Map<String, String> schemas = new LinkedHashMap<>();
    private final Map<ObjectName, String> checks = new HashMap<>();

    /**
     * @param owners the tables and views, as {@link dev.sterna.migration.SchemaComparison#owner} calls them
     * @param inOwnSchema whether copies keep their names, in a schema that has none but them
     */
    TrialCopies(Schema schema, Set<ObjectName> owners, boolean inOwnSchema) {
        this.inOwnSchema = inOwnSchema;
        Map<TableName, TableDefinition> all = new HashMap<>();
        schema.tables().forEach(table -> all.put(table.name(), table));
        schema.tables().stream()
                .filter(table -> owners.contains(name(ObjectKind.TABLE, table.name())))
                .forEach(table -> addWithWhole(table, all));
        schema.views().stream()
                .filter(view -> view.sql() != null)
                .filter(view -> owners.contains(name(ObjectKind.VIEW, view.name()))
                        || owners.contains(name(ObjectKind.MATERIALIZED_VIEW, view.name()))
                        || owners.contains(name(ObjectKind.TABLE, view.name())))
                .forEach(view -> {
                    views.add(view);
                    name(view.name());
                });
    }

    /** A part of a table can only be made with the whole, which comes before it. */
    private void addWithWhole(TableDefinition table, Map<TableName, TableDefinition> all) {
        if (table.partition() != null && all.containsKey(table.partition().of())) {
            addWithWhole(all.get(table.partition().of()), all);
        }
        if (tables.putIfAbsent(table.name(), table) == null) {
            name(table.name());
        }
    }

    private void name(TableName original) {
        int number = copies.size() + 1;
        TableName copy = inOwnSchema
                ? new TableName(
                        schemas.computeIfAbsent(original.schema(), key -> PREFIX + (schemas.size() + 1)),
                        original.name())
                : new TableName(original.schema(), PREFIX + number);
        copies.put(original, copy);
        originals.put(copy, original);
    }

    /** The copies, each of which needs only those before it. */
    Schema schema(Schema original) {
        List<TableDefinition> copied = tables.values().stream().map(this::copy).toList();
        Set<String> names = new LinkedHashSet<>();
        copies.values().forEach(copy -> names.add(copy.schema()));
        List<Schema.Dependency> dependencies = tables.values().stream()
                .filter(table -> table.partition() != null
                        && copies.containsKey(table.partition().of()))
                .map(table -> new Schema.Dependency(
                        name(ObjectKind.TABLE, copies.get(table.name())),
                        name(ObjectKind.TABLE, copies.get(table.partition().of()))))
                .toList();
        return new Schema(
                original.engine(),
                List.copyOf(names),
                copied,
                List.of(),
                views.stream().map(this::copy).toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                dependencies,
                List.of());
    }

    private TableDefinition copy(TableDefinition table) {
        Partition partition = table.partition();
        return new TableDefinition(
                copies.get(table.name()),
                table.columns().stream().map(TrialCopies::uncounted).toList(),
                table.primaryKey(),
                table.uniques(),
                table.indexes(),
                List.of(),
                table.checks().stream().map(check -> copy(table.name(), check)).toList(),
                table.exclusions(),
                table.partitioning(),
                partition == null
                        ? null
                        : new Partition(copies.getOrDefault(partition.of(), partition.of()), partition.bound()),
                table.parents(),
                null,
                table.storage(),
                table.systemVersioned(),
                null,
                null,
                -1,
                -1);
    }

    private static ColumnDefinition uncounted(ColumnDefinition column) {
        return new ColumnDefinition(
                column.column(),
                column.defaultSql(),
                column.generation(),
                null,
                column.onUpdateSql(),
                null,
                column.storage(),
                column.folding());
    }

    /** A server may want the names of checks to differ within a schema; one of a column has no name of its own. */
    private Check copy(TableName table, Check check) {
        String name = check.name();
        if (!inOwnSchema && check.column() == null && name != null) {
            name = PREFIX + (checks.size() + 1);
            TableName copy = copies.get(table);
            checks.put(new ObjectName(ObjectKind.CHECK, copy.schema(), copy.name(), name), check.name());
        }
        return new Check(name, check.sql(), check.enforced(), true, check.noInherit(), null, check.column());
    }

    private View copy(View view) {
        return new View(
                copies.get(view.name()),
                view.materialized(),
                view.columns(),
                view.sql(),
                view.uses(),
                view.checkOption(),
                view.runsAsInvoker(),
                false,
                view.indexes(),
                null,
                null,
                view.settings());
    }

    /** Whether there is something to try. */
    boolean isEmpty() {
        return copies.isEmpty();
    }

    List<TableName> names() {
        return List.copyOf(copies.values());
    }

    boolean isView(TableName copy) {
        return views.stream().anyMatch(view -> copies.get(view.name()).equals(copy));
    }

    /** The schema in which the original of what a statement makes stands. */
    String originalSchema(ObjectName object) {
        TableName original = original(object);
        return original == null ? null : original.schema();
    }

    /** What an object of the copies stands for; null for all else. */
    ObjectName originalOf(ObjectName object) {
        TableName original = original(object);
        if (original == null) {
            return null;
        }
        return object.table() == null
                ? new ObjectName(object.kind(), original.schema(), null, original.name())
                : new ObjectName(
                        object.kind(), original.schema(), original.name(), checks.getOrDefault(object, object.name()));
    }

    private TableName original(ObjectName object) {
        return object.schema() == null
                ? null
                : originals.get(
                        new TableName(object.schema(), object.table() == null ? object.name() : object.table()));
    }

    private static ObjectName name(ObjectKind kind, TableName name) {
        return new ObjectName(kind, name.schema(), null, name.name());
    }
}
