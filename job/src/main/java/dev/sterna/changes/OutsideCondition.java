package dev.sterna.changes;

/** A row would be, or the row of its key is, none of those that the user's condition chooses. */
final class OutsideCondition extends RowNotTaken {
    private static final long serialVersionUID = 1L;

    OutsideCondition() {
        super("a row of its key does not fulfil the condition of sterna.tables.where, by which the run chose its rows");
    }
}
