package dev.sterna.diff;

import dev.sterna.dialect.Splitter;
import dev.sterna.jdbc.Connector;
import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.View;
import dev.sterna.transfer.progress.NoProgress;
import dev.sterna.transfer.progress.Progress;
import java.util.List;

/** Compares one table at a time, as a diff does: first digests, then, of what differs, rows. */
final class Comparing implements AutoCloseable {
    private final Lanes sourceLanes;
    private final DigestQueries source;
    private final Connector targetConnector;
    private final DigestQueries target;
    private final Splitter.Goal goal;

    Comparing(
            Lanes sourceLanes,
            DigestQueries source,
            Connector targetConnector,
            DigestQueries target,
            Splitter.Goal goal) {
        this.sourceLanes = sourceLanes;
        this.source = source;
        this.targetConnector = targetConnector;
        this.target = target;
        this.goal = goal;
    }

    TableDigests digests(Sides sides) {
        try (Progress unseen = new NoProgress().start("self-test", 1, -1);
                Lanes targetLanes = new Lanes("sterna-self-test-target", targetConnector, View.PRESENT, 1)) {
            return new Digesting(sourceLanes, targetLanes, source, target, goal, unseen)
                    .submit(sides)
                    .get();
        }
    }

    Answer compare(Sides sides) {
        TableDigests digests = digests(sides);
        List<Integer> differing = digests.differing();
        Found found = new Found(sides);
        if (!differing.isEmpty()) {
            try (Narrowing narrowing = new Narrowing(sourceLanes, targetConnector, source, target)) {
                Lanes.await(narrowing.submit(sides, Pieces.of(digests, differing), found));
            }
        }
        return new Answer(digests, found);
    }

    @Override
    public void close() {
        sourceLanes.close();
    }

    /** What a comparison says. */
    record Answer(TableDigests digests, Found found) {}
}
