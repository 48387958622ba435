package dev.sterna.sync;

import dev.sterna.transfer.progress.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How far the target is behind while the log is followed: from each commit at the source until it is in the target. */
final class FollowPace {
    /** Lags by steps of a tenth; the last stands for all that are longer. */
    private static final int STEPS = 36_000;

    private static final double PER_SECOND = 10;

    private final long began = System.nanoTime();
    private final long[] lags = new long[STEPS + 1];
    private long cycles;
    private long changes;
    private double greatest;
    private double last;
    private long since = began;
    private long sinceChanges;

    /** A cycle is in whose first transaction was committed then. */
    void cycle(Instant committed, long more) {
        double seconds = secondsSince(committed);
        lags[(int) Math.min(STEPS, seconds * PER_SECOND)]++;
        cycles++;
        changes += more;
        greatest = Math.max(greatest, seconds);
        last = seconds;
    }

    /** The log has been read up to there, and told of nothing to bring. */
    void passed(Instant committed) {
        last = secondsSince(committed);
    }

    private static double secondsSince(Instant committed) {
        return Math.max(0, Duration.between(committed, Instant.now()).toMillis() / 1e3);
    }

    /** The log has no more. */
    void idle() {
        last = 0;
    }

    /** How far it is behind, as of the last cycle. */
    double lag() {
        return last;
    }

    long changes() {
        return changes;
    }

    private double median() {
        long left = (cycles + 1) / 2;
        for (int step = 0; step < STEPS; step++) {
            left -= lags[step];
            if (left <= 0 && cycles > 0) {
                return (step + 0.5) / PER_SECOND;
            }
        }
        return cycles == 0 ? 0 : greatest;
    }

    /** Changes a second since it was asked last. */
    double rate() {
        long now = System.nanoTime();
        double rate = (changes - sinceChanges) / Math.max(1e-3, (now - since) / 1e9);
        since = now;
        sinceChanges = changes;
        return rate;
    }

    String line(double rate, long open) {
        return String.format(
                Locale.ROOT,
                "sync: %.1f s behind, %s changes in, %.0f/s, %s keys open",
                last,
                Amounts.count(changes),
                rate,
                Amounts.count(open));
    }

    /** How many seconds half of all commits took at most. */
    double medianLag() {
        return Math.min(greatest, median());
    }

    double greatestLag() {
        return greatest;
    }

    /** Changes a second in all the time. */
    double wholeRate() {
        return changes / Math.max(1e-3, (System.nanoTime() - began) / 1e9);
    }
}
