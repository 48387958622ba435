package dev.sterna.dialect.convert;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UserType;
import dev.sterna.model.schema.View;
import java.util.ArrayList;
import java.util.List;

/** The names of all objects of a schema, so that none is forgotten. */
public final class EveryObject {
    private final List<ObjectName> names = new ArrayList<>();

    private EveryObject() {}

    /** In the order of the schema's records. */
    public static List<ObjectName> of(Schema schema) {
        EveryObject every = new EveryObject();
        schema.names().forEach(name -> every.names.add(new ObjectName(ObjectKind.SCHEMA, name, null, name)));
        schema.types().forEach(type -> every.add(kind(type), type.name()));
        schema.sequences().forEach(sequence -> every.add(ObjectKind.SEQUENCE, sequence.name()));
        schema.tables().forEach(every::table);
        for (View view : schema.views()) {
            every.add(view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW, view.name());
            view.indexes().forEach(index -> every.add(ObjectKind.INDEX, view.name(), index.name()));
        }
        schema.routines()
                .forEach(routine -> every.names.add(
                        new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature())));
        schema.triggers().forEach(trigger -> every.add(ObjectKind.TRIGGER, trigger.table(), trigger.name()));
        schema.events().forEach(event -> every.add(ObjectKind.EVENT, event.name()));
        schema.extensions()
                .forEach(extension -> every.names.add(
                        new ObjectName(ObjectKind.EXTENSION, extension.schema(), null, extension.name())));
        schema.grants()
                .forEach(grant -> every.names.add(new ObjectName(
                        ObjectKind.GRANT,
                        grant.on().schema(),
                        grant.on().table(),
                        grant.on().name() + " to " + grant.grantee())));
        schema.others().stream().map(OtherObject::name).forEach(every.names::add);
        return every.names.stream().distinct().toList();
    }

    private void table(TableDefinition table) {
        TableName name = table.name();
        add(ObjectKind.TABLE, name);
        for (ColumnDefinition column : table.columns()) {
            String itself = column.column().name();
            add(column.generation() == null ? ObjectKind.COLUMN : ObjectKind.GENERATED_COLUMN, name, itself);
            if (column.identity() != null) {
                add(ObjectKind.IDENTITY, name, itself);
            } else if (column.defaultSql() != null) {
                add(ObjectKind.DEFAULT, name, itself);
            }
        }
        if (table.primaryKey() != null) {
            add(ObjectKind.PRIMARY_KEY, name, table.primaryKey().name());
        }
        table.uniques().forEach(key -> add(ObjectKind.UNIQUE_CONSTRAINT, name, key.name()));
        table.indexes().forEach(index -> add(ObjectKind.INDEX, name, index.name()));
        table.foreignKeys().forEach(key -> add(ObjectKind.FOREIGN_KEY, name, key.name()));
        table.checks().forEach(check -> add(ObjectKind.CHECK, name, check.name()));
        table.columns().stream()
                .filter(ColumnDefinition::isDocument)
                .forEach(column -> add(ObjectKind.CHECK, name, column.column().name()));
        table.exclusions().forEach(exclusion -> add(ObjectKind.EXCLUSION, name, exclusion.name()));
        if (table.partitioning() != null) {
            add(ObjectKind.PARTITIONING, name, table.partitioning().method());
        }
        table.parents().forEach(parent -> add(ObjectKind.INHERITANCE, name, parent.toString()));
        if (table.rowSecurity() != null) {
            table.rowSecurity().policies().forEach(policy -> add(ObjectKind.POLICY, name, policy.name()));
        }
        if (table.systemVersioned()) {
            add(ObjectKind.SYSTEM_VERSIONING, name);
        }
    }

    private void add(ObjectKind kind, TableName name) {
        names.add(ConversionDraft.of(kind, name));
    }

    private void add(ObjectKind kind, TableName table, String name) {
        names.add(ConversionDraft.of(kind, table, name));
    }

    /** What kind of object a type is. */
    public static ObjectKind kind(UserType type) {
        if (type instanceof UserType.Domain) {
            return ObjectKind.DOMAIN;
        }
        if (type instanceof UserType.Enumeration) {
            return ObjectKind.ENUM;
        }
        return type instanceof UserType.Composite ? ObjectKind.COMPOSITE : ObjectKind.RANGE;
    }
}
