package dev.sterna.cutover;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sees to it that a freeze ends: either everything is proven in time and the switch is made, or the source is written to again,
 * whatever the thread that works on it waits for. One of the two is decided, never both.
 */
final class FreezeLimit implements AutoCloseable {
    private static final long SECONDS_OF_PATIENCE = 60;

    private enum State {
        FROZEN,
        SWITCHED,
        GIVEN_UP
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.FROZEN);
    private final CompletableFuture<Void> thawed = new CompletableFuture<>();
    private final ScheduledExecutorService clock;
    private final Optional<ScheduledFuture<?>> over;

    /**
     * Begins to count.
     *
     * @param limit empty where it may take as long as it takes
     * @param thaw lets the source be written to again when the time is over; whoever works does so once more
     * @param waiting is interrupted then
     */
    FreezeLimit(Optional<Duration> limit, Runnable thaw, Thread waiting) {
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sterna-freeze");
            thread.setDaemon(true);
            return thread;
        });
        this.over = limit.map(most -> schedule(most, thaw, waiting));
    }

    private ScheduledFuture<?> schedule(Duration most, Runnable thaw, Thread waiting) {
        return clock.schedule(
                () -> {
                    if (state.compareAndSet(State.FROZEN, State.GIVEN_UP)) {
                        waiting.interrupt();
                        try {
                            thaw.run();
                        } finally {
                            thawed.complete(null);
                        }
                    }
                },
                most.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Takes the decision for the switch; false when the time was over before. */
    boolean isInTime() {
        return state.compareAndSet(State.FROZEN, State.SWITCHED);
    }

    /**
     * Takes the decision against the switch. Whoever calls lets the source be written to again, also after the clock has: what
     * was freezing it may have ended only then.
     *
     * @return whether the time was over before
     */
    boolean giveUp() {
        if (state.compareAndSet(State.FROZEN, State.GIVEN_UP)) {
            return false;
        }
        try {
            thawed.get(SECONDS_OF_PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // Then it is done by whoever asked.
            return true;
        }
        return true;
    }

    @Override
    public void close() {
        over.ifPresent(clocked -> clocked.cancel(false));
        clock.shutdown();
    }
}
