package dev.sterna.cutover;

import dev.sterna.dialect.server.FreezeProbe;
import dev.sterna.dialect.server.FreezeProbe.Outcome;
import dev.sterna.error.SternaException;
import java.util.function.Supplier;

/**
 * Tries again and again to write to the source as an application would, from before the freeze until its end, and so measures
 * from outside how long nobody could. Where this user is one of those that the freeze does not hold back, that cannot be seen, and it
 * is measured from when the freeze was begun.
 */
final class WriteProbe implements AutoCloseable {
    private static final long MILLIS_BETWEEN = 20;

    /** Once it is known when the freeze began, each log-in but shows that it holds. */
    private static final long MILLIS_BETWEEN_LATER = 250;

    private final Supplier<FreezeProbe> attempt;
    private final Thread thread;
    private final long began = System.nanoTime();
    private volatile boolean ended;
    private volatile boolean settled;
    private volatile boolean seen;
    private volatile long first;
    private volatile long taken;

    /** @param attempt tries once */
    WriteProbe(Supplier<FreezeProbe> attempt) {
        this.attempt = attempt;
        this.thread = new Thread(this::tryOverAndOver, "sterna-probe");
        thread.setDaemon(true);
        thread.start();
    }

    private void tryOverAndOver() {
        try {
            while (!ended) {
                long before = System.nanoTime();
                Outcome outcome = outcome();
                if (outcome == Outcome.TAKEN) {
                    taken = before;
                }
                if (outcome == Outcome.REFUSED) {
                    refused(before);
                }
                Thread.sleep(seen || settled ? MILLIS_BETWEEN_LATER : MILLIS_BETWEEN);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A session that could not be had, or was ended, has seen nothing. */
    private Outcome outcome() {
        try {
            return attempt.get().outcome();
        } catch (SternaException gone) {
            return Outcome.UNTOLD;
        }
    }

    /**
     * Whoever freezes is through, and has tried as well.
     *
     * @param at when he began to, by {@link System#nanoTime()}
     */
    void settle(FreezeProbe tried, long at) {
        if (tried.outcome() == Outcome.REFUSED) {
            refused(at);
        }
        settled = true;
    }

    private synchronized void refused(long at) {
        if (!seen) {
            first = at;
            seen = true;
        }
    }

    /** Seconds from the first write that was refused until now, or from the beginning where nobody has seen one. */
    double seconds() {
        return (System.nanoTime() - (seen ? first : began)) / 1e9;
    }

    /** Whether writes were seen to be refused. */
    boolean hasSeen() {
        return seen;
    }

    /** Whether a write was taken after one had been refused: then the freeze did not hold. */
    boolean hasHole() {
        return seen && taken > first;
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
    }
}
