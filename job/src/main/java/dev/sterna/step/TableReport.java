package dev.sterna.step;

/**
 * What a step found or did for one table; values that the step does not know are null and are filled in by others.
 *
 * @param name the qualified name in the target
 */
public record TableReport(
        String name,
        Long sourceRows,
        Long loadedRows,
        Long rejectedRows,
        Long backupBytes,
        Integer chunks,
        Double seconds,
        Difference diff) {

    /**
     * What a comparison found.
     *
     * @param method {@code digest}, {@code buckets} or {@code rows}
     */
    public record Difference(boolean identical, long missing, long extra, long changed, String method, long forgiven) {}
}
