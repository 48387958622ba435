package dev.sterna.compare;

import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.Splitter;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.model.Chunk;
import dev.sterna.model.Digest;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * What a target says of the rows that have come to it, for who knows from elsewhere what they should be: the source is not
 * asked. Numbers of parts are those of {@link KnownParts}.
 */
public final class ArrivedDigests implements AutoCloseable {
    private final DigestQueries target;
    private final Splitter.Goal goal;
    private final Lanes lanes;

    /** @param goal how large the pieces are in which a table is read of which one sum is wanted */
    public ArrivedDigests(DigestQueries target, String name, int connections, Splitter.Goal goal) {
        this.target = target;
        this.goal = goal;
        this.lanes = target.database().lanes("sterna-" + name + "-target", View.PRESENT, connections);
    }

    /**
     * The digests of a table's chunks where the target finds them by their keys, and else that of all its rows.
     *
     * @param pair with a target; rows of its slice alone are meant
     */
    public Map<Integer, Digest> of(TablePair pair) {
        Map<Integer, CompletableFuture<Digest>> parts = new TreeMap<>();
        switch (pair.method()) {
            case RANGES -> {
                for (int i = 0; i < pair.chunks().size(); i++) {
                    RowSet rows = pair.targetRows(pair.chunks().get(i).slice());
                    parts.put(i, lanes.submit(lane -> target.digest(lane, rows)));
                }
            }
            case BUCKETS -> parts.put(KnownParts.WHOLE, whole(pair.target()));
        }
        Map<Integer, Digest> digests = new TreeMap<>();
        parts.forEach((part, digest) -> digests.put(part, Lanes.await(digest)));
        return digests;
    }

    /** Digests of disjoint rows add up, so a large table is read in pieces of its own. */
    private CompletableFuture<Digest> whole(RowSet rows) {
        List<CompletableFuture<Digest>> pieces = new ArrayList<>();
        for (Chunk chunk : Lanes.await(lanes.submit(lane -> pieces(lane, rows)))) {
            RowSet piece = rows.withSlice(chunk.slice());
            pieces.add(lanes.submit(lane -> target.digest(lane, piece)));
        }
        return pieces.stream()
                .reduce(
                        CompletableFuture.completedFuture(Digest.EMPTY),
                        (sum, piece) -> sum.thenCombine(piece, Digest::plus));
    }

    private List<Chunk> pieces(Lane lane, RowSet rows) {
        Table table = rows.table();
        List<Chunk> chunks = target.database()
                .attempt(
                        "split " + table.name(),
                        table.name(),
                        () -> target.database().dialect().splitter().split(lane.connection(), table, goal, null));
        return Digesting.scans(chunks).stream()
                .map(slice -> new Chunk(0, slice, -1))
                .toList();
    }

    /** The digest of these rows alone. */
    public Digest of(RowSet rows) {
        return Lanes.await(lanes.submit(lane -> target.digest(lane, rows)));
    }

    /** The digest of all rows of a pair's target, in which JSON that the target writes anew counts by what it means. */
    public Digest meaning(TablePair pair, JsonColumns json) {
        RowSet rows = json.seen(pair).target();
        return Lanes.await(lanes.submit(lane -> target.meaning(lane, rows, json.which())));
    }

    @Override
    public void close() {
        lanes.close();
    }
}
