package dev.sterna.changes;

import java.util.Locale;

/** What is wrong with a row of the target. */
public enum ChangeKind {
    /** Only the source has it. */
    MISSING,
    /** Both have it, with other values. */
    CHANGED,
    /** Only the target has it. */
    EXTRA;

    /** As files have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
