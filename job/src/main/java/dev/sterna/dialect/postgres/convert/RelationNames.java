package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.NameSpace;
import dev.sterna.model.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names of what another engine names per table or kind, while PostgreSQL has one space of names per schema for tables,
 * views, sequences and indexes.
 */
final class RelationNames {
    private final ConversionDraft draft;
    private final Map<String, NameSpace> relations = new HashMap<>();
    private final Map<String, Set<String>> taken = new HashMap<>();
    private final Map<TableName, TableName> sequences = new HashMap<>();

    RelationNames(ConversionDraft draft) {
        this.draft = draft;
        draft.tables().forEach(table -> reserve(draft.planned(table.name()).name()));
    }

    private void reserve(TableName name) {
        relations(name.schema()).reserve(name.name());
        taken.computeIfAbsent(name.schema(), schema -> new HashSet<>()).add(name.name());
    }

    private NameSpace relations(String schema) {
        return relations.computeIfAbsent(schema, key -> draft.names("relations of " + key));
    }

    /** A name for a table, view, sequence or index. */
    TableName relation(String schema, String wanted) {
        return taken(schema, relations(schema).take(wanted));
    }

    private TableName taken(String schema, String name) {
        taken.computeIfAbsent(schema, key -> new HashSet<>()).add(name);
        return new TableName(schema, name);
    }

    /** The name of an index: the source's where it is free in the schema, else with the table's before it. */
    String index(TableName table, String wanted) {
        String name = relations(table.schema())
                .take(
                        List.of("index", table.name(), wanted),
                        () -> isTaken(table.schema(), wanted) ? table.name() + "_" + wanted : wanted);
        return taken(table.schema(), name).name();
    }

    private boolean isTaken(String schema, String name) {
        return taken.getOrDefault(schema, Set.of()).contains(name);
    }

    /** Where a sequence of the source is; the same each time. */
    TableName sequence(TableName source) {
        return sequences.computeIfAbsent(source, name -> relation(draft.schema(name.schema()), name.name()));
    }
}
