package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.NameSpace;
import dev.sterna.model.TableName;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of what another engine names otherwise: tables, views and sequences share a schema's names, and constraints share
 * another set of them; indexes are named per table.
 */
final class ObjectNames {
    private final ConversionDraft draft;
    private final Map<String, NameSpace> spaces = new HashMap<>();
    private final Map<TableName, TableName> others = new HashMap<>();

    ObjectNames(ConversionDraft draft) {
        this.draft = draft;
        draft.tables().stream()
                .map(table -> draft.planned(table.name()).name())
                .forEach(name -> relations(name.schema()).reserve(name.name()));
    }

    private NameSpace relations(String schema) {
        return space("relations of " + schema);
    }

    private NameSpace space(String id) {
        return spaces.computeIfAbsent(id, draft::names);
    }

    /** Where a view or sequence of the source is; the same each time. */
    TableName relation(TableName source) {
        return others.computeIfAbsent(source, name -> {
            String schema = draft.schema(name.schema());
            return new TableName(schema, relations(schema).take(name.name(), name.schema()));
        });
    }

    /** A name for a foreign key or check. */
    String constraint(TableName table, String wanted) {
        return space("constraints of " + table.schema()).take(wanted, table.name());
    }

    /** A name for a key or index of a table. */
    String index(TableName table, String wanted) {
        return indexes(table).take(wanted);
    }

    /** A name for the index that a foreign key of a table needs. */
    String indexOfForeignKey(TableName table, String wanted) {
        return indexes(table).take(wanted, "foreign key");
    }

    private NameSpace indexes(TableName table) {
        NameSpace names = space("indexes of " + table);
        names.reserve("PRIMARY");
        return names;
    }
}
