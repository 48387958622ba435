package dev.sterna.migration;

import dev.sterna.model.Table;
import dev.sterna.model.schema.Schema;
import java.util.List;

/**
 * What is known of a database that nobody connects to any more.
 *
 * @param schemas that were read
 * @param tables whose rows are known, as they were planned
 * @param schema everything that was in these schemas, as far as it was kept
 */
public record KeptSchema(List<String> schemas, List<Table> tables, Schema schema) {
    public KeptSchema {
        schemas = List.copyOf(schemas);
        tables = tables.stream().map(Table::catalogued).toList();
    }
}
