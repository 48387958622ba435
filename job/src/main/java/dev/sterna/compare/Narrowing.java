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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Narrows differing slices down to rows: streams both sides and merges them, a number of tables at a time. */
final class Narrowing implements AutoCloseable {
    private static final Executor THREAD = work -> {
        Thread thread = new Thread(work, "sterna-diff-narrow-target");
        thread.setDaemon(true);
        thread.start();
    };

    private final Lanes sourceLanes;
    private final DigestQueries source;
    private final DigestQueries target;
    private final Set<Lane> targetLanes = ConcurrentHashMap.newKeySet();

    Narrowing(Lanes sourceLanes, DigestQueries source, DigestQueries target) {
        this.sourceLanes = sourceLanes;
        this.source = source;
        this.target = target;
        // Each lane of the source comes with one of the target, and there are to be no more.
        SharedSessions.release();
    }

    /** Compares the pieces of a table one after another and gives what it finds to the sink, which it closes. */
    <S extends DifferenceSink> CompletableFuture<Found<S>> submit(TablePair pair, List<Piece> pieces, S sink) {
        return submit(pair, sink, (sourceLane, targetLane, json, looked) -> {
            Refining refining = new Refining(pair, source, sourceLane, target, targetLane, THREAD);
            // Texts that mean the same have hashes of their own.
            boolean refined = !json.any();
            for (Piece piece : refined ? refining.together(pieces) : json.pieces(pair, pieces)) {
                (refined ? refining.cut(piece) : List.of(piece)).forEach(looked);
            }
        });
    }

    /** The same with the rows of some keys, part by part. */
    <S extends DifferenceSink> CompletableFuture<Found<S>> submitKeys(
            TablePair pair, Iterable<Slice.Keys> keys, S sink) {
        return submit(
                pair,
                sink,
                (sourceLane, targetLane, json, looked) -> keys.forEach(part -> looked.accept(new Piece(part, -1))));
    }

    /** Goes through the pieces that are looked at. */
    private interface Course {
        void go(Lane sourceLane, Lane targetLane, JsonColumns json, Consumer<Piece> looked);
    }

    private <S extends DifferenceSink> CompletableFuture<Found<S>> submit(TablePair pair, S sink, Course course) {
        return sourceLanes.submit(sourceLane -> {
            Lane targetLane = new Lane(target.database().connector(), View.PRESENT);
            targetLanes.add(targetLane);
            try (targetLane;
                    sink) {
                JsonColumns json =
                        JsonColumns.of(pair, target.database().dialect().digests());
                TablePair seen = json.seen(pair);
                Merge merge = new Merge(MergedColumns.of(pair, seen, json), sink);
                course.go(sourceLane, targetLane, json, part -> {
                    sink.begins(part);
                    narrow(
                            sourceLane,
                            rows(seen.sourceRows(part.slice()), part, source),
                            targetLane,
                            rows(seen.targetRows(part.slice()), part, target),
                            merge);
                });
                return new Found<>(sink, merge.taken(), null);
            } catch (SternaException failure) {
                if (failure.problems().stream()
                        .noneMatch(problem -> problem.code().equals(DigestQueries.ROWS_WITHOUT_HASH))) {
                    throw failure;
                }
                return new Found<>(sink, 0, failure);
            } finally {
                targetLanes.remove(targetLane);
            }
        });
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

    /** Cancels what runs on the target; the source's lanes are closed by who opened them. */
    @Override
    public void close() {
        targetLanes.forEach(Lane::cancel);
    }
}
