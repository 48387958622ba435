package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.postgres.sql.PostgresTokens;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UserType;
import dev.sterna.model.schema.View;
import dev.sterna.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects the names of all that a schema holds, and where they go with the tables. */
final class NameCollection {
    private final Map<TableName, TableName> tables;
    private final NameMapping names;

    /** @param tables those that stay, from old to new */
    NameCollection(Map<TableName, TableName> tables, NameMapping names) {
        this.tables = tables;
        this.names = names;
    }

    void addAll(Schema schema) {
        schema.tables().forEach(this::addTable);
        schema.sequences().forEach(sequence -> addSequence(sequence, sequence.ownedBy()));
        for (View view : schema.views()) {
            names.add(view.name());
            view.indexes().forEach(index -> names.add(new TableName(view.name().schema(), index.name())));
        }
        for (UserType type : schema.types()) {
            names.add(type.name());
            if (type instanceof UserType.Range range) {
                addMultirange(range);
            }
        }
        schema.routines().forEach(routine -> names.addRoutine(routine.name()));
        for (OtherObject other : schema.others()) {
            ObjectName name = other.name();
            if (name.kind() == ObjectKind.OTHER && name.schema() != null && PostgresSchemaScript.isObject(other)) {
                names.add(new TableName(name.schema(), name.name().replaceFirst(" (FAMILY )?USING \\S+$", "")));
            }
        }
    }

    private void addTable(TableDefinition table) {
        TableName now = tables.get(table.name());
        List<String> indexes = new ArrayList<>();
        table.indexes().forEach(index -> indexes.add(index.name()));
        table.uniques().forEach(key -> indexes.add(key.name()));
        table.exclusions().forEach(exclusion -> indexes.add(exclusion.name()));
        if (table.primaryKey() != null) {
            indexes.add(table.primaryKey().name());
        }
        for (String name : indexes) {
            add(new TableName(table.name().schema(), name), now == null ? null : new TableName(now.schema(), name));
        }
        add(table.name(), now);
        table.columns().stream()
                .map(ColumnDefinition::identity)
                .filter(identity -> identity != null && identity.sequence() != null)
                .forEach(identity -> addSequence(identity.sequence(), table.name()));
    }

    private void add(TableName old, TableName now) {
        if (now == null) {
            names.remove(old);
        } else {
            names.add(old, now);
        }
    }

    private void addSequence(Sequence sequence, TableName owner) {
        TableName old = sequence.name();
        if (owner == null) {
            names.add(old);
        } else {
            TableName table = tables.get(owner);
            add(old, table == null ? null : new TableName(table.schema(), old.name()));
        }
    }

    private void addMultirange(UserType.Range range) {
        List<SqlToken> tokens = PostgresTokens.meaningful(range.definition());
        for (int i = 0; i + 4 < tokens.size(); i++) {
            if (tokens.get(i).is("multirange_type_name")) {
                names.add(new TableName(
                        tokens.get(i + 2).value(), tokens.get(i + 4).value()));
            }
        }
    }
}
