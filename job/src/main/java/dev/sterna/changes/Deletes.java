package dev.sterna.changes;

/** Whether rows that only the target has may be removed. */
public enum Deletes {
    ALLOWED,
    NOT_ALLOWED
}
