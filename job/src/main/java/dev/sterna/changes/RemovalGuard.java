package dev.sterna.changes;

/** Hears how many rows a batch has taken out of the target, before that is committed. */
@FunctionalInterface
public interface RemovalGuard {
    /** All rows may go. */
    RemovalGuard NONE = rows -> {};

    /** @throws dev.sterna.error.SternaException when they may not, and the batch is to be rolled back */
    void removes(long rows);
}
