package dev.sterna.changes;

import dev.sterna.jdbc.Lanes;
import dev.sterna.jdbc.SharedSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A number of threads, each with a session of its own. The first failure stops all, each behind the batch that it is at. */
final class ParallelSessions {
    private static final int SECONDS_OF_PATIENCE = 30;

    private ParallelSessions() {}

    /** What a thread does over and over; false when there is nothing more. */
    interface Turn {
        boolean on(BatchSession session);
    }

    static void run(int threads, Supplier<BatchSession> sessions, Turn turn) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "sterna-changes");
            thread.setDaemon(true);
            return thread;
        });
        List<BatchSession> open = new CopyOnWriteArrayList<>();
        AtomicBoolean stopped = new AtomicBoolean();
        SharedSessions.release();
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    try (BatchSession session = sessions.get()) {
                        open.add(session);
                        boolean more = true;
                        while (more && !stopped.get()) {
                            more = turn.on(session);
                        }
                        return null;
                    } catch (RuntimeException | Error failure) {
                        stopped.set(true);
                        throw failure;
                    }
                }));
            }
            for (Future<Void> one : all) {
                Lanes.await(one);
            }
        } finally {
            stopped.set(true);
            pool.shutdown();
            if (!isOver(pool)) {
                open.forEach(BatchSession::cancel);
            }
        }
    }

    private static boolean isOver(ExecutorService pool) {
        if (Thread.currentThread().isInterrupted()) {
            return pool.isTerminated();
        }
        try {
            return pool.awaitTermination(SECONDS_OF_PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
