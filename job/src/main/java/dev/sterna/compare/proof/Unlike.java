package dev.sterna.compare.proof;

/** How a row was seen that is not the same on both sides. */
public enum Unlike {
    /** Only the source has it. */
    MISSING,
    /** Both have one of its key. */
    CHANGED,
    /** Only the target has it. */
    EXTRA
}
