package dev.sterna.diff.selftest;

import dev.sterna.compare.RowDifference;
import java.util.List;

/**
 * What a comparison says of one row. It holds values of the row's key: it is compared, and never shown.
 *
 * @param key canonical texts of the row's key
 * @param columns the source's names of the columns that differ; empty but for a changed row
 */
record Finding(Kind kind, List<String> key, List<String> columns) {

    /** How a row can differ. */
    enum Kind {
        MISSING,
        EXTRA,
        CHANGED
    }

    /** What a comparison found. */
    static Finding of(RowDifference difference) {
        if (difference instanceof RowDifference.Missing) {
            return new Finding(Kind.MISSING, difference.key(), List.of());
        }
        if (difference instanceof RowDifference.Extra) {
            return new Finding(Kind.EXTRA, difference.key(), List.of());
        }
        return new Finding(Kind.CHANGED, difference.key(), ((RowDifference.Changed) difference).columns());
    }
}
