package dev.sterna.transfer.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A plain line every few seconds, for logs. */
public final class LogProgress implements Progress.Factory {
    private final PrintStream log;
    private final Duration interval;

    public LogProgress(PrintStream log, Duration interval) {
        this.log = log;
        this.interval = interval;
    }

    @Override
    public Progress start(String step, int chunks, long expectedRows) {
        Tally tally = new Tally(step, chunks, expectedRows);
        ScheduledExecutorService clock = clock();
        var unused = clock.scheduleAtFixedRate(
                () -> log.println(tally.line()), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return new Progress() {
            @Override
            public void chunkDone(String table, long rows, long bytes) {
                tally.chunkDone(table, rows, bytes);
            }

            @Override
            public void close() {
                clock.shutdownNow();
            }
        };
    }

    /** Nothing is said of what did not change. */
    @Override
    public Progress.Status status() {
        AtomicReference<String> next = new AtomicReference<>();
        ScheduledExecutorService clock = clock();
        var unused = clock.scheduleAtFixedRate(
                () -> {
                    String line = next.getAndSet(null);
                    if (line != null) {
                        log.println(line);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
        return new Progress.Status() {
            @Override
            public void tell(String line) {
                next.set(line);
            }

            @Override
            public void close() {
                clock.shutdownNow();
            }
        };
    }

    private static ScheduledExecutorService clock() {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sterna-progress");
            thread.setDaemon(true);
            return thread;
        });
    }
}
