package dev.sterna.launcher.bench;

import dev.sterna.embedded.Login;
import dev.sterna.embedded.workload.ShopTables;
import java.util.List;
import java.util.function.BooleanSupplier;

/** An application that is in use on one side, and stops writing when that refuses; one session of it moves to the other side. */
final class Application implements AutoCloseable {
    private final Writers writers;
    private final MovingWriter mover;
    private final long began = System.nanoTime();

    /**
     * Begins to write.
     *
     * @param group of the keys that it makes
     * @param mayMove whether the other side is the one to write to by now
     */
    Application(
            Server from,
            Server to,
            Login who,
            ShopTables tables,
            double perSecond,
            int group,
            BooleanSupplier mayMove) {
        this.writers = new Writers(from.as(who), tables, group, perSecond, group);
        this.mover = new MovingWriter(from, to, who, mayMove, writers::close);
    }

    /** Throws what one of its sessions has failed with, as long as nobody refuses its writes. */
    void check() {
        writers.check();
    }

    /** See {@link MovingWriter#awaitMoved}; it writes no more afterwards. */
    double moved(long mostMillis) throws InterruptedException {
        try {
            return mover.awaitMoved(mostMillis);
        } finally {
            close();
        }
    }

    List<Integer> accepted() {
        return mover.accepted();
    }

    /** See {@link MovingWriter#arrival}. */
    int arrival() {
        return mover.arrival();
    }

    /** Rows that its sessions have changed in a second. */
    double rate() {
        return writers.changes() / ((System.nanoTime() - began) / 1e9);
    }

    @Override
    public void close() {
        mover.close();
        writers.endRefused();
    }
}
