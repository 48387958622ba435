package dev.sterna.changes;

/** A row cannot be brought, and neither side's server said so; the message is the reason, without values. */
abstract class RowNotTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RowNotTaken(String reason) {
        super(reason);
    }
}
