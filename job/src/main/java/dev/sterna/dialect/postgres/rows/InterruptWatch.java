package dev.sterna.dialect.postgres.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Breaks a connection whose thread has been interrupted. A thread that waits in a socket, because the server waits for
 * a lock, does not see an interruption by itself, and a killed task would hold its rows until the lock is gone.
 */
final class InterruptWatch implements AutoCloseable {
    private static final long PERIOD_MILLIS = 500;
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final ScheduledFuture<?> task;

    private InterruptWatch(ScheduledFuture<?> task) {
        this.task = task;
    }

    /** Watches the calling thread until closed. */
    static InterruptWatch over(Connection connection) {
        Thread owner = Thread.currentThread();
        return new InterruptWatch(CLOCK.scheduleWithFixedDelay(
                () -> abortIfInterrupted(owner, connection), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    }

    private static void abortIfInterrupted(Thread owner, Connection connection) {
        if (owner.isInterrupted()) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException alreadyBroken) {
                // What there was to break is broken; the owner gets an exception of its own.
            }
        }
    }

    @Override
    public void close() {
        task.cancel(false);
    }

    /** One thread for all, which ends when there is nothing to watch. */
    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "sterna-interrupt-watch");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(10, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        return clock;
    }
}
