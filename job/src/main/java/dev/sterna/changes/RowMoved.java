package dev.sterna.changes;

/** Somebody has written a row of the same key while it was being brought. */
final class RowMoved extends RowNotTaken {
    private static final long serialVersionUID = 1L;

    RowMoved(ChangedTable table) {
        super("somebody has written a row of its key in the "
                + table.target().side().label() + " meanwhile");
    }
}
