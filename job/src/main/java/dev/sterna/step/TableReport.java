package dev.sterna.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a step found or did for one table; values that the step does not know are null and are filled in by others.
 *
 * @param name the qualified name in the target
 * @param losses declared, of the columns that have any; null when nobody looked
 */
public record TableReport(
        String name,
        Long sourceRows,
        Long loadedRows,
        Long rejectedRows,
        Long backupBytes,
        Integer chunks,
        Double seconds,
        Difference diff,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Loss> losses) {

    public TableReport {
        losses = losses == null ? null : List.copyOf(losses);
    }

    /** Of a step that knows nothing of declared losses. */
    public TableReport(
            String name,
            Long sourceRows,
            Long loadedRows,
            Long rejectedRows,
            Long backupBytes,
            Integer chunks,
            Double seconds,
            Difference diff) {
        this(name, sourceRows, loadedRows, rejectedRows, backupBytes, chunks, seconds, diff, null);
    }

    /**
     * Values of a column that were converted by declaration.
     *
     * @param kind of value, as an assessment names it
     * @param became {@code null}, {@code stripped} or {@code rounded}
     */
    public record Loss(String column, String kind, String became, long count) {}

    /**
     * What a comparison found.
     *
     * @param forgiven rows with values that were converted by declaration: the comparison expects what they became
     * @param method {@code digest}, {@code buckets} or {@code rows}
     * @param hop where something was lost: {@code source-backup}, {@code backup-file} or {@code backup-target}; null
     *     when nothing was, or there is no backup to tell
     */
    public record Difference(
            boolean identical,
            long missing,
            long extra,
            long changed,
            String method,
            long forgiven,
            @JsonInclude(JsonInclude.Include.NON_NULL) String hop) {

        /** Without a word on where. */
        public Difference(boolean identical, long missing, long extra, long changed, String method, long forgiven) {
            this(identical, missing, extra, changed, method, forgiven, null);
        }

        /** The same, with so many rows forgiven. */
        public Difference forgiving(long rows) {
            return new Difference(identical, missing, extra, changed, method, rows, hop);
        }

        /** The same, lost there. */
        public Difference withHop(String where) {
            return new Difference(identical, missing, extra, changed, method, forgiven, where);
        }
    }
}
