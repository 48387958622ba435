package dev.sterna.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What a step found or did for one table. */
public sealed interface TableReport {

    /** The qualified name in the target. */
    String name();

    /** It is in the plan. */
    record Planned(String name, int chunks) implements TableReport {}

    /** The target has it, or will. */
    record Prepared(String name) implements TableReport {}

    /** The backup has it, with what earlier executions staged. */
    record BackedUp(String name, long rows, long bytes, int chunks) implements TableReport {}

    /**
     * Its backup is in the target, with what earlier executions loaded.
     *
     * @param seconds of this execution; null when nobody measured
     */
    record Loaded(
            String name,
            long sourceRows,
            long loadedRows,
            long rejectedRows,
            long backupBytes,
            int chunks,
            Double seconds)
            implements TableReport {

        /** The same, with so many of the rows refused. */
        public Loaded without(long rejected) {
            return new Loaded(name, sourceRows, loadedRows - rejected, rejected, backupBytes, chunks, seconds);
        }
    }

    /**
     * Both sides of it were compared.
     *
     * @param sourceRows null when they were not looked at
     * @param rejectedRows null when the target refused none
     * @param losses declared, of the columns that have any; null when nobody looked
     * @param notCompared the source's names of computed columns that were not compared
     */
    record Compared(
            String name,
            Long sourceRows,
            Long rejectedRows,
            int chunks,
            double seconds,
            Difference diff,
            List<Loss> losses,
            List<String> notCompared)
            implements TableReport {
        public Compared {
            losses = losses == null ? null : List.copyOf(losses);
            notCompared = List.copyOf(notCompared);
        }
    }

    /**
     * Values of a column that were converted by declaration.
     *
     * @param kind of value, as an assessment names it
     * @param became {@code null}, {@code stripped} or {@code rounded}
     */
    record Loss(String column, String kind, String became, long count) {}

    /**
     * What a comparison found.
     *
     * @param forgiven rows with values that were converted by declaration: the comparison expects what they became
     * @param method {@code digest}, {@code buckets} or {@code rows}; {@code count} where rows were counted alone
     * @param hop where something was lost: {@code source-backup}, {@code backup-file} or {@code backup-target}; null
     *     when nothing was, or there is no backup to tell
     */
    record Difference(
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
