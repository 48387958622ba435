package dev.sterna.transfer.target;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;

/** Rows that a target dropped without a word. */
final class LostRows {
    private LostRows() {}

    /** @param table the source's name */
    static SternaException of(String table, int chunk, long taken, long sent) {
        return SternaException.of(
                Category.TARGET,
                "rows-lost-on-the-way",
                table,
                "Cannot load chunk " + chunk + " of " + table + ": the target took " + taken + " of " + sent + " rows",
                "Look for triggers or rules on the target table that drop rows, and load again under the same --run-id");
    }
}
