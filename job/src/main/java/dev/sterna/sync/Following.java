package dev.sterna.sync;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.step.StepReport;
import dev.sterna.transfer.progress.Amounts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Somebody who follows the source's log in a thread of a process that has the run's lock, beside what that does meanwhile. */
public final class Following implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Duration PATIENCE_WITH_LAG = Duration.ofMinutes(2);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(10);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private volatile Pace pace;
    private volatile Throwable failure;

    /**
     * How far it is.
     *
     * @param isPassed whether all rows were compared once, or never will be
     * @param isCompared whether they were
     * @param secondsToPass how long that takes, as far as can be told
     */
    record Pace(double lagSeconds, boolean isPassed, boolean isCompared, double secondsToPass) {
        private String words() {
            String behind = "the target is " + Amounts.seconds(lagSeconds) + " behind";
            return isCompared
                    ? "all rows were looked at once while the log is followed, and " + behind
                    : behind + "; rows are not compared while the log is followed, but all of them in the freeze:"
                            + " sterna.sync.prove is off, or the proof has ended";
        }
    }

    /** @param work follows, and tells of each cycle, until it is told to stop */
    Following(Function<Consumer<Pace>, StepReport> work) {
        thread = new Thread(() -> follow(work), "sterna-follow");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow(Function<Consumer<Pace>, StepReport> work) {
        try {
            SharedSessions.during(() -> work.apply(heard -> pace = heard));
        } catch (RuntimeException | Error broken) {
            failure = broken;
        } finally {
            over.countDown();
        }
    }

    /** Whether it has ended, however. */
    public boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits a moment for its end; true once it has come. */
    boolean awaitEnd(Duration moment) {
        try {
            return over.await(moment.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw SternaException.interrupted("Interrupted while waiting for whoever follows the log", interrupted);
        }
    }

    /**
     * Waits until all rows were compared once, or never will be, and the target is hardly behind.
     *
     * @return in words how far it is; empty where it has ended, which is said
     * @throws SternaException (REFUSED) when it stays behind
     */
    public Optional<String> awaitCaughtUp(Duration most, Consumer<String> lines) {
        long told = System.nanoTime();
        long behindSince = 0;
        while (!awaitEnd(PAUSE)) {
            Pace now = pace;
            long time = System.nanoTime();
            if (now != null && now.isPassed()) {
                if (now.lagSeconds() <= most.toMillis() / 1e3) {
                    return Optional.of(now.words());
                }
                behindSince = behindSince == 0 ? time : behindSince;
                if (time - behindSince > PATIENCE_WITH_LAG.toNanos()) {
                    throw behind(now, most);
                }
            }
            if (now != null && time - told > BETWEEN_LINES.toNanos()) {
                told = time;
                lines.accept("cutover: waits before it freezes anything: "
                        + (now.isPassed()
                                ? ""
                                : "not all rows were compared yet, that takes about "
                                        + Amounts.seconds(now.secondsToPass()) + " more; ")
                        + "the target is " + Amounts.seconds(now.lagSeconds()) + " behind");
            }
        }
        lines.accept("cutover: nobody follows the log any more" + (failure == null ? "" : ": " + failure.getMessage())
                + "; so everything is compared in the freeze");
        return Optional.empty();
    }

    private static SternaException behind(Pace now, Duration most) {
        return SternaException.of(
                Category.REFUSED,
                "cutover-lag",
                null,
                "Cannot cut over: the target is " + Amounts.seconds(now.lagSeconds())
                        + " behind the source, and comes no" + " closer than sterna.sync.max-lag = " + most.toMillis()
                        + " ms",
                "Let less be written to the source, or allow more: sterna.sync.max-lag");
    }

    /** Ends it, if it has not ended by itself: what it has brought is noted. */
    @Override
    public void close() {
        if (isOver()) {
            return;
        }
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            over.await(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
