package dev.sterna.compare;

import dev.sterna.model.Slice;

/**
 * Rows of a table in which the sides differ.
 *
 * @param rows how many the side has that has more of them
 */
public record Piece(Slice slice, long rows) {}
