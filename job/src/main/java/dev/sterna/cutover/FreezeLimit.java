package dev.sterna.cutover;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sees to it that a freeze ends: either everything is proven in time and the switch is made, or the source is written to again,
 * whatever the thread that works on it waits for. One of the two happens, never both.
 */
final class FreezeLimit implements AutoCloseable {
    private enum State {
        FROZEN,
        SWITCHED,
        GIVEN_UP
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.FROZEN);
    private final CompletableFuture<Void> thawed = new CompletableFuture<>();
    private final ScheduledExecutorService clock;
    private final ScheduledFuture<?> over;
    private final Runnable thaw;

    /**
     * Begins to count.
     *
     * @param thaw lets the source be written to again; called at most once
     * @param waiting is interrupted when the time is over
     */
    FreezeLimit(Duration limit, Runnable thaw, Thread waiting) {
        this.thaw = thaw;
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sterna-freeze");
            thread.setDaemon(true);
            return thread;
        });
        this.over = clock.schedule(
                () -> {
                    if (state.compareAndSet(State.FROZEN, State.GIVEN_UP)) {
                        thawNow();
                        waiting.interrupt();
                    }
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Takes the decision that there is no way back by itself; false when the time was over before. */
    boolean isInTime() {
        return state.compareAndSet(State.FROZEN, State.SWITCHED);
    }

    /**
     * Lets the source be written to again, or waits until the clock has done so.
     *
     * @return whether it was the clock
     */
    boolean giveUp() {
        boolean own = state.compareAndSet(State.FROZEN, State.GIVEN_UP);
        if (own) {
            thawNow();
        }
        thawed.join();
        return !own;
    }

    private void thawNow() {
        try {
            thaw.run();
            thawed.complete(null);
        } catch (RuntimeException failure) {
            thawed.completeExceptionally(failure);
        }
    }

    @Override
    public void close() {
        over.cancel(false);
        clock.shutdown();
    }
}
