package dev.sterna.compare;

import dev.sterna.model.Digest;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The digests by bucket of one side's scans of a table, added up as they come: digests of disjoint rows add up. Thread-safe. */
final class ScanSums {
    private static final long NANOS_BETWEEN_NOTES = TimeUnit.SECONDS.toNanos(5);

    /** So few buckets are noted after every scan. */
    private static final int FEW_BUCKETS = 64;

    private final KnownParts known;
    private final TablePair pair;
    private final Side side;
    private final List<Slice> slices;
    private final Set<Integer> done = new TreeSet<>();
    private final Map<Integer, Digest> sums = new TreeMap<>();
    private long noted = System.nanoTime();

    private ScanSums(KnownParts known, TablePair pair, Side side, List<Slice> slices) {
        this.known = known;
        this.pair = pair;
        this.side = side;
        this.slices = List.copyOf(slices);
    }

    /** Of scans that are to be made, but for those that are known. */
    static ScanSums of(KnownParts known, TablePair pair, Side side, Supplier<List<Slice>> slices) {
        KnownParts.Scans before = known.scans(pair, side).orElse(null);
        ScanSums sums = new ScanSums(known, pair, side, before == null ? slices.get() : before.slices());
        if (before != null) {
            sums.done.addAll(before.done());
            sums.sums.putAll(before.sums());
        }
        return sums;
    }

    Slice slice(int scan) {
        return slices.get(scan);
    }

    /** Numbers of the scans that are left. */
    synchronized List<Integer> left() {
        return IntStream.range(0, slices.size())
                .filter(scan -> !done.contains(scan))
                .boxed()
                .toList();
    }

    /** Takes what a scan came to. */
    synchronized void add(int scan, Map<Integer, Digest> digests) {
        BiFunction<Digest, Digest, Digest> plus = Digest::plus;
        digests.forEach((bucket, digest) -> sums.merge(bucket, digest, plus));
        done.add(scan);
        long now = System.nanoTime();
        boolean due =
                pair.buckets() <= FEW_BUCKETS || done.size() == slices.size() || now - noted > NANOS_BETWEEN_NOTES;
        if (due && slices.size() > 1 && slices.stream().allMatch(ScanSums::meansTheSameLater)) {
            noted = now;
            known.scanned(pair, side, new KnownParts.Scans(slices, done, sums));
        }
    }

    /** Rows move from page to page. */
    private static boolean meansTheSameLater(Slice slice) {
        return switch (slice.kind()) {
            case WHOLE, KEY_RANGE, NULL_KEY, HASH_BUCKET, KEYS -> true;
            case PAGE_RANGE -> false;
        };
    }

    /** By bucket. */
    synchronized Map<Integer, Digest> sums() {
        return new TreeMap<>(sums);
    }

    /** How many rows the known scans had. */
    synchronized long rows() {
        return sums.values().stream().mapToLong(Digest::rows).sum();
    }
}
