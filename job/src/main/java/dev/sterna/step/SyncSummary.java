package dev.sterna.step;

import java.util.List;

/**
 * What it took to bring the target to the source.
 *
 * @param changes who said which rows changed: {@code diff}
 * @param rounds how often rows were looked for and brought
 * @param applied rows that were inserted, updated or deleted
 * @param inserted of these, {@code updated} and {@code deleted} likewise
 * @param left rows that were wrong at the last look
 * @param notBrought of these, rows that the target does not take
 * @param gaps what each look found, the last one included
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
        List<Gap> gaps) {
    public SyncSummary {
        gaps = List.copyOf(gaps);
    }

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
