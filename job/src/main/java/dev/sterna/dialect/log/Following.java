package dev.sterna.dialect.log;

import dev.sterna.model.Catalog;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run follows.
 *
 * @param run its run id, by which its objects on the source are named
 */
public record Following(String run, List<FollowedTable> tables) implements Serializable {
    public Following {
        tables = List.copyOf(tables);
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("Cannot follow no table at all");
        }
    }

    /**
     * Those that are not any more as they are followed: gone, with other columns, or without their key.
     *
     * @param now what the catalogue has
     */
    public Set<TableName> redefined(Catalog now) {
        Map<TableName, Table> present = new HashMap<>();
        now.tables().forEach(table -> present.put(table.name(), table));
        return tables.stream()
                .filter(followed ->
                        !followed.isDefinedAs(present.get(followed.table().name())))
                .map(followed -> followed.table().name())
                .collect(Collectors.toUnmodifiableSet());
    }

    public Optional<FollowedTable> table(TableName name) {
        return tables.stream()
                .filter(followed -> followed.table().name().equals(name))
                .findFirst();
    }
}
