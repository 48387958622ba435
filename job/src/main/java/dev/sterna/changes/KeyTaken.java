package dev.sterna.changes;

/** The target takes a key for that of another row, which the source has as well. */
final class KeyTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyTaken() {
        super("the target takes its key for that of another row, which the source has too");
    }
}
