package dev.sterna.compare;

import dev.sterna.dialect.rows.KeyStrips;
import java.util.ArrayList;
import java.util.List;

/** What both databases say of the strips of one range. */
record StripDigests(KeyStrips strips, NumberedDigests digests) {

    /** The rows of the strips that differ; those of neighbours together. */
    List<Piece> differing() {
        List<Piece> pieces = new ArrayList<>();
        int strip = 0;
        while (strip < strips.count()) {
            int first = strip;
            long rows = 0;
            while (strip < strips.count() && digests.differs(strip)) {
                rows += digests.rows(strip);
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

    boolean mostDiffer() {
        return digests.mostDiffer();
    }
}
