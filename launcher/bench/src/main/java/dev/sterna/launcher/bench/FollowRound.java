package dev.sterna.launcher.bench;

import java.util.List;

/**
 * What was measured while a source that is written to was followed, and when that ended.
 *
 * @param changes rows that the writers changed
 * @param seconds in which they did
 * @param lags seconds from a commit at the source until it is seen in the target, sorted
 * @param ended seconds from the last commit at the source until the follower has ended
 * @param stopped seconds from then until {@code sync --stop} has ended too, which had to start
 * @param follower of its process
 * @param failure empty when it did what it is for
 * @param differing rows that differ afterwards by the witness
 * @param left what is left on the source that following has made
 */
record FollowRound(
        long changes,
        double seconds,
        List<Double> lags,
        double ended,
        double stopped,
        Usage follower,
        String failure,
        long differing,
        List<String> left) {
    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.95;

    FollowRound {
        lags = List.copyOf(lags);
        left = List.copyOf(left);
    }

    double rate() {
        return changes / seconds;
    }

    double medianLag() {
        return at(HALF);
    }

    /** In which 95 of 100 commits have arrived. */
    double longLag() {
        return at(NEARLY_ALL);
    }

    private double at(double share) {
        return lags.isEmpty() ? Double.NaN : lags.get((int) Math.min(lags.size() - 1.0, share * lags.size()));
    }
}
