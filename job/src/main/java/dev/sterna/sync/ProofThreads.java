package dev.sterna.sync;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does work beside that of whoever follows, which never ends it: servers that are gone for a while are waited for. */
final class ProofThreads implements AutoCloseable {
    private static final long IDLE_MILLIS = 50;
    private static final long OUTAGE_MILLIS = 1000;
    private static final long END_MILLIS = 30_000;

    private final Patience patience;
    private final Heard heard;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /** Something that is done again and again, by one thread. */
    interface Work extends AutoCloseable {
        /** Does a piece of it; false where there is nothing to do now. */
        boolean step();

        /** Gives up what the thread holds. */
        @Override
        default void close() {}
    }

    /**
     * Who hears of failures, in the threads.
     *
     * @param lines that it waits for a server
     * @param failed of what does not pass, after which the work goes on unless it is closed
     */
    record Heard(Consumer<String> lines, Consumer<Throwable> failed) {}

    /** For how long one failure after the other is worth another try. */
    @FunctionalInterface
    interface Patience {
        /** @return zero for what does not pass */
        Duration with(SternaException failure);
    }

    ProofThreads(Patience patience, Heard heard) {
        this.patience = patience;
        this.heard = heard;
    }

    /** Begins with works that one thread does in turn. */
    void begin(List<Work> works) {
        Thread thread = new Thread(() -> run(works), "sterna-proof");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void run(List<Work> works) {
        List<Attempts> all = works.stream().map(Attempts::new).toList();
        try {
            while (!closed) {
                boolean any = false;
                for (Attempts attempts : all) {
                    any |= attempts.next();
                }
                if (!any) {
                    pause(IDLE_MILLIS);
                }
            }
        } catch (Throwable failure) {
            // Whoever waits for this thread would wait for ever.
            heard.failed().accept(new IllegalStateException(failure));
        } finally {
            works.forEach(Work::close);
        }
    }

    /** One work, and since when it fails. */
    private final class Attempts {
        private final Work work;
        private long failingSince;

        Attempts(Work work) {
            this.work = work;
        }

        boolean next() {
            try {
                boolean any = !closed && work.step();
                failingSince = 0;
                return any;
            } catch (SternaException failure) {
                if (!closed && failure.category() != Category.INTERRUPTED) {
                    failed(failure);
                }
            } catch (RuntimeException failure) {
                if (!closed) {
                    heard.failed().accept(failure);
                }
            }
            return false;
        }

        private void failed(SternaException failure) {
            long now = System.nanoTime();
            Duration most = patience.with(failure);
            if (most.isZero() || failingSince != 0 && now - failingSince > most.toNanos()) {
                failingSince = 0;
                heard.failed().accept(failure);
                return;
            }
            if (failingSince == 0) {
                failingSince = now;
                heard.lines().accept("sync: the proof waits: " + failure.getMessage());
            }
            pause(OUTAGE_MILLIS);
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it, the queries that run included. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(END_MILLIS);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        threads.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
