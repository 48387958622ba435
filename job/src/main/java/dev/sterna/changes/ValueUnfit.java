package dev.sterna.changes;

/** A row has a value that the columns of the side that is written cannot have by their types. */
final class ValueUnfit extends RowNotTaken {
    private static final long serialVersionUID = 1L;

    ValueUnfit(ChangedTable table) {
        super("a value of it is none that the columns of the "
                + table.target().side().label() + " can have");
    }
}
