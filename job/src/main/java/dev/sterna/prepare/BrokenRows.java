package dev.sterna.prepare;

import java.util.List;

/**
 * Rows of the source that are against one of its own constraints.
 *
 * @param keys of some of them; none where the table has no key
 */
record BrokenRows(long count, List<String> keys) {
    BrokenRows {
        keys = List.copyOf(keys);
    }

    /** Such as {@code 2 rows of the source break it (id = 7; id = 9)}. */
    String words() {
        return count
                + (count == 1 ? " row of the source breaks it" : " rows of the source break it")
                + (keys.isEmpty() ? "" : " (" + String.join("; ", keys) + (count > keys.size() ? "; ..." : "") + ")");
    }
}
