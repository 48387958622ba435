package dev.sterna.compare;

import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.Splitter;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.Lanes;
import dev.sterna.model.Chunk;
import dev.sterna.model.Digest;
import dev.sterna.model.Slice;
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
    private final Lanes sourceLanes;
    private final Lanes targetLanes;
    private final DigestQueries source;
    private final DigestQueries target;
    private final Splitter.Goal goal;
    private final PartListener progress;

    Digesting(
            Lanes sourceLanes,
            Lanes targetLanes,
            DigestQueries source,
            DigestQueries target,
            Splitter.Goal goal,
            PartListener progress) {
        this.sourceLanes = sourceLanes;
        this.targetLanes = targetLanes;
        this.source = source;
        this.target = target;
        this.goal = goal;
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
            case BUCKETS -> buckets(pair);
        };
    }

    private Supplier<TableDigests> ranges(TablePair pair) {
        Clock clock = new Clock();
        List<CompletableFuture<Digest>> fromSource = new ArrayList<>();
        List<CompletableFuture<Digest>> fromTarget = new ArrayList<>();
        for (Chunk chunk : pair.chunks()) {
            CompletableFuture<Digest> one =
                    sourceLanes.submit(lane -> clock.time(() -> source.digest(lane, pair.sourceRows(chunk.slice()))));
            CompletableFuture<Digest> other = pair.target() == null
                    ? CompletableFuture.completedFuture(Digest.EMPTY)
                    : targetLanes.submit(lane -> clock.time(() -> target.digest(lane, pair.targetRows(chunk.slice()))));
            fromSource.add(one.thenCombine(other, (digest, compared) -> {
                progress.partDone(pair, digest.rows());
                return digest;
            }));
            fromTarget.add(other);
        }
        return () -> new TableDigests(pair, numbered(fromSource), numbered(fromTarget), clock.seconds());
    }

    /** Digests of disjoint rows add up, so a scan may be done in pieces, on each side by pieces of its own. */
    private Supplier<TableDigests> buckets(TablePair pair) {
        Clock clock = new Clock();
        int buckets = pair.buckets();
        List<CompletableFuture<Map<Integer, Digest>>> fromSource = new ArrayList<>();
        for (Slice slice : scans(pair.chunks())) {
            fromSource.add(sourceLanes.submit(lane -> clock.time(() -> {
                Map<Integer, Digest> digests = source.buckets(lane, pair.sourceRows(slice), buckets);
                long rows = digests.values().stream().mapToLong(Digest::rows).sum();
                progress.partDone(pair, rows);
                return digests;
            })));
        }
        if (pair.target() == null) {
            return () -> new TableDigests(pair, added(fromSource), Map.of(), clock.seconds());
        }
        CompletableFuture<List<CompletableFuture<Map<Integer, Digest>>>> fromTarget =
                targetLanes.submit(lane -> targetScans(lane, pair).stream()
                        .map(slice -> targetLanes.submit(scan -> clock.time(
                                () -> target.buckets(scan, pair.target().withSlice(slice), buckets))))
                        .toList());
        return () -> new TableDigests(pair, added(fromSource), added(Lanes.await(fromTarget)), clock.seconds());
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
    private static List<Slice> scans(List<Chunk> chunks) {
        boolean cheap = chunks.stream().allMatch(chunk -> switch (chunk.slice().kind()) {
            case KEY_RANGE, NULL_KEY, PAGE_RANGE, KEYS -> true;
            case WHOLE, HASH_BUCKET -> false;
        });
        return cheap && !chunks.isEmpty() || chunks.size() == 1
                ? chunks.stream().map(Chunk::slice).toList()
                : List.of(new Slice.Whole());
    }

    private static Map<Integer, Digest> numbered(List<CompletableFuture<Digest>> digests) {
        Map<Integer, Digest> byNumber = new TreeMap<>();
        for (int i = 0; i < digests.size(); i++) {
            byNumber.put(i, Lanes.await(digests.get(i)));
        }
        return byNumber;
    }

    private static Map<Integer, Digest> added(List<CompletableFuture<Map<Integer, Digest>>> scans) {
        Map<Integer, Digest> sum = new TreeMap<>();
        BiFunction<Digest, Digest, Digest> plus = Digest::plus;
        for (CompletableFuture<Map<Integer, Digest>> scan : scans) {
            Lanes.await(scan).forEach((bucket, digest) -> sum.merge(bucket, digest, plus));
        }
        return sum;
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
