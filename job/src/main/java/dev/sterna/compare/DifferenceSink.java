package dev.sterna.compare;

/** Takes the differences of one table as they are found, from one thread at a time. */
public interface DifferenceSink extends AutoCloseable {

    /** A row that differs. */
    void accept(RowDifference difference);

    /** A row whose texts differ, but not what they mean: no difference, though the two sides' hashes are not equal. */
    default void meantAlike(long sourceHash, long targetHash) {}

    /** There are no more. */
    @Override
    default void close() {}
}
