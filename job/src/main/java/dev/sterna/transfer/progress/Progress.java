package dev.sterna.transfer.progress;

/** Shows how far long work is: one redrawn line on a terminal, a plain line every few seconds elsewhere. Thread-safe. */
public interface Progress extends AutoCloseable {

    /** Some chunk of a table is done. */
    void chunkDone(String table, long rows, long bytes);

    @Override
    void close();

    /** Opens progress for pieces of work. */
    interface Factory {
        /** @param expectedRows an estimate, or -1 */
        Progress start(String step, int chunks, long expectedRows);

        /** A line for work without an end. */
        default Status status() {
            return line -> {};
        }
    }

    /** One line that is said anew as things change. Thread-safe. */
    @FunctionalInterface
    interface Status extends AutoCloseable {
        void tell(String line);

        @Override
        default void close() {}
    }
}
