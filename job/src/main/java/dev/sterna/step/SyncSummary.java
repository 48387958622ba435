package dev.sterna.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What it took to bring the target to the source.
 *
 * @param changes who said which rows changed: {@code diff}, {@code log}, or {@code watermark} where of a table only those rows were
 *     looked at whose column had grown
 * @param rounds how often rows were looked for and brought
 * @param applied rows that were inserted, updated or deleted
 * @param inserted of these, {@code updated} and {@code deleted} likewise
 * @param left rows that were wrong at the last look
 * @param notBrought of these, rows that the target does not take
 * @param gaps what each look found, the last one included
 * @param lagSeconds from a commit at the source until it was in the target, half of the time at most, by the clocks of source and
 *     driver; null where the log was not followed, and so are all that come after it
 * @param greatestLagSeconds at any time
 * @param logChanges of rows that the log told of
 * @param changesPerSecond of these, in all the time
 * @param openKeys of rows that the target had not taken at the end
 * @param predictedFreezeSeconds how long the source would have to stand still for everything to be in
 * @param direction {@link #REVERSE} where rows went from the target to the source, else null; then missing is what the source lacks
 * @param proof what was proven at the end; null where the log was not followed until somebody wished that it ends
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
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
        Double lagSeconds,
        Double greatestLagSeconds,
        Long logChanges,
        Double changesPerSecond,
        Long openKeys,
        Double predictedFreezeSeconds,
        String direction,
        Proof proof) {
    public static final String REVERSE = "reverse";

    public SyncSummary {
        gaps = List.copyOf(gaps);
    }

    /** Where both sides were compared. */
    public SyncSummary(
            String changes,
            int rounds,
            long applied,
            long inserted,
            long updated,
            long deleted,
            long left,
            long notBrought,
            List<Gap> gaps,
            String direction) {
        this(
                changes,
                rounds,
                applied,
                inserted,
                updated,
                deleted,
                left,
                notBrought,
                gaps,
                null,
                null,
                null,
                null,
                null,
                null,
                direction,
                null);
    }

    /**
     * What was proven.
     *
     * @param verdict {@code proven}, {@code differs} or {@code not-proven}
     * @param position in the source's log up to which that holds
     * @param passFinished whether all rows of the tables that are followed were compared once
     * @param rows of the source that were compared so
     * @param comparedAgain keys, because the log had named them or they differed at first
     * @param broughtAgain rows, because they differed although the log had told of no change
     * @param openKeys that were neither proven nor wrong for good at the end, because they were still being written
     * @param differences rows that differ
     * @param seconds from when everything was in until that was known
     */
    public record Proof(
            String verdict,
            String position,
            boolean passFinished,
            long rows,
            long comparedAgain,
            long broughtAgain,
            long openKeys,
            long differences,
            double seconds) {}

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
