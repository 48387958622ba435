package dev.sterna.migration;

import dev.sterna.error.Problem;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The user's own type mappings: {@code schema.table.column:native type} to a target type. The native type may be left
 * out, and leaves case and display width aside, so that {@code int unsigned} means {@code int(10) unsigned} too. Where
 * several patterns fit, the one with the most characters of its own wins.
 */
final class TypeOverrides {
    private static final Comparator<String> MOST_PRECISE_FIRST =
            Comparator.comparingInt(Globs::precision).reversed().thenComparing(Comparator.naturalOrder());

    private final Map<String, String> map;
    private final List<String> patterns;
    private final Set<String> used = new HashSet<>();

    TypeOverrides(Map<String, String> map) {
        this.map = map;
        this.patterns = map.keySet().stream().sorted(MOST_PRECISE_FIRST).toList();
    }

    /** Column name to wanted target type, for the columns of this table that a pattern fits. */
    Map<String, String> of(Table table) {
        Map<String, String> overrides = new HashMap<>();
        for (Column column : table.columns()) {
            patterns.stream()
                    .filter(pattern -> fits(pattern, table, column))
                    .findFirst()
                    .ifPresent(pattern -> {
                        used.add(pattern);
                        overrides.put(column.name(), map.get(pattern));
                    });
        }
        return overrides;
    }

    /** Patterns that fitted no column so far: most likely mistyped. */
    List<Problem> unused() {
        return patterns.stream()
                .filter(pattern -> !used.contains(pattern))
                .sorted()
                .map(pattern -> Problem.warning(
                        "unused-type-mapping",
                        null,
                        "sterna.types.map has no effect: " + pattern + " fits no column of the selected tables",
                        "Write it as \"schema.table.column\", or \"schema.table.column:native type\", with the type as"
                                + " the source's catalogue has it"))
                .toList();
    }

    private static boolean fits(String pattern, Table table, Column column) {
        int colon = pattern.indexOf(':');
        String name = colon < 0 ? pattern : pattern.substring(0, colon);
        if (!Globs.matches(name.strip(), table.name() + "." + column.name())) {
            return false;
        }
        if (colon < 0) {
            return true;
        }
        String type = pattern.substring(colon + 1).strip();
        String withoutWidth = column.nativeType().replaceFirst("\\s*\\([0-9, ]*\\)", "");
        return Globs.matchesIgnoringCase(type, column.nativeType()) || Globs.matchesIgnoringCase(type, withoutWidth);
    }
}
