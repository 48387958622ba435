package dev.sterna.sync;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Does work beside that of whoever follows, which never ends it: servers that are gone for a while are waited for. */
final class ProofThreads implements AutoCloseable {
    private static final long IDLE_MILLIS = 50;
    private static final long OUTAGE_MILLIS = 1000;
    private static final long END_MILLIS = 30_000;

    private final Predicate<SternaException> mayPass;
    private final Consumer<RuntimeException> failed;
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
     * @param mayPass whether a failure is worth another try after a while
     * @param failed hears of others, after which the work goes on unless it is closed
     */
    ProofThreads(Predicate<SternaException> mayPass, Consumer<RuntimeException> failed) {
        this.mayPass = mayPass;
        this.failed = failed;
    }

    /** Begins with works that one thread does in turn. */
    void begin(List<Work> works) {
        Thread thread = new Thread(() -> run(works), "sterna-proof");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void run(List<Work> works) {
        try {
            while (!closed) {
                boolean any = false;
                for (Work work : works) {
                    any |= attempt(work::step);
                }
                if (!any) {
                    pause(IDLE_MILLIS);
                }
            }
        } finally {
            works.forEach(Work::close);
        }
    }

    private boolean attempt(BooleanSupplier step) {
        try {
            return !closed && step.getAsBoolean();
        } catch (SternaException failure) {
            if (closed || failure.category() == Category.INTERRUPTED) {
                return false;
            }
            if (mayPass.test(failure)) {
                pause(OUTAGE_MILLIS);
            } else {
                failed.accept(failure);
            }
            return false;
        } catch (RuntimeException failure) {
            if (!closed) {
                failed.accept(failure);
            }
            return false;
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
