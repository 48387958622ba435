package dev.sterna.compare;

import dev.sterna.dialect.rows.KeyStrips;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.Lanes;
import dev.sterna.model.Digest;
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

/** Cuts rows in which two sides differ into strips, and asks both for their digests, until few enough are left to be fetched. */
final class Refining {
    /** So many rows are fetched rather than cut once more. */
    private static final long FEW = 512;

    /** How many rows a strip should have. */
    private static final long ROWS = 64;

    static final int MOST_STRIPS = 1024;

    private static final int MOST_CUTS = 4;

    private final TablePair pair;
    private final DigestQueries source;
    private final Lane sourceLane;
    private final DigestQueries target;
    private final Lane targetLane;
    private final Executor threads;

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

    /** The parts of a piece that hold all its rows that differ. */
    List<Piece> cut(Piece piece) {
        return cut(piece, 0);
    }

    private List<Piece> cut(Piece piece, int cuts) {
        if (piece.rows() <= FEW
                || cuts == MOST_CUTS
                || !KeyStrips.fit(piece.slice(), pair.source().table())) {
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
            parts.addAll(cut(part, cuts + 1));
        }
        return parts;
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

    /** Both at the same time; empty where one of them cannot hash all rows. */
    private Optional<StripDigests> digest(Piece piece, KeyStrips strips) {
        CompletableFuture<Map<Integer, Digest>> other = CompletableFuture.supplyAsync(
                () -> target.strips(targetLane, pair.targetRows(piece.slice()), pair.inTarget(strips)), threads);
        try {
            Map<Integer, Digest> one = source.strips(sourceLane, pair.sourceRows(piece.slice()), strips);
            Map<Integer, Digest> two = Lanes.await(other);
            return one == null || two == null ? Optional.empty() : Optional.of(new StripDigests(strips, one, two));
        } finally {
            if (!other.isDone()) {
                targetLane.cancel();
            }
        }
    }
}
