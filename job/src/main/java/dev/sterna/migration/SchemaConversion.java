package dev.sterna.migration;

import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.Schema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The source's whole schema, and what the target makes of it.
 *
 * @param source as the source's catalogue has it
 * @param conversion in the target's terms, with a verdict on every object
 */
public record SchemaConversion(Schema source, ConvertedSchema conversion) {

    /** Reads the schemas of these tables, and converts what goes with them. */
    public static SchemaConversion of(Migration migration, TableConversions tables) {
        Set<String> schemas = new LinkedHashSet<>(tables.schemas());
        tables.sources().forEach(table -> schemas.add(table.name().schema()));
        Schema source = migration.source().schema(List.copyOf(schemas));
        Map<Table, Table> targets = new LinkedHashMap<>();
        Map<TableName, Map<String, String>> computed = new HashMap<>();
        ComputedNames names = new ComputedNames(migration);
        for (int i = 0; i < tables.sources().size(); i++) {
            Table table = tables.sources().get(i);
            targets.put(table, tables.targets().get(i));
            computed.put(table.name(), names.of(table));
        }
        return new SchemaConversion(source, TargetSchema.convert(migration, source, source, targets, computed));
    }
}
