package dev.sterna.embedded.data;

/** Told about rows on their way into a table; called from several threads, some times a second each. */
@FunctionalInterface
public interface LoadProgress {
    /** Somebody who does not want to know. */
    LoadProgress NONE = (table, rows, bytes) -> {};

    /**
     * So many more rows, and bytes of their text.
     *
     * @param table the name of the table
     */
    void loaded(String table, long rows, long bytes);
}
