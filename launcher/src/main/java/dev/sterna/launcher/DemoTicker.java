package dev.sterna.launcher;

import dev.sterna.embedded.data.LoadProgress;
import dev.sterna.transfer.progress.Amounts;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Shows how far the filling of the source is, every now and then. */
final class DemoTicker implements LoadProgress, AutoCloseable {
    private final DemoSpeech speech;
    private final long expectedRows;
    private final long began = System.nanoTime();
    private final AtomicLong rows = new AtomicLong();
    private final ScheduledExecutorService clock;

    DemoTicker(DemoSpeech speech, long expectedRows) {
        this.speech = speech;
        this.expectedRows = expectedRows;
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "sterna-demo-ticker");
            thread.setDaemon(true);
            return thread;
        });
        long interval = speech.millisecondsBetweenDrawings();
        var unused = clock.scheduleAtFixedRate(this::draw, interval, interval, TimeUnit.MILLISECONDS);
    }

    private void draw() {
        long now = rows.get();
        speech.draw("  filling: " + Amounts.count(now) + " of about " + Amounts.count(Math.max(now, expectedRows))
                + " rows, " + Amounts.rate(now, (System.nanoTime() - began) / 1e9));
    }

    @Override
    public void loaded(String table, long moreRows, long moreBytes) {
        rows.addAndGet(moreRows);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
