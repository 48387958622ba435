package dev.sterna.config;

import java.time.Duration;

/**
 * Who says which rows of one table changed.
 *
 * @param changes null: as for all tables
 * @param watermark null where no column is named
 */
public record TableChanges(SyncSettings.Changes changes, Watermark watermark) {

    /**
     * A column that grows: new rows have greater values than those before, and so have rows that were changed.
     *
     * @param column by the source's name
     * @param time by how much rows may come late, where the column is one of dates or times; null for what is usual
     * @param number the same where it is one of numbers
     */
    public record Watermark(String column, Duration time, Long number) {
        /** How late rows of dates and times may come, where nothing else is said. */
        public static final Duration USUAL_TIME = Duration.ofMinutes(5);

        /** How far behind the greatest number others may come, where nothing else is said. */
        public static final long USUAL_NUMBER = 10_000;

        /** With what is usual. */
        public Watermark(String column) {
            this(column, null, null);
        }
    }
}
