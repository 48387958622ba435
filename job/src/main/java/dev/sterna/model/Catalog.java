package dev.sterna.model;

import java.util.List;
import java.util.Optional;

/** What exists in a database, as far as it was asked for; tables in the order of their names. */
public record Catalog(List<Table> tables) {
    public Catalog {
        tables = tables.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
    }

    public Optional<Table> find(TableName name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }
}
