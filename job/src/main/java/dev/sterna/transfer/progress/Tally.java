package dev.sterna.transfer.progress;

import java.util.Locale;
import java.util.function.LongSupplier;

/** How far one step is, counted. Thread-safe. */
final class Tally {
    private final String step;
    private final int chunks;
    private final long expectedRows;
    private final LongSupplier nanoTime;
    private final long started;
    private int chunksDone;
    private long rows;
    private long bytes;
    private String table = "";

    Tally(String step, int chunks, long expectedRows) {
        this(step, chunks, expectedRows, System::nanoTime);
    }

    Tally(String step, int chunks, long expectedRows, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.step = step;
        this.chunks = chunks;
        this.expectedRows = expectedRows;
    }

    synchronized void chunkDone(String chunkTable, long chunkRows, long chunkBytes) {
        table = chunkTable;
        chunksDone++;
        rows += chunkRows;
        bytes += chunkBytes;
    }

    synchronized int chunksDone() {
        return chunksDone;
    }

    /** e.g. {@code load public.orders  12/60 chunks  1,200,000 of 6,001,215 rows  310,000 rows/s  16 s left}. */
    synchronized String line() {
        double seconds = (nanoTime.getAsLong() - started) / 1e9;
        StringBuilder line = new StringBuilder(step);
        if (!table.isEmpty()) {
            line.append(' ').append(table);
        }
        line.append(String.format(Locale.ROOT, "  %d/%d chunks  %s", chunksDone, chunks, Amounts.count(rows)));
        line.append(expectedRows > 0 ? " of " + Amounts.count(Math.max(expectedRows, rows)) + " rows" : " rows");
        if (bytes > 0) {
            line.append("  ").append(Amounts.bytes(bytes));
        }
        if (chunksDone > 0) {
            line.append("  ").append(Amounts.rate(rows, seconds));
            line.append("  ").append(Amounts.seconds(secondsLeft(seconds))).append(" left");
        }
        return VisibleText.line(line.toString());
    }

    private double secondsLeft(double seconds) {
        double done = expectedRows > 0 && rows > 0
                ? Math.min(1, (double) rows / expectedRows)
                : (double) chunksDone / Math.max(1, chunks);
        return chunksDone >= chunks || done <= 0 ? 0 : seconds * (1 - done) / done;
    }
}
