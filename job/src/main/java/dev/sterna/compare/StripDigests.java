package dev.sterna.compare;

import dev.sterna.dialect.rows.KeyStrips;
import dev.sterna.model.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What both databases say of the strips of one range. */
record StripDigests(KeyStrips strips, Map<Integer, Digest> source, Map<Integer, Digest> target) {
    private static final int MANY = 8;

    /** The rows of the strips that differ; those of neighbours together. */
    List<Piece> differing() {
        List<Piece> pieces = new ArrayList<>();
        int strip = 0;
        while (strip < strips.count()) {
            int first = strip;
            long rows = 0;
            while (strip < strips.count() && differs(strip)) {
                rows += Math.max(of(source, strip).rows(), of(target, strip).rows());
                strip++;
            }
            if (strip > first) {
                pieces.add(new Piece(strips.slice(first, strip), rows));
            } else {
                strip++;
            }
        }
        return pieces;
    }

    /** Whether there are many strips with rows, and more than half of them differ. */
    boolean mostDiffer() {
        Set<Integer> filled = new HashSet<>(source.keySet());
        filled.addAll(target.keySet());
        return filled.size() >= MANY && filled.stream().filter(this::differs).count() * 2 > filled.size();
    }

    private boolean differs(int strip) {
        return !of(source, strip).equals(of(target, strip));
    }

    private static Digest of(Map<Integer, Digest> digests, int strip) {
        return digests.getOrDefault(strip, Digest.EMPTY);
    }
}
