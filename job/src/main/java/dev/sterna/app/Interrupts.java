package dev.sterna.app;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGINT and SIGTERM while a command runs. The first one stops the work and lets the command end in order; if that
 * takes too long, or at the second one, the process ends at once.
 */
final class Interrupts implements AutoCloseable {
    private static final long MILLISECONDS_OF_GRACE = 15_000;
    private static final int EXIT_CODE = 130;

    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final Thread working = Thread.currentThread();
    private final Signal[] signals = {new Signal("INT"), new Signal("TERM")};
    private final SignalHandler[] before = new SignalHandler[signals.length];

    /** @param stop ends what an interrupt of the thread does not */
    Interrupts(Runnable stop) {
        for (int i = 0; i < signals.length; i++) {
            before[i] = Signal.handle(signals[i], signal -> interrupt(stop));
        }
    }

    private void interrupt(Runnable stop) {
        if (!interrupted.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
        Thread watch = new Thread(
                () -> {
                    try {
                        Thread.sleep(MILLISECONDS_OF_GRACE);
                        Runtime.getRuntime().halt(EXIT_CODE);
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                "sterna-interrupt-watch");
        watch.setDaemon(true);
        watch.start();
        working.interrupt();
        stop.run();
    }

    boolean happened() {
        return interrupted.get();
    }

    @Override
    public void close() {
        for (int i = 0; i < signals.length; i++) {
            Signal.handle(signals[i], before[i]);
        }
        // Whoever comes next on this thread must not find a stale interrupt.
        if (happened()) {
            Thread.interrupted();
        }
    }
}
