package dev.sterna.diff.selftest;

import java.util.Locale;

/** What migrations are known to do to data without anybody noticing. */
enum Corruption {
    ONE_BIT,
    SWAPPED_COLUMNS,
    NULL_FOR_EMPTY,
    TRAILING_SPACE,
    TIME_ZONE_SHIFT,
    ROUNDING,
    DROPPED_ROW,
    DOUBLED_ROW,
    EXCHANGED_ROWS,
    UNICODE_NORMALISATION,
    SIGN_OF_ZERO;

    /** As it stands in results, e.g. {@code one-bit}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As it stands in messages, e.g. {@code one bit}. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
