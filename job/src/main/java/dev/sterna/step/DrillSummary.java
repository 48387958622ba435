package dev.sterna.step;

import java.util.List;

/**
 * What a backup that was restored on trial has shown.
 *
 * @param restoreSeconds until the data could have been used again
 * @param identical whether every row is what the backup's manifest says
 * @param rowsPerSecond over {@code restoreSeconds}; {@code bytesPerSecond}, of the backup's files, likewise
 * @param server where it was
 * @param phases of the time
 */
public record DrillSummary(
        double restoreSeconds,
        boolean identical,
        long rowsPerSecond,
        long bytesPerSecond,
        String server,
        RestoreTimes phases,
        List<TableTime> tables) {
    public DrillSummary {
        restoreSeconds = RestoreTimes.rounded(restoreSeconds);
        tables = List.copyOf(tables);
    }

    /**
     * The time of one table's rows, while others came beside it.
     *
     * @param name the qualified name in the target
     */
    public record TableTime(String name, long rows, double seconds, long rowsPerSecond, long bytesPerSecond) {
        public TableTime {
            seconds = RestoreTimes.rounded(seconds);
        }

        public static TableTime of(String name, long rows, long bytes, double seconds) {
            return new TableTime(name, rows, seconds, perSecond(rows, seconds), perSecond(bytes, seconds));
        }
    }

    /** A rate; 0 of what took no time. */
    public static long perSecond(long amount, double seconds) {
        return seconds <= 0 ? 0 : Math.round(Math.min(amount, 1L << 52) / seconds);
    }
}
