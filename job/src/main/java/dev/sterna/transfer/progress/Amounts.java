package dev.sterna.transfer.progress;

import java.util.Locale;

/** Rows, bytes and times as people read them, the same everywhere. */
public final class Amounts {
    private static final double MEGA = 1_000_000;

    private Amounts() {}

    /** {@code 1,234,567}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 12.3 MB}, or kB below one. */
    public static String bytes(long bytes) {
        return bytes < 100_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1000.0)
                : String.format(Locale.ROOT, "%,.1f MB", bytes / MEGA);
    }

    /** {@code 1.3 s}, {@code 4 min 10 s}, {@code 3 h 20 min}. */
    public static String seconds(double seconds) {
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** {@code 123,456 rows/s}; empty when the time is too short to tell. */
    public static String rate(long rows, double seconds) {
        return seconds < 0.001 ? "" : count(Math.round(rows / seconds)) + " rows/s";
    }
}
