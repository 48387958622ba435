package dev.sterna.dialect.rename;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.View;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what is left out of a schema: tables that are not chosen, what belongs to them, and what needs them. */
final class LeftOut {
    private final Schema schema;
    private final Map<TableName, TableName> tables;
    private final Set<ObjectName> objects = new HashSet<>();
    private final Set<TableName> relations = new HashSet<>();

    private LeftOut(Schema schema, Map<TableName, TableName> tables) {
        this.schema = schema;
        this.tables = tables;
    }

    /**
     * The objects that are left out, by their old names. A default among them stands for itself: its column stays.
     *
     * @param tables those that stay
     */
    static Set<ObjectName> of(Schema schema, Map<TableName, TableName> tables) {
        LeftOut leftOut = new LeftOut(schema, tables);
        leftOut.addTables();
        leftOut.addWhatNeedsThem();
        return leftOut.objects;
    }

    private void addTables() {
        schema.tables().stream()
                .filter(table -> !tables.containsKey(table.name()))
                .forEach(table -> {
                    addRelation(ObjectKind.TABLE, table.name());
                    table.columns().stream()
                            .map(ColumnDefinition::identity)
                            .filter(identity -> identity != null && identity.sequence() != null)
                            .map(identity -> identity.sequence().name())
                            .flatMap(Stream::ofNullable)
                            .forEach(name -> addRelation(ObjectKind.SEQUENCE, name));
                });
        schema.sequences().stream()
                .filter(sequence -> sequence.ownedBy() != null && !tables.containsKey(sequence.ownedBy()))
                .forEach(sequence -> addRelation(ObjectKind.SEQUENCE, sequence.name()));
    }

    private boolean addRelation(ObjectKind kind, TableName name) {
        relations.add(name);
        return objects.add(ConversionDraft.of(kind, name));
    }

    private void addWhatNeedsThem() {
        boolean more = true;
        while (more) {
            more = false;
            for (Schema.Dependency dependency : schema.dependencies()) {
                // A chosen table stays, also without the one that it inherits from or was a part of.
                more |= objects.contains(dependency.needs())
                        && !isHeirAlone(dependency)
                        && objects.add(dependency.object());
            }
            for (View view : schema.views()) {
                more |= view.uses().stream().anyMatch(relations::contains)
                        && addRelation(
                                view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW, view.name());
            }
        }
    }

    private boolean isHeirAlone(Schema.Dependency dependency) {
        ObjectName object = dependency.object();
        ObjectName needs = dependency.needs();
        if (object.kind() != ObjectKind.TABLE || needs.kind() != ObjectKind.TABLE) {
            return false;
        }
        TableName name = new TableName(object.schema(), object.name());
        TableName parent = new TableName(needs.schema(), needs.name());
        return tables.containsKey(name)
                && schema.tables().stream()
                        .filter(table -> table.name().equals(name))
                        .anyMatch(table -> isHeir(table, parent));
    }

    private static boolean isHeir(TableDefinition table, TableName parent) {
        return table.parents().contains(parent)
                || table.partition() != null && table.partition().of().equals(parent);
    }
}
