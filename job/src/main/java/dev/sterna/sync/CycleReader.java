package dev.sterna.sync;

import dev.sterna.dialect.log.ChangeFeed;
import dev.sterna.dialect.log.Changes;
import dev.sterna.step.Workspace;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Gathers what the log tells for a short while, up to a commit. */
final class CycleReader {
    /** So many keys are enough for a cycle; a transaction that has more is put aside in parts of as many. */
    private static final int MOST_KEYS = 20_000;

    private static final Duration LONGEST = Duration.ofMillis(300);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration NO_MORE = Duration.ofMillis(20);

    private final ChangeFeed feed;
    private final Workspace workspace;
    private int files;

    CycleReader(ChangeFeed feed, Workspace workspace) {
        this.feed = feed;
        this.workspace = workspace;
    }

    /** The next cycle; an empty one after some time in which the log told nothing. */
    Cycle next() throws SQLException {
        Cycle cycle = new Cycle();
        long end = System.nanoTime() + LONGEST.toNanos();
        boolean begun = false;
        while (true) {
            Optional<Changes> piece = feed.poll(begun ? NO_MORE : IDLE);
            piece.ifPresent(cycle::add);
            begun = true;
            if (cycle.isWithinTransaction()) {
                if (cycle.count() >= MOST_KEYS) {
                    files++;
                    cycle.spill(new SpilledKeys(workspace, "sync/log-" + files + GapSearch.LIST));
                }
            } else if (piece.isEmpty() || cycle.count() >= MOST_KEYS || System.nanoTime() - end >= 0) {
                return cycle;
            }
        }
    }
}
