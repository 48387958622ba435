package dev.sterna.compare;

import dev.sterna.model.Digest;
import java.util.List;
import java.util.Map;

/**
 * What both databases say of one table.
 *
 * @param source digest by number of the chunk or bucket; one without rows may be left out; {@code target} likewise
 * @param within by number of a differing chunk, the parts of it that differ, where they are known
 * @param seconds from the first query's begin to the last one's end
 */
public record TableDigests(
        TablePair pair,
        Map<Integer, Digest> source,
        Map<Integer, Digest> target,
        Map<Integer, List<Piece>> within,
        double seconds) {

    public Digest sourceTotal() {
        return total(source);
    }

    public Digest targetTotal() {
        return total(target);
    }

    public Digest source(int part) {
        return source.getOrDefault(part, Digest.EMPTY);
    }

    public Digest target(int part) {
        return target.getOrDefault(part, Digest.EMPTY);
    }

    /** Numbers of the chunks or buckets on which the sides disagree. */
    public List<Integer> differing() {
        return new NumberedDigests(source, target).differing();
    }

    private static Digest total(Map<Integer, Digest> digests) {
        return digests.values().stream().reduce(Digest.EMPTY, Digest::plus);
    }
}
