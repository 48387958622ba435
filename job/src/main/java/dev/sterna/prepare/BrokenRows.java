package dev.sterna.prepare;

import dev.sterna.model.Side;
import java.util.List;

/**
 * Rows that are against a constraint: those of the source against its own, or those of the target against what that became
 * there, while the source's keep to it because it compares in another way, or kept to it at either moment that a backup shows.
 *
 * @param keys of some of them; none where the table has no key
 * @param acrossWaves whether what they refer to was backed up with another wave, at another moment
 */
record BrokenRows(Side side, long count, List<String> keys, boolean acrossWaves) {
    BrokenRows {
        keys = List.copyOf(keys);
    }

    BrokenRows(Side side, long count, List<String> keys) {
        this(side, count, keys, false);
    }

    BrokenRows ofOtherMoments() {
        return new BrokenRows(side, count, keys, true);
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
                + (acrossWaves
                        ? ", since its tables were backed up by different waves, each at its own moment"
                        : side == Side.SOURCE
                                ? ""
                                : (count == 1 ? ", which keeps" : ", which keep")
                                        + " to it at the source, where texts compare in another way");
    }
}
