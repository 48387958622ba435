package dev.sterna.sync;

import java.time.Duration;

/**
 * Whether it is in vain to wait on: of a source that is still written to, something is always open. Only time counts in which
 * nothing got better, and of the time between two looks, in which whoever looks may have been at work himself, no more than two
 * seconds.
 */
final class Undecided {
    private static final long MOST = Duration.ofSeconds(15).toNanos();
    private static final long MOST_AT_ONCE = Duration.ofSeconds(2).toNanos();

    private long least = Long.MAX_VALUE;
    private long waited;
    private long lookedAt;

    /** @param now when it begins */
    Undecided(long now) {
        lookedAt = now;
    }

    /** @param keys of which it is not known whether they are the same */
    boolean isInVain(long keys, long now) {
        waited += Math.min(MOST_AT_ONCE, now - lookedAt);
        lookedAt = now;
        if (keys < least) {
            least = keys;
            waited = 0;
        }
        return waited > MOST;
    }
}
