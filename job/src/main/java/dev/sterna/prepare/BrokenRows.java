package dev.sterna.prepare;

import dev.sterna.model.Side;
import java.util.List;

/**
 * Rows that are against a constraint: those of the source against its own, or those of the target against what that became
 * there, while the source's keep to it because it compares in another way.
 *
 * @param keys of some of them; none where the table has no key
 */
record BrokenRows(Side side, long count, List<String> keys) {
    BrokenRows {
        keys = List.copyOf(keys);
    }

    /** Such as {@code  (id = 7; id = 9)}, after a word; empty where the table has no key. */
    String named() {
        return keys.isEmpty() ? "" : " (" + String.join("; ", keys) + (count > keys.size() ? "; ..." : "") + ")";
    }

    /** Such as {@code 2 rows of the source break it (id = 7; id = 9)}. */
    String words() {
        String whose = side == Side.SOURCE ? "the source" : "the target";
        return count
                + (count == 1 ? " row of " + whose + " breaks it" : " rows of " + whose + " break it")
                + named()
                + (side == Side.SOURCE
                        ? ""
                        : (count == 1 ? ", which keeps" : ", which keep")
                                + " to it at the source, where texts compare in another way");
    }
}
