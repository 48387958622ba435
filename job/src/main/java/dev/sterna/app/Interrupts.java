package dev.sterna.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGINT and SIGTERM while a command runs. The first one stops the work and lets the command end in order. If that takes
 * too long, because the work waits for a server, or at the second signal, the last words are said for it and the process
 * ends.
 */
final class Interrupts implements AutoCloseable {
    /** A result file may lie on a file system that does not answer either. */
    private static final Duration FOR_LAST_WORDS = Duration.ofSeconds(3);

    private static final int EXIT_CODE = 130;

    private enum Stage {
        /** An interrupt of the thread ends what it does. */
        WORKING,
        /** The thread writes down how it ended, which an interrupt would cut short. */
        ENDING,
        /** Somebody says the last words, the thread or whoever ends the process. */
        TOLD
    }

    private final Runnable lastWords;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread working = Thread.currentThread();
    private final Signal[] signals = {new Signal("INT"), new Signal("TERM")};
    private final SignalHandler[] before = new SignalHandler[signals.length];
    // Under "this".
    private final List<Runnable> stops = new ArrayList<>();
    private Stage stage = Stage.WORKING;
    private Duration grace = InterruptGrace.DEFAULT;
    private boolean interrupted;

    /** @param lastWords leaves a result; called when the command does not end by itself in time */
    Interrupts(Runnable lastWords) {
        this.lastWords = lastWords;
        for (int i = 0; i < signals.length; i++) {
            before[i] = Signal.handle(signals[i], signal -> interrupt());
        }
    }

    /** Has something called that ends what an interrupt of the thread does not; at once if it is too late. */
    synchronized void onInterrupt(Runnable stop) {
        stops.add(stop);
        if (interrupted) {
            stop.run();
        }
    }

    /** How long the command has from now on, at an interrupt, to end by itself. */
    synchronized void allow(Duration patience) {
        grace = patience;
    }

    synchronized boolean happened() {
        return interrupted;
    }

    /** The work is over: from here on the thread is not interrupted any more. */
    synchronized void calm() {
        if (stage == Stage.WORKING) {
            stage = Stage.ENDING;
        }
        // A stale interrupt would fail the next write to a file, and meet whoever comes next on this thread.
        if (interrupted) {
            Thread.interrupted();
        }
    }

    /** Takes the last words for the caller. Does not return when they have been said for it: then the process ends. */
    void claimLastWords() {
        calm();
        if (!claim()) {
            while (true) {
                try {
                    closed.await();
                } catch (InterruptedException again) {
                    // Nothing is left to do but to wait for the end of the process.
                }
            }
        }
    }

    private synchronized boolean claim() {
        boolean first = stage != Stage.TOLD;
        stage = Stage.TOLD;
        return first;
    }

    private void interrupt() {
        List<Runnable> ending;
        Duration patience;
        synchronized (this) {
            patience = grace;
            if (interrupted) {
                ending = null;
            } else {
                interrupted = true;
                ending = List.copyOf(stops);
                if (stage == Stage.WORKING) {
                    working.interrupt();
                }
            }
        }
        if (ending == null) {
            // Whoever asks twice does not want to wait.
            end();
            return;
        }
        inThread("sterna-interrupt-grace", () -> {
            if (!awaitClose(patience)) {
                end();
            }
        });
        ending.forEach(Runnable::run);
    }

    private void end() {
        if (claim()) {
            Thread words = inThread("sterna-last-words", lastWords);
            try {
                words.join(FOR_LAST_WORDS.toMillis());
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        } else {
            awaitClose(FOR_LAST_WORDS);
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }

    private boolean awaitClose(Duration patience) {
        try {
            return closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Thread inThread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        calm();
        closed.countDown();
        for (int i = 0; i < signals.length; i++) {
            Signal.handle(signals[i], before[i]);
        }
    }
}
