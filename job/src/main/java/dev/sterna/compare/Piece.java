package dev.sterna.compare;

import dev.sterna.model.Slice;
import java.util.List;

/**
 * Rows of a table in which the sides differ.
 *
 * @param buckets which buckets of the slice, by the hash of the key; empty: the whole slice
 * @param of how many buckets these are
 * @param rows how many the side has that has more of them
 */
public record Piece(Slice slice, List<Integer> buckets, int of, long rows) {
    public Piece {
        buckets = List.copyOf(buckets);
    }

    Piece(Slice slice, long rows) {
        this(slice, List.of(), 1, rows);
    }
}
