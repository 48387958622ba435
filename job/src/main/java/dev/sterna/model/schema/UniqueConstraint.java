package dev.sterna.model.schema;

import java.util.List;

/**
 * A primary key or a unique constraint (a unique index that no constraint made is an {@link Index}).
 *
 * @param columns in key order
 * @param included columns that the index only carries
 * @param deferral when it is checked
 * @param nullsNotDistinct whether two NULLs are equal
 * @param comment null for none
 */
public record UniqueConstraint(
        String name,
        List<Index.Part> columns,
        List<String> included,
        Deferral deferral,
        boolean nullsNotDistinct,
        String comment) {

    public UniqueConstraint {
        columns = List.copyOf(columns);
        included = List.copyOf(included);
    }
}
