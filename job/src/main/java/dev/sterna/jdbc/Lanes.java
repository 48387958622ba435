package dev.sterna.jdbc;

import dev.sterna.error.SternaException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A number of connections to one database and as many threads, which work off tasks in the order in which they are
 * given. The first failure stops everything: running queries are cancelled, and what has not begun fails with it. The thread
 * that makes them closes them; the session that it shares ({@link SharedSessions}) is one of them until then.
 */
public final class Lanes implements AutoCloseable {
    /** Work that takes a moment is done on few connections, however many there may be. */
    private static final int MILLIS_TO_LOG_IN = 20;

    private final Connector connector;
    private final View view;
    private final ExecutorService threads;
    private final LinkedBlockingDeque<Lane> idle = new LinkedBlockingDeque<>();
    private final List<Lane> all = new CopyOnWriteArrayList<>();
    private final AtomicReference<Throwable> first = new AtomicReference<>();
    private final AtomicBoolean opens = new AtomicBoolean();
    private final SharedSessions.Loan loan;

    /** @param name for the threads */
    public Lanes(String name, Connector connector, View view, int count) {
        this.connector = connector;
        this.view = view;
        this.loan = SharedSessions.lend(connector);
        this.threads = Executors.newFixedThreadPool(Math.max(1, count), work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Puts a task in line. What it throws becomes the failure of the future, as it is. */
    public <T> CompletableFuture<T> submit(Task<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.execute(() -> run(task, result));
        return result;
    }

    private <T> void run(Task<T> task, CompletableFuture<T> result) {
        if (first.get() != null) {
            result.completeExceptionally(first.get());
            return;
        }
        Lane lane = lane();
        if (first.get() != null) {
            result.completeExceptionally(first.get());
            return;
        }
        try {
            T value = task.on(lane);
            lane.refresh();
            idle.push(lane);
            result.complete(value);
        } catch (SQLException | RuntimeException | Error failure) {
            stop(failure);
            result.completeExceptionally(first.get());
        }
    }

    /** One that is free by the time in which a new one could log in; else a new one. */
    private Lane lane() {
        Lane free = idle.poll();
        if (free == null && !opens.getAndSet(true)) {
            return opened();
        }
        try {
            if (free == null) {
                free = idle.poll(MILLIS_TO_LOG_IN, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return free == null ? opened() : free;
    }

    private Lane opened() {
        Connection lent = loan.take();
        Lane lane = lent == null ? new Lane(connector, view) : new Lane(connector, view, lent);
        all.add(lane);
        return lane;
    }

    private void stop(Throwable failure) {
        if (first.compareAndSet(null, failure)) {
            all.forEach(Lane::cancel);
        }
    }

    /** Cancels what runs, waits for its threads and closes the connections. */
    @Override
    public void close() {
        Lane healthy = first.get() == null ? idle.poll() : null;
        stop(new SQLException("The query was cancelled", "57014"));
        threads.shutdown();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                // A lane may have begun its query just after it was told to stop.
                if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                    all.forEach(Lane::cancel);
                }
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        Connection back = healthy == null ? null : healthy.giveUp();
        all.forEach(Lane::close);
        loan.end(back);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for a result.
     *
     * @throws SternaException the task's own, or (INTERRUPTED) when the waiting thread was interrupted
     */
    public static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            throw SternaException.interrupted("Interrupted while waiting for a database", interrupted);
        } catch (ExecutionException failure) {
            SternaException known = SternaException.findIn(failure);
            if (known != null) {
                throw known;
            }
            if (failure.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }

    /** Work on one connection. */
    public interface Task<T> {
        T on(Lane lane) throws SQLException;
    }
}
