package dev.sterna.compare;

import dev.sterna.compare.ChunkDigests.OneSide;
import dev.sterna.dialect.rows.KeyStrips;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.Splitter;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.Lanes;
import dev.sterna.model.Chunk;
import dev.sterna.model.Digest;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import dev.sterna.model.Slice.KeyRange;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Has both databases compute the digests of tables, both at the same time. */
final class Digesting {
    /** How many rows a strip should have. */
    private static final long STRIP_ROWS = 200;

    private static final long UNKNOWN_ROWS = 20_000;

    /** How many strips of all tables may be held, one side being ahead of the other. */
    private static final int MOST_STRIPS = 1 << 18;

    private final Lanes sourceLanes;
    private final Lanes targetLanes;
    private final DigestQueries source;
    private final DigestQueries target;
    private final Splitter.Goal goal;
    private final FirstLook look;
    private final int stripsOfChunk;
    private final KnownParts known;
    private final PartListener progress;

    /** @param chunks how many all tables have */
    Digesting(
            Lanes sourceLanes,
            Lanes targetLanes,
            DigestQueries source,
            DigestQueries target,
            Splitter.Goal goal,
            FirstLook look,
            int chunks,
            KnownParts known,
            PartListener progress) {
        this.sourceLanes = sourceLanes;
        this.targetLanes = targetLanes;
        this.source = source;
        this.target = target;
        this.goal = goal;
        this.look = look;
        this.stripsOfChunk = MOST_STRIPS / Math.max(1, chunks);
        this.known = known;
        this.progress = progress;
    }

    /** How many times progress hears of a table. */
    static int parts(TablePair pair) {
        return switch (pair.method()) {
            case RANGES -> pair.chunks().size();
            case BUCKETS -> scans(pair.chunks()).size();
        };
    }

    /** Puts a table's queries in line; the answer is waited for by what is returned. */
    Supplier<TableDigests> submit(TablePair pair) {
        return switch (pair.method()) {
            case RANGES -> ranges(pair);
            case BUCKETS ->
                known.find(pair, KnownParts.WHOLE)
                        .map(both -> whole(pair, both))
                        .orElseGet(() -> buckets(pair));
        };
    }

    /** A table of which all there is to know is known. */
    private Supplier<TableDigests> whole(TablePair pair, KnownParts.Both both) {
        int scans = parts(pair);
        for (int scan = 0; scan < scans; scan++) {
            progress.partDone(pair, scan == 0 ? both.source().rows() : 0);
        }
        return () -> new TableDigests(pair, Map.of(0, both.source()), Map.of(0, both.target()), Map.of(), 0);
    }

    private Supplier<TableDigests> ranges(TablePair pair) {
        Clock clock = new Clock();
        List<CompletableFuture<ChunkDigests>> chunks = new ArrayList<>();
        for (int i = 0; i < pair.chunks().size(); i++) {
            int part = i;
            Chunk chunk = pair.chunks().get(i);
            chunks.add(known.find(pair, part)
                    .map(both -> {
                        progress.partDone(pair, both.source().rows());
                        return CompletableFuture.completedFuture(
                                new ChunkDigests(both.source(), both.target(), List.of()));
                    })
                    .orElseGet(() -> chunk(pair, part, chunk, clock)));
        }
        return () -> numbered(pair, chunks, clock);
    }

    private CompletableFuture<ChunkDigests> chunk(TablePair pair, int part, Chunk chunk, Clock clock) {
        KeyStrips strips = look == FirstLook.STRIPS ? strips(pair, chunk) : null;
        CompletableFuture<OneSide> one = sourceLanes.submit(
                lane -> clock.time(() -> digests(source, lane, pair.sourceRows(chunk.slice()), strips)));
        CompletableFuture<OneSide> other = pair.target() == null
                ? CompletableFuture.completedFuture(OneSide.EMPTY)
                : targetLanes.submit(lane -> clock.time(() -> digests(
                        target, lane, pair.targetRows(chunk.slice()), strips == null ? null : pair.inTarget(strips))));
        return one.thenCombine(other, (here, there) -> {
            if (pair.target() != null && here.whole().equals(there.whole())) {
                known.same(pair, part, here.whole());
            }
            progress.partDone(pair, here.whole().rows());
            return ChunkDigests.of(here, there, strips);
        });
    }

    /** Null where the chunk cannot be cut, or has too few rows to. */
    private KeyStrips strips(TablePair pair, Chunk chunk) {
        long rows = chunk.estimatedRows() < 0 ? UNKNOWN_ROWS : chunk.estimatedRows();
        long count = Math.min(rows / STRIP_ROWS, stripsOfChunk);
        boolean cut = pair.target() != null
                && count > 1
                && KeyStrips.fit(chunk.slice(), pair.source().table())
                && KeyStrips.isBounded(chunk.slice());
        return cut
                ? KeyStrips.of((KeyRange) chunk.slice(), (int) Math.min(count, Refining.MOST_STRIPS))
                        .orElse(null)
                : null;
    }

