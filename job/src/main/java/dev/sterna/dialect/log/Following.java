package dev.sterna.dialect.log;

import dev.sterna.model.TableName;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

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

    public Optional<FollowedTable> table(TableName name) {
        return tables.stream()
                .filter(followed -> followed.table().name().equals(name))
                .findFirst();
    }
}
