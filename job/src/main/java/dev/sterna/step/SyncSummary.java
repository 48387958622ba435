package dev.sterna.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What it took to bring the target to the source.
 *
 * @param changes who said which rows changed: {@code diff} or {@code log}
 * @param rounds how often rows were looked for and brought
 * @param applied rows that were inserted, updated or deleted
 * @param inserted of these, {@code updated} and {@code deleted} likewise
 * @param left rows that were wrong at the last look
 * @param notBrought of these, rows that the target does not take
 * @param gaps what each look found, the last one included
 * @param lag how far the target was behind the source's log; null where it was not followed
 */
public record SyncSummary(
        String changes,
        int rounds,
        long applied,
        long inserted,
        long updated,
        long deleted,
        long left,
        long notBrought,
        List<Gap> gaps,
        @JsonInclude(JsonInclude.Include.NON_NULL) Lag lag) {
    public SyncSummary {
        gaps = List.copyOf(gaps);
    }

    /**
     * How far the target was behind while the log was followed, by the clocks of source and driver.
     *
     * @param medianSeconds from a commit at the source until it was in the target, half of the time at most
     * @param greatestSeconds at any time
     * @param changes that the log told of
     * @param changesPerSecond of all the time
     * @param openKeys keys of rows that the target had not taken at the end
     */
    public record Lag(
            double medianSeconds, double greatestSeconds, long changes, double changesPerSecond, long openKeys) {}

    /**
     * What one look found.
     *
     * @param missing rows that only the source has, after the time to settle; {@code changed} and {@code extra} likewise
     * @param inFlight rows that differed at first, and after that time not any more
     * @param seconds of the look, that time included
     */
    public record Gap(long missing, long changed, long extra, long inFlight, double seconds) {
        public long total() {
            return missing + changed + extra;
        }
    }
}
