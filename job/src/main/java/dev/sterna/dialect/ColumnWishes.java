package dev.sterna.dialect;

import java.util.Map;

/**
 * What a user wants of the columns of one table.
 *
 * @param types column name to a type of the target
 * @param names column name to its name in the target
 */
public record ColumnWishes(Map<String, String> types, Map<String, String> names) {
    /** None. */
    public static final ColumnWishes NONE = new ColumnWishes(Map.of(), Map.of());

    public ColumnWishes {
        types = Map.copyOf(types);
        names = Map.copyOf(names);
    }

    /** Types alone. */
    public static ColumnWishes ofTypes(Map<String, String> types) {
        return new ColumnWishes(types, Map.of());
    }
}
