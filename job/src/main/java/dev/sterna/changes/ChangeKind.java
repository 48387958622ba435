package dev.sterna.changes;

/** What is wrong with a row of the target. */
public enum ChangeKind {
    /** Only the source has it. */
    MISSING,
    /** Both have it, with other values. */
    CHANGED,
    /** Only the target has it. */
    EXTRA
}
