package dev.sterna.compare;

import dev.sterna.dialect.rows.KeyStrips;
import dev.sterna.model.Digest;
import java.util.List;
import java.util.Map;

/**
 * What both databases say of one chunk.
 *
 * @param within the parts of it that differ; none where the chunk does not, or where they are not known
 */
record ChunkDigests(Digest source, Digest target, List<Piece> within) {

    static ChunkDigests of(OneSide source, OneSide target, KeyStrips strips) {
        if (source.strips == null || target.strips == null || source.whole.equals(target.whole)) {
            return new ChunkDigests(source.whole, target.whole, List.of());
        }
        StripDigests both = new StripDigests(strips, new NumberedDigests(source.strips, target.strips));
        return new ChunkDigests(source.whole, target.whole, both.mostDiffer() ? List.of() : both.differing());
    }

    /**
     * What one database says of it.
     *
     * @param strips null where it was not asked for them, or cannot hash all rows
     */
    record OneSide(Digest whole, Map<Integer, Digest> strips) {
        static final OneSide EMPTY = new OneSide(Digest.EMPTY, null);

        static OneSide of(Map<Integer, Digest> strips) {
            return new OneSide(strips.values().stream().reduce(Digest.EMPTY, Digest::plus), strips);
        }
    }
}
