package dev.sterna.dialect;

import java.util.Map;
import java.util.Set;

/**
 * What is wanted of the columns of one table.
 *
 * @param types column name to a type of the target, by the user or by a definition
 * @param names column name to the user's own name in the target
 * @param referenced columns that foreign keys refer to
 */
public record ColumnWishes(Map<String, String> types, Map<String, String> names, Set<String> referenced) {
    /** None. */
    public static final ColumnWishes NONE = new ColumnWishes(Map.of(), Map.of(), Set.of());

    public ColumnWishes {
        types = Map.copyOf(types);
        names = Map.copyOf(names);
        referenced = Set.copyOf(referenced);
    }

    /** Types alone. */
    public static ColumnWishes ofTypes(Map<String, String> types) {
        return new ColumnWishes(types, Map.of(), Set.of());
    }
}
