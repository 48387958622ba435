package dev.sterna.compare.proof;

import dev.sterna.model.TableName;

/**
 * A part of a table that is compared as one.
 *
 * @param number among the table's parts, as whoever compares counts them
 * @param rows about so many
 * @param life how often all rows of the table went before it was begun
 */
public record Part(TableName table, int number, long rows, int life) {

    /** A part that has not been begun. */
    public Part(TableName table, int number, long rows) {
        this(table, number, Math.max(1, rows), 0);
    }

    Part inLife(int other) {
        return new Part(table, number, rows, other);
    }
}
