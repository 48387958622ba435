package dev.sterna.dialect.convert;

import dev.sterna.model.Column;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.TableDefinition;
import java.util.List;
import java.util.Map;

/**
 * A table of the source with what the target gets of its columns.
 *
 * @param source as the source has it
 * @param name in the target
 * @param columns source column to column; those that do not convert are left out
 */
public record ConvertedTable(TableDefinition source, TableName name, Map<String, Column> columns) {
    /** Whether all of them convert. */
    public boolean has(List<String> names) {
        return columns.keySet().containsAll(names);
    }

    /** The names in the target of columns that all convert. */
    public List<String> names(List<String> sources) {
        return sources.stream().map(column -> columns.get(column).name()).toList();
    }

    /** The source's column of a column of the target. */
    public String sourceOf(String name) {
        return columns.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
