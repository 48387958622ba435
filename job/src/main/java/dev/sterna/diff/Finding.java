package dev.sterna.diff;

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
}
