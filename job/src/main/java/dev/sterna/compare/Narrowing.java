package dev.sterna.compare;

import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.jdbc.View;
import dev.sterna.model.Slice;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Narrows differing slices down to rows: streams both sides and merges them, as many parts of tables at a time as the source has lanes.
 * Each lane of the source has one of the target beside it.
 */
final class Narrowing implements AutoCloseable {
    private static final Executor THREAD = work -> {
        Thread thread = new Thread(work, "sterna-diff-narrow-target");
        thread.setDaemon(true);
        thread.start();
    };

    private final Lanes sourceLanes;
    private final DigestQueries source;
    private final DigestQueries target;
    private final Map<Lane, Lane> targetLanes = new ConcurrentHashMap<>();

    /** @param sourceLanes are closed with this */
    Narrowing(Lanes sourceLanes, DigestQueries source, DigestQueries target) {
        this.sourceLanes = sourceLanes;
        this.source = source;
        this.target = target;
        // Each lane of the source comes with one of the target, and there are to be no more.
        SharedSessions.release();
    }

    /**
     * Compares parts of a table and gives what it finds to the sink, one part after another, and closes it.
     *
     * @param parts the pieces of each, by its number
     */
    <S extends DifferenceSink> CompletableFuture<Found<S>> submit(
            TablePair pair, Map<Integer, List<Piece>> parts, S sink) {
        Table<S> table = new Table<>(pair, sink);
        // Texts that mean the same have hashes of their own.
        boolean refined = !table.json.any();
        if (!parts.isEmpty() && table.json.isByAll(pair)) {
            return table.found(List.of(table.submit((lanes, own, looked) -> looked.accept(JsonColumns.ALL))));
        }
        List<CompletableFuture<Void>> pending = new ArrayList<>();
        parts.forEach((part, pieces) -> pending.add(table.submit((lanes, own, looked) -> {
            Refining refining = new Refining(pair, source, lanes.source(), target, lanes.target(), THREAD);
            for (Piece piece : refined ? refining.together(pieces) : pieces) {
                (refined ? refining.cut(piece) : List.of(piece)).forEach(looked);
            }
            own.ended(part);
        })));
        return table.found(pending);
    }

    /** The same with the rows of some keys, one after another. */
    <S extends DifferenceSink> CompletableFuture<Found<S>> submitKeys(
            TablePair pair, Iterable<Slice.Keys> keys, S sink) {
        Table<S> table = new Table<>(pair, sink);
        return table.found(List.of(
                table.submit((lanes, own, looked) -> keys.forEach(part -> looked.accept(new Piece(part, -1))))));
    }

    /** Goes through the pieces that are looked at. */
    private interface Course {
        void go(Pair lanes, DifferenceSink own, Consumer<Piece> looked);
    }

    /** Two lanes that are used together. */
    private record Pair(Lane source, Lane target) {}

    /** A table whose parts are compared. */
    private final class Table<S extends DifferenceSink> {
        private final TablePair pair;
        private final S sink;
        private final JsonColumns json;
        private final TablePair seen;
        private final Turns turns = new Turns();
        private final AtomicLong fetched = new AtomicLong();
        private final AtomicReference<SternaException> unhashed = new AtomicReference<>();
        private int submitted;

        Table(TablePair pair, S sink) {
            this.pair = pair;
            this.sink = sink;
            this.json = JsonColumns.of(pair, target.database().dialect().digests());
            this.seen = json.seen(pair);
        }

        /** Puts a part in line, whose turn comes after those that were before. */
        CompletableFuture<Void> submit(Course course) {
            int number = submitted++;
            CompletableFuture<Void> end = sourceLanes.submit(sourceLane -> {
                Lane targetLane = targetLanes.computeIfAbsent(
                        sourceLane, lane -> new Lane(target.database().connector(), View.PRESENT));
                if (unhashed.get() == null) {
                    look(course, new Pair(sourceLane, targetLane), new PartSink(sink, turns, number));
                }
                return null;
            });
            return end.whenComplete((none, failure) -> turns.end(number));
        }

        private void look(Course course, Pair lanes, PartSink own) {
            try {
                Merge merge = new Merge(MergedColumns.of(pair, seen, json), own);
                course.go(lanes, own, piece -> {
                    own.begins(piece);
                    narrow(
                            lanes.source(),
                            rows(seen.sourceRows(piece.slice()), piece, source),
                            lanes.target(),
                            rows(seen.targetRows(piece.slice()), piece, target),
                            merge);
                });
                own.handOver();
                fetched.addAndGet(merge.taken());
                lanes.target().refresh();
            } catch (SQLException failure) {
                throw explained(target, pair.target(), failure);
            } catch (SternaException failure) {
                if (failure.problems().stream()
                        .noneMatch(problem -> problem.code().equals(DigestQueries.ROWS_WITHOUT_HASH))) {
                    throw failure;
                }
                unhashed.compareAndSet(null, failure);
                // Its query was cancelled, and so are all that would come.
                targetLanes.remove(lanes.source(), lanes.target());
                lanes.target().close();
            }
        }

        CompletableFuture<Found<S>> found(List<CompletableFuture<Void>> parts) {
            return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
                    .handle((none, failure) -> {
                        try (sink) {
                            if (failure != null) {
                                throw failure instanceof CompletionException whole
                                        ? whole
                                        : new CompletionException(failure);
                            }
                            SternaException why = unhashed.get();
                            return new Found<>(sink, why == null ? fetched.get() : 0, why);
                        }
                    });
        }
    }

    private static RowSet rows(RowSet slice, Piece part, DigestQueries side) {
        return part.buckets().isEmpty()
                ? slice
                : slice.withFurther(side.database().dialect().digests().inBuckets(slice, part.of(), part.buckets()));
    }

    /**
     * @param fetched rows that both sides sent
     * @param unhashed why the rows of this table cannot be told apart; null where they were
     */
    record Found<S extends DifferenceSink>(S sink, long fetched, SternaException unhashed) {}

    private void narrow(Lane sourceLane, RowSet sourceRows, Lane targetLane, RowSet targetRows, Merge merge) {
        // Both servers sort at the same time, before either has a first row to give.
        CompletableFuture<Lane.Cursor> other =
                CompletableFuture.supplyAsync(() -> open(target, targetLane, targetRows), THREAD);
        try (Lane.Cursor left = open(source, sourceLane, sourceRows);
                Lane.Cursor right = Lanes.await(other)) {
            merge.merge(
                    HashedRows.of(left.rows(), sourceRows, source), HashedRows.of(right.rows(), targetRows, target));
        } catch (SQLException failure) {
            throw explained(source, sourceRows, failure);
        } finally {
            if (!other.isDone()) {
                targetLane.cancel();
            }
        }
    }

    private static Lane.Cursor open(DigestQueries side, Lane lane, RowSet rows) {
        Dialect dialect = side.database().dialect();
        try {
            String sql = dialect.digests().hashedRows(rows, side.hash());
            return lane.open(sql, dialect.sql().fetchSize(rows.table()));
        } catch (SQLException failure) {
            throw explained(side, rows, failure);
        }
    }

    private static RuntimeException explained(DigestQueries side, RowSet rows, SQLException failure) {
        return side.database()
                .explain(
                        failure,
                        "compare the rows of " + rows.table().name(),
                        rows.table().name());
    }

    /** Cancels what runs, and closes all lanes. */
    @Override
    public void close() {
        targetLanes.values().forEach(Lane::cancel);
        sourceLanes.close();
        targetLanes.values().forEach(Lane::close);
    }
}
