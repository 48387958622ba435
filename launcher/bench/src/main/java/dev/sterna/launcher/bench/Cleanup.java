package dev.sterna.launcher.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to go at the end, the last first; also when the end is Ctrl-C. */
final class Cleanup implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread hook = new Thread(this::stop, "bench cleanup");
    private volatile boolean stopping;

    Cleanup() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Takes over; returns what it was given. */
    synchronized <T extends AutoCloseable> T add(T closeable) {
        open.push(closeable);
        return closeable;
    }

    /** Closes one before its time. */
    void close(AutoCloseable closeable) {
        synchronized (this) {
            if (!open.remove(closeable)) {
                return;
            }
        }
        closeOne(closeable);
    }

    /** True from a signal on: failures are its consequence then, and nobody wants to hear of them. */
    boolean stopping() {
        return stopping;
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // The hook is at work itself.
        }
    }

    private void stop() {
        stopping = true;
        closeAll();
    }

    private void closeAll() {
        for (AutoCloseable next = poll(); next != null; next = poll()) {
            closeOne(next);
        }
    }

    private synchronized AutoCloseable poll() {
        return open.poll();
    }

    private void closeOne(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            if (!stopping) {
                Console.say("cannot clean up: " + e.getMessage());
            }
        }
    }
}
