package dev.sterna.launcher.bench;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A difference that was planted, or one that was found.
 *
 * @param key the key's values as texts, in its order
 * @param columns that differ; none where the whole row does
 */
record Planted(Kind kind, List<String> key, Set<String> columns) {
    Planted {
        key = List.copyOf(key);
        columns = Set.copyOf(columns);
    }

    /** Seen from the source: what the target lacks is missing. */
    enum Kind {
        MISSING,
        EXTRA,
        CHANGED;

        static Kind of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
