package dev.sterna.sync;

import dev.sterna.changes.ChangedTable;
import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.DigestMethod;
import dev.sterna.compare.Narrowed;
import dev.sterna.compare.RowDifference;
import dev.sterna.compare.TableComparer;
import dev.sterna.compare.TableDigests;
import dev.sterna.compare.TablePair;
import dev.sterna.compare.proof.Part;
import dev.sterna.compare.proof.Proof;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Compares all rows of followed tables once, some parts at a time: what differs is open from then on. */
final class ProofPass implements ProofThreads.Work {
    private static final int MOST_PARTS = 100;
    private static final long UNKNOWN_ROWS = 20_000;

    /** So many keys that differ are handed over at a time. */
    private static final int AT_ONCE = 1000;

    private final Proof proof;
    private final Map<TableName, ChangedTable> tables;
    private final TableComparer comparer;
    private final long rowsAtOnce;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();

    /** @param rowsAtOnce that are digested before anybody asks whether to go on */
    ProofPass(Proof proof, Map<TableName, ChangedTable> tables, TableComparer comparer, long rowsAtOnce) {
        this.proof = proof;
        this.tables = tables;
        this.comparer = comparer;
        this.rowsAtOnce = rowsAtOnce;
    }

    /** The parts of a table: its chunks where both sides find their rows alike, else the whole. */
    static List<Part> parts(TableName name, TablePair pair) {
        if (pair.method() == DigestMethod.BUCKETS) {
            long all = pair.chunks().stream()
                    .mapToLong(chunk -> estimated(chunk.estimatedRows()))
                    .sum();
            return List.of(new Part(name, 0, all));
        }
        return IntStream.range(0, pair.chunks().size())
                .mapToObj(i -> new Part(name, i, estimated(pair.chunks().get(i).estimatedRows())))
                .toList();
    }

    private static long estimated(long rows) {
        return rows < 0 ? UNKNOWN_ROWS : rows;
    }

    /** How many rows of the source were compared. */
    long rows() {
        return rows.get();
    }

    /** How many seconds it has compared; pauses are no part of it. */
    double seconds() {
        return nanos.get() / 1e9;
    }

    /** Compares some parts; false where there are none. */
    @Override
    public boolean step() {
        List<Part> parts = proof.begin(rowsAtOnce, MOST_PARTS);
        if (parts.isEmpty()) {
            return false;
        }
        Set<Part> left = new LinkedHashSet<>(parts);
        long began = System.nanoTime();
        try {
            compare(parts, left);
            nanos.addAndGet(System.nanoTime() - began);
        } finally {
            left.forEach(proof::giveBack);
        }
        return true;
    }

    private void compare(List<Part> parts, Set<Part> left) {
        Map<String, List<Part>> byTable = new LinkedHashMap<>();
        List<TablePair> pairs = new ArrayList<>();
        parts.forEach(part -> byTable.computeIfAbsent(part.table().toString(), name -> new ArrayList<>())
                .add(part));
        byTable.forEach((name, own) -> pairs.add(pair(own)));
        Map<TableDigests, List<Integer>> differing = new LinkedHashMap<>();
        comparer.digest(pairs, (pair, digested) -> {}, digests -> {
            List<Part> own = byTable.get(digests.pair().name());
            rows.addAndGet(digests.sourceTotal().rows());
            List<Integer> wrong = digests.differing();
            if (!wrong.isEmpty()) {
                differing.put(digests, wrong);
            }
            Set<Integer> open = isWhole(digests.pair()) && !wrong.isEmpty() ? Set.of(0) : new HashSet<>(wrong);
            IntStream.range(0, own.size()).filter(i -> !open.contains(i)).forEach(i -> end(own.get(i), left));
        });
        if (differing.isEmpty()) {
            return;
        }
        comparer.<Differing>narrow(differing, digests -> differing(byTable, digests), narrowed -> {
            List<Part> own = byTable.get(narrowed.digests().pair().name());
            TableName table = own.get(0).table();
            if (narrowed instanceof Narrowed.Unnamed<Differing> unnamed) {
                proof.lose(table, unnamed.why().getMessage());
                return;
            }
            Differing found = ((Narrowed.ToRows<Differing>) narrowed).sink();
            if (found.unnamed > 0) {
                proof.lose(table, found.unnamed + " of its rows in the target have NULL in the key");
                return;
            }
            own.stream().filter(left::contains).toList().forEach(part -> end(part, left));
        });
    }

    private void end(Part part, Set<Part> left) {
        proof.compared(part);
        left.remove(part);
    }

    private static boolean isWhole(TablePair pair) {
        return pair.method() == DigestMethod.BUCKETS;
    }

    private TablePair pair(List<Part> parts) {
        TablePair pair = tables.get(parts.get(0).table()).pair();
        return isWhole(pair)
                ? pair
                : pair.withChunks(parts.stream()
                        .map(part -> pair.chunks().get(part.number()))
                        .toList());
    }

    private Differing differing(Map<String, List<Part>> byTable, TableDigests digests) {
        return new Differing(proof, byTable.get(digests.pair().name()).get(0).table());
    }

    /** Which table a failure is of; null where nobody knows. */
    TableName tableOf(SternaException failure) {
        String name = failure.problems().get(0).table();
        return tables.entrySet().stream()
                .filter(one -> one.getKey().toString().equals(name)
                        || one.getValue()
                                .pair()
                                .target()
                                .table()
                                .name()
                                .toString()
                                .equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Hands the keys of rows over that differ, before their part has ended. */
    private static final class Differing implements DifferenceSink {
        private final Proof proof;
        private final TableName table;
        private final Set<List<String>> some = new HashSet<>();
        private long unnamed;

        Differing(Proof proof, TableName table) {
            this.proof = proof;
            this.table = table;
        }

        @Override
        public void accept(RowDifference difference) {
            if (difference.key().stream().anyMatch(Objects::isNull)) {
                unnamed++;
                return;
            }
            some.add(difference.key());
            if (some.size() >= AT_ONCE) {
                handOver();
            }
        }

        private void handOver() {
            proof.differ(table, List.copyOf(some), System.nanoTime());
            some.clear();
        }

        @Override
        public void close() {
            handOver();
        }
    }
}
