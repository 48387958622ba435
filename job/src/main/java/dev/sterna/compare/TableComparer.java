package dev.sterna.compare;

import dev.sterna.dialect.rows.Splitter;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.model.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Compares tables of two databases: first digests, which both compute themselves, then, of what differs, rows. Everybody
 * who compares rows does so by this class.
 */
public final class TableComparer {
    private final DigestQueries source;
    private final DigestQueries target;
    private final View view;
    private final Connections connections;
    private final Splitter.Goal goal;
    private final FirstLook look;

    /**
     * @param view in which the source is seen
     * @param goal how large the pieces are in which a target is scanned that orders its keys in a way of its own
     */
    public TableComparer(
            DigestQueries source,
            DigestQueries target,
            View view,
            Connections connections,
            Splitter.Goal goal,
            FirstLook look) {
        this.source = source;
        this.target = target;
        this.view = view;
        this.connections = connections;
        this.goal = goal;
        this.look = look;
    }

    /**
     * How many connections there may be for comparing at a time.
     *
     * @param name for threads
     */
    public record Connections(String name, int source, int target) {}

    /** How many parts progress will hear of. */
    public static int parts(List<TablePair> pairs) {
        return pairs.stream().mapToInt(Digesting::parts).sum();
    }

    /** Has both databases digest all pairs, and hands over the answers in the pairs' order, each as soon as it is there. */
    public void digest(List<TablePair> pairs, PartListener parts, Consumer<TableDigests> answers) {
        digest(pairs, KnownParts.NONE, parts, answers);
    }

    /** The same, of which something is known. */
    void digest(List<TablePair> pairs, KnownParts known, PartListener parts, Consumer<TableDigests> answers) {
        try (Lanes sourceLanes = sourceLanes(connections.source());
                Lanes targetLanes = target.database()
                        .lanes("sterna-" + connections.name() + "-target", View.PRESENT, connections.target())) {
            Digesting digesting =
                    new Digesting(sourceLanes, targetLanes, source, target, goal, look, parts(pairs), known, parts);
            List<Supplier<TableDigests>> pending =
                    pairs.stream().map(digesting::submit).toList();
            pending.forEach(answer -> answers.accept(answer.get()));
        }
    }

    /** The digests of one pair. */
    public TableDigests digest(TablePair pair) {
        List<TableDigests> one = new ArrayList<>();
        digest(List.of(pair), (same, rows) -> {}, one::add);
        return one.get(0);
    }

    /**
     * Finds the rows in which tables differ, a number of their parts at a time. A sink takes one part after another, in their order.
     *
     * @param differing by table, the numbers of the parts to look at
     * @param sinks makes the sink of a table; it is closed here
     * @param answers hears of each table, in the order of the map
     */
    public <S extends DifferenceSink> void narrow(
            Map<TableDigests, List<Integer>> differing,
            Function<TableDigests, S> sinks,
            Consumer<Narrowed<S>> answers) {
        // It takes a connection to the target for each of the source's.
        int pairs = Math.min(connections.source(), connections.target());
        try (Narrowing narrowing = narrowing(pairs)) {
            long start = System.nanoTime();
            Map<TableDigests, CompletableFuture<Narrowing.Found<S>>> pending = new LinkedHashMap<>();
            differing.forEach((digests, parts) -> pending.put(
                    digests, narrowing.submit(digests.pair(), Pieces.byPart(digests, parts), sinks.apply(digests))));
            pending.forEach((digests, rows) -> answers.accept(narrowed(digests, rows, start)));
        }
    }

    /**
     * Looks at some rows of a pair once more.
     *
     * @param keys of which the source's and the target's rows are compared; each part makes one statement a side
     * @param sink hears only of rows that have one of these keys to the letter; it is closed here
     * @throws SternaException also when a side has rows without a hash
     */
    public void lookAgainByKey(TablePair pair, Iterable<Slice.Keys> keys, DifferenceSink sink) {
        try (Narrowing narrowing = narrowing(1)) {
            requireHashes(Lanes.await(narrowing.submitKeys(pair, keys, new OfTheseKeys(sink))));
        }
    }

    /** Compares rows by key again and again. */
    public KeyComparer byKey() {
        return new KeyComparer(narrowing(1), source, target);
    }

    /**
     * Looks at whole pieces of a pair once more; the sink is closed here.
     *
     * @throws SternaException also when a side has rows without a hash
     */
    public void lookAgain(TablePair pair, List<Piece> pieces, DifferenceSink sink) {
        try (Narrowing narrowing = narrowing(1)) {
            requireHashes(Lanes.await(narrowing.submit(pair, Map.of(KnownParts.WHOLE, pieces), sink)));
        }
    }

    /** A sink that heard of a part of the rows knows of none that they are alike. */
    static void requireHashes(Narrowing.Found<?> found) {
        if (found.unhashed() != null) {
            throw found.unhashed();
        }
    }

    @SuppressWarnings("MustBeClosedChecker")
    private Narrowing narrowing(int pairs) {
        return new Narrowing(sourceLanes(pairs), source, target);
    }

    private Lanes sourceLanes(int count) {
        return source.database().lanes("sterna-" + connections.name() + "-source", view, count);
    }

    /** Rows without a hash cannot be put in order, and so not be paired; that they differ is known all the same. */
    private static <S extends DifferenceSink> Narrowed<S> narrowed(
            TableDigests digests, CompletableFuture<Narrowing.Found<S>> rows, long start) {
        Narrowing.Found<S> found = Lanes.await(rows);
        return found.unhashed() == null
                ? new Narrowed.ToRows<>(digests, found.sink(), found.fetched(), (System.nanoTime() - start) / 1e9)
                : new Narrowed.Unnamed<>(digests, found.unhashed());
    }
}
