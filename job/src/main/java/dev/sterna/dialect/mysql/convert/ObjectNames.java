package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.NameRegister;
import dev.sterna.dialect.mysql.sql.MySqlIdentifiers;
import dev.sterna.model.TableName;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of what another engine names otherwise: tables, views and sequences share a schema's names, and constraints share
 * another set of them; indexes are named per table.
 */
final class ObjectNames {
    private final ConversionDraft draft;
    private final Map<String, NameRegister> relations = new HashMap<>();
    private final Map<String, NameRegister> constraints = new HashMap<>();
    private final Map<TableName, NameRegister> indexes = new HashMap<>();
    private final Map<TableName, TableName> others = new HashMap<>();

    ObjectNames(ConversionDraft draft) {
        this.draft = draft;
        draft.tables().stream()
                .map(table -> draft.planned(table.name()).name())
                .forEach(name -> register(relations, name.schema()).reserve(name.name()));
    }

    private static <K> NameRegister register(Map<K, NameRegister> registers, K space) {
        return registers.computeIfAbsent(space, key -> new NameRegister(new MySqlIdentifiers()));
    }

    /** Where a view or sequence of the source is; the same each time. */
    TableName relation(TableName source) {
        return others.computeIfAbsent(source, name -> {
            String schema = draft.schema(name.schema());
            return new TableName(schema, register(relations, schema).take(name.name()));
        });
    }

    /** A name for a foreign key or check. */
    String constraint(TableName table, String wanted) {
        return register(constraints, table.schema()).take(wanted);
    }

    /** A name for a key or index of a table. */
    String index(TableName table, String wanted) {
        NameRegister names = indexes.get(table);
        if (names == null) {
            names = register(indexes, table);
            names.reserve("PRIMARY");
        }
        return names.take(wanted);
    }
}
