package dev.sterna.compare;

import dev.sterna.dialect.rows.KeyStrips;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.Lanes;
import dev.sterna.model.Digest;
import dev.sterna.model.Slice;
import dev.sterna.model.Slice.KeyRange;
import dev.sterna.model.Table;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Cuts rows in which two sides differ into strips, and asks both for their digests, until few enough are left to be fetched. */
final class Refining {
    /** So many rows are fetched rather than cut once more. */
    private static final long FEW = 512;

    /** So many rows are fetched rather than read another time. */
    private static final long MANY = 5_000;

    /** How many rows a strip or a bucket should have. */
    private static final long ROWS = 64;

    static final int MOST_STRIPS = 1024;

    private static final int MOST_BUCKETS = 1 << 16;

    /** Servers look through a longer list for every row, or make a table of it. */
    private static final int MOST_LISTED = 500;

    private static final int MOST_CUTS = 4;

    private final TablePair pair;
    private final DigestQueries source;
    private final Lane sourceLane;
    private final DigestQueries target;
    private final Lane targetLane;
    private final Executor threads;
    private boolean looked;

    Refining(
            TablePair pair,
            DigestQueries source,
            Lane sourceLane,
            DigestQueries target,
            Lane targetLane,
            Executor threads) {
        this.pair = pair;
        this.source = source;
        this.sourceLane = sourceLane;
        this.target = target;
        this.targetLane = targetLane;
        this.threads = threads;
    }

    /** Pieces that it takes a scan of the table each to find are found in one, as long as few enough rows come of it. */
    List<Piece> together(List<Piece> pieces) {
        if (pair.method() == DigestMethod.RANGES || pieces.size() < 2) {
            return pieces;
        }
        looked = true;
        long rows = pieces.stream().mapToLong(Piece::rows).sum();
        Piece found = buckets(new Piece(new Slice.Whole(), rows));
        return !found.buckets().isEmpty() && found.rows() <= Pieces.MOST_SORTED ? List.of(found) : pieces;
    }

    /** The parts of a piece that hold all its rows that differ. */
    List<Piece> cut(Piece piece) {
        if (looked) {
            return List.of(piece);
        }
        return KeyStrips.fit(piece.slice(), pair.source().table()) ? strips(piece, 0) : List.of(buckets(piece));
    }

    private List<Piece> strips(Piece piece, int cuts) {
        if (piece.rows() <= FEW || cuts == MOST_CUTS) {
            return List.of(piece);
        }
        KeyRange range = (KeyRange) piece.slice();
        int count = (int) Math.min(MOST_STRIPS, piece.rows() / ROWS);
        // What a cut has left together lies close together: where, the bounds do not tell.
        Optional<KeyStrips> cut =
                cuts == 0 && KeyStrips.isBounded(range) ? KeyStrips.of(range, count) : whereRowsAre(range, count);
        Optional<StripDigests> answer = cut.flatMap(strips -> digest(piece, strips));
        if (answer.isEmpty()) {
            return List.of(piece);
        }
        if (answer.get().mostDiffer()) {
            // One long answer comes sooner than many short ones.
            return List.of(piece);
        }
        List<Piece> parts = new ArrayList<>();
        for (Piece part : answer.get().differing()) {
            parts.addAll(strips(part, cuts + 1));
        }
        return parts;
    }

    /** A slice of whose rows the key does not tell where they are has to be read as a whole, but not to be fetched. */
    private Piece buckets(Piece piece) {
        if (piece.rows() <= MANY) {
            return piece;
        }
        int count = Integer.highestOneBit((int) Math.min(MOST_BUCKETS, piece.rows() / ROWS));
        NumberedDigests answer = both(
                () -> source.hashedBuckets(sourceLane, pair.sourceRows(piece.slice()), count),
                () -> target.hashedBuckets(targetLane, pair.targetRows(piece.slice()), count));
        if (answer.source() == null || answer.target() == null || answer.mostDiffer()) {
            return piece;
        }
        return fewer(new Piece(piece.slice(), answer.differing(), count, answer.differingRows()), piece);
    }

    /** The same rows and others, in no more buckets than a condition should list; or the whole piece. */
    private static Piece fewer(Piece found, Piece piece) {
        int of = found.of();
        List<Integer> buckets = found.buckets();
        while (buckets.size() > MOST_LISTED) {
            of /= 2;
            int remainder = of;
            buckets = buckets.stream()
                    .map(bucket -> bucket % remainder)
                    .distinct()
                    .sorted()
                    .toList();
        }
        // A piece has about as many rows in each bucket.
        long rows = Math.max(found.rows(), piece.rows() / of * buckets.size());
        return rows * 2 > piece.rows() ? piece : new Piece(piece.slice(), buckets, of, rows);
    }

    private Optional<KeyStrips> whereRowsAre(KeyRange range, int count) {
        String column = range.columns().get(0);
        Table here = pair.source().table();
        Table there = pair.target().table();
        List<BigInteger> ends = new ArrayList<>(source.ends(sourceLane, pair.sourceRows(range), here.column(column)));
        ends.addAll(target.ends(
                targetLane,
                pair.targetRows(range),
                there.column(pair.targetNames().get(column))));
        return ends.isEmpty()
                ? Optional.empty()
                : KeyStrips.of(range, Collections.min(ends), Collections.max(ends), count);
    }

    /** Empty where one of them cannot hash all rows. */
    private Optional<StripDigests> digest(Piece piece, KeyStrips strips) {
        NumberedDigests answer = both(
                () -> source.strips(sourceLane, pair.sourceRows(piece.slice()), strips),
                () -> target.strips(targetLane, pair.targetRows(piece.slice()), pair.inTarget(strips)));
        return answer.source() == null || answer.target() == null
                ? Optional.empty()
                : Optional.of(new StripDigests(strips, answer));
    }

    /** Both at the same time. */
    private NumberedDigests both(Supplier<Map<Integer, Digest>> here, Supplier<Map<Integer, Digest>> there) {
        CompletableFuture<Map<Integer, Digest>> other = CompletableFuture.supplyAsync(there, threads);
        try {
            return new NumberedDigests(here.get(), Lanes.await(other));
        } finally {
            if (!other.isDone()) {
                targetLane.cancel();
            }
        }
    }
}
