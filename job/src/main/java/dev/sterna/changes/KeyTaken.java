package dev.sterna.changes;

/** The side that is written takes a key for that of another row, which the other side has as well. */
final class KeyTaken extends RowNotTaken {
    private static final long serialVersionUID = 1L;

    KeyTaken(ChangedTable table) {
        super("the " + table.target().side().label() + " takes its key for that of another row, which the "
                + table.source().side().label() + " has too");
    }
}
