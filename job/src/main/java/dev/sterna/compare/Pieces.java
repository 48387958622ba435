package dev.sterna.compare;

import dev.sterna.model.Slice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which pieces of a table are to be looked at, so that all rows of its differing parts are in one of them. */
final class Pieces {
    /** How many rows a server may be asked to sort at once, where it is for us to choose. */
    static final long MOST_SORTED = 2_000_000;

    private Pieces() {}

    /** The pieces of each differing part, by its number as {@link KnownParts} has it. */
    static Map<Integer, List<Piece>> byPart(TableDigests digests, List<Integer> differing) {
        if (differing.isEmpty()) {
            return Map.of();
        }
        TablePair pair = digests.pair();
        if (pair.method() == DigestMethod.BUCKETS) {
            return Map.of(KnownParts.WHOLE, buckets(digests, differing));
        }
        Map<Integer, List<Piece>> parts = new LinkedHashMap<>();
        for (int part : differing) {
            List<Piece> within = digests.within().get(part);
            parts.put(
                    part,
                    within == null
                            ? List.of(
                                    piece(digests, part, pair.chunks().get(part).slice()))
                            : within);
        }
        return parts;
    }

    private static List<Piece> buckets(TableDigests digests, List<Integer> differing) {
        TablePair pair = digests.pair();
        int buckets = pair.buckets();
        long rows = Math.max(digests.sourceTotal().rows(), digests.targetTotal().rows());
        int groups = groups(buckets, rows);
        // Each slice costs a scan on either side: take many buckets together where that makes fewer of them. As both
        // numbers are powers of two, the buckets of a group are those with the group's number as their remainder.
        TreeSet<Integer> touched = new TreeSet<>();
        differing.forEach(bucket -> touched.add(bucket % groups));
        boolean together = touched.size() < differing.size();
        return (together ? List.copyOf(touched) : differing)
                .stream()
                        .map(index -> piece(pair, index, together ? groups : buckets, rows))
                        .toList();
    }

    private static Piece piece(TablePair pair, int index, int buckets, long rows) {
        return new Piece(buckets == 1 ? whole(pair) : new Slice.HashBucket(pair.key(), index, buckets), rows / buckets);
    }

    private static Piece piece(TableDigests digests, int part, Slice slice) {
        return new Piece(
                slice,
                Math.max(digests.source(part).rows(), digests.target(part).rows()));
    }

    /** Of one bucket there is all, and no hash needs to be computed for the choice; unless a part is all that is compared. */
    private static Slice whole(TablePair pair) {
        boolean part = pair.chunks().size() == 1 && pair.chunks().get(0).slice().kind() == Slice.Kind.HASH_BUCKET;
        return part ? pair.chunks().get(0).slice() : new Slice.Whole();
    }

    static int groups(int buckets, long rows) {
        int groups = 1;
        while (groups < buckets && buckets % (groups * 2) == 0 && rows / groups > MOST_SORTED) {
            groups *= 2;
        }
        return groups;
    }
}
