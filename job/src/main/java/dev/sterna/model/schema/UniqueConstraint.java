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
 * @param period the table's period whose two columns end the key, where no two rows with the other columns' values may
 *     overlap in it; or null
 */
public record UniqueConstraint(
        String name,
        List<Index.Part> columns,
        List<String> included,
        Deferral deferral,
        boolean nullsNotDistinct,
        String comment,
        String period) {

    /** One over equal values alone. */
    public UniqueConstraint(
            String name,
            List<Index.Part> columns,
            List<String> included,
            Deferral deferral,
            boolean nullsNotDistinct,
            String comment) {
        this(name, columns, included, deferral, nullsNotDistinct, comment, null);
    }

    public UniqueConstraint {
        columns = List.copyOf(columns);
        included = List.copyOf(included);
    }

    /** The same with these columns. */
    public UniqueConstraint over(List<Index.Part> others) {
        return new UniqueConstraint(name, others, included, deferral, nullsNotDistinct, comment, period);
    }

    /** The same of which no two rows overlap in a period; null: in none. */
    public UniqueConstraint withoutOverlapsIn(String other) {
        return new UniqueConstraint(name, columns, included, deferral, nullsNotDistinct, comment, other);
    }

    /** The columns but for those of the period. */
    public List<Index.Part> besidePeriod() {
        return period == null ? columns : columns.subList(0, columns.size() - 2);
    }
}