    private static OneSide digests(DigestQueries side, Lane lane, RowSet rows, KeyStrips strips) {
        Map<Integer, Digest> found = strips == null ? null : side.strips(lane, rows, strips);
        return found == null ? new OneSide(side.digest(lane, rows), null) : OneSide.of(found);
    }

    /** Digests of disjoint rows add up, so a scan may be done in pieces, on each side by pieces of its own. */
    private Supplier<TableDigests> buckets(TablePair pair) {
        Clock clock = new Clock();
        ScanSums here = ScanSums.of(known, pair, Side.SOURCE, () -> scans(pair.chunks()));
        List<CompletableFuture<Void>> fromSource = scans(here, sourceLanes, clock, (lane, slice) -> {
            Map<Integer, Digest> digests = source.buckets(lane, pair.sourceRows(slice), pair.buckets());
            long rows = digests.values().stream().mapToLong(Digest::rows).sum();
            progress.partDone(pair, rows);
            return digests;
        });
        for (int scan = fromSource.size(); scan < parts(pair); scan++) {
            progress.partDone(pair, scan == fromSource.size() ? here.rows() : 0);
        }
        if (pair.target() == null) {
            return () -> {
                fromSource.forEach(Lanes::await);
                return new TableDigests(pair, here.sums(), Map.of(), Map.of(), clock.seconds());
            };
        }
        CompletableFuture<Scanned> fromTarget = targetLanes.submit(lane -> {
            ScanSums there = ScanSums.of(known, pair, Side.TARGET, () -> targetScans(lane, pair));
            return new Scanned(
                    there,
                    scans(
                            there,
                            targetLanes,
                            clock,
                            (scan, slice) -> target.buckets(scan, pair.target().withSlice(slice), pair.buckets())));
        });
        return () -> {
            fromSource.forEach(Lanes::await);
            Scanned there = Lanes.await(fromTarget);
            there.scans().forEach(Lanes::await);
            TableDigests digests =
                    new TableDigests(pair, here.sums(), there.sums().sums(), Map.of(), clock.seconds());
            if (digests.differing().isEmpty()) {
                known.same(pair, KnownParts.WHOLE, digests.sourceTotal());
            }
            return digests;
        };
    }

    /** What comes of one side's scans, once they have all been made. */
    private record Scanned(ScanSums sums, List<CompletableFuture<Void>> scans) {}

    /** Puts the scans in line that are left. */
    private static List<CompletableFuture<Void>> scans(
            ScanSums sums, Lanes lanes, Clock clock, BiFunction<Lane, Slice, Map<Integer, Digest>> scan) {
        return sums.left().stream()
                .map(number -> lanes.<Void>submit(lane -> {
                    sums.add(number, clock.time(() -> scan.apply(lane, sums.slice(number))));
                    return null;
                }))
                .toList();
    }

    private List<Slice> targetScans(Lane lane, TablePair pair) {
        RowSet rows = pair.target();
        List<Slice> scans = scans(pair.chunks());
        if (scans.size() == 1) {
            // A part by hash means the same rows on either side; pages do not, and there the part is all.
            return List.of(
                    scans.get(0) instanceof Slice.HashBucket part
                            ? pair.targetRows(part).slice()
                            : rows.slice());
        }
        Table table = rows.table();
        Splitter splitter = target.database().dialect().splitter();
        return scans(target.database()
                .attempt(
                        "split " + table.name(),
                        table.name(),
                        () -> splitter.split(lane.connection(), table, goal, null)));
    }

    /** Slices that the server finds without reading the rest of the table; else the whole table at once. */
    static List<Slice> scans(List<Chunk> chunks) {
        boolean cheap = chunks.stream().allMatch(chunk -> switch (chunk.slice().kind()) {
            case KEY_RANGE, NULL_KEY, PAGE_RANGE, KEYS -> true;
            case WHOLE, HASH_BUCKET -> false;
        });
        return cheap && !chunks.isEmpty() || chunks.size() == 1
                ? chunks.stream().map(Chunk::slice).toList()
                : List.of(new Slice.Whole());
    }

    private static TableDigests numbered(TablePair pair, List<CompletableFuture<ChunkDigests>> chunks, Clock clock) {
        Map<Integer, Digest> fromSource = new TreeMap<>();
        Map<Integer, Digest> fromTarget = new TreeMap<>();
        Map<Integer, List<Piece>> within = new TreeMap<>();
        for (int i = 0; i < chunks.size(); i++) {
            ChunkDigests chunk = Lanes.await(chunks.get(i));
            fromSource.put(i, chunk.source());
            fromTarget.put(i, chunk.target());
            if (!chunk.within().isEmpty()) {
                within.put(i, chunk.within());
            }
        }
        return new TableDigests(pair, fromSource, fromTarget, within, clock.seconds());
    }

    /** The span of time in which a table was worked on, by several threads. */
    private static final class Clock {
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        <T> T time(Supplier<T> work) {
            note(System.nanoTime());
            try {
                return work.get();
            } finally {
                note(System.nanoTime());
            }
        }

        synchronized double seconds() {
            return first > last ? 0 : (last - first) / 1e9;
        }

        private synchronized void note(long now) {
            first = Math.min(first, now);
            last = Math.max(last, now);
        }
    }
}
