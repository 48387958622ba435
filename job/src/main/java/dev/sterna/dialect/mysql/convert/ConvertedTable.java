package dev.sterna.dialect.mysql.convert;

import dev.sterna.model.Column;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.TableDefinition;
import java.util.List;
import java.util.Map;

/**
 * A table of another engine with what this one gets of its columns.
 *
 * @param source as the other engine has it
 * @param name here
 * @param columns source column to column; those that do not convert are left out
 */
record ConvertedTable(TableDefinition source, TableName name, Map<String, Column> columns) {
    /** Whether all of them convert. */
    boolean has(List<String> names) {
        return columns.keySet().containsAll(names);
    }

    /** The names here of columns that all convert. */
    List<String> names(List<String> sources) {
        return sources.stream().map(column -> columns.get(column).name()).toList();
    }

    /** The source's column of a column here. */
    String sourceOf(String name) {
        return columns.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
